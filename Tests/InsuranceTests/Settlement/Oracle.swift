import Insurance

/// What rules 3 and 4 say in their tables, written a second time: yuan and per cent as they stand.
struct Oracle {
  /// Standard, cap and rate in force; nil where the fund pays nothing.
  struct Terms: Equatable {
    var standardYuan: Int64
    var capYuan: Int64
    /// In hundredths of a per cent.
    var rate: Int64
    var priorPercent: Int64 = 0
  }

  let claim: Claim

  private var isFromMarch: Bool { claim.encounter.date >= "2024-03-01" }
  private var place: Place { claim.encounter.place }
  private var route: Route { claim.encounter.route }

  /// The terms, or the reasons why there are none.
  var answer: (terms: Terms?, reasons: [String]) {
    var reasons: [String] = []
    if !claim.person.isEntitled { reasons.append("notEntitled") }
    if !claim.encounter.isDesignated {
      let isEmergency = claim.encounter.isEmergency || route == .emergencyOut
      if claim.encounter.kind == .pharmacy || !isEmergency { reasons.append("notDesignated") }
    }
    switch claim.encounter.kind {
    case .inpatient, .specialDisease: return (reasons.isEmpty ? stay : nil, reasons)
    case .outpatient, .pharmacy, .ambulance, .chronicDisease: break
    }
    switch claim.person.enrolment {
    case .employee(let status):
      return (reasons.isEmpty ? employeeVisit(status) : nil, reasons)
    case .student:
      let isOpen =
        claim.readings.studentPrimaryOutpatient == .asResident && isFromMarch && place == .primary
        && [.local, .resettled].contains(route)
      if !isOpen { reasons.append("studentOutpatient") }
    case .resident:
      let isLowered =
        route == .unreferredOut && claim.readings.residentUnreferredOutpatient == .reduced
      if ![.local, .resettled].contains(route) && !isLowered {
        reasons.append("outOfCityOutpatient")
      }
    }
    return (reasons.isEmpty ? residentVisit : nil, reasons)
  }

  private var stay: Terms {
    let level = Int(rank(place))
    let before = claim.yearToDate.inpatient?.highestLevel.map { rank(Place($0)) } ?? 0
    let highest = max(level, before)
    var terms: Terms
    switch claim.person.enrolment {
    case .employee(let status):
      let caps: [Int: Int64] = [2023: 577_440, 2024: 598_332]
      terms = Terms(
        standardYuan: [200, 300, 600][highest],
        capYuan: caps[claim.encounter.date.year] ?? 607_164,
        rate: status == .active ? 9000 : 9500)
    case .resident, .student:
      terms = Terms(
        standardYuan: [300, 400, 700][highest], capYuan: 200_000, rate: [9000, 8000, 7000][level])
    }
    switch route {
    case .local, .resettled: break
    case .referredOut, .emergencyOut, .resettledHomeVisit: terms.priorPercent = 10
    case .unreferredOut: terms.rate = lowered(terms.rate)
    }
    return terms
  }

  private func employeeVisit(_ status: EmploymentStatus) -> Terms {
    let rates: [Place: Int64] = [
      .primary: 8000, .secondary: 7000, .tertiary: 6000, .pharmacy: 7000,
    ]
    let rate = rates[place] ?? 0
    return Terms(
      standardYuan: status == .active ? 600 : 400, capYuan: 10_000,
      rate: route == .unreferredOut ? lowered(rate) : rate)
  }

  private var residentVisit: Terms {
    let isPrimary = place == .primary
    var rate: Int64 = isPrimary ? 5000 : 3500
    if claim.encounter.kind == .chronicDisease && isPrimary {
      let isTuberculosis = claim.encounter.disease == .chronic(.tuberculosis)
      rate = isFromMarch ? (isTuberculosis ? 7000 : 6500) : 6000
    }
    return Terms(
      standardYuan: isPrimary ? 0 : 100, capYuan: 1_500,
      rate: route == .unreferredOut ? lowered(rate) : rate)
  }

  private func lowered(_ rate: Int64) -> Int64 {
    claim.readings.unreferredReduction == .relative ? rate * 8 / 10 : max(0, rate - 2000)
  }

  private func rank(_ place: Place) -> Int {
    switch place {
    case .primary: 0
    case .secondary, .pharmacy: 1
    case .tertiary: 2
    }
  }
}
