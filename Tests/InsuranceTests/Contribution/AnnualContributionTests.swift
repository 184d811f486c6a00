import Insurance
import TestPolicies
import Testing

@Suite struct `annual contributions of residents` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `the treasury adds what the standard exceeds the individual share by`() throws {
    let owed = try resident(standard: "2127.70", individual: "723.41")
    #expect(owed.amounts == [.individual: Money("723.41"), .fiscal: Money("1404.29")])
    #expect(owed.total == Money("2127.70"))
    #expect(owed.base.amount == Money("2127.70"))
    #expect(owed.shares.map(\.component.fund) == [.residentPool, .residentPool])
  }

  @Test func `for the subsidised the treasury pays all`() throws {
    let owed = try resident(standard: "2127.70", individual: "723.41", subsidised: true)
    #expect(owed.amounts == [.individual: .zero, .fiscal: Money("2127.70")])
  }

  @Test func `an individual share below a third is noted, exactly`() throws {
    #expect(try resident(standard: "1500.00", individual: "500.00").belowFloor.isEmpty)
    #expect(try resident(standard: "1500.00", individual: "499.99").belowFloor == [.individual])
    // 3 × 500.00 = 1500.00 is less than 1500.01
    #expect(try resident(standard: "1500.01", individual: "500.00").belowFloor == [.individual])
    #expect(try resident(standard: "1500.01", individual: "500.01").belowFloor.isEmpty)
  }

  @Test func `a third is compared before any subsidy`() throws {
    #expect(
      try resident(standard: "1500.00", individual: "500.00", subsidised: true).belowFloor.isEmpty)
    #expect(
      try resident(standard: "1500.00", individual: "499.99", subsidised: true).belowFloor
        == [.individual])
  }

  @Test func `a standard below 2.5 per cent of the income is noted, exactly`() throws {
    // 60000.00 × 2.5 % = 1500.00; 60000.01 × 2.5 % = 1500.00025
    #expect(try resident(standard: "1500.00", income: "60000.00").belowFloor.isEmpty)
    #expect(try resident(standard: "1500.00", income: "60000.01").belowFloor == [.standard])
    #expect(try resident(standard: "1499.99", income: "60000.00").belowFloor == [.standard])
  }

  @Test func `without a known income only the third is compared`() throws {
    #expect(try resident(standard: "1.00", individual: "1.00").belowFloor.isEmpty)
  }

  @Test func `both floors may be missed`() throws {
    let owed = try resident(standard: "1000.00", individual: "1.00", income: "60000.00")
    #expect(owed.belowFloor == [.standard, .individual])
  }

  @Test func `an individual share above the standard contradicts it`() throws {
    let found = faults { () throws(RequestFaults) in
      try policy.contribution(for: claim("500.00", "500.01", nil, false))
    }
    #expect(found == [.inconsistent(.individual)])
    #expect(try resident(standard: "500.00", individual: "500.00")[.fiscal] == .zero)
  }

  @Test func `without standard and share anywhere both parameters are named`() throws {
    func found(_ standard: String?, _ individual: String?) -> [RequestFault]? {
      faults { () throws(RequestFaults) in
        try policy.contribution(for: claim(standard, individual, nil, true))
      }
    }
    let standard = RequestFault.parameterMissing(
      .standard, parameter: "resident.contribution.standard")
    let individual = RequestFault.parameterMissing(
      .individual, parameter: "resident.contribution.individual")
    #expect(found(nil, nil) == [standard, individual])
    #expect(found("1500.00", nil) == [individual])
    #expect(found(nil, "500.00") == [standard])
  }

  @Test func `a deployment may set standard, share and income`() throws {
    let policy = try TestPolicies.withContributionFigures()
    let configured = try policy.contribution(for: claim(nil, nil, nil, false))
    #expect(configured.amounts == [.individual: Money("500.00"), .fiscal: Money("1000.00")])
    #expect(configured.belowFloor.isEmpty)
    #expect(configured.provisional.isEmpty)
    let requested = try policy.contribution(for: claim("1499.99", nil, nil, false))
    #expect(requested.belowFloor == [.standard])
  }

  @Test func `a deployment's figures of an earlier year are provisional`() throws {
    let policy = try TestPolicies.withContributionFigures()
    let later = try policy.contribution(
      for: ResidentAnnual(
        year: 2025, standard: nil, individual: nil, disposableIncome: nil, isSubsidised: false))
    #expect(
      policy.names(of: later.provisional) == [
        "resident.contribution.standard", "resident.contribution.individual",
        "resident.disposableIncome",
      ])
  }

  private func resident(
    standard: String, individual: String? = nil, income: String? = nil, subsidised: Bool = false
  ) throws -> Contribution {
    try policy.contribution(for: claim(standard, individual ?? standard, income, subsidised))
  }

  private func claim(
    _ standard: String?, _ individual: String?, _ income: String?, _ subsidised: Bool
  ) -> ResidentAnnual {
    ResidentAnnual(
      year: 2024, standard: standard.map { Money($0) }, individual: individual.map { Money($0) },
      disposableIncome: income.map { Money($0) }, isSubsidised: subsidised)
  }
}

@Suite struct `annual contributions of students` {
  @Test func `a student pays 70 and the treasury 150`() throws {
    let owed = try TestPolicies.shipped().contribution(
      for: StudentAnnual(year: 2023, isSubsidised: false))
    #expect(owed.amounts == [.individual: Money("70.00"), .fiscal: Money("150.00")])
    #expect(owed.base.amount == Money("220.00"))
    #expect(owed.belowFloor.isEmpty)
  }

  @Test func `for the subsidised the treasury pays all 220`() throws {
    let owed = try TestPolicies.shipped().contribution(
      for: StudentAnnual(year: 2024, isSubsidised: true))
    #expect(owed.amounts == [.individual: .zero, .fiscal: Money("220.00")])
  }
}
