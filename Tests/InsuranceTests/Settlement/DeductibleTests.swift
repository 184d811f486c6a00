import Insurance
import TestPolicies
import Testing

@Suite struct `the deductible` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `an expense that just meets it leaves nothing to the fund`() throws {
    let paid = try policy.settle(.stay("600.00"))
    #expect(paid.amounts.deductible == "600.00")
    #expect(paid.amounts.basicFund == "0.00")
    #expect(paid.amounts.personal == "600.00")
    #expect(paid.yearToDate.inpatient?.deductiblePaid == "600.00")
  }

  @Test func `one fen less than it is borne whole and one fen stays due`() throws {
    let paid = try policy.settle(.stay("599.99"))
    #expect(paid.amounts.deductible == "599.99")
    #expect(paid.amounts.basicFund == "0.00")
    let after = try #require(paid.yearToDate.inpatient)
    #expect(try policy.settle(.stay("100.00", after: after)).terms?.due == "0.01")
  }

  @Test func `of one fen more the fund pays its rate, rounded half up`() throws {
    // 0.01 × 90 % = 0.009
    let paid = try policy.settle(.stay("600.01"))
    #expect(paid.amounts.deductible == "600.00")
    #expect(paid.amounts.basicFund == "0.01")
    #expect(paid.amounts.coinsurance == "0.00")
  }

  @Test func `nothing in scope means nothing borne`() throws {
    let paid = try policy.settle(.stay("0.00"))
    #expect(paid.amounts.byRule.values.allSatisfy { $0.isZero })
    #expect(paid.yearToDate.inpatient?.highestLevel == .tertiary)
  }

  @Test func `what was paid of it is not due again`() throws {
    let after = InpatientAccumulator(
      inScope: "600.00", deductiblePaid: "600.00", highestLevel: .tertiary)
    let paid = try policy.settle(.stay("1000.00", after: after))
    #expect(paid.terms?.due == "0.00")
    #expect(paid.amounts.deductible == "0.00")
    #expect(paid.amounts.basicFund == "900.00")
  }

  @Test func `paying more of it than is due leaves nothing due, and no credit`() throws {
    let after = InpatientAccumulator(
      inScope: "900.00", deductiblePaid: "700.00", highestLevel: .tertiary)
    let paid = try policy.settle(.stay("1000.00", after: after))
    #expect(paid.terms?.due == "0.00")
    #expect(paid.yearToDate.inpatient?.deductiblePaid == "700.00")
  }

  @Test func `200 paid at primary leave 400 due at tertiary`() throws {
    let first = try policy.settle(.stay("5000.00", at: .primary))
    #expect(first.amounts.deductible == "200.00")
    let second = try policy.settle(
      .stay("5000.00", at: .tertiary, after: #require(first.yearToDate.inpatient)))
    #expect(second.terms?.standard.value == "600.00")
    #expect(second.amounts.deductible == "400.00")
    #expect(second.amounts.basicFund == "4140.00")
    #expect(second.yearToDate.inpatient?.deductiblePaid == "600.00")
    #expect(second.yearToDate.inpatient?.highestLevel == .tertiary)
  }

  @Test func `after a tertiary stay a primary one has the tertiary standard`() throws {
    let after = InpatientAccumulator(
      inScope: "450.00", deductiblePaid: "450.00", highestLevel: .tertiary)
    let paid = try policy.settle(.stay("1000.00", at: .primary, after: after))
    #expect(paid.terms?.standard.value == "600.00")
    #expect(paid.amounts.deductible == "150.00")
    #expect(paid.yearToDate.inpatient?.highestLevel == .tertiary)
  }

  @Test func `rises by the difference at each higher level`() throws {
    var after = InpatientAccumulator.nothing
    var borne: [Money] = []
    for level in [Level.primary, .secondary, .tertiary, .secondary] {
      let paid = try policy.settle(.stay("2000.00", .resident, at: level, after: after))
      borne.append(paid.amounts.deductible)
      after = try #require(paid.yearToDate.inpatient)
    }
    #expect(borne == ["300.00", "100.00", "300.00", "0.00"])
  }

  @Test func `carries over from employee to resident`() throws {
    let first = try policy.settle(.stay("10000.00", at: .tertiary))
    let second = try policy.settle(
      .stay("10000.00", .resident, at: .tertiary, after: #require(first.yearToDate.inpatient)))
    #expect(second.terms?.standard.value == "700.00")
    #expect(second.amounts.deductible == "100.00")
    // 9900 × 70 %
    #expect(second.amounts.basicFund == "6930.00")
    #expect(second.yearToDate.inpatient?.inScope == "20000.00")
  }

  @Test func `carries over from resident to employee, whose lower standard is met`() throws {
    let first = try policy.settle(.stay("10000.00", .resident, at: .tertiary))
    let second = try policy.settle(
      .stay("10000.00", at: .tertiary, after: #require(first.yearToDate.inpatient)))
    #expect(second.amounts.deductible == "0.00")
    #expect(second.yearToDate.inpatient?.deductiblePaid == "700.00")
  }

  @Test func `of outpatient care falls from 600 to 400 on retirement within a year`() throws {
    let first = try policy.settle(.visit("300.00"))
    #expect(first.amounts.deductible == "300.00")
    let after = try #require(first.yearToDate.outpatient)
    let second = try policy.settle(.visit("300.00", .employee(.retired), after: after))
    #expect(second.terms?.standard.value == "400.00")
    #expect(second.amounts.deductible == "100.00")
    // 200 × 60 %
    #expect(second.amounts.basicFund == "120.00")
  }

  @Test func `of outpatient care carries over between schemes`() throws {
    let after = OutpatientAccumulator(inScope: "250.00", deductiblePaid: "60.00")
    let resident = try policy.settle(.visit("300.00", .resident, after: after))
    #expect(resident.amounts.deductible == "40.00")
    let employee = try policy.settle(.visit("1000.00", after: after))
    #expect(employee.amounts.deductible == "540.00")
  }

  @Test func `of outpatient care and of stays are apart`() throws {
    var claim = try Claim.visit("1000.00")
    claim.yearToDate.inpatient = InpatientAccumulator(
      inScope: "9000.00", deductiblePaid: "600.00", highestLevel: .tertiary)
    let paid = try policy.settle(claim)
    #expect(paid.amounts.deductible == "600.00")
    #expect(paid.yearToDate.inpatient == claim.yearToDate.inpatient)
  }

  @Test func `is borne by special-disease care as by a stay`() throws {
    var claim = try Claim.stay("1000.00", at: .primary)
    claim.encounter.kind = .specialDisease
    claim.encounter.disease = .special(.renalFailureDialysis)
    let paid = try policy.settle(claim)
    #expect(paid.amounts.deductible == "200.00")
    #expect(paid.yearToDate.inpatient?.highestLevel == .primary)
  }

  @Test func `of a resident's outpatient care is due elsewhere after a primary visit`() throws {
    let first = try policy.settle(.visit("80.00", .resident, at: .primary))
    #expect(first.amounts.deductible == "0.00")
    #expect(first.amounts.basicFund == "40.00")
    let second = try policy.settle(
      .visit("180.00", .resident, at: .secondary, after: #require(first.yearToDate.outpatient)))
    #expect(second.amounts.deductible == "100.00")
    #expect(second.amounts.basicFund == "28.00")
  }

  @Test func `is not met by what lies above the cap`() throws {
    let after = OutpatientAccumulator(inScope: "9950.00", deductiblePaid: "0.00")
    let paid = try policy.settle(.visit("1000.00", after: after))
    #expect(paid.amounts.overCap == "950.00")
    #expect(paid.amounts.deductible == "50.00")
    #expect(paid.amounts.basicFund == "0.00")
    #expect(paid.yearToDate.outpatient?.deductiblePaid == "50.00")
  }
}
