import API
import Foundation
import GoldenCases
import TestPolicies
import Testing

extension EndToEndTests {
  @Suite struct GoldenTests {
    @Test func `every golden case is answered to the fen`() throws {
      try withServer { server in
        let client = try Client(server)
        var counts: [String: Int] = [:]
        for golden in try goldenCases() {
          expect(golden, try client.post(golden.path, golden.request))
          counts[golden.path, default: 0] += 1
        }
        #expect(
          counts == [
            "/v1/settlements": 360, "/v1/contributions": 120, "/v1/maternity-allowances": 120,
          ])
      }
    }

    @Test func `pipelined requests are answered in order`() throws {
      try withServer { server in
        let client = try Client(server)
        let cases = try goldenCases().prefix(80)
        try client.send(cases.flatMap { Client.request($0.path, $0.request) })
        for golden in cases { expect(golden, try client.answer()) }
      }
    }

    @Test func `chunked requests are answered as whole ones`() throws {
      try withServer { server in
        let client = try Client(server)
        for golden in try goldenCases().prefix(40) {
          try client.send(Client.chunked(golden.path, golden.request, by: 7))
          expect(golden, try client.answer())
        }
      }
    }

    @Test func `a batch is answered line by line while it is still being sent`() throws {
      try withServer { server in
        let client = try Client(server)
        let chunked = "Transfer-Encoding: chunked"
        let type = "application/x-ndjson"
        try client.send(Client.head("/v1/settlements/batch", chunked, type: type))
        var answer: Answer?
        for golden in try goldenCases() where golden.path == "/v1/settlements" {
          try client.send(Client.chunk(golden.request + [0x0A]))
          if answer == nil { answer = try client.answer() }
          var line = try client.chunk()
          while line.last != 0x0A { line += try client.chunk() }
          let differences = golden.differences(from: line)
          #expect(differences.isEmpty, "\(golden.id): \(differences)")
        }
        #expect(answer?.status == 200)
        #expect(answer?.fields["content-type"] == type)
        try client.send(Client.chunk([]))
        #expect(try client.chunk() == [])
      }
    }

    private func expect(_ golden: GoldenCase, _ answer: Answer) {
      let differences = golden.differences(from: answer.body)
      #expect(answer.status == 200 && differences.isEmpty, "\(golden.id): \(differences)")
    }
  }
}
