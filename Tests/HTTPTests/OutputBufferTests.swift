import Testing

@testable import HTTP

@Test func `what has been sent is gone`() {
  var buffer = OutputBuffer()
  buffer.append("abc")
  buffer.markSent(2)
  let unsent = buffer.unsent.text
  #expect(unsent == "c")
  buffer.append([0x64])
  buffer.append(UInt8(ascii: "e"))
  #expect(buffer.count == 3)
  buffer.markSent(3)
  #expect(buffer.isEmpty)
}

@Test func `the rest of one buffer moves to the end of another`() {
  var (backlog, shared) = (OutputBuffer(), OutputBuffer())
  backlog.append("a")
  shared.append("xbc")
  shared.markSent(1)
  backlog.take(&shared)
  let unsent = backlog.unsent.text
  #expect(unsent == "abc")
  #expect(shared.isEmpty)
}

@Test func `sending more than there is is a mistake`() async {
  await #expect(processExitsWith: .failure) {
    var buffer = OutputBuffer()
    buffer.markSent(1)
  }
}

@Test func `a shared buffer keeps its capacity up to a bound`() {
  for (count, isKept) in [([UInt8].keptBytesMax / 2, true), ([UInt8].keptBytesMax + 1, false)] {
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.empty()
    #expect(bytes.isEmpty && (bytes.capacity >= count) == isKept)
    var response = Response()
    response.body = [UInt8](repeating: 0, count: count)
    response.reset()
    #expect(response.body.isEmpty && (response.body.capacity >= count) == isKept)
  }
}
