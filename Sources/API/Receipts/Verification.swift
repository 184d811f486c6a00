import Insurance
public import JSON

/// What comes of checking an answer against its request: all of it is computed again.
public struct Verification: Sendable {
  /// Whether the answer is right, as far as can be said here.
  public enum Verdict: String, CaseIterable, Sendable {
    /// Every member is what the request comes to.
    case agrees
    /// A member is not, or a digest of the receipt is not that of the request or the answer.
    case differs
    /// It was computed under another policy than the one at hand, which alone could tell.
    case otherPolicy
    /// It differs, and was computed by another version, which alone could tell.
    case otherEngine
  }

  /// A policy and an engine, as an answer names them.
  public struct Identity: Sendable {
    /// The name of the policy.
    public let policy: String
    /// The digest of its files.
    public let policyDigest: String
    /// The version of the engine and the digest of its build; nil in an answer without a receipt.
    public let engine: (version: String, digest: String)?
  }

  /// Whether the digests of a receipt are those of the documents beside it.
  public struct ReceiptMatch: Sendable {
    /// Of the request.
    public let request: Bool
    /// Of the answer's own result.
    public let result: Bool
    /// Of the policy that the answer names.
    public let policy: Bool

    var isWhole: Bool { request && result && policy }
  }

  /// What the answer says it was computed under and by.
  public let answered: Identity
  /// What it was computed again under and by.
  public let checked: Identity
  /// What its receipt says; nil where it has none.
  public let receipt: ReceiptMatch?
  /// Every member that is not what it should be.
  public let differences: [JSONDifference]

  /// Whether the answer is right.
  public var verdict: Verdict {
    if receipt?.isWhole == false { return .differs }
    if answered.policyDigest != checked.policyDigest { return .otherPolicy }
    if differences.allSatisfy({ Self.identityPointers.contains($0.pointer) }) { return .agrees }
    let engine = answered.engine ?? checked.engine
    return engine?.version == checked.engine?.version ? .differs : .otherEngine
  }

  /// Where an answer says by what it was computed.
  private static let identityPointers: Set<String> = [
    "/policy/id", "/policy/digest", "/receipt/policy", "/receipt/engine/version",
    "/receipt/engine/digest",
  ]

  /// Writes what came of it.
  public func write(into json: inout JSONWriter) {
    json.beginObject()
    json.text("verdict", verdict.rawValue)
    json.key("answered")
    json.identity(answered)
    json.key("checked")
    json.identity(checked)
    if let receipt {
      json.key("receipt")
      json.beginObject()
      for (name, matches) in [
        ("request", receipt.request), ("policy", receipt.policy), ("result", receipt.result),
      ] as [(StaticString, Bool)] {
        json.key(name)
        json.bool(matches)
      }
      json.endObject()
    }
    json.key("differences")
    json.beginArray()
    for difference in differences {
      json.beginObject()
      json.text("pointer", difference.pointer)
      if let value = difference.value { json.member("answered", raw: value) }
      if let other = difference.other { json.member("computed", raw: other) }
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func identity(_ identity: Verification.Identity) {
    beginObject()
    key("policy")
    beginObject()
    text("id", identity.policy)
    text("digest", identity.policyDigest)
    endObject()
    if let engine = identity.engine {
      key("engine")
      beginObject()
      text("version", engine.version)
      text("digest", engine.digest)
      endObject()
    }
    endObject()
  }

  fileprivate mutating func member(_ name: StaticString, raw value: String) {
    key(name)
    raw(value)
  }
}

// MARK: Computing again

extension Calculator {
  /// Why an answer cannot be checked.
  public enum NotVerifiable: Error {
    /// The request is refused.
    case request(Problem)
    /// The answer is none of a settlement.
    case answer(Problem)
  }

  /// Checks the answer to a settlement request under the policy at hand.
  ///
  /// The answer may be in either language, and without steps where the caller left them out.
  public mutating func verify(
    _ answer: Span<UInt8>, to request: Span<UInt8>
  ) throws(NotVerifiable) -> Verification {
    var settled: SettlementAnswer
    do throws(Problem) { settled = try settlement(request) } catch { throw .request(error) }
    let engine = settled.edition.engine
    do throws(Problem) {
      var digester = Digester()
      let digests = (
        request: try digester.digest(ofRequest: request, by: engine),
        result: try digester.digest(ofResult: answer, by: engine)
      )
      var document = JSONDocument()
      let reader = try document.read(answer)
      settled.explains = reader.member("steps", of: reader.root) != nil
      let written = Language.allCases.map { bytes(of: settled, in: $0) }
      let differences = try written.map { (bytes) throws(Problem) in
        var document = JSONDocument()
        return reader.differences(from: try document.read(bytes.span))
      }
      let policy = settled.edition.policy
      return Verification(
        answered: try reader.identity(),
        checked: .init(
          policy: policy.id, policyDigest: policy.digest, engine: (engine.version, engine.digest)),
        receipt: reader.receiptMatch(request: digests.request, result: digests.result),
        differences: differences.min { $0.count < $1.count } ?? [])
    } catch {
      throw .answer(error)
    }
  }
}

extension JSONDocument {
  @_lifetime(&self, copy bytes)
  fileprivate mutating func read(_ bytes: Span<UInt8>) throws(Problem) -> JSONReader {
    do throws(JSONError) { return try parse(bytes) } catch { throw Problem(error) }
  }
}

extension JSONReader {
  /// The policy and the engine that an answer names.
  fileprivate func identity() throws(Problem) -> Verification.Identity {
    guard let policy = text(at: "policy", "id"), let digest = text(at: "policy", "digest") else {
      throw Problem(faults: [
        MemberFault(
          pointer: "/policy", code: .required, detail: Detail.required("policy").words)
      ])
    }
    let version = text(at: "receipt", "engine", "version")
    let build = text(at: "receipt", "engine", "digest")
    return Verification.Identity(
      policy: policy, policyDigest: digest, engine: version.map { ($0, build ?? "") })
  }

  /// What the receipt of an answer says of a request and a result with these digests.
  fileprivate func receiptMatch(
    request: InlineArray<32, UInt8>, result: InlineArray<32, UInt8>
  ) -> Verification.ReceiptMatch? {
    guard member("receipt", of: root) != nil else { return nil }
    return Verification.ReceiptMatch(
      request: text(at: "receipt", "request") == request.hexadecimalText,
      result: text(at: "receipt", "result") == result.hexadecimalText,
      policy: text(at: "receipt", "policy") == text(at: "policy", "digest"))
  }

  private func text(at path: String...) -> String? {
    var node = root
    for name in path {
      guard let member = member(name, of: node) else { return nil }
      node = member
    }
    return string(node)
  }
}
