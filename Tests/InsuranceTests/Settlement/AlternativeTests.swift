import Insurance
import TestPolicies
import Testing

@Suite struct `alternatives` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  /// An alternative as a test writes it.
  private struct Written: Equatable {
    var reading: Reading
    var value: String
    var basicFund: Money
    var personal: Money
  }

  private func written(_ claim: Claim) throws -> [Written] {
    try policy.alternatives(claim).map {
      Written(
        reading: $0.reading, value: $0.value, basicFund: $0.basicFund, personal: $0.personal)
    }
  }

  @Test func `stand for an unreferred stay`() throws {
    let claim = try Claim.stay("10600.00", by: .unreferredOut)
    #expect(
      try written(claim) == [
        Written(
          reading: .unreferredReduction, value: "points", basicFund: "7000.00",
          personal: "3600.00")
      ])
  }

  @Test func `turn round with the reading chosen`() throws {
    let claim = try Claim.stay(
      "10600.00", by: .unreferredOut, readings: Readings(unreferredReduction: .points))
    #expect(
      try written(claim) == [
        Written(
          reading: .unreferredReduction, value: "relative", basicFund: "7200.00",
          personal: "3400.00")
      ])
  }

  @Test func `change one reading at a time`() throws {
    let claim = try Claim.visit("1100.00", .resident, by: .unreferredOut)
    #expect(
      try written(claim) == [
        Written(
          reading: .residentUnreferredOutpatient, value: "reduced", basicFund: "280.00",
          personal: "820.00")
      ])
    let reduced = claim.with { $0.readings.residentUnreferredOutpatient = .reduced }
    #expect(
      try written(reduced) == [
        Written(
          reading: .unreferredReduction, value: "points", basicFund: "150.00",
          personal: "950.00"),
        Written(
          reading: .residentUnreferredOutpatient, value: "none", basicFund: "0.00",
          personal: "1100.00"),
      ])
  }

  @Test func `stand for a student's visit at primary from 2024-03-01`() throws {
    let claim = try Claim.visit("1000.00", .student, at: .primary, on: "2024-03-01")
    #expect(
      try written(claim) == [
        Written(
          reading: .studentPrimaryOutpatient, value: "asResident", basicFund: "500.00",
          personal: "500.00")
      ])
    let earlier = claim.with { $0.encounter.date = "2024-02-29" }
    #expect(try policy.alternatives(earlier).isEmpty)
  }

  @Test func `do not stand where the fund pays the same`() throws {
    // wholly within the deductible
    #expect(try policy.alternatives(.stay("600.00", by: .unreferredOut)).isEmpty)
    // not entitled under any reading
    var claim = try Claim.visit("1100.00", .resident, by: .unreferredOut)
    claim.person.isEntitled = false
    #expect(try policy.alternatives(claim).isEmpty)
    claim.person.isEntitled = true
    claim.yearToDate.outpatient?.inScope = "1500.00"
    #expect(try policy.alternatives(claim).isEmpty)
  }

  @Test func `never stand for what the cap counts`() throws {
    for route in [Route.referredOut, .emergencyOut, .resettledHomeVisit] {
      #expect(try policy.alternatives(.stay("500000.00", .resident, by: route)).isEmpty)
    }
  }

  @Test func `stand exactly where another reading changes the answer`() throws {
    for enrolment in [Enrolment.employee(.active), .employee(.retired), .resident, .student] {
      for kind in EncounterKind.allCases {
        for place in Place.allCases where (place == .pharmacy) == (kind == .pharmacy) {
          for route in Route.allCases {
            for day: Day in ["2024-02-29", "2024-03-01"] {
              var claim = try Claim.visit("1234.00", enrolment, of: kind, at: place, on: day)
              claim.encounter.route = route
              claim.yearToDate.inpatient = .nothing
              try expectAlternatives(of: claim)
            }
          }
        }
      }
    }
  }

  private func expectAlternatives(of claim: Claim) throws {
    let here = try policy.settle(claim).amounts
    var expected: [String] = []
    for (name, change) in [
      ("unreferredReduction=points", { $0.unreferredReduction = .points }),
      ("residentUnreferredOutpatient=reduced", { $0.residentUnreferredOutpatient = .reduced }),
      ("studentPrimaryOutpatient=asResident", { $0.studentPrimaryOutpatient = .asResident }),
    ] as [(String, (inout Readings) -> Void)] {
      let there = try policy.settle(claim.with { change(&$0.readings) }).amounts
      if there.basicFund != here.basicFund || there.personal != here.personal {
        expected.append(name)
      }
    }
    let actual = try policy.alternatives(claim).map { "\($0.reading.name)=\($0.value)" }
    #expect(actual == expected, "\(claim)")
  }
}
