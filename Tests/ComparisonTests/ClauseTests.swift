import Comparison
import Insurance
import PolicyFiles
import TestPolicies
import Testing

/// Which clauses a difference stands under.
@Suite struct ClauseTests {
  /// The clauses, without their instrument, of the rows with changes.
  private func clauses(
    _ line: String, parameters: [String] = [], readings: [String] = []
  ) throws -> [[String]] {
    let shipped = try TestPolicies.shipped()
    let other = try shipped.changed(
      by: try parameters.map { try PolicyChange(parameter: $0, of: shipped) }
        + readings.map { try PolicyChange(reading: $0) })
    let report = try Comparing.report([Array(line.utf8)], shipped, other)
    #expect(report.faulty.count == 0)
    return report.breakdowns[0].rows.filter { $0.tally.changedLines > 0 }.map { row in
      guard case .cause(.clauses(let citations)) = row.key else { return [] }
      return citations.map(\.clause)
    }
  }

  /// A line of 2024; what is not said is usual.
  private func line(
    _ person: String = #""scheme":"resident""#, kind: String = "inpatient",
    level: String = "secondary", rest: String = "", total: Int = 5000, inScope: Int = 0
  ) -> String {
    let accumulator = "{\"inScope\":\(inScope),\"deductiblePaid\":0"
    return """
      {"person":{\(person)},"encounter":{"kind":"\(kind)","date":"2024-05-01","level":"\(level)"\
      \(rest)},"fees":{"total":\(total)},"yearToDate":{\
      "inpatient":\(accumulator),"highestLevel":"\(level)"},"outpatient":\(accumulator)}}}
      """
  }

  @Test func `the rate of a level is that level's clause`() throws {
    #expect(
      try clauses(line(), parameters: ["resident.inpatient.rate.secondary=0.75"]) == [["四（五）3"]])
    #expect(
      try clauses(line(), parameters: ["resident.inpatient.rate.tertiary=0.75"]) == [])
  }

  @Test func `a cap counts only where it is reached`() throws {
    let cap = ["resident.inpatient.cap=150000"]
    #expect(try clauses(line(), parameters: cap) == [])
    #expect(try clauses(line(inScope: 149_000), parameters: cap) == [["四（五）2"]])
  }

  @Test func `what follows from another amount has no clause of its own`() throws {
    // A lower deductible leaves more to the fund, and less to the supplementary insurance.
    let employee = #""scheme":"employee","status":"active","supplementary":true"#
    #expect(
      try clauses(
        line(employee), parameters: ["employee.inpatient.deductible.secondary=100"])
        == [["三（五）1"]])
  }

  @Test func `what is first borne and what lowers a rate are the clause on care elsewhere`() throws
  {
    #expect(
      try clauses(
        line(rest: ", \"route\":\"referredOut\""), parameters: ["outOfCity.priorSelfPayRate=0.2"])
        == [["十一（五）"]])
    #expect(
      try clauses(
        line(rest: ", \"route\":\"unreferredOut\""), readings: ["unreferredReduction=points"])
        == [["十一（五）"]])
    #expect(
      try clauses(
        line(level: "primary", rest: ", \"route\":\"unreferredOut\""),
        parameters: ["outOfCity.unreferredReduction=0.1"])
        == [["十一（五）"]])
  }

  @Test func `a rate that has a floor is its own clause, not the floor's`() throws {
    #expect(
      try clauses(line(level: "primary"), parameters: ["resident.inpatient.rate.primary=0.95"])
        == [["四（五）3"]])
  }

  @Test func `whether the fund pays at all is the clause that denies it`() throws {
    #expect(
      try clauses(
        line(kind: "outpatient", rest: ", \"route\":\"unreferredOut\""),
        readings: ["residentUnreferredOutpatient=reduced"]) == [["十一（五）"]])
    #expect(
      try clauses(
        line(#""scheme":"student""#, kind: "outpatient", level: "primary"),
        readings: ["studentPrimaryOutpatient=asResident"]) == [["四（六）"]])
  }

  @Test func `a layer that another policy has stands under its own clause`() throws {
    let (shipped, other) = (try TestPolicies.shipped(), try TestPolicies.withLayers())
    let text = """
      {"person":{"scheme":"resident"},"encounter":{"kind":"inpatient","date":"2024-05-01",\
      "level":"tertiary"},"fees":{"total":90000},"yearToDate":{\
      "inpatient":{"inScope":0,"deductiblePaid":0},\
      "layers":{"catastrophic":{"selfPay":0,"paid":0}}}}
      """
    let report = try Comparing.report([Array(text.utf8)], shipped, other)
    #expect(report.total.change(of: .catastrophic) > .zero)
    let layer = try #require(other.layers.last { $0.layer == .catastrophic }).citation
    #expect(report.breakdowns[0].rows.map(\.key) == [.cause(.clauses([layer]))])
  }
}
