@testable import API
import HTTP
import Insurance
import JSON
import TestPolicies
import Testing

@Suite struct `the words of answers` {
  private func expectBoth(_ words: Words, _ comment: Comment) {
    #expect(words.chinese.contains(/\p{Script=Han}/), comment)
    let english = words.english.replacing(/温政办〔20\d\d〕\d+号 [\p{Script=Han}（）\d]+/, with: "")
    #expect(!english.isEmpty && !english.contains(/\p{Script=Han}/), comment)
    #expect(words[.chinese] == words.chinese && words[.english] == words.english)
  }

  @Test func `name every rule and layer in both languages, each otherwise`() {
    for rule in Rule.allCases { expectBoth(rule.words, "\(rule)") }
    for layer in Layer.allCases { expectBoth(layer.words, "\(layer)") }
    #expect(Set(Rule.allCases.map(\.words)).count == Rule.allCases.count)
  }

  @Test func `name every fund and every reason for paying nothing in both languages`() {
    for fund in ContributionFund.allCases { expectBoth(fund.words, "\(fund)") }
    for reason in NotCoveredReason.allCases { expectBoth(reason.words, "\(reason)") }
    #expect(Set(NotCoveredReason.allCases.map(\.words)).count == NotCoveredReason.allCases.count)
  }

  @Test func `say of every byte that is not JSON what is wrong with it, each otherwise`() {
    for reason in JSONError.Reason.allCases { expectBoth(reason.words, "\(reason)") }
    for language in Language.allCases {
      let texts = Set(JSONError.Reason.allCases.map { $0.words[language] })
      #expect(texts.count == JSONError.Reason.allCases.count)
    }
  }

  @Test func `word every note in both languages`() throws {
    let policy = try TestPolicies.shipped()
    var claim = Person(.employee(.active), groups: PersonGroups(.modelWorker))
    claim.isCivilServant = true
    claim.holdsSupplementary = true
    claim.groups.insert(PersonGroups(.disabled))
    let encounter = Encounter(
      .inpatient, on: .newYear(2060), at: .tertiary, isDesignated: false, isEmergency: true)
    let terms = try #require(policy.terms(on: encounter.date))
    let nothing = YearToDate(
      inpatient: InpatientAccumulator(inScope: .zero, deductiblePaid: .zero, highestLevel: nil))
    let settlement = try Claim(
      person: claim, encounter: encounter, fees: Fees(total: .zero), yearToDate: nothing,
      readings: Readings()
    ).settled(under: terms)
    let notes = settlement.notes.notes(policy)
    #expect(
      notes.map(\.code) == [
        .provisionalParameter, .notConfigured, .notConfigured, .notConfigured, .manualClaim,
        .otherInstrument,
      ])
    let floors = [RequestMember.standard, .individual].map { Note.belowFloor($0) }
    for note in notes + floors { expectBoth(note.words, "\(note.code)") }
    #expect(Set((notes + floors).map(\.code)) == Set(Note.Code.allCases))
  }

  @Test func `word every violated rule of HTTP in both languages`() throws {
    for error in ProtocolError.allCases {
      let problem = Problem(error)
      expectBoth(try #require(problem.detail), "\(error)")
      #expect(problem.status == error.status)
      for language in Language.allCases {
        var json = JSONWriter(capacity: 256)
        problem.write(into: &json, in: language)
        let text = try Text(Array(json.bytes))
        #expect(text["/type"] == "urn:wenbao:problem:badRequest")
        #expect(text["/status"] == "\(error.status.code)")
        #expect(text["/code"] == error.code)
        #expect(text["/detail"]?.isEmpty == false)
      }
    }
  }

  @Test func `title every kind of problem in both languages`() throws {
    for kind in Problem.Kind.allCases {
      var titles: Set<String> = []
      for language in Language.allCases {
        var json = JSONWriter(capacity: 256)
        Problem(kind).write(into: &json, in: language)
        titles.insert(try #require(Text(Array(json.bytes))["/title"]))
      }
      #expect(titles.count == 2 && !titles.contains(""))
    }
  }

  @Test func `detail every fault in both languages`() throws {
    var calculator = Calculator(try shippedPolicy())
    for request in Self.faulty {
      var output: [UInt8] = []
      let problem = try #require(
        calculator.answer(.settlement, Array(request.utf8).span, in: .english, into: &output))
      expectBoth(try #require(problem.detail), "\(request)")
      for fault in problem.faults { expectBoth(fault.detail, "\(fault.pointer)") }
    }
  }

  /// Requests with every kind of fault.
  private static let faulty: [String] = [
    "{}", "[]", "{", #"{"x":1}"#, #"{"requestId":1,"requestId":"\n"}"#,
    SettlementText(
      person: #""scheme":"resident","status":"x","groups":["retiredCadre"],"accountBalance":-1"#,
      encounter: #""kind":"pharmacy","date":"2022-01-01","level":"x","designated":1"#,
      fees: #""total":1,"selfFunded":2"#, yearToDate: #""year":2023"#
    ).json,
    SettlementText(fees: #""total":1,"inScope":2"#).json,
    SettlementText(fees: #""items":[],"overLimit":1"#).json,
    SettlementText.items(#"{"unitPrice":1,"quantity":0.00001,"category":"A","copayRate":1}"#).json,
    SettlementText.items(#"{"unitPrice":1,"quantity":1,"category":"A"}"#, #","total":2"#).json,
    SettlementText.items(#"{"unitPrice":9e9,"quantity":9,"category":"A"}"#).json,
    SettlementText(encounter: #""kind":"inpatient","date":"x","level":1"#).json,
    SettlementText(yearToDate: #""inpatient":{"inScope":1,"deductiblePaid":1}"#).json,
  ]
}
