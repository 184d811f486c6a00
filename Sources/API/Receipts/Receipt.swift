import JSON

/// What an answer can be held to years later: digests of what was asked and of what came out.
///
/// Both are SHA-256 of canonical JSON (RFC 8785), so that neither white space nor the order of
/// members matters: `request` of the whole request, `result` of those members of the answer that
/// say what is owed and why it may not be, as far as they are there, and of nothing that depends on
/// the language or on whether steps are asked for. The answer adds the digests of the policy and of
/// the engine.
public struct Receipt: Sendable {
  /// The members of an answer that its receipt holds, in canonical order.
  private static let resultNames: [StaticString] = [
    "alternatives", "amounts", "fund", "notCoveredReasons", "outcome", "terms", "yearToDate",
  ]

  /// The digest of the request.
  let request: InlineArray<32, UInt8>
  /// The digest of the result.
  let result: InlineArray<32, UInt8>

  /// The digest of the request in hexadecimal digits.
  public var requestDigest: String { request.hexadecimalText }

  /// The digest of the result in hexadecimal digits.
  public var resultDigest: String { result.hexadecimalText }

  /// Writes the member `receipt`.
  func write(by edition: PolicyEdition, into json: inout JSONWriter) {
    json.key("receipt")
    json.beginObject()
    json.digest("request", request)
    edition.writeIdentity(into: &json)
    json.digest("result", result)
    json.endObject()
  }

  /// Writes in canonical form what of an answer a receipt holds.
  static func writeResult(
    of answer: borrowing JSONReader, into json: inout JSONWriter
  ) throws(JSONDecimal.Failure) {
    json.beginObject()
    for name in resultNames {
      var next = answer.firstChild(of: answer.root)
      while let node = next {
        next = answer.nextSibling(of: node)
        guard answer.isNamed(node, name) else { continue }
        json.key(name)
        try answer.writeCanonical(node, into: &json)
      }
    }
    json.endObject()
  }
}

extension JSONWriter {
  /// A digest in 64 hexadecimal digits.
  mutating func digest(_ name: StaticString, _ digest: InlineArray<32, UInt8>) {
    key(name)
    string(digest.hexadecimal.span)
  }
}

extension InlineArray<32, UInt8> {
  /// The 64 digits that write a digest.
  var hexadecimal: InlineArray<64, UInt8> {
    InlineArray<64, UInt8> { index in
      let octet = self[index / 2]
      return (index % 2 == 0 ? octet >> 4 : octet & 0xF).hexadecimalDigit
    }
  }

  /// The same as a text.
  var hexadecimalText: String {
    let digits = hexadecimal
    return String(decoding: digits.indices.map { digits[$0] }, as: UTF8.self)
  }
}

extension UInt8 {
  /// The digit of a number from 0 to 15.
  var hexadecimalDigit: UInt8 {
    self + (self < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
  }
}
