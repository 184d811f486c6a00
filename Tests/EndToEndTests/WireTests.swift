import Foundation
import GoldenCases
import TestPolicies
import Testing

extension EndToEndTests {
  @Suite struct WireTests {
    @Test func `one connection serves one request after another`() throws {
      try withServer { server in
        let client = try Client(server)
        for _ in 0..<20 {
          let answer = try client.post("/v1/settlements", Array(stay.utf8))
          #expect(answer.status == 200)
          #expect(!answer.isLast)
        }
      }
    }

    @Test func `a client that asks for it gets its connection closed`() throws {
      try withServer { server in
        let client = try Client(server)
        try client.send("GET /healthz HTTP/1.1\r\nHost: wenbao\r\nConnection: close\r\n\r\n")
        #expect(try client.answer().isLast)
        #expect(client.isEnded())
      }
    }

    @Test func `HEAD answers with the fields of GET and no content`() throws {
      try withServer { server in
        let client = try Client(server)
        for path in ["/healthz", "/readyz", "/version", "/v1/policy"] {
          let whole = try client.get(path)
          try client.send("HEAD \(path) HTTP/1.1\r\nHost: wenbao\r\n\r\n")
          let head = try client.answer(hasBody: false)
          #expect(head.status == 200, "\(path)")
          #expect(head.fields["content-length"] == whole.fields["content-length"], "\(path)")
          #expect(head.fields["content-type"] == whole.fields["content-type"], "\(path)")
        }
        #expect(try client.get("/healthz").status == 200)
      }
    }

    @Test func `the contract is served as it stands in its file`() throws {
      try withServer { server in
        let file = URL(filePath: TestPolicies.root + "openapi.yaml")
        let answer = try Client(server).get("/openapi.yaml")
        #expect(answer.status == 200)
        #expect(answer.body == [UInt8](try Data(contentsOf: file)))
      }
    }

    @Test func `a path that is not there is 404`() throws {
      try withServer { server in
        let answer = try Client(server).get("/v1/settlement")
        #expect(answer.status == 404)
        #expect(answer.fields["content-type"] == "application/problem+json")
      }
    }

    @Test func `a method that a path does not have is 405 with those it has`() throws {
      try withServer { server in
        let client = try Client(server)
        let get = try client.get("/v1/settlements")
        #expect(get.status == 405)
        #expect(get.fields["allow"] == "POST, OPTIONS")
        let post = try client.post("/healthz", Array("{}".utf8))
        #expect(post.status == 405)
        #expect(post.fields["allow"] == "GET, HEAD, OPTIONS")
      }
    }

    @Test func `three faults are one answer that names all three places`() throws {
      try withServer { server in
        let answer = try Client(server).post("/v1/settlements", Array(faultyStay.utf8))
        #expect(answer.status == 422)
        #expect(answer.fields["content-type"] == "application/problem+json")
        let pointers = answer.text.matches(of: /"pointer":"([^"]*)"/).map { String($0.output.1) }
        #expect(
          Set(pointers) == ["/encounter/level", "/fees/total", "/fees/selfFounded"])
      }
    }

    @Test(.enabled(if: JSONTestSuite.folder != nil, "the JSON test suite is not at hand"))
    func `every file of the JSON test suite is refused for what it is`() throws {
      try withServer { server in
        let client = try Client(server)
        let whole = try JSONTestSuite.files("y_").map { ($0, [422]) }
        let broken = try JSONTestSuite.files("n_").map { ($0, [400]) }
        let free = try JSONTestSuite.files("i_").map { ($0, [400, 422]) }
        for (file, statuses) in whole + broken + free {
          let status = try client.post("/v1/settlements", file.bytes).status
          #expect(statuses.contains(status), "\(file.name): \(status)")
        }
      }
    }
  }
}
