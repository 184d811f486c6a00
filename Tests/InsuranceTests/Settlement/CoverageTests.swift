import Insurance
import TestPolicies
import Testing

@Suite struct `where the fund pays nothing` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `the whole in-scope expense is not covered and nothing else is computed`() throws {
    var claim = try Claim.stay("5000.00")
    claim.person.isEntitled = false
    let paid = try policy.settle(claim)
    #expect(paid.reasons == [.notEntitled])
    #expect(paid.terms == nil)
    for (rule, amount) in paid.amounts.byRule {
      let stands = [Rule.total, .inScope, .notCovered, .personal, .cash].contains(rule)
      #expect(amount == (stands ? "5000.00" : "0.00"), "\(rule)")
    }
  }

  @Test func `the accumulators and the highest level stay as they were`() throws {
    let after = InpatientAccumulator(
      inScope: "100.00", deductiblePaid: "100.00", highestLevel: .primary)
    var claim = try Claim.stay("5000.00", after: after)
    claim.encounter.isDesignated = false
    claim.yearToDate.layers[.catastrophic] = LayerAccumulator(selfPay: "5.00", paid: "1.00")
    #expect(try policy.settle(claim).yearToDate == claim.yearToDate)
  }

  @Test func `all reasons stand, in their order`() throws {
    var claim = try Claim.visit("100.00", .student, by: .unreferredOut)
    claim.person.isEntitled = false
    claim.encounter.isDesignated = false
    #expect(try policy.settle(claim).reasons == [.notEntitled, .notDesignated, .studentOutpatient])
    claim.person.enrolment = .resident
    #expect(
      try policy.settle(claim).reasons == [.notEntitled, .notDesignated, .outOfCityOutpatient])
    claim.person.enrolment = .employee(.active)
    #expect(try policy.settle(claim).reasons == [.notEntitled, .notDesignated])
  }

  @Test func `the account pays what is beside the in-scope expense, and not that`() throws {
    var claim = try Claim.stay("0.00")
    claim.fees = try Fees(
      total: "1000.00", selfFunded: "100.00", classBCopay: "50.00", overLimit: "25.00",
      refusedDischarge: "10.00")
    claim.person.isEntitled = false
    claim.person.accountBalance = "900.00"
    let paid = try policy.settle(claim)
    #expect(paid.amounts.notCovered == "815.00")
    #expect(paid.amounts.account == "75.00")
    #expect(paid.amounts.cash == "925.00")
  }

  @Test func `it was no emergency at an institution that is not designated`() throws {
    var claim = try Claim.stay("5000.00")
    claim.encounter.isDesignated = false
    #expect(try policy.settle(claim).reasons == [.notDesignated])
    claim.encounter.isEmergency = true
    let emergency = try policy.settle(claim)
    #expect(emergency.reasons.isEmpty)
    #expect(emergency.notes.manualClaim)
    // (5 000 − 600) × 90 %: nothing is first borne inside the city
    #expect(emergency.amounts.basicFund == "3960.00")
  }

  @Test func `the route of an emergency says that it was one`() throws {
    var claim = try Claim.stay("5000.00", by: .emergencyOut)
    claim.encounter.isDesignated = false
    let paid = try policy.settle(claim)
    #expect(paid.reasons.isEmpty && paid.notes.manualClaim)
  }

  @Test func `it was a pharmacy that is not designated, whatever the emergency`() throws {
    var claim = try Claim.visit("500.00", of: .pharmacy, at: .pharmacy, by: .emergencyOut)
    claim.encounter.isDesignated = false
    claim.encounter.isEmergency = true
    let paid = try policy.settle(claim)
    #expect(paid.reasons == [.notDesignated])
    #expect(!paid.notes.manualClaim)
  }

  @Test func `it was a student's visit, which is never named out of the city`() throws {
    for route in Route.allCases {
      for place in Place.allCases where place != .pharmacy {
        let paid = try policy.settle(.visit("500.00", .student, at: place, by: route))
        #expect(paid.reasons == [.studentOutpatient])
      }
    }
  }

  @Test func `students' stays are paid as residents'`() throws {
    for route in Route.allCases {
      let student = try policy.settle(.stay("5000.00", .student, by: route))
      let resident = try policy.settle(.stay("5000.00", .resident, by: route))
      #expect(student.amounts == resident.amounts)
    }
  }

  @Test func `a missing accumulator is an error all the same`() throws {
    var claim = try Claim.stay("5000.00")
    claim.yearToDate = YearToDate(outpatient: .nothing)
    #expect(throws: ClaimFault.accumulatorMissing(.inpatient)) { try policy.settle(claim) }
    claim.person.isEntitled = false
    #expect(throws: ClaimFault.accumulatorMissing(.inpatient)) { try policy.settle(claim) }
    claim.encounter.kind = .outpatient
    claim.yearToDate = YearToDate(inpatient: .nothing)
    #expect(throws: ClaimFault.accumulatorMissing(.outpatient)) { try policy.settle(claim) }
  }
}

