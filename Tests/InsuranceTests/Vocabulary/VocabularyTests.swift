import Insurance
import Testing

@Suite struct `the vocabulary` {
  @Test func `has the names of the contract`() {
    #expect(Scheme.allCases.map(\.rawValue) == ["employee", "resident", "student"])
    #expect(EmploymentStatus.allCases.map(\.rawValue) == ["active", "retired"])
    #expect(
      EncounterKind.allCases.map(\.rawValue) == [
        "inpatient", "specialDisease", "outpatient", "pharmacy", "ambulance", "chronicDisease",
      ])
    #expect(
      Route.allCases.map(\.rawValue) == [
        "local", "resettled", "referredOut", "emergencyOut", "resettledHomeVisit",
        "unreferredOut",
      ])
    #expect(
      Fund.allCases.map(\.rawValue) == [
        "employeeInpatientPool", "employeeOutpatientPool", "residentPool",
      ])
    #expect(
      NotCoveredReason.allCases.map(\.name) == [
        "notEntitled", "notDesignated", "studentOutpatient", "outOfCityOutpatient",
      ])
    #expect(
      Layer.allCases.map(\.rawValue) == [
        "catastrophic", "civilServant", "supplementary", "assistance",
      ])
  }

  @Test func `has the groups of the contract`() {
    #expect(
      PersonGroup.allCases.map(\.name) == [
        "minimumLiving", "extremePoverty", "marginalMinimumLiving", "disabled", "orphan",
        "childInDifficulty", "otherAided", "veteranWorker", "modelWorker", "retiredCadre",
        "retiredCadreSpouse", "disabledSoldierGrade1to6",
      ])
  }

  @Test func `has the diseases of the contract`() {
    #expect(
      SpecialDisease.allCases.map(\.rawValue) == [
        "malignantTumor", "organTransplantAntiRejection", "renalFailureDialysis",
        "systemicLupus", "aplasticAnemia", "hemophilia", "severePsychosisMaintenance",
        "diabetesInsulin", "drugResistantTuberculosis", "childhoodAutism", "epilepsy",
      ])
    #expect(
      ChronicDisease.allCases.map(\.rawValue) == [
        "hypertension", "diabetes", "tuberculosis", "coronaryHeartDisease", "bronchialAsthma",
        "chronicKidneyDisease", "copd", "chronicLiverDisease", "parkinsons",
        "rheumatoidArthritis", "alzheimers", "schizophrenia", "hyperlipidemia",
      ])
  }

  @Test func `has sixteen readings, four of them choosable`() {
    #expect(Reading.allCases.map(\.id) == (1...16).map { "R\($0)" })
    #expect(
      Reading.allCases.filter(\.isChoosable).map(\.name) == [
        "unreferredReduction", "residentUnreferredOutpatient", "priorSelfPayCap",
        "studentPrimaryOutpatient",
      ])
    #expect(Reading.allCases.allSatisfy { Readings().value(of: $0) == $0.values.first })
  }

  @Test func `chooses a reading by its name and refuses other values`() {
    for reading in Reading.allCases {
      for value in reading.values {
        var readings = Readings()
        let isKnown = readings.choose(reading, value)
        #expect(isKnown)
        #expect(readings.value(of: reading) == value)
      }
      var readings = Readings()
      let isKnown = readings.choose(reading, "anything")
      #expect(!isKnown)
      #expect(readings == Readings())
    }
  }

  @Test func `puts stays and special diseases in one class, the rest in the other`() {
    for kind in EncounterKind.allCases {
      let isStay = kind == .inpatient || kind == .specialDisease
      #expect(kind.careClass == (isStay ? .inpatient : .outpatient))
    }
  }

  @Test func `ranks the levels`() {
    #expect(Level.primary < .secondary && Level.secondary < .tertiary)
    #expect(Level.allCases.map { Place($0).level } == Level.allCases)
    #expect(Place.pharmacy.level == nil)
  }

  @Test func `cites the clauses of the first instrument`() {
    for clause in Clause.allCases {
      #expect(Citation(clause).instrument == "温政办〔2022〕86号")
      #expect(Citation(clause).clause == clause.place)
    }
  }
}
