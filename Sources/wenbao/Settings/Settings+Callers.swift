import API
import Insurance
import Yams

extension SettingsReader {
  /// The list of callers.
  mutating func readCallers(_ node: Node) {
    guard let list = node.sequence, (1...CallerLimits.callersMax).contains(list.count) else {
      return fault(node, "callers must be a list of 1 to \(CallerLimits.callersMax)")
    }
    for element in list { readCaller(element) }
  }

  private mutating func readCaller(_ node: Node) {
    let known = [
      "name", "scopes", "certificates", "tokens", "requestsPerSecond", "burst",
      "concurrentRequests",
    ]
    let faultsBefore = faults.count
    guard let members = members(of: node, in: "callers", known: known) else { return }
    let name = callerName(members["name"] ?? node)
    let scopes = scopes(members["scopes"] ?? node)
    let subjects = members["certificates"].map { callerSubjects($0) } ?? []
    let tokens = members["tokens"].map { callerTokens($0) } ?? []
    let rate = callerRate(members)
    let concurrency = number(
      members["concurrentRequests"], "callers.concurrentRequests",
      CallerLimits.concurrentRequests, usual: CallerLimits.usualConcurrentRequests)
    if members["certificates"] == nil && members["tokens"] == nil {
      fault(node, "each of callers must have certificates or tokens")
    }
    guard faults.count == faultsBefore else { return }
    settings.callers.append(
      Caller(
        name: name, scopes: scopes, subjects: subjects, tokens: tokens, rate: rate,
        concurrentRequestsMax: concurrency))
  }

  private mutating func callerName(_ node: Node) -> String {
    guard let name = node.scalar?.string, Caller.isName(name) else {
      fault(
        node,
        "callers.name must be 1 to \(CallerLimits.nameCharactersMax) letters, digits, '.', '_' or "
          + "'-', and neither 'anonymous' nor 'refused'")
      return ""
    }
    if settings.callers.contains(where: { $0.name == name }) {
      fault(node, "callers.name '\(name)' is another caller's too")
    }
    return name
  }

  private mutating func scopes(_ node: Node) -> [Scope] {
    let known = Scope.allCases.map(\.rawValue).joined(separator: ", ")
    let scopes = (node.sequence?.map(\.self) ?? []).map {
      $0.scalar.flatMap { Scope(rawValue: $0.string) }
    }
    guard !scopes.isEmpty, !scopes.contains(nil) else {
      fault(node, "callers.scopes must be a list of: \(known)")
      return []
    }
    return scopes.compactMap(\.self)
  }

  private mutating func callerSubjects(_ node: Node) -> [String] {
    let subjects = (node.sequence?.map(\.self) ?? []).map { $0.scalar?.string ?? "" }
    guard (1...CallerLimits.subjectsMax).contains(subjects.count), !subjects.contains("") else {
      fault(
        node,
        "callers.certificates must be a list of 1 to \(CallerLimits.subjectsMax) subjects such as "
          + "CN=pos-17,O=Hospital")
      return []
    }
    let others = Set(settings.callers.flatMap(\.subjects))
    if Set(subjects).count < subjects.count || !others.isDisjoint(with: subjects) {
      fault(node, "one of callers.certificates stands twice")
    }
    return subjects
  }

  private mutating func callerTokens(_ node: Node) -> [Caller.Token] {
    guard let list = node.sequence, (1...CallerLimits.tokensMax).contains(list.count) else {
      fault(node, "callers.tokens must be a list of 1 to \(CallerLimits.tokensMax)")
      return []
    }
    let tokens = list.compactMap { callerToken($0) }
    let digests = tokens.map(\.digest)
    let others = Set(settings.callers.flatMap(\.tokens).map(\.digest))
    if Set(digests).count < digests.count || !others.isDisjoint(with: digests) {
      fault(node, "one of callers.tokens stands twice")
    }
    return tokens
  }

  /// One token; no fault shows its value, which may be the token itself by mistake.
  private mutating func callerToken(_ node: Node) -> Caller.Token? {
    let known = ["sha256", "expires"]
    guard let members = members(of: node, in: "callers.tokens", known: known) else { return nil }
    let written = members["sha256"]?.scalar?.string ?? ""
    guard let digest = TokenDigest(hexadecimal: written) else {
      fault(
        members["sha256"] ?? node,
        "callers.tokens.sha256 must be 64 hexadecimal digits, as 'wenbao token' prints them")
      return nil
    }
    guard let expires = members["expires"] else { return Caller.Token(digest) }
    guard let day = expires.scalar.flatMap({ Day($0.string) }) else {
      fault(expires, "callers.tokens.expires must be a real calendar date such as 2027-01-31")
      return nil
    }
    return Caller.Token(digest, expires: day)
  }

  private mutating func callerRate(_ members: [String: Node]) -> RateLimit {
    let range = CallerLimits.requestsPerSecond
    let rate = number(
      members["requestsPerSecond"], "callers.requestsPerSecond", range,
      usual: CallerLimits.usualRequestsPerSecond)
    let burst = number(members["burst"], "callers.burst", range, usual: rate)
    return RateLimit(requestsPerSecond: rate, burst: burst)
  }

  private mutating func number(
    _ node: Node?, _ name: String, _ range: ClosedRange<Int>, usual: Int
  ) -> Int {
    guard let node else { return usual }
    guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
      fault(node, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return usual
    }
    return number
  }
}
