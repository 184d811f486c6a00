import Insurance
import Locks
import Synchronization
import TLS
import TestPolicies
import Testing

@testable import API

/// What is kept of each settlement.
@Suite struct DecisionRecorderTests {
  /// The lines that were handed over.
  private final class Lines: Sendable {
    private let octets = Guarded<[UInt8]>([])

    func append(_ line: Span<UInt8>) {
      for index in line.indices {
        let octet = line[index]
        octets.withLock { $0.append(octet) }
      }
    }

    var texts: [String] {
      String(decoding: octets.withLock { $0 }, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    var documents: [Text] {
      get throws { try texts.map { try Text(Array($0.utf8)) } }
    }
  }

  private let lines = Lines()

  /// A client of a service that records, at a moment, each reading of its clock 1500 ns later.
  private func client(at unixMilliseconds: Int64 = 1_715_414_950_123) throws -> Client {
    let clock = Clock()
    let service = Service(
      policy: PolicySlot(PolicyEdition(try TestPolicies.shipped())), version: "1.2.3",
      openAPI: nil,
      decisions: { [lines] in
        DecisionRecorder(
          keyedHash: { SHA256.digest(of: $0) }, unixMilliseconds: { unixMilliseconds },
          nanoseconds: { clock.next() }, sink: { lines.append($0) })
      },
      surroundings: Surroundings(today: { .today }, nanoseconds: { 0 }))
    return Client(service, APIResponder(service))
  }

  /// A clock that goes 1500 ns a look.
  private final class Clock: Sendable {
    private let time = Atomic<UInt64>(0)

    func next() -> UInt64 { time.add(1500, ordering: .relaxed).newValue }
  }

  private static let identified = SettlementText(
    fees: #""total":10000.50,"selfFunded":0.50"#, more: #","requestId":"330302199001011234""#)

  @Test func `a line has digests, the outcome, amounts, readings and the time it took`() throws {
    var client = try client()
    let reply = try client.post(Self.identified.json).json
    let line = try #require(try lines.documents.first)
    #expect(lines.texts.count == 1)
    #expect(line["/time"] == "2024-05-11T08:09:10.123Z")
    #expect(line["/policy"] == reply["/policy/digest"])
    #expect(line["/engine"] == "1.2.3")
    #expect(line["/outcome"] == "settled")
    for name in try members(of: "/amounts", in: lines.texts[0]) {
      #expect(line["/amounts/\(name)"] == reply["/amounts/\(name)"], "\(name)")
    }
    #expect(try members(of: "/amounts", in: lines.texts[0]).count == 19)
    #expect(line["/readings/unreferredReduction"] == "relative")
    #expect(line["/readings/studentPrimaryOutpatient"] == "none")
    #expect(line["/microseconds"] == "1")
  }

  @Test func `the digest is the one of the receipt`() throws {
    var client = try client()
    let request = SettlementText(more: #","options":{"receipt":true}"#).json
    let reply = try client.post(request).json
    #expect(try lines.documents[0]["/request"] == reply["/receipt/request"])
    let plain = SettlementText().json
    _ = try client.post(plain)
    var digester = Digester()
    let digest = try digester.digest(ofRequest: Array(plain.utf8).span, by: .test)
    #expect(try lines.documents[1]["/request"] == digest.hexadecimalText)
  }

  @Test func `an identifier is kept as a hash, and nothing else of the person at all`() throws {
    var client = try client()
    _ = try client.post(
      Self.identified.with {
        $0.encounter += #","disease":"hemophilia""#
        $0.person += #","groups":["disabled"]"#
      }.json)
    let text = lines.texts[0]
    let hash = SHA256.hexadecimal(of: Array("330302199001011234".utf8))
    #expect(try lines.documents[0]["/identifierHash"] == hash)
    for secret in ["330302", "hemophilia", "disabled", "employee", "inpatient", "2024-05-11\""] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(
      try members(of: "", in: text) == [
        "time", "request", "identifierHash", "requestId", "policy", "engine", "outcome",
        "amounts", "readings",
        "microseconds",
      ])
  }

  @Test func `a line says what the request over HTTP is known by, and its trace`() throws {
    var client = try client()
    let fields = [
      "X-Request-Id: his-17",
      "traceparent: 00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
    ]
    _ = try client.post(SettlementText().json, fields)
    _ = try client.post(
      Array(SettlementText().json.utf8), to: "/v1/settlements/batch",
      ["Content-Type: application/x-ndjson"] + fields)
    let made = try client.post(SettlementText().json)
    let documents = try lines.documents
    for document in documents.prefix(2) {
      #expect(document["/requestId"] == "his-17")
      #expect(document["/traceId"] == "0123456789abcdef0123456789abcdef")
    }
    #expect(documents[2]["/requestId"] == made.fields["x-request-id"])
    #expect(documents[2]["/traceId"] == nil)
  }

  @Test func `a request without an identifier has no hash of one`() throws {
    var client = try client()
    _ = try client.post(SettlementText().json)
    #expect(try lines.documents[0]["/identifierHash"] == nil)
  }

  @Test func `every settlement has a line, covered or not, single or in a batch`() throws {
    var client = try client()
    let uncovered = SettlementText(person: #""scheme":"resident","entitled":false"#).json
    _ = try client.post(SettlementText().json)
    _ = try client.post(uncovered)
    let batch = [SettlementText().json, "{", uncovered, "[]", SettlementText().json]
    _ = try client.post(
      Array(batch.joined(separator: "\n").utf8), to: "/v1/settlements/batch",
      ["Content-Type: application/x-ndjson"])
    #expect(
      try lines.documents.map { $0["/outcome"] } == [
        "settled", "notCovered", "settled", "notCovered", "settled",
      ])
  }

  @Test func `what settles nothing has no line`() throws {
    var client = try client()
    _ = try client.post("{}")
    _ = try client.post("{")
    _ = try client.post(SettlementText().json, to: "/v1/coverage")
    _ = try client.send("GET", "/v1/policy")
    #expect(lines.texts == [])
  }

  @Test func `the readings are those that the request chose`() throws {
    var client = try client()
    _ = try client.post(
      SettlementText(more: #","options":{"readings":{"unreferredReduction":"points"}}"#).json)
    #expect(try lines.documents[0]["/readings/unreferredReduction"] == "points")
  }

  @Test func `answers are the same whether they are recorded or not`() throws {
    var recorded = try client()
    var plain = try Client()
    let request = Self.identified.json
    #expect(try recorded.post(request).content == plain.post(request).content)
  }

  @Test func `the time is right at the edges of days and years`() throws {
    for (milliseconds, text) in [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
      (951_868_799_000, "2000-02-29T23:59:59.000Z"),
      (1_735_689_600_001, "2025-01-01T00:00:00.001Z"),
    ] {
      let note = DecisionRecorder.lossNote(count: 3, unixMilliseconds: Int64(milliseconds))
      #expect(String(decoding: note, as: UTF8.self) == "{\"time\":\"\(text)\",\"lost\":3}\n")
    }
  }

  /// The members of an object of a line, in order.
  private func members(of pointer: String, in line: String) throws -> [String] {
    let object = pointer.isEmpty ? line : try objectText(pointer, in: line)
    var names: [String] = []
    var depth = 0
    for match in object.matches(of: /"([A-Za-z]+)":|[{}]/) {
      if let name = match.output.1 {
        if depth == 1 { names.append(String(name)) }
      } else {
        depth += match.output.0 == "{" ? 1 : -1
      }
    }
    return names
  }

  private func objectText(_ pointer: String, in line: String) throws -> String {
    let start = try #require(line.firstRange(of: "\"\(pointer.dropFirst())\":"))
    let rest = line[start.upperBound...]
    let end = try #require(rest.firstIndex(of: "}"))
    return String(rest[...end])
  }
}
