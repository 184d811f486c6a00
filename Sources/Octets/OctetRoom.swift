/// Room for octets that are put piece by piece where they are read from.
///
/// It is only ever lent, and cannot be copied: nobody keeps it.
@safe
public struct OctetRoom: ~Copyable {
  /// The most octets of a number: the digits of the greatest `Int`.
  public static var numberBytesMax: Int { 19 }

  @usableFromInline let start: UnsafeMutablePointer<UInt8>
  @usableFromInline let bytesMax: Int
  @usableFromInline var end = 0

  /// Room for so many octets at `start`, which nobody else refers to while the room is there.
  @unsafe
  @inlinable
  public init(_ start: UnsafeMutablePointer<UInt8>, bytesMax: Int) {
    unsafe self.start = start
    self.bytesMax = bytesMax
  }

  /// Octets put so far.
  @inlinable public var count: Int { end }

  /// Puts octets.
  @inlinable
  @inline(always)
  public mutating func put(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { unsafe put($0) }
  }

  /// Puts the UTF-8 of a text.
  @_disfavoredOverload
  @inlinable
  public mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { unsafe put($0) }
  }

  /// Puts the UTF-8 of a literal: where it is known, with a few stores.
  @inlinable
  @inline(always)
  public mutating func put(_ literal: StaticString) {
    put(literal.bytes)
  }

  /// Puts an octet.
  @inlinable
  @inline(always)
  public mutating func put(_ octet: UInt8) { unsafe place(of: 1)[0] = octet }

  /// Puts a number that is not negative, in at least so many decimal digits.
  public mutating func put(_ number: Int, digits: Int = 1) {
    precondition(number >= 0, "what is counted is not negative")
    var width = 1
    var limit = 10 as UInt
    while width < Self.numberBytesMax, UInt(number) >= limit {
      width &+= 1
      limit &*= 10
    }
    width = max(width, digits)
    // Safe: the positions are below the width of the place.
    let place = unsafe place(of: width)
    var (rest, position) = (UInt(number), width)
    while position > 1 {
      let pair = UInt32(truncatingIfNeeded: rest % 100)
      unsafe place[position &- 1] = Self.digit(pair % 10)
      unsafe place[position &- 2] = Self.digit(pair / 10)
      rest /= 100
      position &-= 2
    }
    if position == 1 { unsafe place[0] = Self.digit(UInt32(truncatingIfNeeded: rest)) }
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)
  }

  /// Puts a number in 16 hexadecimal digits of lower case.
  public mutating func put(hexadecimal number: UInt64) {
    let place = unsafe UnsafeMutableRawPointer(place(of: 16))
    let (high, low) = (UInt32(truncatingIfNeeded: number >> 32), UInt32(truncatingIfNeeded: number))
    // Safe: each store takes eight of the sixteen octets of the place.
    unsafe place.storeBytes(of: Self.hexadecimalDigits(high).bigEndian, as: UInt64.self)
    unsafe place.storeBytes(
      of: Self.hexadecimalDigits(low).bigEndian, toByteOffset: 8, as: UInt64.self)
  }

  /// Puts a number that is not negative, in as many hexadecimal digits as it needs.
  public mutating func put(shortestHexadecimal number: Int) {
    precondition(number >= 0, "what is counted is not negative")
    let digits = max(1, (Int.bitWidth - number.leadingZeroBitCount + 3) / 4)
    for place in (0..<digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: number >> (4 * place)) & 0xF
      put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Takes the last octets back.
  @inlinable
  public mutating func takeBack(_ octets: Int) {
    precondition(octets <= end, "no more is taken back than was put")
    end &-= octets
  }

  /// The eight hexadecimal digits of a number, the first in the highest octet.
  private static func hexadecimalDigits(_ number: UInt32) -> UInt64 {
    // Halves, then octets, then halves of octets are moved apart, until each octet has one digit.
    var digits = UInt64(number)
    digits = digits << 16 & 0x0000_FFFF_0000_0000 | digits & 0xFFFF
    digits = digits << 8 & 0x00FF_0000_00FF_0000 | digits & 0x0000_00FF_0000_00FF
    digits = digits << 4 & 0x0F00_0F00_0F00_0F00 | digits & 0x000F_000F_000F_000F
    let isLetter = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    let toLetter = UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
    return digits &+ 0x3030_3030_3030_3030 &+ isLetter &* toLetter
  }

  @inlinable
  @inline(always)
  mutating func put(_ octets: UnsafeBufferPointer<UInt8>) {
    guard let source = octets.baseAddress else { return }
    // Safe: the place has room for as many octets, and they lie elsewhere, since nobody else refers
    // to the memory while it is lent.
    unsafe UnsafeMutableRawPointer(place(of: octets.count))
      .copyMemory(from: source, byteCount: octets.count)
  }

  /// Where the next octets go: so many of them, which are the room's.
  @inlinable
  @inline(always)
  mutating func place(of octets: Int) -> UnsafeMutablePointer<UInt8> {
    precondition(octets <= bytesMax &- end, "there is room for the octets")
    defer { end &+= octets }
    return unsafe start + end
  }
}

extension [UInt8] {
  /// Appends what `write` puts, at most so many octets.
  @inlinable
  @inline(always)
  public mutating func append(upTo bytesMax: Int, _ write: (inout OctetRoom) -> Void) {
    append(addingCapacity: bytesMax) { added in
      // Safe: the room is the memory that the array adds, and lives no longer than the closure; as
      // much of it as was put is initialized.
      unsafe added.withUnsafeMutableBufferPointer { memory, initializedCount in
        guard let start = memory.baseAddress else { return }
        var room = unsafe OctetRoom(start, bytesMax: memory.count)
        write(&room)
        initializedCount = room.count
      }
    }
  }

  /// Appends octets; none leave even the empty array's storage, which all threads share, unwritten.
  @inlinable
  public mutating func append(_ octets: Span<UInt8>) {
    guard !octets.isEmpty else { return }
    append(upTo: octets.count) { $0.put(octets) }
  }
}
