import HTTP
import Insurance
import TestPolicies
import Testing

@testable import API

/// What becomes of a request when the program itself fails.
struct FailureTests {
  @Test
  func `a calculation that fails is answered with 500 and its identifier, and the next is served`()
    throws
  {
    let edition = PolicyEdition(try TestPolicies.shipped())
    let service = Service(
      policy: PolicySlot(edition), version: "1", openAPI: nil,
      surroundings: Surroundings(today: { .today }, nanoseconds: { 0 }))
    let calculator = Calculator(service.policy, metrics: nil) { (claim, terms) throws(ClaimFault) in
      if claim.fees.total == Money(yuan: 13) { throw .sharesDisagree }
      return try claim.settled(under: terms)
    }
    let responder = APIResponder(service, service.makeLoopMetrics(), calculator)
    var client = Client(service, responder)
    let failing = SettlementText(fees: #""total":13"#, more: #","requestId":"R-13""#)
    for path in ["/v1/settlements", "/v1/coverage"] {
      let reply = try client.post(failing.json, to: path)
      #expect(reply.status == 500)
      #expect(reply.fields["content-type"] == "application/problem+json")
      #expect(try reply.json["/requestId"] == "R-13")
      #expect(try reply.json["/type"] == "urn:wenbao:problem:failed")
    }
    #expect(try client.post(SettlementText().json).status == 200)
  }
}
