internal import Octets

extension JSONReader {
  /// Writes a value in canonical form: the same octets for the same content, however it was laid
  /// out, ordered and escaped.
  ///
  /// That is the form of RFC 8785: no white space, members by their names in UTF-16, strings with
  /// the fewest escapes. Numbers are written with all their digits, without an exponent and without
  /// zeros at the end, which is RFC 8785's own form for up to 15 digits and 6 decimals; beyond
  /// that, where RFC 8785 rounds to a binary float, they stay exact.
  ///
  /// - Throws: as `decimal` does, where a number has more digits than an amount can have.
  public func writeCanonical(
    _ node: JSONNode, into json: inout JSONWriter
  ) throws(JSONDecimal.Failure) {
    let entry = entry(node)
    switch entry.kind {
    case .object:
      json.beginObject()
      for member in membersByName(of: node) {
        writeName(of: member, into: &json)
        try writeCanonical(member, into: &json)
      }
      json.endObject()
    case .array:
      json.beginArray()
      var next = firstChild(of: node)
      while let element = next {
        try writeCanonical(element, into: &json)
        next = nextSibling(of: element)
      }
      json.endArray()
    case .string:
      if let text = plainString(node) { json.string(text) } else { json.string(string(node) ?? "") }
    case .number:
      guard let decimal = try decimal(node) else { preconditionFailure("a number is a decimal") }
      let units = Int64(decimal.significand)
      json.decimal(decimal.isNegative ? -units : units, scale: decimal.scale)
    case .true, .false, .null: json.raw(text(entry.text))
    }
  }

  private func membersByName(of object: JSONNode) -> [JSONNode] {
    var members: [JSONNode] = []
    var next = firstChild(of: object)
    while let member = next {
      members.append(member)
      next = nextSibling(of: member)
    }
    members.sort { isNameOrdered($0, before: $1) }
    return members
  }

  private func isNameOrdered(_ node: JSONNode, before other: JSONNode) -> Bool {
    let (name, otherName) = (entry(node).name, entry(other).name)
    if name.hasEscapes || otherName.hasEscapes {
      let (name, otherName) = (self.name(of: node) ?? "", self.name(of: other) ?? "")
      return name.withOctets { octets in
        otherName.withOctets { octets.precedesInUTF16($0) }
      }
    }
    return text(name).precedesInUTF16(text(otherName))
  }

  private func writeName(of member: JSONNode, into json: inout JSONWriter) {
    let name = entry(member).name
    if name.hasEscapes { json.key(self.name(of: member) ?? "") } else { json.key(text(name)) }
  }
}

extension Span<UInt8> {
  /// Whether this UTF-8 stands before another in the order of their UTF-16.
  ///
  /// That is the order of the bytes, but that scalars above U+FFFF, whose UTF-16 begins with
  /// D800 to DBFF, stand before those from U+E000 on.
  fileprivate func precedesInUTF16(_ other: Span<UInt8>) -> Bool {
    for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
      return self[index].placeInUTF16 < other[index].placeInUTF16
    }
    return count < other.count
  }
}

extension UInt8 {
  /// A number by which first bytes of scalars are ordered as their UTF-16 is.
  fileprivate var placeInUTF16: UInt8 { self == 0xEE || self == 0xEF ? self + 0x10 : self }
}
