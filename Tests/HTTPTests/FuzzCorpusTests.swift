import Foundation
import HTTP
import Testing

/// The inputs that a fuzz target starts from.
private func corpus(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fuzz/Corpus/\(name)")
  let files = try FileManager.default.contentsOfDirectory(
    at: folder, includingPropertiesForKeys: nil)
  return try files.map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
}

@Test func `the inputs of the head fuzzer are answered alike, however they are split`() throws {
  for (name, bytes) in try corpus("head") {
    let outcome = outcome(ofEverySplitOf: bytes, ends: true)
    #expect(outcome.requests.count + outcome.errors.count > 0, "\(name)")
  }
}

@Test func `the inputs of the chunk fuzzer are answered once, however they are split`() throws {
  let head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
  for (name, bytes) in try corpus("chunked") {
    let outcome = outcome(ofEverySplitOf: Array(head.utf8) + bytes, ends: true)
    #expect(outcome.requests.count + outcome.errors.count == 1, "\(name)")
  }
}

@Test func `the inputs of the connection fuzzer are answered alike under a backlog`() throws {
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  for (name, bytes) in try corpus("connection") {
    let input = Array(bytes.dropFirst(2))
    let free = outcome(ofEverySplitOf: input, ends: true)
    #expect(outcome(ofEverySplitOf: input, limits: limits, ends: true) == free, "\(name)")
  }
}
