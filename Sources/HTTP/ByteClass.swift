/// A set of octets that the grammar gives a name, as a table of 256 entries built from ranges.
struct ByteClass {
  private let members: InlineArray<256, Bool>

  private init(_ ranges: [ClosedRange<UInt8>], _ others: String = "") {
    var members = InlineArray<256, Bool>(repeating: false)
    for range in ranges {
      for byte in range { members[Int(byte)] = true }
    }
    for byte in others.utf8 { members[Int(byte)] = true }
    self.members = members
  }

  func contains(_ byte: UInt8) -> Bool { members[Int(byte)] }

  /// The first position from `start` on that holds no member, or `end`.
  func run(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position < end && members[Int(bytes[position])] { position += 1 }
    return position
  }

  private static let alphanumeric: [ClosedRange<UInt8>] = [0x30...0x39, 0x41...0x5A, 0x61...0x7A]

  /// `tchar` (RFC 9110 section 5.6.2).
  static let token = ByteClass(alphanumeric, "!#$%&'*+-.^_`|~")

  /// `field-vchar`, space and tab (RFC 9110 section 5.5); octets above 0x7F are opaque.
  static let fieldValue = ByteClass([0x20...0x7E, 0x80...0xFF], "\t")

  /// `VCHAR` (RFC 5234 appendix B.1).
  static let visible = ByteClass([0x21...0x7E])

  /// What a URI may have apart from a fragment (RFC 3986 appendix A).
  static let target = ByteClass(alphanumeric, "-._~:/?[]@!$&'()*+,;=%")

  /// `reg-name` (RFC 3986 section 3.2.2).
  static let registeredName = ByteClass(alphanumeric, "-._~!$&'()*+,;=%")

  /// What stands between the brackets of an IPv6 address (RFC 3986 section 3.2.2).
  static let addressLiteral = ByteClass([0x30...0x39, 0x41...0x46, 0x61...0x66], ":.")

  /// `DIGIT` (RFC 5234 appendix B.1).
  static let digit = ByteClass([0x30...0x39])
}

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let comma: UInt8 = 0x2C
  static let slash: UInt8 = 0x2F
  static let questionMark: UInt8 = 0x3F
  static let quote: UInt8 = 0x22
  static let backslash: UInt8 = 0x5C
  static let equalsSign: UInt8 = 0x3D

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// Space or tab: the characters of `OWS` (RFC 9110 section 5.6.3).
  var isWhiteSpace: Bool { self == .space || self == .tab }

  /// A to Z as a to z, all others as they are.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// The value of a hexadecimal digit.
  var hexadecimalValue: Int? {
    switch self {
    case 0x30...0x39: Int(self - 0x30)
    case 0x41...0x46: Int(self - 0x41 + 10)
    case 0x61...0x66: Int(self - 0x61 + 10)
    default: nil
    }
  }
}
