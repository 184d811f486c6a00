import Insurance
import TestPolicies
import Testing

@Suite struct `the notes` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  private func unset(_ claim: Claim) throws -> [Layer] {
    let notes = try policy.settle(claim).notes
    return Layer.allCases.filter { notes.notConfigured[$0] }
  }

  @Test func `say that the catastrophic layer has no figures, for stays`() throws {
    #expect(try unset(.stay("1.00")) == [.catastrophic])
    #expect(try unset(.stay("1.00", .student)) == [.catastrophic])
    #expect(try unset(.visit("1.00")) == [])
  }

  @Test func `say so for residents' chronic disease from 2024-03-01`() throws {
    let claim = try Claim.visit(
      "1.00", .resident, of: .chronicDisease, at: .primary, on: "2024-02-29",
      for: .chronic(.copd))
    #expect(try unset(claim) == [])
    #expect(try unset(claim.with { $0.encounter.date = "2024-03-01" }) == [.catastrophic])
  }

  @Test func `say that the civil servants' layer has no figures, for civil servants`() throws {
    var claim = try Claim.visit("1.00")
    claim.person.isCivilServant = true
    #expect(try unset(claim) == [.civilServant])
    claim.person.enrolment = .resident
    #expect(try unset(claim) == [])
  }

  @Test func `say that supplementary insurance has no figures before 2024-03-01`() throws {
    for kind in EncounterKind.allCases {
      var claim = try Claim.visit(
        "1.00", of: kind, at: kind == .pharmacy ? .pharmacy : .primary, on: "2024-02-29")
      claim.yearToDate.inpatient = .nothing
      claim.person.holdsSupplementary = true
      #expect(try unset(claim).contains(.supplementary))
      claim.encounter.date = "2024-03-01"
      #expect(try !unset(claim).contains(.supplementary))
    }
  }

  @Test func `say that assistance has no figures, for the groups it is for`() throws {
    for group in PersonGroup.allCases where !group.hasOwnChannel && !group.hasOtherInstrument {
      var claim = try Claim.visit("1.00", .resident)
      claim.person.groups = PersonGroups(group)
      #expect(try unset(claim) == [.assistance])
    }
    var claim = try Claim.visit("1.00", .resident)
    claim.person.groups = PersonGroups(.modelWorker)
    #expect(try unset(claim) == [])
  }

  @Test func `are silent on layers where the fund pays nothing`() throws {
    var claim = try Claim.stay("1.00")
    claim.person.isEntitled = false
    #expect(try unset(claim) == [])
  }

  @Test func `name every figure used that is provisional, once`() throws {
    let policy = try policy.markedProvisional([
      "employee.inpatient.deductible.tertiary", "employee.inpatient.capMultiple",
      "employee.inpatient.rate.active", "outOfCity.unreferredReduction",
      "outOfCity.priorSelfPayRate", "resident.inpatient.cap", "employee.outpatient.cap",
    ])
    func names(_ claim: Claim) throws -> [String] {
      let provisional = try policy.settle(claim).notes.provisional
      return (0..<provisional.count).map { policy.parameter(of: provisional[$0]).name }
    }
    #expect(
      try names(.stay("1.00", on: "2026-01-01", by: .unreferredOut)) == [
        "employee.inpatient.deductible.tertiary", "employee.inpatient.capMultiple",
        "province.averageAnnualWage", "employee.inpatient.rate.active",
        "outOfCity.unreferredReduction",
      ])
    #expect(
      try names(.stay("1.00", .resident, by: .referredOut)) == [
        "resident.inpatient.cap", "outOfCity.priorSelfPayRate",
      ])
    #expect(try names(.visit("1.00")) == ["employee.outpatient.cap"])
  }
}

extension Policy {
  /// The policy with every value of these parameters marked provisional.
  func markedProvisional(_ names: Set<String>) throws -> Policy {
    try withParameters { parameter in
      guard names.contains(parameter.name) else { return parameter }
      return parameter.with(
        parameter.values.map {
          DatedValue(
            from: $0.from, until: $0.until, amount: $0.amount, isProvisional: true,
            citation: $0.citation, source: $0.source, origin: $0.origin)
        })
    }
  }

  /// The policy with other parameters.
  func withParameters(_ change: (Parameter) -> Parameter) throws(PolicyFaults) -> Policy {
    try Policy(
      id: id, digest: digest, inForceFrom: inForceFrom,
      register: Register(
        instruments: register.instruments, parameters: register.parameters.map(change)),
      readings: readings, layers: layers)
  }
}

extension Parameter {
  /// The parameter with other values.
  func with(_ values: [DatedValue]) -> Parameter {
    Parameter(
      name: name, title: title, unit: unit, isYearly: isYearly, values: values, origin: origin)
  }
}
