import Insurance
import TestPolicies
import Testing

@Suite struct `the rate` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  private func chronic(_ disease: ChronicDisease, on day: Day) throws -> Settlement {
    try policy.settle(
      .visit(
        "1000.00", .resident, of: .chronicDisease, at: .primary, on: day, for: .chronic(disease)))
  }

  @Test func `of residents' chronic disease at primary rises from 60 to 65 per cent`() throws {
    #expect(try chronic(.hypertension, on: "2024-02-29").amounts.basicFund == "600.00")
    #expect(try chronic(.hypertension, on: "2024-03-01").amounts.basicFund == "650.00")
  }

  @Test func `of tuberculosis at primary rises from 60 to 70 per cent`() throws {
    #expect(try chronic(.tuberculosis, on: "2024-02-29").amounts.basicFund == "600.00")
    #expect(try chronic(.tuberculosis, on: "2024-03-01").amounts.basicFund == "700.00")
  }

  @Test func `of tuberculosis elsewhere, or as an ordinary visit, is the ordinary one`() throws {
    let elsewhere = try policy.settle(
      .visit(
        "1100.00", .resident, of: .chronicDisease, at: .secondary, for: .chronic(.tuberculosis)))
    #expect(elsewhere.amounts.basicFund == "350.00")
    let ordinary = try policy.settle(
      .visit("1000.00", .resident, at: .primary, for: .chronic(.tuberculosis)))
    #expect(ordinary.amounts.basicFund == "500.00")
  }

  @Test func `gives the fund half a fen`() throws {
    // 0.05 × 90 % = 0.045
    let paid = try policy.settle(.stay("600.05"))
    #expect(paid.amounts.basicFund == "0.05")
    #expect(paid.amounts.coinsurance == "0.00")
  }

  @Test func `leaves what is just below half a fen to the person`() throws {
    // 0.07 × 35 % = 0.0245
    let paid = try policy.settle(.visit("100.07", .resident))
    #expect(paid.amounts.basicFund == "0.02")
    #expect(paid.amounts.coinsurance == "0.05")
  }

  @Test func `rounds the product once`() throws {
    // 33.33 × 72 % = 23.9976
    let paid = try policy.settle(.stay("633.33", by: .unreferredOut))
    #expect(paid.amounts.basicFund == "24.00")
    #expect(paid.amounts.coinsurance == "9.33")
  }

  @Test func `without referral is four fifths, or 20 points less where that is chosen`() throws {
    let relative = try policy.settle(.stay("10600.00", by: .unreferredOut))
    #expect(relative.terms?.rate == Rate(tenThousandths: 7200))
    #expect(relative.amounts.basicFund == "7200.00")
    #expect(relative.amounts.priorSelfPay == "0.00")
    let points = try policy.settle(
      .stay(
        "10600.00", by: .unreferredOut, readings: Readings(unreferredReduction: .points)))
    #expect(points.terms?.rate == Rate(tenThousandths: 7000))
    #expect(points.amounts.basicFund == "7000.00")
  }

  @Test func `of residents' unreferred visits is lowered where they are read as paid`() throws {
    var readings = Readings(residentUnreferredOutpatient: .reduced)
    // 35 % × 0.8 = 28 %; 35 % − 20 = 15 %
    let relative = try policy.settle(
      .visit("1100.00", .resident, by: .unreferredOut, readings: readings))
    #expect(relative.amounts.basicFund == "280.00")
    readings.unreferredReduction = .points
    let points = try policy.settle(
      .visit("1100.00", .resident, by: .unreferredOut, readings: readings))
    #expect(points.amounts.basicFund == "150.00")
  }

  @Test func `of care at the filed place is the local one`() throws {
    for kind in EncounterKind.allCases where kind != .pharmacy {
      for enrolment in [Enrolment.employee(.active), .resident] {
        var claim = try Claim.visit("900.00", enrolment, of: kind, by: .resettled)
        claim.yearToDate.inpatient = .nothing
        let local = claim.with { $0.encounter.route = .local }
        #expect(try policy.settle(claim).amounts == policy.settle(local).amounts)
      }
    }
  }

  @Test func `of a resident's ambulance is that of the hospital it delivered to`() throws {
    let primary = try policy.settle(.visit("200.00", .resident, of: .ambulance, at: .primary))
    #expect(primary.amounts.basicFund == "100.00")
    let tertiary = try policy.settle(.visit("200.00", .resident, of: .ambulance))
    #expect(tertiary.amounts.basicFund == "35.00")
  }
}

@Suite struct `what is first borne outside the city` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `is 10 per cent, half a fen rounded up`() throws {
    // 0.05 × 10 % = 0.005
    let half = try policy.settle(.stay("0.05", by: .referredOut))
    #expect(half.amounts.priorSelfPay == "0.01")
    #expect(half.amounts.deductible == "0.04")
    // 0.04 × 10 % = 0.004
    let less = try policy.settle(.stay("0.04", by: .referredOut))
    #expect(less.amounts.priorSelfPay == "0.00")
    #expect(less.amounts.deductible == "0.04")
  }

  @Test func `is borne before the deductible`() throws {
    // 1 000 first borne; 9 000 − 600 at 90 %
    let paid = try policy.settle(.stay("10000.00", by: .emergencyOut))
    #expect(paid.amounts.priorSelfPay == "1000.00")
    #expect(paid.amounts.deductible == "600.00")
    #expect(paid.amounts.basicFund == "7560.00")
    #expect(paid.amounts.coinsurance == "840.00")
    #expect(paid.amounts.personal == "2440.00")
    #expect(paid.yearToDate.inpatient?.inScope == "9000.00")
  }

  @Test func `is nothing of outpatient care`() throws {
    for route in Route.allCases {
      #expect(try policy.settle(.visit("1000.00", by: route)).amounts.priorSelfPay == "0.00")
    }
  }

  @Test func `is borne of special-disease care as of a stay`() throws {
    var claim = try Claim.stay("10000.00", by: .resettledHomeVisit)
    claim.encounter.kind = .specialDisease
    #expect(try policy.settle(claim).amounts.priorSelfPay == "1000.00")
  }
}
