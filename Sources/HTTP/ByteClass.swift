internal import Octets

/// A set of octets that the grammar gives a name: a bit for each, so that a class is two constants.
struct ByteClass {
  private let below64: UInt64
  private let below128: UInt64
  /// Whether the octets above 0x7F are members.
  private let hasOpaque: Bool
  /// A member that stands often among letters and digits, which are all members too; nil where not
  /// all of them are.
  private let frequent: UInt8?

  @inline(always)
  private init(
    _ below64: UInt64, _ below128: UInt64, hasOpaque: Bool = false, frequent: UInt8? = nil
  ) {
    self.below64 = below64
    self.below128 = below128
    self.hasOpaque = hasOpaque
    self.frequent = frequent
  }

  @inline(always)
  func contains(_ byte: UInt8) -> Bool {
    if byte >= 0x80 { return hasOpaque }
    return ((byte < 0x40 ? below64 : below128) &>> UInt64(byte & 0x3F)) & 1 != 0
  }

  /// The first position from `start` on that holds no member, or `end`.
  ///
  /// Where letters and digits are members, eight octets are looked at together and what stops them
  /// by itself.
  @inline(always)
  func run(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    guard start < end else { return start }
    let part = bytes.extracting(..<end)
    var position = start
    while let word = part.word(at: position) {
      let others = others(in: word)
      if others == 0 {
        position &+= 8
        continue
      }
      position &+= others.firstMarked
      guard contains(part[position]) else { return position }
      position &+= 1
    }
    while position < end, contains(part[position]) { position &+= 1 }
    return position
  }

  /// Marks the first octet of eight that may be no member.
  @inline(always)
  private func others(in word: UInt64) -> UInt64 {
    if hasOpaque {
      let controls = (word &- .repeating(0x20)) & ~word & .repeating(0x80)
      return controls | word.marking(0x7F)
    }
    guard let frequent else { return .repeating(0x80) }
    let letters = (word | .repeating(0x20)).marking(from: 0x61, to: 0x7A)
    let digits = word.marking(from: 0x30, to: 0x39)
    return ~(letters | digits | word.marking(from: frequent, to: frequent)) & .repeating(0x80)
  }
}

/// The classes, each as the bits of its octets below 0x40 and of those from there to 0x7F.
extension ByteClass {
  /// `tchar`: letters, digits and one of ``!#$%&'*+-.^_`|~`` (RFC 9110 section 5.6.2).
  static let token = ByteClass(0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE, frequent: .hyphen)

  /// `field-vchar`, space and tab (RFC 9110 section 5.5); octets above 0x7F are opaque.
  static let fieldValue = ByteClass(0xFFFF_FFFF_0000_0200, 0x7FFF_FFFF_FFFF_FFFF, hasOpaque: true)

  /// `VCHAR` (RFC 5234 appendix B.1).
  static let visible = ByteClass(0xFFFF_FFFE_0000_0000, 0x7FFF_FFFF_FFFF_FFFF)

  /// What a URI may have apart from a fragment (RFC 3986 appendix A): letters, digits and one of
  /// `-._~:/?[]@!$&'()*+,;=%`.
  static let target = ByteClass(0xAFFF_FFF2_0000_0000, 0x47FF_FFFE_AFFF_FFFF, frequent: .slash)

  /// `reg-name` (RFC 3986 section 3.2.2): letters, digits and one of `-._~!$&'()*+,;=%`.
  static let registeredName = ByteClass(
    0x2BFF_7FF2_0000_0000, 0x47FF_FFFE_87FF_FFFE, frequent: .hyphen)

  /// What stands between the brackets of an IPv6 address (RFC 3986 section 3.2.2): hexadecimal
  /// digits, `:` and `.`.
  static let addressLiteral = ByteClass(0x07FF_4000_0000_0000, 0x0000_007E_0000_007E)

  /// What a request's id may have: letters, digits and one of `-._~:/+=`, as URIs and base64 do.
  static let requestID = ByteClass(
    0x27FF_E800_0000_0000, 0x47FF_FFFE_87FF_FFFE, frequent: .hyphen)

  /// `DIGIT` (RFC 5234 appendix B.1).
  static let digit = ByteClass(0x03FF_0000_0000_0000, 0x0000_0000_0000_0000)
}

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
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
