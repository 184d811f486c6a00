internal import CShim

/// Certificates read, checked and ready to serve, with what is asked of clients.
///
/// It does not change; a reload makes another. Its sessions keep what they need of it.
///
/// `@unchecked Sendable`: OpenSSL's contexts are filled in `init` only, and count their holders
/// atomically.
@safe public final class TLSContext: @unchecked Sendable {
  /// A certificate that is served.
  public struct Certificate: Sendable, Equatable {
    /// The file it was read from.
    public let file: String
    /// When the first certificate of its chain expires, in seconds since 1970.
    public let expirySeconds: Int64

    /// Whole days until it expires, below zero once it has.
    public func daysLeft(atUnixSeconds now: Int64) -> Int {
      let day: Int64 = 86_400
      let left = expirySeconds - now
      return Int(left >= 0 ? left / day : (left - day + 1) / day)
    }
  }

  /// The certificates, in the order of the settings.
  public let certificates: [Certificate]

  private let first: OpaquePointer

  /// Reads the files of the settings.
  ///
  /// - Throws: the first rule that a file breaks.
  public convenience init(_ settings: TLSSettings, keys: TicketKeys) throws(TLSError) {
    try self.init(settings, keys: keys, ticketLifetime: TicketKeys.lifetime)
  }

  init(_ settings: TLSSettings, keys: TicketKeys, ticketLifetime: Duration) throws(TLSError) {
    let contexts = try settings.certificates.map { (files) throws(TLSError) in
      let context = try ContextBuilder(settings.minimumVersion, keys, ticketLifetime)
      try context.use(files)
      try context.ask(settings.clients)
      return context
    }
    guard let first = contexts.first else { throw .noCertificate }
    for next in contexts.dropFirst() { first.append(next) }
    certificates = zip(settings.certificates, contexts).map { files, context in
      Certificate(file: files.certificate, expirySeconds: context.expirySeconds)
    }
    unsafe self.first = first.take()
  }

  // Safe: nobody else frees the hold that the builder has handed over.
  deinit { unsafe wenbao_tls_context_free(first) }

  /// Begins a session with a client.
  public func makeSession() -> TLSSession {
    // Safe: the context lives as long as this object, and the session takes a hold of its own.
    unsafe TLSSession(of: first)
  }
}

/// One of OpenSSL's contexts while it is being filled.
@safe private final class ContextBuilder {
  private var context: OpaquePointer?

  init(
    _ minimumVersion: TLSVersion, _ keys: TicketKeys, _ ticketLifetime: Duration
  ) throws(TLSError) {
    let seconds = UInt32(ticketLifetime.components.seconds)
    // Safe: the keys are alive, and the context takes a hold of its own.
    unsafe context = wenbao_tls_context_create(minimumVersion == .tls1_3, seconds, keys.keys)
    if unsafe context == nil { throw .unavailable(reason: reason()) }
  }

  // Safe: only what has not been handed over is freed.
  deinit { unsafe wenbao_tls_context_free(context) }

  /// Hands the context over to a new owner.
  func take() -> OpaquePointer {
    guard let context = unsafe context.take() else { preconditionFailure("taken once") }
    return unsafe context
  }

  /// Puts another context after this one.
  func append(_ next: ContextBuilder) {
    // Safe: both are alive, and OpenSSL takes a hold of the second.
    unsafe wenbao_tls_context_append(context, next.context)
  }

  var expirySeconds: Int64 {
    // Safe: the context is alive and has a certificate.
    unsafe wenbao_tls_context_expiry(context)
  }

  func use(_ files: CertificateFiles) throws(TLSError) {
    let certificate = try TLSFile.read(files.certificate)
    // Safe, as below: the context is alive, and OpenSSL copies the octets.
    guard certificate.withOctets({ unsafe wenbao_tls_use_certificate(context, $0) }) else {
      throw .badCertificate(file: files.certificate, reason: reason())
    }
    try TLSFile.withSecret(files.key) { (key) throws(TLSError) in
      guard key.withOctets({ unsafe wenbao_tls_use_key(context, $0) }) else {
        throw .badKey(file: files.key, reason: reason())
      }
    }
    guard let staple = files.staple else { return }
    guard try TLSFile.read(staple).withOctets({ unsafe wenbao_tls_use_staple(context, $0) }) else {
      throw .badStaple(file: staple, reason: reason())
    }
  }

  func ask(_ clients: ClientCertificates) throws(TLSError) {
    switch clients {
    case .off: break
    case .optional(let files): try ask(files, required: false)
    case .required(let files): try ask(files, required: true)
    }
  }

  private func ask(_ files: ClientAuthorities, required: Bool) throws(TLSError) {
    let authorities = try TLSFile.read(files.authorities)
    var revocations: [UInt8] = []
    if let file = files.revocations { revocations = try TLSFile.read(file) }
    let done = authorities.withOctets { authorities in
      revocations.withOctets { revocations in
        // Safe: the context is alive, and OpenSSL copies the octets.
        unsafe wenbao_tls_verify_clients(context, required, authorities, revocations)
      }
    }
    guard done else {
      let files = [files.authorities] + (files.revocations.map { [$0] } ?? [])
      throw .badAuthorities(files: files, reason: reason())
    }
  }
}
