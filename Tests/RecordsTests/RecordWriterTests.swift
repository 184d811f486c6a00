import Dispatch
import Locks
import TestSupport
import Testing

@testable import Records

extension RecordsTests {
  @Suite struct RecordWriterTests {
    private let sink = KeepingSink()

    @Test func `lines of a lane come out whole and in order, however often its ring turns`() {
      let writer = RecordWriter(label: "test", sink: sink)
      let lane = writer.makeLane(bytes: 100)
      for number in 0..<1000 {
        let line = "line \(number)\n"
        #expect(eventually { lane.append(line) })
      }
      #expect(writer.close(within: .seconds(30)))
      #expect(sink.lines == (0..<1000).map { "line \($0)" })
    }

    @Test func `lines of many threads come out whole, and each thread's in order`() {
      let writer = RecordWriter(label: "test", sink: sink)
      DispatchQueue.concurrentPerform(iterations: 8) { thread in
        for number in 0..<500 {
          #expect(eventually { writer.append("\(thread) \(number)\n") })
        }
      }
      #expect(writer.close(within: .seconds(30)))
      let lines = sink.lines
      #expect(lines.count == 4000)
      for thread in 0..<8 {
        let own = lines.filter { $0.hasPrefix("\(thread) ") }
        #expect(Set(own) == Set((0..<500).map { "\(thread) \($0)" }))
      }
    }

    @Test func `a line that finds no room is dropped whole and counted`() {
      let writer = RecordWriter(label: "test", sink: sink)
      let lane = writer.makeLane(bytes: 10)
      #expect(lane.append("123456789\n"))
      #expect(writer.close(within: .seconds(30)))
      #expect(lane.append("123456789\n"), "the first has been taken")
      #expect(!lane.append("1\n"), "the second has not")
      #expect(writer.lostCount == 1)
    }

    @Test func `a line longer than its lane is dropped, and one as long is not`() {
      let writer = RecordWriter(label: "test", sink: sink)
      let lane = writer.makeLane(bytes: 4)
      #expect(!lane.append("1234\n"))
      #expect(lane.append("123\n"))
      #expect(writer.close(within: .seconds(30)))
      #expect(sink.text == "123\n")
      #expect(writer.lostCount == 1)
    }

    @Test func `whoever appends never waits for a sink that does`() {
      sink.state.withLock { $0.waits = true }
      let writer = RecordWriter(label: "test", sink: sink)
      let lane = writer.makeLane(bytes: 1000)
      let count = (0..<10_000).count { _ in !lane.append("0123456789\n") }
      #expect(count > 9000)
      sink.state.withLock { $0.waits = false }
      #expect(writer.close(within: .seconds(30)))
      #expect(sink.lines.count == 10_000 - count)
      #expect(writer.lostCount == count)
    }

    @Test func `what a sink refuses is counted by its lines`() {
      sink.state.withLock { $0.takesLines = false }
      let writer = RecordWriter(label: "test", sink: sink)
      writer.append("one\ntwo\nthree\n")
      #expect(writer.close(within: .seconds(30)))
      #expect(writer.lostCount == 3)
    }

    @Test func `a loss is noted once the sink takes lines again, and only then`() {
      sink.state.withLock { $0.takesLines = false }
      let writer = RecordWriter(label: "test", sink: sink) { Array("lost \($0)\n".utf8) }
      writer.append("one\ntwo\n")
      #expect(eventually { writer.lostCount == 2 })
      sink.state.withLock { $0.takesLines = true }
      #expect(eventually { sink.text == "lost 2\n" })
      writer.append("three\n")
      #expect(writer.close(within: .seconds(30)))
      #expect(sink.text == "lost 2\nthree\n")
    }

    @Test func `a writer ends in time although its sink waits`() {
      sink.state.withLock { $0.waits = true }
      let writer = RecordWriter(label: "test", sink: sink)
      writer.append("one\n")
      #expect(eventually { writer.close(within: .milliseconds(50)) })
      #expect(sink.text == "")
      #expect(writer.lostCount == 1)
    }

    @Test func `a sink rests after lines and opens again when asked to`() {
      let writer = RecordWriter(label: "test", sink: sink)
      writer.reopen()
      #expect(eventually { sink.state.withLock { $0.reopens } == 1 })
      #expect(sink.state.withLock { $0.rests } == 0)
      writer.append("one\n")
      #expect(eventually { sink.state.withLock { $0.rests } == 1 })
      #expect(writer.close(within: .seconds(30)))
    }

    @Test func `a sink that wants to rest again is told so though nothing comes`() {
      sink.state.withLock { $0.restsMax = 3 }
      let writer = RecordWriter(label: "test", sink: sink)
      writer.append("one\n")
      #expect(eventually { sink.state.withLock { $0.rests } == 3 })
      #expect(writer.close(within: .seconds(30)))
    }

    @Test func `a sink is told once that nothing more will come`() {
      let writer = RecordWriter(label: "test", sink: sink)
      writer.append("one\n")
      #expect(!sink.state.withLock { $0.isFinished })
      #expect(writer.close(within: .seconds(30)))
      #expect(sink.state.withLock { $0.isFinished })
      #expect(sink.text == "one\n")
    }
  }
}
