import Dispatch
import Locks
import Synchronization
import TestSupport
import Testing

@testable import Records

extension RecordsTests {
  @Suite struct RecordLaneTests {
    private func lane(bytes: Int) -> RecordLane { RecordLane(bytes: bytes, bell: RecordBell()) }

    @Test func `what is put comes out like what is appended`() {
      let lane = lane(bytes: 100)
      lane.append("one\n")
      #expect(lane.put("two\n", upTo: 50))
      lane.append("three\n")
      #expect(lane.taken == "one\ntwo\nthree\n")
      #expect(lane.taken == "")
    }

    @Test func `nothing put is nothing to take`() {
      let lane = lane(bytes: 100)
      #expect(lane.put("", upTo: 50))
      #expect(lane.taken == "")
      #expect(lane.droppedCount == 0)
    }

    @Test func `there must be room for as much as may be put`() {
      let lane = lane(bytes: 100)
      #expect(!lane.put("one\n", upTo: 101))
      #expect(lane.put("one\n", upTo: 100))
      #expect(!lane.put("two\n", upTo: 97))
      #expect(lane.put("two\n", upTo: 96))
      #expect(lane.droppedCount == 2)
      #expect(lane.taken == "one\ntwo\n")
      #expect(lane.put("three\n", upTo: 100))
      #expect(lane.taken == "three\n")
    }

    @Test func `a lane that was emptied has room for as much as a new one`() {
      let lane = lane(bytes: 10)
      for count in 1...10 {
        let line = String(repeating: "x", count: count)
        #expect(lane.append(line))
        #expect(lane.append(line) == (count <= 5))
        #expect(lane.taken == (count <= 5 ? line + line : line))
      }
    }

    @Test func `lines come out whole and in order while both sides work and the ring turns`() {
      let (lane, count) = (lane(bytes: 200), 50_000)
      let isDone = Atomic<Bool>(false)
      let text = Guarded("")
      DispatchQueue.concurrentPerform(iterations: 2) { thread in
        if thread == 0 {
          for number in 0..<count {
            let line = "\(number)\n"
            while !(number % 2 == 0 ? lane.put(line, upTo: 20) : lane.append(line)) {}
          }
          isDone.store(true, ordering: .releasing)
        } else {
          var octets: [UInt8] = []
          var isLast = false
          while !isLast {
            isLast = isDone.load(ordering: .acquiring)
            lane.take(into: &octets)
          }
          let whole = String(decoding: octets, as: UTF8.self)
          text.withLock { $0 = whole }
        }
      }
      #expect(text.withLock { $0 } == (0..<count).map { "\($0)\n" }.joined())
    }
  }

  @Suite struct RecordRoomTests {
    private func text(_ put: (inout RecordRoom) -> Void) -> String {
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
  }
}

extension RecordLane {
  fileprivate func put(_ text: String, upTo bytesMax: Int) -> Bool {
    append(upTo: bytesMax) { $0.put(text) }
  }

  fileprivate var taken: String {
    var octets: [UInt8] = []
    take(into: &octets)
    return String(decoding: octets, as: UTF8.self)
  }
}
