/// Room to write into, and how much of it is written.
@usableFromInline
struct JSONOutput: ~Copyable, ~Escapable {
  /// How many bytes an escape takes at most: `\u001f`.
  static let escapeBytesMax = 6

  /// How much room a decimal takes at most: a sign, a point and the 19 digits of an `Int64`.
  @inlinable
  static var decimalBytesMax: Int { 21 }

  @usableFromInline var room: MutableSpan<UInt8>
  @usableFromInline var count: Int

  @inlinable
  @inline(always)
  @_lifetime(copy room)
  init(_ room: consuming MutableSpan<UInt8>, count: Int) {
    self.room = room
    self.count = count
  }

  @inlinable
  @inline(always)
  mutating func put(_ byte: UInt8) {
    room[count] = byte
    count &+= 1
  }

  /// Copies bytes.
  @inlinable
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
  @inlinable
  @inline(always)
  mutating func putDecimal(_ units: Int64, scale: Int) {
    if 0 <= units && units < 100_000_000 && scale < 8 {
      putShortDecimal(UInt64(bitPattern: units), scale: scale)
    } else {
      putLongDecimal(units, scale: scale)
    }
  }

  /// Writes a number below 10^8 with less than eight decimals: its eight digits without the zeros
  /// at the start, then over the last of them the point and the decimals.
  @usableFromInline
  mutating func putShortDecimal(_ units: UInt64, scale: Int) {
    let digits = units.eightDigits
    let zeros = min((digits & .repeating(0x0F)).trailingZeroBitCount / 8, 7 &- scale)
    put(word: digits.withoutBytes(zeros), count: 8 &- zeros &- scale)
    guard scale > 0 else { return }
    let decimals = digits.withoutBytes(8 &- scale)
    put(word: decimals &<< 8 | UInt64(UInt8(ascii: ".")), count: scale &+ 1)
  }

  /// Writes any number: the digits from the last to the first.
  @usableFromInline
  mutating func putLongDecimal(_ units: Int64, scale: Int) {
    if units < 0 { put(UInt8(ascii: "-")) }
    var rest = units.magnitude
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

  /// Writes the first bytes of a word, the lowest first, in a room for all eight.
  @inline(always)
  private mutating func put(word: UInt64, count bytesWritten: Int) {
    let place = count
    // Safe: any eight bytes are eight values of UInt8, and the place is checked to be in the room.
    var bytes = unsafe room.mutableBytes
    bytes.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
    count = place &+ bytesWritten
  }

  /// Takes the last digits off a number and writes them before a place.
  @inline(always)
  private mutating func putDigits(_ rest: inout UInt64, _ digits: Int, before place: Int) {
    for index in 1...digits {
      let (tenth, digit) = rest.quotientAndRemainder(dividingBy: 10)
      room[place &- index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      rest = tenth
    }
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
