import Insurance
import PolicyFiles
import Testing

@Suite struct `the shipped policy` {
  @Test func `loads without a fault`() throws {
    do {
      let policy = try PolicyFolder("Config/policy").load { "\($0.count)" }
      #expect(policy.id == "wenzhou")
    } catch {
      for fault in error.faults { Issue.record("\(fault)") }
    }
  }
}
