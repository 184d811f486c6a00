import Insurance
import PolicyFiles
import TestPolicies
import Testing

/// Changes of a policy, named in a text.
@Suite struct PolicyChangeTests {
  private func parameter(_ text: String) throws -> PolicyChange {
    try PolicyChange(parameter: text, of: try TestPolicies.shipped())
  }

  private func words(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `a parameter is read in its own unit, exactly`() throws {
    #expect(
      try parameter("employee.outpatient.rate.primary=0.85")
        == .parameter(name: "employee.outpatient.rate.primary", amount: 8500))
    #expect(
      try parameter("resident.outpatient.cap=1500.05")
        == .parameter(name: "resident.outpatient.cap", amount: 150_005))
    #expect(
      try parameter("employee.inpatient.capMultiple=7")
        == .parameter(name: "employee.inpatient.capMultiple", amount: 7))
  }

  @Test func `a parameter holds on every day`() throws {
    let shipped = try TestPolicies.shipped()
    let name = "resident.chronicDisease.rate.primary"
    let policy = try shipped.changed(by: [try parameter("\(name)=0.75")])
    for year in 2023...2026 {
      let terms = try #require(policy.terms(on: .newYear(year)))
      #expect(terms.residentOutpatient.chronicPrimaryRate.value == Rate(percent: 75))
    }
    #expect(policy.digest == shipped.digest)
  }

  @Test func `a reading is in force unless a claim chooses another`() throws {
    let change = try PolicyChange(reading: "unreferredReduction=points")
    let policy = try TestPolicies.shipped().changed(by: [change])
    #expect(policy.terms(on: .newYear(2024))?.readings.unreferredReduction == .points)
  }

  @Test func `an unknown name tells those that are near`() {
    #expect(
      words { _ = try parameter("employee.outpatient.rate.primry=0.85") }
        == "the policy has no parameter 'employee.outpatient.rate.primry'; "
        + "near: employee.outpatient.rate.primary")
    let far = words { _ = try parameter("employee.rate=0.85") }
    #expect(far.contains("near: contribution.employee.rate, "))
    #expect(words { _ = try parameter("nonsense=1") }.hasSuffix("no parameter 'nonsense'"))
    #expect(
      words { _ = try PolicyChange(reading: "unreferedReduction=points") }
        == "there is no reading 'unreferedReduction'; near: unreferredReduction")
    #expect(words { _ = try PolicyChange(reading: "x=y") }.contains("studentPrimaryOutpatient"))
  }

  @Test func `a value that does not fit tells what would`() {
    let name = "employee.outpatient.rate.primary"
    #expect(words { _ = try parameter("\(name)=85") }.contains("rate is at most 1"))
    #expect(words { _ = try parameter("\(name)=0.85005") }.contains("at most 4 decimals"))
    #expect(words { _ = try parameter("\(name)=-1") }.contains("no plain number"))
    #expect(
      words { _ = try PolicyChange(reading: "unreferredReduction=half") }
        == "the reading unreferredReduction has no value 'half'; known: relative, points")
    for text in ["", "a", "a=", "=1"] {
      #expect(words { _ = try parameter(text) } == "'\(text)' is not name=value")
    }
  }

  @Test func `a change that the policy does not bear is refused with its reason`() throws {
    let shipped = try TestPolicies.shipped()
    let change = try parameter("resident.outpatient.rate.primary=0.4")
    #expect(throws: PolicyFaults.self) { try shipped.changed(by: [change]) }
    let faults = words { _ = try shipped.changed(by: [change]) }
    #expect(faults.contains("is below 50 % on 2024-03-01, the floor that"))
  }

  @Test func `the terms of a day hold on every other`() throws {
    let shipped = try TestPolicies.shipped()
    let day = try #require(Day("2024-03-01"))
    let policy = try #require(shipped.standing(on: day))
    let terms = try #require(shipped.terms(on: day))
    for other in [Day.newYear(1), .newYear(2023), .newYear(2030)] {
      #expect(policy.terms(on: other) === terms)
    }
    let early = try #require(Day("2022-12-31"))
    #expect(shipped.standing(on: early) == nil)
  }

  @Test func `a policy with terms of its own says the same on every day`() throws {
    let shipped = try TestPolicies.shipped()
    let day = try #require(Day("2024-03-01"))
    for policy in [shipped, try #require(shipped.standing(on: day))] {
      let unshared = policy.unshared()
      for other in [day, .newYear(2023), .newYear(2026), .newYear(2030)] {
        let (terms, own) = (policy.terms(on: other), unshared.terms(on: other))
        #expect(terms !== own)
        #expect(own?.from == terms?.from && own?.figures == terms?.figures)
      }
      let early = Day.newYear(2022)
      #expect(unshared.terms(on: early)?.from == policy.terms(on: early)?.from)
    }
  }
}
