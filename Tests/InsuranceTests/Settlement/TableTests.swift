import Insurance
import TestPolicies
import Testing

@Suite struct `the tables` {
  let policy: Policy
  private let enrolments: [Enrolment] = [
    .employee(.active), .employee(.retired), .resident, .student,
  ]

  init() throws { policy = try TestPolicies.shipped() }

  /// Every claim that differs in what the tables distinguish.
  private func forEachClaim(on days: [Day], _ body: (Claim) throws -> Void) throws {
    for day in days {
      for enrolment in enrolments {
        for kind in EncounterKind.allCases {
          for place in Place.allCases where (place == .pharmacy) == (kind == .pharmacy) {
            for route in Route.allCases {
              let encounter = Encounter(kind, on: day, at: place, route: route)
              try body(
                Claim(
                  person: Person(enrolment), encounter: encounter,
                  fees: Fees(total: "5000.00"),
                  yearToDate: YearToDate(inpatient: .nothing, outpatient: .nothing),
                  readings: Readings()))
            }
          }
        }
      }
    }
  }

  private func expectOracle(_ claim: Claim) throws {
    let paid = try policy.settle(claim)
    let (terms, reasons) = Oracle(claim: claim).answer
    let actual = paid.terms.map {
      Oracle.Terms(
        standardYuan: $0.standard.value.fen / 100, capYuan: $0.cap.fen / 100,
        rate: $0.rate.tenThousandths,
        priorPercent: ($0.priorSelfPayRate?.value.tenThousandths ?? 0) / 100)
    }
    #expect(actual == terms, "\(claim)")
    #expect(paid.reasons.map(\.name) == reasons, "\(claim)")
  }

  @Test func `hold for every scheme, level, kind and route on every day that changes them`() throws
  {
    var count = 0
    try forEachClaim(
      on: ["2023-01-01", "2024-02-29", "2024-03-01", "2025-12-31", "2026-01-01"]
    ) { claim in
      try expectOracle(claim)
      count += 1
    }
    // 4 enrolments × (5 kinds × 3 levels + pharmacies) × 6 routes × 5 days
    #expect(count == 4 * 16 * 6 * 5)
  }

  @Test func `hold under every reading`() throws {
    for reduction in UnreferredReduction.allCases {
      for unreferred in ResidentUnreferredOutpatient.allCases {
        for students in StudentPrimaryOutpatient.allCases {
          try forEachClaim(on: ["2024-02-29", "2024-03-01"]) { claim in
            try expectOracle(
              claim.with {
                $0.readings.unreferredReduction = reduction
                $0.readings.residentUnreferredOutpatient = unreferred
                $0.readings.studentPrimaryOutpatient = students
              })
          }
        }
      }
    }
  }

  @Test func `hold for those not entitled and for institutions not designated`() throws {
    try forEachClaim(on: ["2024-03-01"]) { claim in
      for (isEntitled, isDesignated, isEmergency) in [
        (false, true, false), (true, false, false), (true, false, true), (false, false, false),
        (false, false, true), (true, true, true),
      ] {
        try expectOracle(
          claim.with {
            $0.person.isEntitled = isEntitled
            $0.encounter.isDesignated = isDesignated
            $0.encounter.isEmergency = isEmergency
          })
      }
    }
  }

  @Test func `hold for tuberculosis`() throws {
    try forEachClaim(on: ["2024-02-29", "2024-03-01"]) { claim in
      try expectOracle(claim.with { $0.encounter.disease = .chronic(.tuberculosis) })
    }
  }

  @Test func `hold after stays at every level`() throws {
    for highest in Level.allCases {
      try forEachClaim(on: ["2024-03-01"]) { claim in
        try expectOracle(
          claim.with { $0.yearToDate.inpatient?.highestLevel = highest })
      }
    }
  }

  @Test func `name the fund that pays`() throws {
    try forEachClaim(on: ["2024-03-01"]) { (claim) throws in
      let isStay = [.inpatient, .specialDisease].contains(claim.encounter.kind)
      let expected: Fund =
        switch claim.person.enrolment {
        case .employee: isStay ? .employeeInpatientPool : .employeeOutpatientPool
        case .resident, .student: .residentPool
        }
      let fund = try policy.settle(claim).fund
      #expect(fund == expected)
    }
  }
}
