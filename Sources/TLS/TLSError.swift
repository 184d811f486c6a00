/// Why TLS cannot be served with the files given; the files' owner can put it right.
public enum TLSError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no certificate to serve.
  case noCertificate
  /// A file is not there or may not be read.
  case unreadable(file: String)
  /// A file is there already or cannot be written.
  case notCreated(file: String)
  /// A file is empty or larger than `TLSFile.bytesMax`.
  case wrongSize(file: String)
  /// A private key can be read or changed by others than its owner.
  case exposedKey(file: String)
  /// A key for keyed hashes is too short or too long.
  case wrongKeySize(file: String)
  /// A file is not a certificate with its chain as PEM, or its key is too weak.
  case badCertificate(file: String, reason: String)
  /// A file is not a private key as PEM, has a passphrase, or is not the certificate's.
  case badKey(file: String, reason: String)
  /// A file is not a successful OCSP response about the certificate.
  case badStaple(file: String, reason: String)
  /// The files of the authorities that vouch for clients, or their revocation lists, are no such.
  case badAuthorities(files: [String], reason: String)
  /// OpenSSL could not set itself up.
  case unavailable(reason: String)

  /// What is wrong, and where the remedy is not plain, what to do.
  public var description: String {
    switch self {
    case .noCertificate: "there is no certificate to serve"
    case .unreadable(let file): "\(file): no such file, or not readable"
    case .notCreated(let file): "\(file): there already, or not writable"
    case .wrongSize(let file): "\(file): must have 1 to \(TLSFile.bytesMax) octets"
    case .exposedKey(let file):
      "\(file): a private key must be readable by its owner alone (chmod 600)"
    case .wrongKeySize(let file):
      "\(file): a key for hashes must have \(HashKey.byteCounts.lowerBound) to "
        + "\(HashKey.byteCounts.upperBound) octets, as 'openssl rand -hex 32' prints them"
    case .badCertificate(let file, let reason): "\(file): not a certificate as PEM: \(reason)"
    case .badKey(let file, let reason):
      "\(file): not the certificate's private key as PEM without a passphrase: \(reason)"
    case .badStaple(let file, let reason):
      "\(file): not a successful OCSP response about the certificate as DER: \(reason)"
    case .badAuthorities(let files, let reason):
      "\(files.joined(separator: ", ")): not authorities and revocation lists as PEM: \(reason)"
    case .unavailable(let reason): "OpenSSL cannot be set up: \(reason)"
    }
  }
}
