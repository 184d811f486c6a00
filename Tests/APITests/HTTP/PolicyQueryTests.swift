import Testing

@testable import API

/// What `GET /v1/policy` tells, and what its query is refused for.
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

  @Test func `an instrument is told from the day it is in force`() throws {
    var client = try Client()
    let before = try client.send("GET", "/v1/policy?date=2024-02-29").json
    let after = try client.send("GET", "/v1/policy?date=2024-03-01").json
    for answer in [before, after] {
      #expect(answer["/instruments/0/number"] == "温政办〔2022〕86号")
      #expect(answer["/instruments/0/title"] == "温州市全民医疗保障办法")
      #expect(answer["/instruments/0/inForceFrom"] == "2023-01-01")
    }
    #expect(before["/instruments/1/number"] == nil)
    #expect(after["/instruments/1/number"] == "温政办〔2024〕6号")
  }

  @Test func `a layer tells for whom it is and what it counts`() throws {
    var client = try Client()
    let answer = try client.send("GET", "/v1/policy?date=2024-05-11").json
    #expect(answer["/layers/0/members"] == "everyone")
    #expect(answer["/layers/0/kinds/resident/2"] == "chronicDisease")
    #expect(answer["/layers/0/kinds/student/2"] == nil)
    #expect(answer["/layers/1/members"] == "civilServants")
    #expect(answer["/layers/1/kinds/resident"] == nil)
    #expect(answer["/layers/2/members"] == "holdersOfSupplementary")
    #expect(answer["/layers/3/members/0"] == "minimumLiving")
    #expect(answer["/layers/3/members/6"] == "otherAided")
    #expect(answer["/layers/3/members/7"] == nil)
  }
}
