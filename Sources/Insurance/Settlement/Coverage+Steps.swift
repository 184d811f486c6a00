extension Coverage {
  /// Says what the coverage of an encounter rests on, before any expense is known.
  ///
  /// The deductible still due and the room left in the cap are amounts of the year; what the
  /// person first bears and what the fund pays are given for each 100 yuan, and so is what is not
  /// covered.
  ///
  /// - Parameters:
  ///   - encounter: The encounter.
  ///   - person: The person.
  ///   - terms: The terms the coverage was found under.
  ///   - body: Receives the steps one by one.
  public func forEachStep(
    of encounter: Encounter, for person: Person, under terms: Terms, _ body: (Step) -> Void
  ) {
    let grounds = Grounds(person: person, encounter: encounter)
    switch self {
    case .notCovered(let reasons):
      body(
        Step(
          .notCovered, base: .hundredYuan, amount: .hundredYuan,
          citing: grounds.citations(of: reasons),
          readings: grounds.readings(of: reasons, under: terms)))
    case .covered(let basic):
      if let rate = basic.priorSelfPayRate {
        body(
          Step(
            .priorSelfPay, base: .hundredYuan, rate: rate.value,
            amount: Money.hundredYuan.times(rate.value),
            citing: grounds.priorSelfPayCitations(rate),
            readings: ReadingSet(.priorSelfPayCap)))
      }
      body(
        Step(
          .room, base: basic.cap, amount: basic.room,
          citing: grounds.capCitations(basic.capFigures),
          readings: grounds.capReadings))
      body(
        Step(
          .deductible, base: basic.standard.value, amount: basic.due,
          citing: grounds.deductibleCitations(basic.standard),
          readings: grounds.deductibleReadings(after: basic.deductibleBefore)))
      body(
        Step(
          .basicFund, base: .hundredYuan, rate: basic.rate,
          amount: Money.hundredYuan.times(basic.rate),
          citing: grounds.rateCitations(basic.listedRate, basic.reduction, under: terms),
          readings: grounds.rateReadings(isReduced: basic.reduction != nil)))
    }
  }
}

extension Money {
  fileprivate static let hundredYuan = Money(yuan: 100)
}
