import Insurance
import TestPolicies
import Testing

@Suite struct `the terms of a day` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `are there from 2023-01-01 on, for good`() {
    #expect(policy.terms(on: "2022-12-31") == nil)
    #expect(policy.terms(on: "2023-01-01")?.from == "2023-01-01")
    #expect(policy.terms(on: "9999-12-31") != nil)
  }

  @Test func `are those of the last change before it`() {
    for (day, from) in [
      ("2023-12-31", "2023-01-01"), ("2024-01-01", "2024-01-01"), ("2024-02-29", "2024-01-01"),
      ("2024-03-01", "2024-03-01"), ("2024-12-31", "2024-03-01"), ("2025-01-01", "2025-01-01"),
    ] as [(Day, Day)] { #expect(policy.terms(on: day)?.from == from, "\(day)") }
  }

  @Test func `change on the day after a value ends`() throws {
    let ended = try policy.withParameters { parameter in
      guard parameter.name == "budget.primaryShareOfNewSpending" else { return parameter }
      return parameter.with(parameter.values.map { $0.ending("2024-06-30") })
    }
    #expect(ended.terms(on: "2024-06-30")?.budget.primaryShareOfNewSpending != nil)
    #expect(ended.terms(on: "2024-07-01")?.budget.primaryShareOfNewSpending == nil)
  }

  @Test func `hold last year's wage for the whole of the year`() {
    let wages: [(Day, Money, Bool)] = [
      ("2023-06-30", "96240.00", false), ("2024-01-01", "99722.00", false),
      ("2025-12-31", "101194.00", false), ("2026-01-01", "101194.00", true),
    ]
    for (day, wage, isProvisional) in wages {
      let figure = policy.terms(on: day)?.contribution.averageAnnualWage
      #expect(figure?.value == wage)
      #expect(figure?.isProvisional == isProvisional)
    }
  }

  @Test func `take a wage published later for the whole year it belongs to`() throws {
    let published = try policy.withParameters { parameter in
      guard parameter.name == "province.averageAnnualWage", let last = parameter.values.last
      else { return parameter }
      return parameter.with(parameter.values + [last.of(2025, Money("110000.00"))])
    }
    for day: Day in ["2026-01-01", "2026-12-31"] {
      let figure = published.terms(on: day)?.contribution.averageAnnualWage
      #expect(figure?.value == "110000.00")
      #expect(figure?.isProvisional == false)
    }
    #expect(published.terms(on: "2027-01-01")?.contribution.averageAnnualWage.isProvisional == true)
  }

  @Test func `lack students' terms before B is in force`() {
    #expect(policy.terms(on: "2024-02-29")?.residentOutpatient.opensToStudents == false)
    #expect(policy.terms(on: "2024-03-01")?.residentOutpatient.opensToStudents == true)
  }

  @Test func `cannot be made where a figure is missing`() throws {
    let faults = try #require(
      throws: PolicyFaults.self
    ) {
      try policy.withParameters { parameter in
        parameter.name == "employee.inpatient.rate.active" ? parameter.with([]) : parameter
      }
    }
    #expect(
      faults.faults.map(\.reason) == [
        .missingValue(name: "employee.inpatient.rate.active", day: "2023-01-01")
      ])
  }
}

extension DatedValue {
  fileprivate func ending(_ day: Day) -> DatedValue {
    DatedValue(
      from: from, until: day, amount: amount, isProvisional: isProvisional, citation: citation,
      source: source, origin: origin)
  }

  fileprivate func of(_ year: Int, _ money: Money) -> DatedValue {
    DatedValue(
      from: .newYear(year), until: nil, amount: money.fen, isProvisional: false,
      citation: citation, source: source, origin: origin)
  }
}