@Suite struct `a student's care under B 三（八）` {
  let policy: Policy
  private let asResident = Readings(studentPrimaryOutpatient: .asResident)

  init() throws { policy = try TestPolicies.shipped() }

  private func visit(
    _ kind: EncounterKind = .outpatient, at place: Place = .primary, on day: Day = "2024-03-01",
    by route: Route = .local
  ) throws -> Settlement {
    try policy.settle(
      .visit(
        "1000.00", .student, of: kind, at: place, on: day, by: route,
        for: .chronic(.tuberculosis), readings: asResident))
  }

  @Test func `begins on 2024-03-01`() throws {
    #expect(try visit(on: "2024-02-29").reasons == [.studentOutpatient])
    #expect(try visit(on: "2024-03-01").amounts.basicFund == "500.00")
  }

  @Test func `has the residents' chronic rates`() throws {
    #expect(try visit(.chronicDisease).amounts.basicFund == "700.00")
  }

  @Test func `is had at primary institutions only`() throws {
    #expect(try visit(at: .secondary).reasons == [.studentOutpatient])
    #expect(try visit(.pharmacy, at: .pharmacy).reasons == [.studentOutpatient])
  }

  @Test func `is had locally and at the filed place only`() throws {
    for route in Route.allCases {
      let isPaid = route == .local || route == .resettled
      #expect(try visit(by: route).reasons.isEmpty == isPaid)
    }
  }

  @Test func `moves the outpatient accumulator`() throws {
    #expect(try visit().yearToDate.outpatient?.inScope == "1000.00")
  }
}

@Suite struct `persons outside these rules` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `have a channel of their own`() throws {
    for group in PersonGroup.allCases {
      var claim = try Claim.stay("5000.00")
      claim.person.groups = [PersonGroups(group), PersonGroups(.disabled)]
      let isOutside =
        [.retiredCadre, .retiredCadreSpouse, .disabledSoldierGrade1to6].contains(group)
      #expect(group.hasOwnChannel == isOutside)
      if isOutside {
        #expect(throws: ClaimFault.ownChannel(group)) { try policy.settle(claim) }
      } else {
        #expect(try policy.settle(claim).amounts.basicFund == "3960.00")
      }
    }
  }

  @Test func `who have two such channels are refused by the first`() throws {
    var claim = try Claim.stay("5000.00")
    claim.person.groups = [
      PersonGroups(.disabledSoldierGrade1to6), PersonGroups(.retiredCadreSpouse),
    ]
    #expect(throws: ClaimFault.ownChannel(.retiredCadreSpouse)) { try policy.settle(claim) }
  }

  @Test func `who are veteran or model workers are settled, with a note`() throws {
    for group in PersonGroup.allCases where !group.hasOwnChannel {
      var claim = try Claim.stay("5000.00")
      claim.person.groups = PersonGroups(group)
      let isNoted = group == .veteranWorker || group == .modelWorker
      #expect(try policy.settle(claim).notes.otherInstrument == isNoted)
    }
  }

  @Test func `who are veteran workers are told of more where the fund pays nothing, too`() throws {
    var claim = try Claim.visit("100.00", .resident, by: .referredOut)
    claim.person.groups = PersonGroups(.veteranWorker)
    let paid = try policy.settle(claim)
    #expect(paid.reasons == [.outOfCityOutpatient])
    #expect(paid.notes.otherInstrument)
  }
}
