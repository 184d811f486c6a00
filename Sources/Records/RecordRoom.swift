/// Room for a line that is put piece by piece where it is read from.
///
/// It is only ever lent, and cannot be copied: nobody keeps it.
@safe
public struct RecordRoom: ~Copyable {
  /// The most octets of a number: the digits of the greatest `Int`.
  public static var numberBytesMax: Int { 19 }

  @usableFromInline let start: UnsafeMutablePointer<UInt8>
  @usableFromInline let bytesMax: Int
  @usableFromInline var count = 0

  @usableFromInline
  init(_ start: UnsafeMutablePointer<UInt8>, bytesMax: Int) {
    unsafe self.start = start
    self.bytesMax = bytesMax
  }

  /// Puts octets.
  @inlinable
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
    // Safe: a literal's octets lie in the program's read-only data as long as it runs; it traps for
    // a literal that is kept as a scalar instead.
    unsafe put(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
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
    precondition(octets <= bytesMax &- count, "there is room for the octets")
    defer { count &+= octets }
    return unsafe start + count
  }
}

extension [UInt8] {
  /// Appends what `write` puts, at most so many octets.
  public mutating func append(upTo bytesMax: Int, _ write: (inout RecordRoom) -> Void) {
    append(addingCapacity: bytesMax) { added in
      // Safe: the room is the memory that the array adds, and lives no longer than the closure; as
      // much of it as was put is initialized.
      unsafe added.withUnsafeMutableBufferPointer { memory, initializedCount in
        guard let start = memory.baseAddress else { return }
        var room = unsafe RecordRoom(start, bytesMax: memory.count)
        write(&room)
        initializedCount = room.count
      }
    }
  }
}
