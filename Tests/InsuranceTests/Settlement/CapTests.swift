import Insurance
import TestPolicies
import Testing

@Suite struct `the cap` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  /// A resident who has met every deductible and used up so much.
  private func used(_ inScope: Money) -> InpatientAccumulator {
    InpatientAccumulator(inScope: inScope, deductiblePaid: "700.00", highestLevel: .tertiary)
  }

  @Test func `leaves what just fits to the fund`() throws {
    let paid = try policy.settle(.stay("1000.00", .resident, after: used("199000.00")))
    #expect(paid.terms?.room == "1000.00")
    #expect(paid.amounts.overCap == "0.00")
    #expect(paid.amounts.basicFund == "700.00")
    #expect(paid.yearToDate.inpatient?.inScope == "200000.00")
  }

  @Test func `leaves one fen beyond it to the person`() throws {
    let paid = try policy.settle(.stay("1000.01", .resident, after: used("199000.00")))
    #expect(paid.amounts.overCap == "0.01")
    #expect(paid.amounts.basicFund == "700.00")
    #expect(paid.amounts.personal == "300.01")
    #expect(paid.yearToDate.inpatient?.inScope == "200000.01")
  }

  @Test func `once used up leaves everything to the person`() throws {
    let paid = try policy.settle(.stay("500.00", .resident, after: used("200000.00")))
    #expect(paid.terms?.room == "0.00")
    #expect(paid.amounts.overCap == "500.00")
    #expect(paid.amounts.basicFund == "0.00")
    #expect(paid.amounts.coinsurance == "0.00")
  }

  @Test func `has no negative room above it`() throws {
    let paid = try policy.settle(.stay("500.00", .resident, after: used("250000.00")))
    #expect(paid.terms?.room == "0.00")
    #expect(paid.amounts.overCap == "500.00")
    #expect(paid.yearToDate.inpatient?.inScope == "250500.00")
  }

  @Test func `with one fen of room lets one fen in`() throws {
    let paid = try policy.settle(.stay("500.00", .resident, after: used("199999.99")))
    #expect(paid.amounts.overCap == "499.99")
    // 0.01 × 70 % = 0.007
    #expect(paid.amounts.basicFund == "0.01")
  }

  @Test func `counts expense in scope, the deductible included, not what the fund pays`() throws {
    // (200 000 − 700) × 70 %
    let paid = try policy.settle(.stay("200000.00", .resident))
    #expect(paid.amounts.overCap == "0.00")
    #expect(paid.amounts.basicFund == "139510.00")
    #expect(try policy.settle(.stay("200000.01", .resident)).amounts.overCap == "0.01")
  }

  @Test func `of employees' stays is six times last year's average wage`() throws {
    let caps: [(Day, Money)] = [
      ("2023-01-01", "577440.00"), ("2023-12-31", "577440.00"), ("2024-01-01", "598332.00"),
      ("2024-12-31", "598332.00"), ("2025-01-01", "607164.00"), ("2025-12-31", "607164.00"),
    ]
    for (day, cap) in caps {
      let paid = try policy.settle(.stay("0.00", on: day))
      #expect(paid.terms?.cap == cap, "\(day)")
      #expect(paid.notes.provisional.count == 0, "\(day)")
    }
  }

  @Test func `stands on the latest earlier wage where last year's is not there`() throws {
    for day: Day in ["2026-01-01", "2027-07-01", "2060-12-31"] {
      let paid = try policy.settle(.stay("0.00", on: day))
      #expect(paid.terms?.cap == "607164.00")
      #expect(paid.notes.provisional.count == 1)
      #expect(
        policy.parameter(of: paid.notes.provisional[0]).name == "province.averageAnnualWage")
    }
  }

  @Test func `of others rests on no wage`() throws {
    let stay = try policy.settle(.stay("0.00", .resident, on: "2026-01-01"))
    let visit = try policy.settle(.visit("0.00", on: "2026-01-01"))
    #expect(stay.notes.provisional.count == 0 && visit.notes.provisional.count == 0)
  }

  @Test func `of employees' outpatient care is 10 000`() throws {
    let after = OutpatientAccumulator(inScope: "9000.00", deductiblePaid: "600.00")
    #expect(try policy.settle(.visit("1000.00", after: after)).amounts.overCap == "0.00")
    #expect(try policy.settle(.visit("1000.01", after: after)).amounts.overCap == "0.01")
  }

  @Test func `of residents' outpatient care is 1 500, chronic disease included`() throws {
    let after = OutpatientAccumulator(inScope: "1400.00", deductiblePaid: "100.00")
    for kind in [EncounterKind.outpatient, .chronicDisease] {
      let disease = Disease.chronic(.diabetes)
      let full = try policy.settle(
        .visit("100.00", .resident, of: kind, at: .primary, for: disease, after: after))
      #expect(full.amounts.overCap == "0.00")
      let over = try policy.settle(
        .visit("100.01", .resident, of: kind, at: .primary, for: disease, after: after))
      #expect(over.amounts.overCap == "0.01")
    }
  }

  @Test func `carries over between schemes`() throws {
    let first = try policy.settle(.visit("1200.00"))
    let second = try policy.settle(
      .visit("1000.00", .resident, after: #require(first.yearToDate.outpatient)))
    #expect(second.terms?.room == "300.00")
    #expect(second.amounts.overCap == "700.00")
    // the deductible of 100 is met by the 600 borne as an employee; 300 × 35 %
    #expect(second.amounts.basicFund == "105.00")
  }

  @Test func `counts net of what was first borne, unless gross is chosen`() throws {
    // 10 % of 20 000 is first borne
    let net = try policy.settle(.stay("20000.00", .resident, by: .referredOut))
    #expect(net.amounts.priorSelfPay == "2000.00")
    #expect(net.yearToDate.inpatient?.inScope == "18000.00")
    let gross = try policy.settle(
      .stay("20000.00", .resident, by: .referredOut, readings: Readings(priorSelfPayCap: .gross)))
    #expect(gross.yearToDate.inpatient?.inScope == "20000.00")
    #expect(gross.amounts == net.amounts)
  }

  @Test func `is held against the pool under either reading of what it counts`() throws {
    // room 900 holds the pool of 900 whole, though 1 000 are in scope
    for reading in PriorSelfPayCap.allCases {
      let paid = try policy.settle(
        .stay(
          "1000.00", .resident, by: .emergencyOut, after: used("199100.00"),
          readings: Readings(priorSelfPayCap: reading)))
      #expect(paid.amounts.overCap == "0.00")
      #expect(paid.amounts.basicFund == "630.00")
    }
  }

  @Test func `one fen short of the pool leaves one fen over`() throws {
    let paid = try policy.settle(
      .stay("1000.00", .resident, by: .emergencyOut, after: used("199100.01")))
    #expect(paid.amounts.overCap == "0.01")
    #expect(paid.amounts.priorSelfPay == "100.00")
  }
}
