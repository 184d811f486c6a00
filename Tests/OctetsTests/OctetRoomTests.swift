import Octets
import Testing

/// Octets put piece by piece.
@Suite struct OctetRoomTests {
  private func text(_ put: (inout OctetRoom) -> Void) -> String {
    var octets: [UInt8] = Array("> ".utf8)
    octets.append(upTo: 100, put)
    return String(decoding: octets, as: UTF8.self)
  }

  @Test func `pieces stand one behind the other`() {
    let octets: [UInt8] = [0x63, 0x64]
    let words = text { room in
      room.put("a" as StaticString)
      room.put("" as StaticString)
      room.put(UInt8(ascii: "b"))
      room.put(octets.span)
      room.put(String(repeating: "é", count: 10))
      room.put(String(""))
    }
    #expect(words == "> abcdéééééééééé")
  }

  @Test func `numbers have the digits they need, or as many as are asked for`() {
    for number in [0, 9, 10, 99, 100, 12_345, .max / 10, .max / 10 + 1, .max - 1, .max] {
      #expect(text { $0.put(number) } == "> \(number)")
    }
    #expect(text { $0.put(0, digits: 6) } == "> 000000")
    #expect(text { $0.put(1234, digits: 6) } == "> 001234")
    #expect(text { $0.put(1_234_567, digits: 6) } == "> 1234567")
  }

  @Test func `ids have sixteen digits`() {
    #expect(text { $0.put(hexadecimal: 0) } == "> 0000000000000000")
    #expect(text { $0.put(hexadecimal: 0x0123_4567_89ab_cdef) } == "> 0123456789abcdef")
    #expect(text { $0.put(hexadecimal: .max) } == "> ffffffffffffffff")
    for shift in stride(from: 0 as UInt64, to: 64, by: 4) {
      for digit in 0..<16 as Range<UInt64> {
        let hexadecimal = String(digit << shift, radix: 16)
        let zeros = String(repeating: "0", count: 16 - hexadecimal.count)
        #expect(text { $0.put(hexadecimal: digit << shift) } == "> " + zeros + hexadecimal)
      }
    }
  }

  @Test func `a size has as many hexadecimal digits as it needs`() {
    for number in [0, 1, 9, 10, 15, 16, 255, 256, 0xABC, 4095, 4096, .max - 1, .max] {
      #expect(text { $0.put(shortestHexadecimal: number) } == "> \(String(number, radix: 16))")
    }
  }

  @Test func `what is taken back was never there`() {
    let words = text { room in
      room.put("one, two, " as StaticString)
      room.takeBack(2)
      #expect(room.count == 8)
      room.put(UInt8(ascii: "."))
    }
    #expect(words == "> one, two.")
  }

  @Test func `as much is put as there is room for`() {
    var octets: [UInt8] = []
    octets.append(upTo: 3) { $0.put("abc" as StaticString) }
    #expect(octets == Array("abc".utf8))
  }

  @Test func `more than there is room for ends the program`() async {
    await #expect(processExitsWith: .failure) {
      var octets: [UInt8] = []
      octets.append(upTo: 3) { $0.put("abcd" as StaticString) }
    }
  }

  @Test func `octets are appended, and none change nothing`() {
    var octets: [UInt8] = []
    let more: [UInt8] = [1, 2, 3]
    octets.append(more.span.extracting(3...))
    #expect(octets.isEmpty)
    octets.append(more.span)
    octets.append(more.span.extracting(1...))
    #expect(octets == [1, 2, 3, 2, 3])
  }
}
