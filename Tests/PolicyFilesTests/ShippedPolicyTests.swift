import Insurance
import PolicyFiles
import TestPolicies
import Testing

@Suite struct `the shipped policy` {
  @Test func `loads without a fault`() throws {
    #expect(try TestPolicies.shipped().id == "wenzhou")
  }

  @Test func `loads with other layers`() throws {
    let policy = try TestPolicies.withLayers()
    #expect(policy.layers.count { $0.benefit == nil } == 1)
  }
}
