import Insurance

/// How often what befalls, and what it costs.
///
/// Made up so that a sample looks like a city's year and every rule is met. They are no statistics:
/// nothing about Wenzhou may be concluded from them.
enum SampleTables {
  /// Under which terms persons are insured.
  static let enrolments: [(value: Enrolment, weight: Int)] = [
    (.employee(.active), 360), (.employee(.retired), 110), (.resident, 500), (.student, 30),
  ]

  /// Which chronic disease, of those who have one.
  static let chronicDiseases = Weighted<ChronicDisease>([
    (.hypertension, 480), (.diabetes, 210), (.hyperlipidemia, 90), (.coronaryHeartDisease, 60),
    (.chronicLiverDisease, 40), (.copd, 30), (.bronchialAsthma, 25), (.tuberculosis, 20),
    (.rheumatoidArthritis, 15), (.chronicKidneyDisease, 12), (.alzheimers, 8), (.parkinsons, 6),
    (.schizophrenia, 4),
  ])

  /// Which special disease, of those who have one.
  static let specialDiseases = Weighted<SpecialDisease>([
    (.malignantTumor, 500), (.renalFailureDialysis, 140), (.diabetesInsulin, 130),
    (.severePsychosisMaintenance, 90), (.epilepsy, 50), (.organTransplantAntiRejection, 35),
    (.systemicLupus, 25), (.childhoodAutism, 12), (.hemophilia, 8), (.aplasticAnemia, 6),
    (.drugResistantTuberculosis, 4),
  ])

  /// What kind of care, of one who has neither, of one with a chronic disease, with a special
  /// disease, and with both.
  static func kinds(hasChronic: Bool, hasSpecial: Bool) -> Weighted<EncounterKind> {
    kindsByDiseases[(hasChronic ? 1 : 0) + (hasSpecial ? 2 : 0)]
  }

  private static let kindsByDiseases: [Weighted<EncounterKind>] = [
    (0, 0), (320, 0), (0, 260), (320, 260),
  ].map { chronic, special in
    Weighted([
      (.outpatient, 620), (.pharmacy, 250), (.inpatient, 32), (.ambulance, 5),
      (.chronicDisease, chronic), (.specialDisease, special),
    ])
  }

  /// The level of the institution; nil is one that is none of the three and ranks with secondary.
  static func levels(_ kind: EncounterKind) -> Weighted<Level?> {
    switch kind {
    case .inpatient, .ambulance: stayLevels
    case .specialDisease: specialLevels
    case .outpatient, .pharmacy: visitLevels
    case .chronicDisease: chronicLevels
    }
  }

  private static let stayLevels = Weighted<Level?>([
    (.primary, 110), (.secondary, 390), (.tertiary, 480), (nil, 20),
  ])
  private static let specialLevels = Weighted<Level?>([
    (.primary, 60), (.secondary, 300), (.tertiary, 630), (nil, 10),
  ])
  private static let visitLevels = Weighted<Level?>([
    (.primary, 460), (.secondary, 250), (.tertiary, 260), (nil, 30),
  ])
  private static let chronicLevels = Weighted<Level?>([
    (.primary, 700), (.secondary, 160), (.tertiary, 130), (nil, 10),
  ])

  /// How persons come to the place of care.
  static let routes = Weighted<Route>([
    (.local, 960), (.referredOut, 14), (.emergencyOut, 6), (.unreferredOut, 20),
  ])
  /// How those come who live elsewhere.
  static let routesOfResettled = Weighted<Route>([(.resettled, 880), (.resettledHomeVisit, 120)])

  /// What it costs: the median in yuan, and a standard deviation in hundredths of a doubling.
  static func costs(_ kind: EncounterKind, _ place: Place) -> LongTail {
    let (primary, secondary, tertiary, spread): (Int64, Int64, Int64, Int) =
      switch kind {
      case .inpatient: (3400, 6800, 13_500, 125)
      case .specialDisease: (520, 1100, 1900, 140)
      case .outpatient: (92, 190, 310, 115)
      case .pharmacy: (96, 96, 96, 100)
      case .ambulance: (210, 260, 320, 60)
      case .chronicDisease: (148, 240, 360, 95)
      }
    let median =
      switch place {
      case .primary, .pharmacy: primary
      case .secondary: secondary
      case .tertiary: tertiary
      }
    return LongTail(median: Money(yuan: median), spread: spread)
  }
}
