import Foundation
import Locks
import Octets
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
      let reader = Thread {
        var octets: [UInt8] = []
        var isLast = false
        while !isLast {
          isLast = isDone.load(ordering: .acquiring)
          lane.take(into: &octets)
        }
        let whole = String(decoding: octets, as: UTF8.self)
        text.withLock { $0 = whole }
      }
      reader.start()
      for number in 0..<count {
        let line = "\(number)\n"
        while !(number % 2 == 0 ? lane.put(line, upTo: 20) : lane.append(line)) {}
      }
      isDone.store(true, ordering: .releasing)
      #expect(eventually { reader.isFinished })
      #expect(text.withLock { $0 } == (0..<count).map { "\($0)\n" }.joined())
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
