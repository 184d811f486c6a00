import Foundation
import JSON
import Sockets
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// What the service says on standard error.
  @Suite struct LogTests {
    private let everything = "log: {level: trace}\ndrain: {graceSeconds: 0}\n"

    @Test func `every answer is a line with the id that the answer says`() throws {
      try withServer(settings: everything) { server in
        let client = try Client(server)
        for (path, status) in [("/healthz", 200), ("/nowhere", 404), ("/v1/policy?date=x", 422)] {
          let answer = try client.get(path)
          #expect(answer.status == status)
          let id = try #require(answer.fields["x-request-id"])
          let line = try line(of: server, with: id)
          #expect(try member("status", of: line) == "\(status)")
        }
        try client.send("no request\r\n\r\n")
        let id = try #require(try client.answer().fields["x-request-id"])
        let line = try line(of: server, with: id)
        #expect(try member("violation", of: line) == "invalidTarget")
        #expect(try member("path", of: line) == "other")
      }
    }

    @Test func `a batch is one line with the number of its lines`() throws {
      try withServer(settings: everything) { server in
        let client = try Client(server)
        let line = stay.filter { $0 != "\n" } + "\n"
        let body = Array(String(repeating: line, count: 5).utf8)
        let path = "/v1/settlements/batch"
        try client.send(
          Client.head(path, "Content-Length: \(body.count)", type: "application/x-ndjson") + body)
        let answer = try client.answer(hasBody: false)
        while try !client.chunk().isEmpty {}
        let logged = try self.line(of: server, with: answer.fields["x-request-id"] ?? "")
        #expect(try member("lines", of: logged) == "5")
        #expect(try member("bytesIn", of: logged) == "\(body.count)")
        #expect(server.log.split(separator: "\n").count { $0.contains(path) } == 1)
      }
    }

    @Test func `a batch that the client breaks off is a line too`() throws {
      try withServer(settings: everything) { server in
        do {
          let client = try Client(server)
          try client.send(
            Client.head("/v1/settlements/batch", "Content-Length: 9", type: "application/x-ndjson"))
          _ = try client.answer(hasBody: false)
        }
        #expect(eventually { server.log.contains("broken off") })
      }
    }

    @Test func `what becomes of connections is told of each listener`() throws {
      try withServer(settings: everything + "operations: {port: 0}\n") { server in
        let operations = try #require(try server.operations)
        do {
          let client = try LoopbackClient(to: operations)
          try client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET")
          _ = try client.receive(until: "}")
          try client.resetOnClose()
        }
        #expect(
          eventually {
            server.log.split(separator: "\n").contains {
              $0.contains("connections reset by clients") && $0.contains("operations")
            }
          })
      }
    }

    @Test func `no value of a request is ever logged, and every line is an object`() throws {
      let secrets = [
        "330302199001011234", "54321.09", "zhang-san", "a-token-of-nobody", "23:59 \u{2028}",
      ]
      try withServer(settings: everything) { server in
        for secret in secrets {
          for request in requests(with: secret) {
            let client = try Client(server)
            try client.send(request)
            _ = try? client.answer()
          }
        }
        let last = try Client(server).get("/healthz").fields["x-request-id"] ?? ""
        _ = try line(of: server, with: last)
        for secret in secrets { #expect(!server.log.contains(secret), "\(secret)") }
        for line in server.log.split(separator: "\n") {
          #expect(try member("time", of: line) != nil, "\(line)")
        }
      }
    }

    @Test func `a collector of spans that is not there is told of and in nobody's way`() throws {
      let settings = everything + "tracing: {collector: 'http://127.0.0.1:1'}\n"
      try withServer(settings: settings) { server in
        let client = try Client(server)
        let answer = try client.get("/healthz")
        #expect(answer.status == 200)
        #expect(answer.fields["traceresponse"]?.hasSuffix("-01") == true)
        #expect(eventually(seconds: 30) { server.log.contains("spans cannot be exported") })
        #expect(
          eventually(seconds: 30) {
            let metrics = (try? client.get("/metrics").text) ?? ""
            return metrics.contains(/wenbao_spans_total\{result="dropped"\} [1-9]/)
          })
      }
    }

    /// Requests good, faulty and hostile that hold a secret wherever there is room for one.
    private func requests(with secret: String) -> [[UInt8]] {
      let good = stay.replacing("{\"person\"", with: "{\"requestId\": \"\(secret)\", \"person\"")
      let faulty = faultyStay.replacing("selfFounded", with: secret)
      let field = "GET /healthz HTTP/1.1\r\nHost: wenbao\r\n"
      return [
        Client.request("/v1/settlements", Array(good.utf8)),
        Client.request("/v1/settlements", Array(faulty.utf8)),
        Client.request("/v1/settlements", Array("{\"\(secret)\": \"\(secret)".utf8)),
        Client.request("/v1/coverage", Array("[\(secret)]".utf8)),
        Client.request("/v1/people/\(secret)", []),
      ]
        + [
          "GET /v1/policy?date=\(secret) HTTP/1.1\r\nHost: wenbao\r\n\r\n",
          field + "Authorization: Bearer \(secret)\r\n\r\n",
          field + "X-Request-Id: \"\(secret)\r\n\r\n", field + "traceparent: \(secret)\r\n\r\n",
          field + "X-Name: \(secret)\r\nCookie: \(secret)\r\nUser-Agent: \(secret)\r\n\r\n",
          "\(secret) / HTTP/1.1\r\nHost: wenbao\r\n\r\n",
          "GET / HTTP/\(secret)\r\nHost: \(secret)\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: \(secret) \(secret)\r\n\r\n",
        ].map { Array($0.utf8) }
    }

    /// The line of the log with an id, once it is there.
    private func line(of server: RunningServer, with id: String) throws -> Substring {
      func find() -> Substring? {
        server.log.split(separator: "\n").first { $0.contains("\"requestId\":\"\(id)\"") }
      }
      _ = eventually { find() != nil }
      return try #require(find(), "\(id) is not in \(server.log)")
    }

    /// A member of a line, as it is written or as the text it is.
    private func member(_ name: String, of line: Substring) throws -> String? {
      var document = JSONDocument()
      let json = try document.parse(Array(line.utf8).span)
      guard let node = json.member(name, of: json.root) else { return nil }
      let text = json.text(of: node)
      return json.string(node)
        ?? String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
    }
  }

  /// Standard error that nobody reads.
  @Suite struct UnreadLogTests {
    /// More answers than a pipe, the writer and a loop's lane hold lines.
    private let requests = 15_000

    @Test func `a log that nobody reads stops no answer, and what is dropped is counted`() throws {
      let log = Pipe()
      let process = try start(log)
      defer {
        process.terminate()
        process.waitUntilExit()
      }
      let place = try listening(log)
      let client = try Client(at: SocketAddress(parsing: place))
      let request = "GET /version HTTP/1.1\r\nHost: wenbao\r\n\r\n"
      for _ in 0..<requests / 100 {
        try client.send(String(repeating: request, count: 100))
        for _ in 0..<100 { #expect(try client.answer().status == 200) }
      }
      let metrics = try client.get("/metrics").text
      let dropped = try #require(
        metrics.firstMatch(of: /\nwenbao_log_lines_dropped_total ([0-9]+)/)?.output.1)
      #expect(Int(dropped) ?? 0 > 0)
      #expect(try readOn(log).contains("log lines dropped"))
    }

    @Test func `a log whose reader is gone harms nothing`() throws {
      let log = Pipe()
      let process = try start(log)
      _ = try listening(log)
      try log.fileHandleForReading.close()
      process.terminate()
      #expect(eventually(seconds: 40) { !process.isRunning })
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }

    private func start(_ log: Pipe) throws -> Process {
      let process = Process()
      process.environment = ProcessInfo.processInfo.environment.merging([
        "WENBAO_LIMITS_REQUESTS_PER_CONNECTION": "1000000", "WENBAO_DRAIN_GRACE_SECONDS": "0",
      ]) { $1 }
      process.executableURL = URL(filePath: Program.executable)
      process.arguments = ["serve", "--port", "0"]
      process.currentDirectoryURL = URL(filePath: TestPolicies.root)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = log
      try process.run()
      return process
    }

    /// Where the service says that it listens.
    private func listening(_ log: Pipe) throws -> String {
      var text = ""
      while true {
        let data = log.fileHandleForReading.availableData
        try #require(!data.isEmpty, "\(text)")
        text += String(decoding: data, as: UTF8.self)
        if let place = text.firstMatch(of: /listening on http:\/\/([^ "\n]+)/)?.output.1 {
          return String(place)
        }
      }
    }

    /// Reads on until lines are said to be dropped.
    private func readOn(_ log: Pipe) throws -> String {
      var text = ""
      while !text.contains("log lines dropped") {
        let data = log.fileHandleForReading.availableData
        try #require(!data.isEmpty)
        text = String(text.suffix(100)) + String(decoding: data, as: UTF8.self)
      }
      return text
    }
  }
}
