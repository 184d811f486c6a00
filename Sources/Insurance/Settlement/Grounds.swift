/// The clauses and readings that the coverage of an encounter rests on.
struct Grounds {
  let person: Person
  let encounter: Encounter

  /// 先行自付, A 十一（五）（六）.
  func priorSelfPayCitations(_ rate: Figure<Rate>) -> CitationList {
    var citations = CitationList(.figure(rate.id))
    if encounter.route == .resettledHomeVisit { citations.append(.clause(.resettlement)) }
    return citations
  }

  /// 最高限额, A 三（五）2, 四（五）2, 十三（三）.
  func capCitations(_ figures: (FigureUse, FigureUse?)) -> CitationList {
    var citations = CitationList(.figure(figures.0.id))
    if let second = figures.1 { citations.append(.figure(second.id)) }
    citations.append(.clause(.definitions))
    citations.append(.clause(.yearlyDeductible))
    return citations
  }

  var capReadings: ReadingSet { isResidentChronicAtPrimary ? ReadingSet(.chronicCap) : [] }

  /// 起付标准, A 三（五）1, 四（五）1, 十一（十）.
  func deductibleCitations(_ standard: Figure<Money>) -> CitationList {
    var citations = CitationList(.figure(standard.id))
    if encounter.kind.careClass == .inpatient { citations.append(.clause(.yearlyDeductible)) }
    if encounter.kind == .specialDisease { citations.append(.clause(.specialDisease)) }
    return citations
  }

  func deductibleReadings(after before: Money) -> ReadingSet {
    if encounter.kind == .specialDisease { return ReadingSet(.specialDiseaseCountsAsStay) }
    guard encounter.kind.careClass == .outpatient, !before.isZero else { return [] }
    return ReadingSet(.outpatientDeductibleCarry)
  }

  /// 支付比例, A 三（五）3, 三（六）3, 四（五）3, 四（六）3; B 三（八）（九）.
  func rateCitations(
    _ listed: Figure<Rate>, _ reduction: Figure<Rate>?, under terms: Terms
  ) -> CitationList {
    var citations = CitationList(.figure(listed.id))
    if let reduction { citations.append(.figure(reduction.id)) }
    if let floor = rateFloor(under: terms) { citations.append(.figure(floor.id)) }
    switch encounter.kind {
    case .specialDisease: citations.append(.clause(.specialDisease))
    case .chronicDisease: citations.append(.clause(.chronicDisease))
    case .ambulance: citations.append(.clause(.ambulance))
    case .inpatient, .outpatient, .pharmacy: break
    }
    appendRoute(to: &citations)
    if !encounter.isDesignated { citations.append(.clause(.emergencyElsewhere)) }
    if encounter.isMaternity { citations.append(.clause(.maternityExpense)) }
    return citations
  }

  /// The least that a resident's rate at primary institutions may be, B 三（八）; none for chronic
  /// disease, whose rate B 三（九） gives.
  private func rateFloor(under terms: Terms) -> Figure<Rate>? {
    guard person.enrolment.scheme != .employee, encounter.place == .primary else { return nil }
    return switch encounter.kind {
    case .inpatient, .specialDisease: terms.residentInpatient.primaryRateFloor
    case .outpatient, .ambulance: terms.residentOutpatient.primaryRateFloor
    case .chronicDisease, .pharmacy: nil
    }
  }

  /// What the route has to do with the rate; what it costs a stay is cited with that amount.
  private func appendRoute(to citations: inout CitationList) {
    let isOutpatient = encounter.kind.careClass == .outpatient
    switch encounter.route {
    case .resettled: citations.append(.clause(.resettlement))
    case .referredOut, .emergencyOut:
      if isOutpatient { citations.append(.clause(.outOfCity)) }
    case .resettledHomeVisit:
      if isOutpatient { appendHomeVisit(to: &citations) }
    case .local, .unreferredOut: break
    }
  }

  /// 回参保地就医按转诊转院待遇执行, A 十一（六）（五）.
  private func appendHomeVisit(to citations: inout CitationList) {
    citations.append(.clause(.resettlement))
    citations.append(.clause(.outOfCity))
  }

  func rateReadings(isReduced: Bool) -> ReadingSet {
    var readings: ReadingSet = []
    if isReduced {
      readings.insert(ReadingSet(.unreferredReduction))
      readings.insert(ReadingSet(.temporaryFiling))
    }
    guard encounter.kind.careClass == .outpatient else { return readings }
    let enrolment = person.enrolment
    if enrolment == .student { readings.insert(ReadingSet(.studentPrimaryOutpatient)) }
    guard enrolment.scheme != .employee else { return readings }
    if encounter.route == .unreferredOut {
      readings.insert(ReadingSet(.residentUnreferredOutpatient))
    }
    if encounter.route == .resettled { readings.insert(ReadingSet(.resettledResidentOutpatient)) }
    if encounter.kind == .ambulance { readings.insert(ReadingSet(.residentAmbulance)) }
    return readings
  }

  private var isResidentChronicAtPrimary: Bool {
    person.enrolment.scheme != .employee && encounter.kind == .chronicDisease
      && encounter.place == .primary
  }

  func citations(of reasons: NotCoveredReasons) -> CitationList {
    var citations = CitationList()
    if reasons.contains(.notEntitled) {
      let isEmployee = person.enrolment.scheme == .employee
      citations.append(.clause(isEmployee ? .employeeEntitlement : .residentEntitlement))
    }
    if reasons.contains(.notDesignated) { citations.append(.clause(.emergencyElsewhere)) }
    if reasons.contains(.studentOutpatient) { citations.append(.clause(.residentOutpatient)) }
    if reasons.contains(.outOfCityOutpatient) {
      if encounter.route == .resettledHomeVisit {
        appendHomeVisit(to: &citations)
      } else {
        citations.append(.clause(.outOfCity))
      }
    }
    return citations
  }

  func readings(of reasons: NotCoveredReasons, under terms: Terms) -> ReadingSet {
    var readings: ReadingSet = []
    if reasons.contains(.studentOutpatient), encounter.mayBeOpenToStudents(under: terms) {
      readings.insert(ReadingSet(.studentPrimaryOutpatient))
    }
    if reasons.contains(.outOfCityOutpatient), encounter.route == .unreferredOut {
      readings.insert(ReadingSet(.residentUnreferredOutpatient))
    }
    return readings
  }
}
