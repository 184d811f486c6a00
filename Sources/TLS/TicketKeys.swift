internal import CShim

/// The keys that session tickets are sealed with (RFC 8446 section 4.6.1, RFC 5077).
///
/// A ticket opens as long as its key is the present one or the one before. So with a rotation every
/// `lifetime` each ticket lives as long as it says, and what a stolen key opens is at most two such
/// times old.
///
/// `@unchecked Sendable`: the keys are behind a lock of their own.
@safe public final class TicketKeys: @unchecked Sendable {
  /// How long a ticket is good for, and how often keys should be rotated: 1 hour.
  ///
  /// RFC 8446 allows 7 days; nginx's sessions last 5 minutes unless told otherwise. Whoever comes
  /// back later pays for one handshake.
  public static var lifetime: Duration { .seconds(3600) }

  let keys: OpaquePointer

  /// Makes keys.
  public init() throws(TLSError) {
    // Safe: the keys are owned from here on, and freed once.
    guard let keys = unsafe wenbao_tls_keys_create() else {
      throw .unavailable(reason: reason())
    }
    unsafe self.keys = keys
  }

  // Safe: nobody else frees the hold that `init` has taken.
  deinit { unsafe wenbao_tls_keys_free(keys) }

  /// Seals with a new key from now on and forgets the key before the present one.
  ///
  /// Where the system has no random octets, all stays as it is until the next time.
  public func rotate() {
    // Safe: the keys live as long as this object.
    _ = unsafe wenbao_tls_keys_rotate(keys)
  }
}
