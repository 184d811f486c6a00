import Testing

@testable import API

/// What a query of `GET /v1/policy` is refused for.
struct PolicyQueryTests {
  @Test func `a parameter is named as a token of a JSON pointer`() throws {
    var client = try Client()
    let reply = try client.send("GET", "/v1/policy?a/b~c=1")
    #expect(reply.status == 422)
    #expect(reply.body.contains(#""pointer":"/a~1b~0c","code":"unknownMember""#))
  }

  @Test func `no more faults are named than of any request`() throws {
    var client = try Client()
    let query = Array(repeating: "a", count: RequestDecoder.faultsMax + 1).joined(separator: "&")
    let reply = try client.send("GET", "/v1/policy?" + query)
    #expect(reply.body.matches(of: /"pointer"/).count == RequestDecoder.faultsMax)
  }
}
