import API
import Insurance
import Testing

@Suite struct `the health of the service` {
  @Test func `is ready until it drains`() throws {
    var client = try Client()
    let ready = try client.send("GET", "/readyz")
    #expect(ready.status == 200)
    #expect(try ready.json["/policy/id"] == "wenzhou")
    for check in ["policyInForce", "loopsTurning", "takingWork"] {
      #expect(try ready.json["/checks/\(check)"] == "true")
    }
    client.service.beginDraining()
    let draining = try client.send("GET", "/readyz")
    #expect(draining.status == 503)
    #expect(draining.fields["retry-after"] == "1")
    #expect(draining.fields["content-type"] == "application/problem+json")
    #expect(try draining.json["/checks/takingWork"] == "false")
    #expect(try draining.json["/checks/policyInForce"] == "true")
    #expect(try client.send("GET", "/healthz").status == 200)
  }

  @Test func `is neither alive nor ready while a loop is stuck`() throws {
    var client = try Client(stuckLoopCount: 1)
    let health = try client.send("GET", "/healthz", ["Accept-Language: en"])
    #expect(health.status == 503)
    #expect(try health.json["/detail"] == "1 event loop(s) do not turn")
    let readiness = try client.send("GET", "/readyz")
    #expect(readiness.status == 503)
    #expect(try readiness.json["/checks/loopsTurning"] == "false")
    #expect(try readiness.json["/checks/takingWork"] == "true")
  }

  @Test func `is not ready on a day that the policy does not cover`() throws {
    var client = try Client(today: .newYear(2022))
    let readiness = try client.send("GET", "/readyz")
    #expect(readiness.status == 503)
    #expect(try readiness.json["/checks/policyInForce"] == "false")
    #expect(try client.send("GET", "/healthz").status == 200)
    var next = try Client(today: .newYear(2023))
    #expect(try next.send("GET", "/readyz").status == 200)
  }
}
