import Insurance
import TestPolicies
import Testing

/// Every figure of the instruments that a settlement computes with, as it stood on five days.
@Suite struct `the shipped figures` {
  private let days = ["2023-01-01", "2024-02-29", "2024-03-01", "2025-06-30", "2026-12-31"]

  @Test func `of employees' stays are those of 温政办〔2022〕86号 三（五）`() throws {
    try expect("三（五）1", "200", \.employeeInpatient.deductible.primary)
    try expect("三（五）1", "300", \.employeeInpatient.deductible.secondary)
    try expect("三（五）1", "600", \.employeeInpatient.deductible.tertiary)
    try expect("三（五）3", "90 %", \.employeeInpatient.activeRate)
    try expect("三（五）3", "95 %", \.employeeInpatient.retiredRate)
    for terms in try terms() { #expect(terms.employeeInpatient.capMultiple.value == 6) }
  }

  @Test func `of employees' outpatient care are those of 温政办〔2022〕86号 三（六）`() throws {
    try expect("三（六）1", "600", \.employeeOutpatient.activeDeductible)
    try expect("三（六）1", "400", \.employeeOutpatient.retiredDeductible)
    try expect("三（六）2", "10000", \.employeeOutpatient.cap)
    try expect("三（六）3", "80 %", \.employeeOutpatient.rate.institutions.primary)
    try expect("三（六）3", "70 %", \.employeeOutpatient.rate.institutions.secondary)
    try expect("三（六）3", "60 %", \.employeeOutpatient.rate.institutions.tertiary)
    try expect("三（六）3", "70 %", \.employeeOutpatient.rate.pharmacy)
  }

  @Test func `of residents' stays are those of 温政办〔2022〕86号 四（五）`() throws {
    try expect("四（五）1", "300", \.residentInpatient.deductible.primary)
    try expect("四（五）1", "400", \.residentInpatient.deductible.secondary)
    try expect("四（五）1", "700", \.residentInpatient.deductible.tertiary)
    try expect("四（五）2", "200000", \.residentInpatient.cap)
    try expect("四（五）3", "90 %", \.residentInpatient.rate.primary)
    try expect("四（五）3", "80 %", \.residentInpatient.rate.secondary)
    try expect("四（五）3", "70 %", \.residentInpatient.rate.tertiary)
  }

  @Test func `of residents' outpatient care are those of 温政办〔2022〕86号 四（六）`() throws {
    try expect("四（六）1", "100", \.residentOutpatient.elsewhereDeductible)
    try expect("四（六）2", "1500", \.residentOutpatient.cap)
    try expect("四（六）3", "50 %", \.residentOutpatient.primaryRate)
    try expect("四（六）3", "35 %", \.residentOutpatient.elsewhereRate)
    for terms in try terms() { #expect(terms.residentOutpatient.primaryDeductible.value.isZero) }
  }

  @Test func `of residents' chronic disease rise as 温政办〔2024〕6号 三（九） says`() throws {
    let rates = try terms().map { terms in
      let outpatient = terms.residentOutpatient
      return [outpatient.chronicPrimaryRate, outpatient.tuberculosisPrimaryRate]
        .map(\.value.percentText)
    }
    let before = ["60 %", "60 %"]
    let after = ["65 %", "70 %"]
    #expect(rates == [before, before, after, after, after])
  }

  @Test func `have floors from 2024-03-01, 温政办〔2024〕6号 三（八）`() throws {
    let floors = try terms().map { terms in
      [terms.residentInpatient.primaryRateFloor, terms.residentOutpatient.primaryRateFloor]
        .map { $0?.value.percentText }
    }
    let after = ["90 %", "50 %"]
    #expect(floors == [[nil, nil], [nil, nil], after, after, after])
  }

  @Test func `outside the city are those of 温政办〔2022〕86号 十一（五）`() throws {
    try expect("十一（五）", "10 %", \.outOfCity.priorSelfPayRate)
    try expect("十一（五）", "20 %", \.outOfCity.unreferredReduction)
  }

  @Test func `of budgets are those of 温政办〔2024〕6号`() throws {
    let budgets = try terms().map(\.budget)
    #expect(budgets.map { $0.primaryShareOfNewSpending?.value.percentText } == since("8 %"))
    #expect(budgets.map { $0.specialtyIncentiveShare?.value.percentText } == since("0.5 %"))
    #expect(budgets.map { $0.reservedSpecialistAppointments?.value.percentText } == since("20 %"))
    #expect(budgets.map { $0.centreConsultationFee?.value.fen } == [1000, 1000, 1200, 1200, 1200])
    #expect(budgets.map { $0.stationConsultationFee?.value.fen } == [500, 500, 1000, 1000, 1000])
    #expect(
      budgets.map { $0.centreConsultationFee?.isProvisional } == [false, false, true, true, true])
  }

  @Test func `of the average wage are those of the year before`() throws {
    let wages = try terms().map(\.employeeInpatient.averageAnnualWage)
    #expect(
      wages.map(\.value) == [96_240, 99_722, 99_722, 101_194, 101_194].map(Money.init(yuan:)))
    #expect(wages.map(\.isProvisional) == [false, false, false, false, true])
    let caps = try terms().map(\.employeeInpatient.cap)
    #expect(caps == [577_440, 598_332, 598_332, 607_164, 607_164].map(Money.init(yuan:)))
  }

