import ContentCoding
import Foundation
import HTTP
import Insurance
import TestPolicies
import Testing

@testable import API

/// `POST /v1/settlements/batch`: one line for a line, in order.
struct BatchTests {
  private static let fields = ["Content-Type: application/x-ndjson"]

  private func lines(_ reply: Reply) throws -> [Text] {
    try chunks(reply.content).split(separator: UInt8(ascii: "\n")).map { try Text(Array($0)) }
  }

  /// The content of a chunked answer (RFC 9112 section 7.1).
  private func chunks(_ bytes: [UInt8]) -> [UInt8] {
    var content: [UInt8] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0D) {
      guard let count = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16), count > 0
      else { break }
      let start = end + 2
      content += rest[start..<start + count]
      rest = rest[(start + count + 2)...]
    }
    return content
  }

  private func batch(_ lines: [String], ending: String = "\n") -> [UInt8] {
    Array(lines.map { $0 + ending }.joined().utf8)
  }

  @Test func `each line has its answer in its place`() throws {
    var client = try Client()
    let body = batch([
      SettlementText().json, "{", SettlementText().json, "", "[]", SettlementText().json,
    ])
    let reply = try client.post(body, to: "/v1/settlements/batch", Self.fields)
    #expect(reply.status == 200)
    #expect(reply.fields["content-type"] == "application/x-ndjson")
    let answers = try lines(reply)
    #expect(answers.count == 6)
    for good in [0, 2, 5] { #expect(answers[good]["/outcome"] == "settled") }
    #expect(answers[1]["/line"] == "2")
    #expect(answers[1]["/problem/status"] == "400")
    #expect(answers[3]["/line"] == "4")
    #expect(answers[4]["/problem/status"] == "422")
  }

  @Test func `each answer is the one a single request has`() throws {
    var client = try Client()
    let single = try client.post(SettlementText().json)
    let reply = try client.post(
      batch([SettlementText().json]), to: "/v1/settlements/batch", Self.fields)
    #expect(chunks(reply.content) == single.content + [UInt8(ascii: "\n")])
  }

  @Test func `a batch is timed from its head to its last line, and counted once`() throws {
    let clock = TestClock()
    let service = Service(
      policy: PolicySlot(PolicyEdition(try TestPolicies.shipped())), version: "1", openAPI: nil,
      surroundings: Surroundings(
        today: { .today }, nanoseconds: { clock.nanoseconds }))
    let calculator = Calculator(service.policy, metrics: nil) { (claim, terms) throws(ClaimFault) in
      clock.advance(milliseconds: 2000)
      return try claim.settled(under: terms)
    }
    var client = Client(service, APIResponder(service, service.makeLoopMetrics(), calculator))
    _ = try client.post(batch([SettlementText().json]), to: "/v1/settlements/batch", Self.fields)
    let page = String(decoding: try client.send("GET", "/metrics").content, as: UTF8.self)
    for figure in ["bucket{%,le=\"1\"} 0", "bucket{%,le=\"+Inf\"} 1", "count{%} 1"] {
      let line = "wenbao_request_duration_seconds_" + figure
      let path = "path=\"/v1/settlements/batch\""
      #expect(page.contains("\n\(line.replacing("%", with: path))\n"), "\(line)")
    }
  }

  @Test func `the last line needs no line end, and a line may end with CR LF`() throws {
    var client = try Client()
    let body = Array((SettlementText().json + "\r\n" + SettlementText().json).utf8)
    let reply = try client.post(body, to: "/v1/settlements/batch", Self.fields)
    #expect(try lines(reply).map { $0["/outcome"] } == ["settled", "settled"])
  }

  @Test func `nothing is answered with nothing`() throws {
    var client = try Client()
    let reply = try client.post([], to: "/v1/settlements/batch", Self.fields)
    #expect(reply.status == 200)
    #expect(chunks(reply.content).isEmpty)
  }

  @Test func `a line that is too long is refused in its place`() throws {
    var client = try Client()
    let longest = String(repeating: " ", count: RequestLimits.bodyBytesMax)
    let body = batch([longest + " ", longest, SettlementText().json])
    let reply = try client.post(body, to: "/v1/settlements/batch", Self.fields)
    let answers = try lines(reply)
    #expect(answers.map { $0["/problem/status"] } == ["413", "400", nil])
    #expect(answers[2]["/outcome"] == "settled")
  }

  @Test func `lines come out the same whatever pieces they arrive in`() {
    let bytes = Array("a\nbb\n\nccc\r\nlast".utf8)
    let expected = ["1 a", "2 bb", "3 ", "4 ccc\r", "5 last"]
    for step in 1...bytes.count {
      var splitter = LineSplitter(bytesMax: 8)
      var found: [String] = []
      func note(_ line: borrowing BatchLine) {
        let text = String(decoding: line.bytes.indices.map { line.bytes[$0] }, as: UTF8.self)
        found.append("\(line.number) \(text)")
      }
      var start = 0
      while start < bytes.count {
        let piece = bytes.span.extracting(start..<min(start + step, bytes.count))
        start += splitter.split(piece) { line in
          note(line)
          return found.count % 2 == 0
        }
      }
      splitter.finish(note)
      #expect(found == expected, "in steps of \(step)")
    }
  }

  @Test func `a coded batch is answered as it goes, coded too`() throws {
    var client = try Client()
    let count = 200
    let body = batch([String](repeating: SettlementText().json, count: count))
    let reply = try client.post(
      ContentCoding.gzip.compressed(body), to: "/v1/settlements/batch",
      Self.fields + ["Content-Encoding: gzip", "Accept-Encoding: gzip"])
    #expect(reply.fields["content-encoding"] == "gzip")
    var plain: [UInt8] = []
    let inflater = Inflater(.gzip)
    try inflater.decompress(chunks(reply.content).span, into: &plain, bytesMax: 1 << 24)
    #expect(inflater.hasEnded)
    #expect(plain.split(separator: UInt8(ascii: "\n")).count == count)
  }

  @Test func `empty lines, answered at far greater length, have each their answer`() throws {
    let count = 20_000
    let body = [UInt8](repeating: UInt8(ascii: "\n"), count: count)
    var client = try Client()
    let reply = try client.post(body, to: "/v1/settlements/batch", Self.fields)
    let answers = try lines(reply)
    #expect(answers.count == count)
    #expect(answers.last?["/line"] == "\(count)")
    #expect(client.greatestCount <= Limits.standard.outputBacklogBytesMax + 1024)
  }

  @Test func `a batch whose length is beyond the limit is counted once, as refused`() throws {
    let service = Service(
      policy: PolicySlot(PolicyEdition(try TestPolicies.shipped())), version: "1", openAPI: nil,
      surroundings: Surroundings(today: { .today }, nanoseconds: { 0 }))
    let notes = Notes()
    var client = Client(service, APIResponder(service, observers: [notes]))
    for (excess, answer) in [(1, "413 /v1/settlements/batch"), (0, nil)] {
      notes.answers = []
      _ = try client.send(
        "POST", "/v1/settlements/batch",
        Self.fields + ["Content-Length: \(RequestLimits.batchBytesMax + excess)"])
      #expect(notes.answers.first == answer ?? "200 /v1/settlements/batch, broken off")
      #expect(notes.answers.count == 1)
    }
    let page = String(decoding: try client.send("GET", "/metrics").content, as: UTF8.self)
    #expect(page.contains("{path=\"/v1/settlements/batch\",status=\"413\"} 1\n"))
    #expect(page.contains("{path=\"/v1/settlements/batch\",status=\"200\"} 1\n"))
  }

  @Test func `another method or media type is refused`() throws {
    var client = try Client()
    #expect(try client.send("GET", "/v1/settlements/batch").status == 405)
    let reply = try client.post(SettlementText().json, to: "/v1/settlements/batch")
    #expect(reply.status == 415)
    #expect(reply.fields["accept"] == "application/x-ndjson")
  }
}

/// Keeps what it is told of answers.
private final class Notes: AnswerObserver {
  var answers: [String] = []

  func observe(_ answer: borrowing AnsweredRequest) {
    let ending = answer.isBrokenOff ? ", broken off" : ""
    answers.append("\(answer.status.code) \(answer.path ?? "")\(ending)")
  }
}
