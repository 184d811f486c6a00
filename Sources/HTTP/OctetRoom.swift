/// Room for octets that are put one piece after the other.
///
/// It is only ever lent by `append(upTo:)`, and cannot be copied: nobody keeps it.
@safe
struct OctetRoom: ~Copyable {
  /// The most octets of a number: the digits of the greatest `Int`.
  static var numberBytesMax: Int { 19 }

  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  fileprivate init(_ memory: UnsafeMutableBufferPointer<UInt8>) { unsafe self.memory = memory }

  /// Puts octets.
  @inline(always)
  mutating func put(_ octets: Span<UInt8>) {
    let added = octets.count
    let room = unsafe memory.count &- count
    precondition(added <= room, "there is room for the octets")
    // Safe: the precondition keeps the copy within the memory, and the octets lie elsewhere, since
    // nobody else refers to the memory while it is lent.
    unsafe octets.withUnsafeBytes { source in
      let target = unsafe UnsafeMutableRawBufferPointer(memory)
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[count...]).copyMemory(from: source)
    }
    count &+= added
  }

  /// Puts the octets of a literal.
  @inline(always)
  mutating func put(_ literal: StaticString) { put(literal.bytes) }

  /// Puts a field value; what no field value may have becomes a space (RFC 9110 section 5.5), so
  /// that no value ends its line.
  mutating func put(fieldValue value: Span<UInt8>) {
    if ByteClass.fieldValue.run(in: value, from: 0, to: value.count) == value.count {
      return put(value)
    }
    for position in value.indices {
      let octet = ByteClass.fieldValue.contains(value[position]) ? value[position] : .space
      put(CollectionOfOne(octet).span)
    }
  }

  /// Puts a number that is not negative, in digits of `radix` (10 or 16).
  mutating func put(_ number: Int, radix: Int = 10) {
    precondition(number >= 0, "a length is not negative")
    precondition(radix == 10 || radix == 16, "a length is written in decimal or hexadecimal")
    var digits = InlineArray<19, UInt8>(repeating: 0)
    var start = digits.count
    var rest = UInt(number)
    repeat {
      let digit = UInt8(truncatingIfNeeded: radix == 10 ? rest % 10 : rest % 16)
      rest = radix == 10 ? rest / 10 : rest / 16
      start -= 1
      digits[start] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    } while rest > 0
    put(digits.span.extracting(start...))
  }

  /// Puts a number in 16 hexadecimal digits of lower case.
  mutating func put(hexadecimal number: UInt64) {
    var digits = InlineArray<16, UInt8>(repeating: 0)
    for place in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: number &>> UInt64(60 - 4 * place)) & 0xF
      digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
    put(digits.span)
  }

  /// Takes the last octets back.
  mutating func takeBack(_ octets: Int) {
    precondition(octets <= count, "no more is taken back than was put")
    count -= octets
  }
}

extension [UInt8] {
  /// Appends what `write` puts, at most so many octets.
  mutating func append(upTo bytesMax: Int, _ write: (inout OctetRoom) -> Void) {
    append(addingCapacity: bytesMax) { added in
      // Safe: the room is the memory that the array adds, and lives no longer than the closure; as
      // much of it as was put is initialized.
      unsafe added.withUnsafeMutableBufferPointer { memory, initializedCount in
        var room = unsafe OctetRoom(memory)
        write(&room)
        initializedCount = room.count
      }
    }
  }
}
