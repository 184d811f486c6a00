import ContentCoding
import Foundation
import HTTP
import Testing

/// Coded content both ways (RFC 9110 sections 8.4 and 12.5.3).
struct CodingTests {
  private static let jsonFields = ["Content-Type: application/json"]

  private func stay() throws -> [UInt8] { Array(SettlementText().json.utf8) }

  private func decoded(_ bytes: [UInt8], _ coding: ContentCoding) throws -> [UInt8] {
    let inflater = Inflater(coding)
    var output: [UInt8] = []
    try inflater.decompress(bytes.span, into: &output, bytesMax: 1 << 20)
    return output
  }

  @Test(arguments: ContentCoding.allCases)
  func `a coded request is answered like the plain one`(coding: ContentCoding) throws {
    var client = try Client()
    let plain = try client.post(try stay(), to: "/v1/settlements", Self.jsonFields)
    let reply = try client.post(
      coding.compressed(try stay()), to: "/v1/settlements",
      Self.jsonFields + ["Content-Encoding: \(coding.rawValue)"])
    #expect(reply.status == 200)
    #expect(reply.content == plain.content)
  }

  @Test(arguments: ContentCoding.allCases)
  func `an answer is coded for a client that prefers it so`(coding: ContentCoding) throws {
    var client = try Client()
    let plain = try client.post(try stay(), to: "/v1/settlements", Self.jsonFields)
    let reply = try client.post(
      try stay(), to: "/v1/settlements",
      Self.jsonFields + ["Accept-Encoding: \(coding.rawValue)"])
    #expect(reply.fields["content-encoding"] == coding.rawValue)
    #expect(reply.fields["vary"] == "Accept-Language, Accept-Encoding")
    #expect(reply.fields["content-length"] == "\(reply.content.count)")
    #expect(try decoded(reply.content, coding) == plain.content)
  }

  @Test(arguments: [
    ("gzip;q=0.5, deflate", "deflate"), ("gzip;q=0, *", "deflate"), ("*", "gzip"),
    ("deflate, gzip", "gzip"), ("x-gzip", "gzip"), ("gzip;q=0.2, identity;q=0.1", "gzip"),
  ])
  func `the coding of the greatest weight is chosen`(accepted: String, chosen: String) throws {
    var client = try Client()
    let reply = try client.post(
      try stay(), to: "/v1/settlements", Self.jsonFields + ["Accept-Encoding: \(accepted)"])
    #expect(reply.fields["content-encoding"] == chosen)
  }

  @Test(arguments: ["identity", "br", "gzip;q=0", "gzip;q=0.1, identity", "*;q=0", ""])
  func `an answer is not coded for a client that prefers it plain`(accepted: String) throws {
    var client = try Client()
    let reply = try client.post(
      try stay(), to: "/v1/settlements", Self.jsonFields + ["Accept-Encoding: \(accepted)"])
    #expect(reply.fields["content-encoding"] == nil)
    #expect(reply.fields["vary"] == "Accept-Language, Accept-Encoding")
  }

  @Test func `a small answer is not coded and does not vary`() throws {
    var client = try Client()
    let reply = try client.send("GET", "/healthz", ["Accept-Encoding: gzip"])
    #expect(reply.fields["content-encoding"] == nil)
    #expect(reply.fields["vary"] == nil)
  }

  @Test func `an answer is coded from exactly the least size on`() throws {
    let openAPI = [UInt8](repeating: UInt8(ascii: "#"), count: Limits.standard.compressedBytesMin)
    var client = try Client(openAPI: openAPI)
    let reply = try client.send("GET", "/openapi.yaml", ["Accept-Encoding: gzip"])
    #expect(reply.fields["content-encoding"] == "gzip")
    var other = try Client(openAPI: Array(openAPI.dropLast()))
    let plain = try other.send("GET", "/openapi.yaml", ["Accept-Encoding: gzip"])
    #expect(plain.fields["content-encoding"] == nil)
  }

  @Test(arguments: ContentCoding.allCases)
  func `the contract is coded once for all, and comes out whole`(coding: ContentCoding) throws {
    let openAPI = Array(String(repeating: "openapi: 3.1.0\n", count: 4000).utf8)
    var client = try Client(openAPI: openAPI)
    let fields = ["Accept-Encoding: \(coding.rawValue)"]
    let reply = try client.send("GET", "/openapi.yaml", fields)
    #expect(reply.fields["content-encoding"] == coding.rawValue)
    #expect(reply.fields["vary"] == "Accept, Accept-Encoding")
    #expect(reply.fields["content-length"] == "\(reply.content.count)")
    #expect(try decoded(reply.content, coding) == openAPI)
    #expect(try client.send("GET", "/openapi.yaml", fields).content == reply.content)
    let head = try client.send("HEAD", "/openapi.yaml", fields)
    #expect(head.fields["content-length"] == "\(reply.content.count)" && head.content.isEmpty)
    #expect(try client.send("GET", "/openapi.yaml").content == openAPI)
  }

  @Test func `another coding is refused with those that can be read`() throws {
    var client = try Client()
    let reply = try client.post(
      try stay(), to: "/v1/settlements", Self.jsonFields + ["Content-Encoding: br"])
    #expect(reply.status == 415)
    #expect(reply.fields["accept-encoding"] == "gzip, deflate")
    #expect(try reply.json["/code"] == "unsupportedContentCoding")
  }

  @Test func `content that is not what its coding says is refused`() throws {
    var client = try Client()
    let whole = ContentCoding.gzip.compressed(try stay())
    for content in [try stay(), Array(whole.dropLast()), whole + [0], []] {
      let reply = try client.post(
        content, to: "/v1/settlements", Self.jsonFields + ["Content-Encoding: gzip"])
      #expect(reply.status == 400)
      #expect(try reply.json["/code"] == "malformedContentCoding")
      #expect(reply.fields["connection"] == nil, "the framing is not in doubt")
    }
  }

  @Test func `a bomb is refused with 413`() throws {
    var client = try Client()
    let bomb = ContentCoding.gzip.compressed(
      [UInt8](repeating: UInt8(ascii: " "), count: 300 << 20))
    let reply = try client.post(
      bomb, to: "/v1/settlements", Self.jsonFields + ["Content-Encoding: gzip"])
    #expect(reply.status == 413)
  }

  @Test func `content that inflates beyond the limit of plain content is refused with 413`() throws
  {
    var client = try Client()
    var large = try stay()
    let random = (0..<(1 << 20)).map { _ in UInt8.random(in: UInt8(ascii: "0")...0x39) }
    large += random
    let reply = try client.post(
      ContentCoding.gzip.compressed(large), to: "/v1/settlements",
      Self.jsonFields + ["Content-Encoding: gzip"])
    #expect(reply.status == 413)
  }
}
