internal import CShim

/// One of OpenSSL's contexts while it is being filled.
@safe final class ContextBuilder {
  private(set) var context: OpaquePointer?

  init(
    _ minimumVersion: TLSVersion, _ keys: TicketKeys, _ ticketLifetime: Duration
  ) throws(TLSError) {
    let seconds = UInt32(ticketLifetime.components.seconds)
    // Safe: the keys are alive, and the context takes a hold of its own.
    unsafe context = wenbao_tls_context_create(minimumVersion == .tls1_3, seconds, keys.keys)
    if unsafe context == nil { throw .unavailable(reason: reason()) }
  }

  /// A client's context.
  ///
  /// - Parameter authorities: the file of those who vouch for servers; nil to trust any server.
  init(trusting authorities: String?) throws(TLSError) {
    var octets: [UInt8] = []
    if let authorities { octets = try TLSFile.read(authorities) }
    // Safe: OpenSSL copies the octets.
    unsafe context = octets.withOctets { unsafe wenbao_tls_client_context_create($0) }
    guard unsafe context == nil else { return }
    throw .badAuthorities(files: authorities.map { [$0] } ?? [], reason: reason())
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

  /// Whether this and the other are certificates for the same names, with keys of different kinds.
  func isTwin(of other: ContextBuilder) -> Bool {
    // Safe: both are alive and have a certificate.
    unsafe wenbao_tls_context_is_twin(context, other.context)
  }

  /// When the certificate last used, or one of its chain, expires.
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
