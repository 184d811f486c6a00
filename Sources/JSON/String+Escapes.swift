extension String {
  /// The content of a validated JSON string, its escapes resolved.
  init(unicodeScalarsOf text: Span<UInt8>) {
    var content: [UInt8] = []
    content.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "\\") {
        text.appendEscape(at: &index, to: &content)
      } else {
        content.append(text[index])
        index += 1
      }
    }
    self = String(decoding: content, as: UTF8.self)
  }
}

extension Span<UInt8> {
  /// Appends the scalar that the escape at `index` stands for, and moves past the escape.
  fileprivate func appendEscape(at index: inout Int, to content: inout [UInt8]) {
    let letter = self[index + 1]
    guard letter == UInt8(ascii: "u") else {
      content.append(letter.escaped)
      index += 2
      return
    }
    let scalar = escapedScalar(at: &index)
    content.append(contentsOf: String(Character(scalar)).utf8)
  }

  /// The scalar of `\uXXXX` or of a pair of them.
  private func escapedScalar(at index: inout Int) -> Unicode.Scalar {
    let unit = hexadecimalUnit(at: index + 2) ?? 0xFFFD
    index += 6
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let low = hexadecimalUnit(at: index + 2) ?? 0xFFFD
    index += 6
    let value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

extension UInt8 {
  /// The character that a backslash and this letter stand for.
  fileprivate var escaped: UInt8 {
    switch self {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: self
    }
  }
}
