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
    var contexts: [ContextBuilder] = []
    var certificates: [Certificate] = []
    for files in settings.certificates {
      let context = try ContextBuilder(settings.minimumVersion, keys, ticketLifetime)
      try context.use(files)
      certificates.append(
        Certificate(file: files.certificate, expirySeconds: context.expirySeconds))
      if let twin = contexts.first(where: { $0.isTwin(of: context) }) {
        try twin.use(files)
      } else {
        contexts.append(context)
      }
    }
    for context in contexts { try context.ask(settings.clients) }
    guard let first = contexts.first else { throw .noCertificate }
    for next in contexts.dropFirst() { first.append(next) }
    self.certificates = certificates
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
