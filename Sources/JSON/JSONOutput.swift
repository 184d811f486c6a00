public import Octets

/// Room to write into, and how much of it is written.
///
/// Whoever asks for room says how much will be put there at most; so putting checks nothing but in
/// debug builds. Some stores touch up to ``overhangBytes`` more, which there is always room for.
@safe
@usableFromInline
struct JSONOutput: ~Copyable, ~Escapable {
  /// How many bytes a store may touch beyond those it counts.
  @inlinable
  static var overhangBytes: Int { 8 }

  /// How many bytes an escape takes at most: `\u001f`.
  static let escapeBytesMax = 6

  /// How much room a decimal takes at most: a sign, a point and the 19 digits of an `Int64`.
  @inlinable
  static var decimalBytesMax: Int { 21 }

  @usableFromInline let room: UnsafeMutablePointer<UInt8>
  @usableFromInline var count: Int

  /// What `count` may become.
  @usableFromInline let countMax: Int

  /// Room that begins with what is written already.
  ///
  /// It must be `overhangBytes` more than `countMax`, and initialized.
  @inlinable
  @inline(always)
  @_lifetime(immortal)
  init(_ room: UnsafeMutablePointer<UInt8>, count: Int, countMax: Int) {
    unsafe self.room = room
    self.count = count
    self.countMax = countMax
  }

  @inlinable
  @inline(always)
  mutating func put(_ byte: UInt8) {
    assert(count < countMax, "there is room for the byte")
    // Safe: it is part of what room was asked for.
    unsafe room[count] = byte
    count &+= 1
  }

  /// Copies bytes.
  @inlinable
  @inline(always)
  mutating func put(_ bytes: Span<UInt8>) {
    assert(bytes.count <= countMax - count, "there is room for the bytes")
    // Safe: they are part of what room was asked for, which no one else refers to while it is being
    // written, and the source lies elsewhere.
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe UnsafeMutableRawPointer(room + count).copyMemory(from: start, byteCount: source.count)
    }
    count &+= bytes.count
  }

  /// A member's name with its colon; the name needs no escape.
  @inlinable
  @inline(always)
  mutating func putKey(_ name: StaticString) {
    put(UInt8(ascii: "\""))
    put(name.bytes)
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: ":"))
  }

  /// Escapes the quotation mark, the backslash and the control characters, and nothing else
  /// (RFC 8259 section 7).
  mutating func putEscaping(_ content: Span<UInt8>) {
    if !content.hasByteToEscape { return put(content) }
    var start = 0
    var index = 0
    while index < content.count {
      if let word = content.word(at: index), !word.hasByteToEscape {
        index &+= 8
      } else {
        if content[index].mustBeEscaped {
          put(content.extracting(start..<index))
          putEscape(content[index])
          start = index &+ 1
        }
        index &+= 1
      }
    }
    put(content.extracting(start...))
  }

  private mutating func putEscape(_ byte: UInt8) {
    put(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x09: put(UInt8(ascii: "t"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0D: put(UInt8(ascii: "r"))
    default:
      let digits: StaticString = "0123456789abcdef"
      let zeros: StaticString = "u00"
      put(zeros.bytes)
      put(digits.bytes[Int(byte >> 4)])
      put(digits.bytes[Int(byte & 0xF)])
    }
  }

  /// Writes a number of units of `10^-scale`, one digit at least before the point.
  ///
  /// - Parameter trims: Whether zeros at the end after the point, and then the point, are left out.
  @inlinable
  @inline(always)
  mutating func putDecimal(_ units: Int64, scale: Int, trims: Bool = false) {
    if UInt64(bitPattern: units) < 100_000_000 && scale < 7 {
      putShortDecimal(UInt64(bitPattern: units), scale: scale, trims: trims)
    } else {
      putLongDecimal(units, scale: scale, trims: trims)
    }
  }

  /// Writes a number below 10^8 with less than seven decimals: its eight digits without the zeros
  /// at the start, then over the last of them the point and the decimals.
  @usableFromInline
  mutating func putShortDecimal(_ units: UInt64, scale: Int, trims: Bool) {
    if units == 0 {
      let zero: UInt64 = 0x3030_3030_3030_2E30  // 0.000000, the first the lowest byte
      return put(word: zero, count: trims || scale == 0 ? 1 : scale &+ 2)
    }
    let digits = units.eightDigits
    let marks = digits & .repeating(0x0F)
    let zeros = min(marks.trailingZeroBitCount &>> 3, 7 &- scale)
    put(word: digits.withoutBytes(zeros), count: 8 &- zeros &- scale)
    let decimals = trims ? max(scale &- marks.leadingZeroBitCount &>> 3, 0) : scale
    guard decimals > 0 else { return }
    let word = digits.withoutBytes(8 &- scale) &<< 8 | UInt64(UInt8(ascii: "."))
    put(word: word, count: decimals &+ 1)
  }

  /// Writes any number: the digits from the last to the first.
  @usableFromInline
  mutating func putLongDecimal(_ units: Int64, scale: Int, trims: Bool) {
    if units < 0 { put(UInt8(ascii: "-")) }
    var (rest, scale) = (units.magnitude, scale)
    while trims, scale > 0, rest.isMultiple(of: 10) { (rest, scale) = (rest / 10, scale - 1) }
    let integers = max(rest.digitCount &- scale, 1)
    let point = count &+ integers
    var digits = integers
    if scale > 0 { digits &+= scale &+ 1 }
    assert(digits <= countMax - count, "there is room for the digits")
    // Safe: the places are part of what room was asked for.
    for place in (count..<count &+ digits).reversed() {
      if place == point {
        unsafe room[place] = UInt8(ascii: ".")
      } else {
        unsafe room[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
    count &+= digits
  }

  /// Writes the first bytes of a word, the lowest first; it touches all eight.
  @inline(always)
  private mutating func put(word: UInt64, count bytesWritten: Int) {
    assert(bytesWritten <= countMax - count, "there is room for the bytes")
    // Safe: they are part of what room was asked for, the rest of the eight of its overhang.
    unsafe UnsafeMutableRawPointer(room + count)
      .storeBytes(of: word.littleEndian, toByteOffset: 0, as: UInt64.self)
    count &+= bytesWritten
  }
}

extension UInt64 {
  /// The eight digits of a number below 10^8 in ASCII, the first of them the lowest byte.
  ///
  /// The number is parted in two halves of four digits, then in four pairs, then in digits, all
  /// parts of a kind at once: `x * 10486 >> 20` is `x / 100` for every `x` below 10^4, and
  /// `x * 103 >> 10` is `x / 10` for every `x` below 100.
  fileprivate var eightDigits: UInt64 {
    let halves = self / 10_000 | (self % 10_000) &<< 32
    let hundreds = (halves &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    let pairs = hundreds | (halves &- 100 &* hundreds) &<< 16
    let tens = (pairs &* 103) &>> 10 & 0x000F_000F_000F_000F
    let digits = tens | (pairs &- 10 &* tens) &<< 8
    return digits | .repeating(UInt8(ascii: "0"))
  }

  /// The word without the lowest of its eight bytes.
  @inline(always)
  fileprivate func withoutBytes(_ bytes: Int) -> UInt64 {
    self &>> UInt64(truncatingIfNeeded: 8 &* bytes)
  }

  /// How many decimal digits the magnitude of an `Int64` has; one for zero.
  ///
  /// There are 19 at most, so `limit` is 10^19 at most, which fits.
  fileprivate var digitCount: Int {
    var digits = 1
    var limit: UInt64 = 10
    while self >= limit {
      digits &+= 1
      limit = limit &* 10
    }
    return digits
  }
}
