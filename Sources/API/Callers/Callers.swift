import HTTP
import Insurance

/// Who may call: the callers of the settings, found by what a request proves.
public final class Callers: Sendable {
  /// The SHA-256 of a token.
  public typealias Digest = @Sendable (Span<UInt8>) -> TokenDigest

  private struct Key: Sendable {
    let token: Caller.Token
    let account: Int
  }

  /// The callers with what they have used up, in order.
  let accounts: [Account]
  private let keys: [Key]
  private let accountsBySubject: [String: Int]
  private let digest: Digest

  /// The callers; no two share a name, a token or a subject.
  ///
  /// - Parameters:
  ///   - others: those in force so far: who was among them keeps what it has used up.
  ///   - digest: computes SHA-256.
  public init(_ callers: [Caller], after others: Callers? = nil, digest: @escaping Digest) {
    precondition(
      (1...CallerLimits.callersMax).contains(callers.count), "there are callers, and not too many")
    precondition(Set(callers.map(\.name)).count == callers.count, "each caller has its own name")
    let known = others?.accounts ?? []
    accounts = callers.map { caller in
      Account(caller, after: known.first { $0.caller.name == caller.name })
    }
    keys = callers.enumerated().flatMap { index, caller in
      caller.tokens.map { Key(token: $0, account: index) }
    }
    precondition(
      Set(keys.map(\.token.digest)).count == keys.count, "each caller has its own tokens")
    accountsBySubject = Dictionary(
      uniqueKeysWithValues: callers.enumerated().flatMap { index, caller in
        caller.subjects.map { ($0, index) }
      })
    self.digest = digest
  }

  /// Lets a request in, or says why not: whose it is, then whether it comes within the caller's
  /// rate, for a scope of the caller's, and with room for one more.
  ///
  /// So the rate counts what is forbidden too.
  ///
  /// - Parameter now: in nanoseconds, of a clock that only goes forward.
  func admit(
    _ head: borrowing RequestHead, for scope: Scope, at now: UInt64, today: () -> Day
  ) throws(Refusal) -> Visit {
    let account = try identify(head, today: today)
    if let wait = account.takeToken(at: now) { throw .tooOften(account, nanoseconds: wait) }
    if !account.caller.scopes.contains(scope) { throw .forbidden(account, scope) }
    guard let visit = account.beginVisit() else { throw .tooManyAtOnce(account) }
    return visit
  }

  /// Whose request it is: an Authorization field decides where there is one, however wrong; else
  /// the certificate does.
  private func identify(
    _ head: borrowing RequestHead, today: () -> Day
  ) throws(Refusal) -> Account {
    guard head.lineCount(of: "authorization") == 0 else {
      return try identify(byTokenOf: head, today: today)
    }
    guard let subject = head.clientSubject else { throw .unknown(.noProof) }
    guard let index = accountsBySubject[subject] else { throw .unknown(.unknownSubject) }
    return accounts[index]
  }

  private func identify(
    byTokenOf head: borrowing RequestHead, today: () -> Day
  ) throws(Refusal) -> Account {
    guard head.lineCount(of: "authorization") == 1, let value = head.value(of: "authorization"),
      let start = value.bearerTokenStart, start < value.count
    else { throw .unknown(.noBearerToken) }
    let token = value.extracting(start..<value.count)
    guard token.count <= CallerLimits.tokenBytesMax, let key = key(of: digest(token)) else {
      throw .unknown(.unknownToken)
    }
    if let expires = key.token.expires, expires < today() { throw .unknown(.expiredToken) }
    return accounts[key.account]
  }

  /// The key with a digest, after a look at every one of them: how long it takes tells nothing.
  private func key(of digest: TokenDigest) -> Key? {
    var found: UInt64 = 0
    for index in keys.indices {
      found |= UInt64(index + 1) & keys[index].token.digest.sameness(as: digest)
    }
    return found == 0 ? nil : keys[Int(found) - 1]
  }
}

extension Span<UInt8> {
  /// Where the token begins in `Bearer <token>` (RFC 6750 section 2.1); nil for other schemes.
  fileprivate var bearerTokenStart: Int? {
    let scheme: StaticString = "bearer"
    var position = scheme.utf8CodeUnitCount
    guard count > position, extracting(0..<position).equalsIgnoringCase(scheme),
      self[position] == UInt8(ascii: " ")
    else { return nil }
    while position < count && self[position] == UInt8(ascii: " ") { position += 1 }
    return position
  }
}
