import API
import Insurance
import Testing

/// Batches that keep what each person has used up from line to line.
struct CarryingTests {
  private let policy: PolicySlot

  init() throws { policy = try shippedPolicy() }

  /// The answers to lines, and what became of each.
  private func settle(
    _ lines: [String], personsMax: Int = 10
  ) throws -> (answers: [Text], become: [CarriedLine]) {
    var calculator = Calculator(policy)
    var persons = CarriedPersons(PersonCensus(personsMax: personsMax))
    var (answers, become): ([Text], [CarriedLine]) = ([], [])
    for (index, text) in lines.enumerated() {
      let bytes = Array(text.utf8)
      let line = BatchLine(number: index + 1, bytes: bytes.span, isTooLong: false)
      var output: [UInt8] = []
      become.append(
        calculator.settle(
          line, of: calculator.personKey(of: line), carrying: &persons, in: .english,
          into: &output))
      if !output.isEmpty { answers.append(try Text(output)) }
    }
    return (answers, become)
  }

  /// A visit or a stay, with members beside it.
  private func line(
    _ id: String = "a", _ date: String = "2024-03-01", kind: String = "outpatient",
    _ more: String = ""
  ) -> String {
    """
    {"person":{"id":"\(id)","scheme":"employee","status":"active"},\
    "encounter":{"kind":"\(kind)","date":"\(date)","level":"tertiary"},"fees":{"total":1000}\(more)}
    """
  }

  /// The faults of a refused line, as `pointer code`.
  private func faults(_ answer: Text) -> [String] {
    (0..<answer.count("/problem/errors")).map { index in
      let place = "/problem/errors/\(index)"
      return "\(answer["\(place)/pointer"] ?? "") \(answer["\(place)/code"] ?? "")"
    }
  }