  @Test func `of each year's average wage are the months' published times twelve`() throws {
    let parameters = try TestPolicies.shipped().register.parameters
    let wages = try #require(parameters.first { $0.name == "province.averageAnnualWage" })
    #expect(wages.values.map(\.from.year) == [2020, 2021, 2022, 2023, 2024])
    let months: [Int64] = [659_442, 743_667, 802_000, 831_017, 843_283]
    #expect(wages.values.map(\.amount) == months.map { ($0 * 12 + 50) / 100 * 100 })
  }

  @Test func `of the contribution base are firm for 2025 alone`() throws {
    let parameters = try TestPolicies.shipped().register.parameters
    let floor = try #require(parameters.first { $0.name == "contribution.base.floor" })
    let ceiling = try #require(parameters.first { $0.name == "contribution.base.ceiling" })
    #expect(floor.values.map(\.from.year) == [2023, 2024, 2025])
    #expect(floor.values.map(\.amount) == [446_200, 481_200, 498_600])
    #expect(ceiling.values.map(\.amount) == [2_406_000, 2_493_000, 2_529_900])
    for values in [floor.values, ceiling.values] {
      #expect(values.map(\.isProvisional) == [true, true, false])
    }
  }

  /// What holds from 2024-03-01 on, on the five days.
  private func since(_ text: String) -> [String?] { [nil, nil, text, text, text] }

  private func terms() throws -> [Terms] {
    let policy = try TestPolicies.shipped()
    return try days.map { day in
      let day = try #require(Day(day))
      return try #require(policy.terms(on: day))
    }
  }

  /// Expects the same rate of the same clause on all five days.
  private func expect(
    _ clause: String, _ percent: String, _ figure: KeyPath<Terms, Figure<Rate>>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for terms in try terms() {
      #expect(
        terms[keyPath: figure].value.percentText == percent, sourceLocation: sourceLocation)
      try expectClause(clause, terms[keyPath: figure].id, sourceLocation)
    }
  }

  /// Expects the same yuan of the same clause on all five days.
  private func expect(
    _ clause: String, _ yuan: String, _ figure: KeyPath<Terms, Figure<Money>>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for terms in try terms() {
      let money = terms[keyPath: figure]
      #expect(money.value.fen.isMultiple(of: 100), sourceLocation: sourceLocation)
      #expect("\(money.value.fen / 100)" == yuan, sourceLocation: sourceLocation)
      #expect(!money.isProvisional, sourceLocation: sourceLocation)
      try expectClause(clause, money.id, sourceLocation)
    }
  }

  private func expectClause(
    _ clause: String, _ figure: FigureID, _ sourceLocation: SourceLocation
  ) throws {
    let citation = try TestPolicies.shipped().entry(of: figure).citation
    #expect(
      citation == Citation(instrument: Instrument.measures.rawValue, clause: clause),
      sourceLocation: sourceLocation)
  }
}

/// The layers after the basic fund as the policy ships them.
@Suite struct `the shipped layers` {
  @Test func `pay nothing known but the supplementary insurance from 2024-03-01`() throws {
    for (day, paying) in [("2024-02-29", []), ("2024-03-01", [Layer.supplementary])] {
      let layers = try terms(day).layers
      #expect(Layer.allCases.filter { layers[$0]?.benefit != nil } == paying)
    }
    let benefit = try #require(try terms("2024-03-01").layers[.supplementary]?.benefit)
    #expect(!benefit.needsAccumulator)
    let rates = Place.allCases.map {
      benefit.bands[0].rates.rate(for: Person(.employee(.active)), at: $0).percentText
    }
    #expect(rates == ["55 %", "35 %", "35 %", "0 %"])
  }

  @Test func `take in residents' chronic disease from 2024-03-01, 温政办〔2024〕6号 三（九）`() throws {
    let stays: Set<EncounterKind> = [.inpatient, .specialDisease]
    let before = try terms("2024-02-29").layers[.catastrophic]?.kinds
    #expect(before == [.employee: stays, .resident: stays, .student: stays])
    let after = try terms("2024-03-01").layers[.catastrophic]?.kinds
    #expect(
      after == [.employee: stays, .resident: stays.union([.chronicDisease]), .student: stays])
  }

  @Test func `are for the persons the instruments name`() throws {
    let layers = try terms("2025-01-01").layers
    let groups: [PersonGroup] = [
      .minimumLiving, .extremePoverty, .marginalMinimumLiving, .disabled, .orphan,
      .childInDifficulty, .otherAided,
    ]
    #expect(layers[.catastrophic]?.members == .everyone)
    #expect(layers[.civilServant]?.members == .civilServants)
    #expect(layers[.supplementary]?.members == .holdersOfSupplementary)
    #expect(
      layers[.assistance]?.members
        == .groups(groups.reduce(into: PersonGroups()) { $0.insert(PersonGroups($1)) }))
    #expect(layers[.civilServant].map { Array($0.kinds.keys) } == [.employee])
    #expect(layers[.supplementary].map { Array($0.kinds.keys) } == [.employee])
    #expect(layers[.assistance]?.kinds.count == 3)
  }

  private func terms(_ day: String) throws -> Terms {
    let day = try #require(Day(day))
    return try #require(try TestPolicies.shipped().terms(on: day))
  }
}
