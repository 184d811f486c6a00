import JSON

/// A request with the members that its answer must have: one line of a file of examples.
///
/// `{ "id": "…", "path": "/v1/settlements", "request": { … }, "expect": { … } }`: the numbers and
/// decimal strings of `expect` are compared by value, arrays element by element, and a member
/// missing there may be any.
public struct WorkedExample: Sendable {
  /// Its name.
  public let id: String
  /// The path it is posted to.
  public let path: String
  /// The request's bytes.
  public let request: [UInt8]
  private let line: [UInt8]

  /// The case on one line of the file; nil where the line is not one.
  public init?(_ line: [UInt8]) {
    var document = JSONDocument()
    guard let json = try? document.parse(line.span), let id = json.member("id", of: json.root),
      let path = json.member("path", of: json.root),
      let request = json.member("request", of: json.root),
      json.member("expect", of: json.root) != nil
    else { return nil }
    self.id = json.string(id) ?? ""
    self.path = json.string(path) ?? ""
    self.request = json.bytes(of: request)
    self.line = line
  }

  /// The examples of a file of one a line, by line from 1; nil where a line is none.
  ///
  /// Empty lines are passed over.
  public static func all(in file: [UInt8]) -> [(line: Int, example: WorkedExample?)] {
    file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
      .filter { !$1.isEmpty }.map { ($0 + 1, WorkedExample(Array($1))) }
  }

  /// Computes the example under a policy and compares.
  ///
  /// - Returns: where the answer differs from what is expected, by pointer; none where it agrees.
  public func differences(under edition: PolicyEdition) -> [String] {
    guard let calculation = Resource(rawValue: path)?.calculation else {
      return ["\(path): no calculation has this path"]
    }
    var calculator = Calculator(PolicySlot(edition))
    var answer: [UInt8] = []
    _ = calculator.answer(calculation, request.span, in: .chinese, into: &answer)
    return differences(from: answer)
  }

  /// Where an answer differs from what is expected, by pointer; members not expected may be any.
  public func differences(from answer: [UInt8]) -> [String] {
    var (document, other) = (JSONDocument(), JSONDocument())
    guard let expected = try? document.parse(line.span),
      let expect = expected.member("expect", of: expected.root)
    else { return ["the case cannot be read"] }
    guard let actual = try? other.parse(answer.span) else { return ["the answer is not JSON"] }
    return expected.differences(ofExpectation: expect, from: actual).map {
      "\($0.pointer): \($0.other ?? "missing"), not \($0.value ?? "expected")"
    }
  }
}

extension JSONReader {
  /// The value's own bytes.
  fileprivate func bytes(of node: JSONNode) -> [UInt8] {
    let text = text(of: node)
    return text.indices.map { text[$0] }
  }
}