  @Test func `a person is the same however the identifier is escaped`() throws {
    let answers = try settle([line("a-1"), line(#"\u0061\u002d1"#)]).answers
    #expect(answers.map { $0["/yearToDate/outpatient/inScope"] } == ["1000.00", "2000.00"])
  }

  @Test func `a person's lines follow one another as requests do that carry accumulators`() throws {
    let days = ["2024-03-01", "2024-03-01", "2024-04-02", "2024-12-31"]
    let kinds = ["outpatient", "inpatient", "inpatient", "outpatient"]
    let carried = try settle(zip(days, kinds).map { line("a", $0, kind: $1) }).answers
    let asking = try Asking()
    var before = #""inpatient":{"inScope":0,"deductiblePaid":0},"#
    before += #""outpatient":{"inScope":0,"deductiblePaid":0}"#
    for (index, answer) in carried.enumerated() {
      let request = line("a", days[index], kind: kinds[index], #","yearToDate":{\#(before)}"#)
        .replacing(#""id":"a","#, with: "")
      let single = try asking.answer(request)
      for amount in ["deductible", "basicFund", "personal", "cash"] {
        #expect(answer["/amounts/\(amount)"] == single["/amounts/\(amount)"], "\(index) \(amount)")
      }
      let year = try #require(single["/yearToDate"])
      before = String(year.dropFirst().dropLast())
    }
    #expect(carried[0]["/amounts/deductible"] != carried[3]["/amounts/deductible"])
  }

  @Test func `persons do not touch one another`() throws {
    let answers = try settle([line("a"), line("b"), line("a")]).answers
    #expect(answers[0]["/amounts/deductible"] == answers[1]["/amounts/deductible"])
    #expect(answers[0]["/amounts/deductible"] != answers[2]["/amounts/deductible"])
  }

  @Test func `a new year begins with nothing used up`() throws {
    let answers = try settle([line("a", "2023-12-31"), line("a", "2024-01-01")]).answers
    #expect(answers[0]["/amounts/deductible"] == answers[1]["/amounts/deductible"])
    #expect(answers.map { $0["/yearToDate/year"] } == ["2023", "2024"])
  }

  @Test func `an earlier date is a fault, and the same date is none`() throws {
    let lines = [line("a", "2024-03-02"), line("a", "2024-03-01"), line("a", "2024-03-02")]
    let (answers, become) = try settle(lines)
    #expect(become == [.settled, .refused, .settled])
    #expect(answers[1]["/line"] == "2")
    #expect(faults(answers[1]) == ["/encounter/date inconsistent"])
    #expect(answers[1]["/problem/errors/0/detail"]?.contains("2024-03-02") == true)
  }

  @Test func `a refused line moves nothing on`() throws {
    let bad = line("a").replacing("1000", with: "true")
    let answers = try settle([bad, line("a"), bad, line("a", "2024-02-01")]).answers
    #expect(faults(answers[0]) == ["/fees/total wrongType"])
    #expect(answers[1]["/amounts/deductible"] == "600.00")
    #expect(faults(answers[3]) == ["/encounter/date inconsistent"])
  }

  @Test func `the first line of a year may bring accumulators, and no other`() throws {
    let opening = #","yearToDate":{"outpatient":{"inScope":900,"deductiblePaid":300}}"#
    let lines = [
      line("a", "2024-03-01", opening), line("a", "2024-03-02", opening),
      line("a", "2024-03-03"), line("a", "2025-01-01", opening),
    ]
    let (answers, become) = try settle(lines)
    #expect(become == [.settled, .refused, .settled, .settled])
    #expect(answers[0]["/amounts/deductible"] == "300.00")
    #expect(faults(answers[1]) == ["/yearToDate notAllowed"])
    #expect(answers[2]["/amounts/deductible"] == "0.00")
    #expect(answers[3]["/amounts/deductible"] == "300.00")
  }

  @Test func `what the opening leaves out is unknown, not zero`() throws {
    let opening = #","yearToDate":{"outpatient":{"inScope":900,"deductiblePaid":300}}"#
    let answers = try settle([line("a", "2024-03-01", opening), line("a", kind: "inpatient")])
      .answers
    #expect(faults(answers[1]) == ["/yearToDate/inpatient required"])
  }

  @Test func `a person is named by up to 64 printable characters`() throws {
    let longest = String(repeating: "x", count: RequestLimits.requestIDCharactersMax)
    for id in ["a", longest, "温州", #"\"\u0041"#] {
      #expect(try settle([line(id)]).become == [.settled], "\(id)")
    }
    for id in ["", longest + "x", #"\n"#] {
      let answers = try settle([line(id)]).answers
      #expect(faults(answers[0]) == ["/person/id outOfRange"], "\(id)")
    }
    let unnamed = line().replacing(#""id":"a","#, with: "")
    #expect(faults(try settle([unnamed]).answers[0]) == ["/person/id required"])
    let numbered = line().replacing(#""id":"a""#, with: #""id":1"#)
    #expect(faults(try settle([numbered]).answers[0]) == ["/person/id wrongType"])
  }

  @Test func `an identifier is the same however it is written`() throws {
    let answers = try settle([line("A"), line(#"\u0041"#)]).answers
    #expect(answers[0]["/amounts/deductible"] != answers[1]["/amounts/deductible"])
  }

  @Test func `no answer says the identifier`() throws {
    let answers = try settle([line("secret-17"), line("secret-17", "2024-02-01")]).answers
    for answer in answers {
      #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("secret"))
    }
  }

  @Test func `elsewhere a person has no id, and no list of members names it`() throws {
    let asking = try Asking()
    for id in [#""a""#, "null"] {
      let request = SettlementText().with { $0.person += #","id":\#(id)"# }
      #expect(asking.faults(request) == ["/person/id unknownMember"])
    }
    let request = SettlementText().with { $0.person += #","id":"a""# }
    let detail = try asking.answer(request.json)["/errors/0/detail"]
    #expect(detail?.hasSuffix("accountBalance") == true)
  }

  @Test func `a carried line has no receipt`() throws {
    let answers = try settle([line("a", "2024-03-01", #","options":{"receipt":true}"#)]).answers
    #expect(faults(answers[0]) == ["/options/receipt notAllowed"])
  }

  @Test func `a person beyond the limit is not answered, and those before are`() throws {
    let lines = [line("a"), line("b"), line("c"), line("a"), line("b")]
    #expect(
      try settle(lines, personsMax: 2).become == [.settled, .settled, .full, .settled, .settled])
    #expect(try settle(lines, personsMax: 3).become == Array(repeating: .settled, count: 5))
  }

  @Test func `lines that cannot be read are refused as in any batch`() throws {
    let answers = try settle(["{", "", "[]"]).answers
    #expect(answers.map { $0["/problem/status"] } == ["400", "400", "422"])
  }
}
