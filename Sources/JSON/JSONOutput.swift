/// Room to write into, and how much of it is written.
struct JSONOutput: ~Copyable, ~Escapable {
  /// How many bytes an escape takes at most: `\u001f`.
  static let escapeBytesMax = 6

  /// How many bytes a decimal takes at most: a sign, a point and the 19 digits of an `Int64`.
  static let decimalBytesMax = 21

  /// How many bytes behind a decimal may be written over: what is left of a word.
  static let spareBytes = 8

  private var room: MutableSpan<UInt8>
  private(set) var count: Int

  @inline(always)
  @_lifetime(copy room)
  init(_ room: consuming MutableSpan<UInt8>, count: Int) {
    self.room = room
    self.count = count
  }

  @inline(always)
  mutating func put(_ byte: UInt8) {
    room[count] = byte
    count &+= 1
  }

  /// Copies bytes.
  @inline(always)
  mutating func put(_ bytes: Span<UInt8>) {
    let (start, end) = (count, count &+ bytes.count)
    precondition(end <= room.count, "there is room for the bytes")
    // Safe: the precondition keeps the copy within the room, which no one else refers to while it
    // is being written, and the source lies elsewhere.
    unsafe bytes.withUnsafeBytes { source in
      unsafe room.withUnsafeMutableBytes { target in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[start..<end])
          .copyMemory(from: source)
      }
    }
    count = end
  }

  /// Escapes the quotation mark, the backslash and the control characters, and nothing else
  /// (RFC 8259 section 7).
  mutating func putEscaping(_ content: Span<UInt8>) {
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

  /// Writes a number of units of `10^-scale` with all its decimals, and spare bytes behind.
  mutating func putDecimal(_ units: Int64, scale: Int) {
    if units < 0 { put(UInt8(ascii: "-")) }
    let magnitude = units.magnitude
    guard magnitude < 100_000_000, scale < 8 else { return putLong(magnitude, scale: scale) }
    let digits = magnitude.eightDigits
    let text = digits | .repeating(UInt8(ascii: "0"))
    let integers = max(8 &- digits.trailingZeroBitCount / 8 &- scale, 1)
    put(text, from: 8 &- scale &- integers, length: integers)
    guard scale > 0 else { return }
    put(UInt8(ascii: "."))
    put(text, from: 8 &- scale, length: scale)
  }

  /// Writes some bytes of a word, the lowest one first, and spare bytes behind.
  @inline(always)
  private mutating func put(_ word: UInt64, from start: Int, length: Int) {
    let place = count
    // Safe: the store is checked against the room, and whatever is stored, bytes they are.
    var bytes = unsafe room.mutableBytes
    bytes.storeBytes(
      of: (word &>> UInt64(8 &* start)).littleEndian, toByteOffset: place, as: UInt64.self)
    count = place &+ length
  }

  /// Writes a decimal of any length: its digits from the last to the first, one of them at least
  /// before the point.
  private mutating func putLong(_ magnitude: UInt64, scale: Int) {
    var rest = magnitude
    let integers = max(rest.digitCount &- scale, 1)
    var place = count &+ integers
    if scale > 0 {
      place &+= scale &+ 1
      putDigits(&rest, scale, before: place)
      room[place &- scale &- 1] = UInt8(ascii: ".")
    }
    putDigits(&rest, integers, before: count &+ integers)
    count = place
  }

  /// Takes the last digits off a number and writes them before a place.
  @inline(always)
  private mutating func putDigits(_ rest: inout UInt64, _ digits: Int, before place: Int) {
    for index in 1...digits {
      let tenth = rest / 10
      let digit = UInt8(truncatingIfNeeded: rest &- 10 &* tenth)
      room[place &- index] = UInt8(ascii: "0") &+ digit
      rest = tenth
    }
  }
}

extension UInt64 {
  /// The eight decimal digits of a number below 10^8, one a byte, the first in the lowest.
  ///
  /// The number is split into two halves of four digits, those into pairs and those into digits,
  /// all that are of one size at once: 10486 / 2^20 and 103 / 2^10 are near enough to 1 / 100 and
  /// 1 / 10 for numbers of four and of two digits.
  fileprivate var eightDigits: UInt64 {
    let halves = (self / 10_000) | ((self % 10_000) &<< 32)
    let hundreds = ((halves &* 10_486) &>> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | ((halves &- hundreds &* 100) &<< 16)
    let tens = ((pairs &* 103) &>> 10) & 0x000F_000F_000F_000F
    return tens | ((pairs &- tens &* 10) &<< 8)
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
