import API
import Comparison
import Insurance
import PolicyFiles
import TestPolicies
import Testing

@Suite struct ComparisonTests {
  private func line(_ total: Int, scheme: String = "resident") -> [UInt8] {
    Array(
      """
      {"requestId":"secret","person":{"scheme":"\(scheme)"},"encounter":{"kind":"inpatient",\
      "date":"2024-05-01","level":"primary"},"fees":{"total":\(total)},\
      "yearToDate":{"inpatient":{"inScope":0,"deductiblePaid":0}}}
      """.utf8)
  }

  private func policy(_ change: String) throws -> Policy {
    let shipped = try TestPolicies.shipped()
    return try shipped.changed(by: [PolicyChange(parameter: change, of: shipped)])
  }

  @Test func `a changed deductible stands under its clause, to the fen`() throws {
    let other = try policy("resident.inpatient.deductible.primary=200")
    let report = try Comparing.report([line(1000)], try TestPolicies.shipped(), other)
    let clause = Citation(instrument: "温政办〔2022〕86号", clause: "四（五）1")
    #expect(report.breakdowns[0].rows.map(\.key) == [.cause(.clauses([clause]))])
    #expect(report.total.change(of: .residentPool) == Money(yuan: 90))
    #expect(report.total.change(of: .cash) == .zero - Money(yuan: 90))
    #expect(report.total.winners.lines == 1 && report.total.winners.money == Money(yuan: 90))
    #expect(report.total.losers.lines == 0)
  }

  @Test func `clauses that change a line together are one row`() throws {
    let shipped = try TestPolicies.shipped()
    let other = try shipped.changed(by: [
      PolicyChange(parameter: "resident.inpatient.deductible.primary=200", of: shipped),
      PolicyChange(parameter: "resident.inpatient.rate.primary=0.95", of: shipped),
    ])
    let report = try Comparing.report([line(1000)], shipped, other)
    let clauses = ["四（五）1", "四（五）3"].map {
      Citation(instrument: "温政办〔2022〕86号", clause: $0)
    }
    #expect(report.breakdowns[0].rows.map(\.key) == [.cause(.clauses(clauses))])
  }

  @Test func `refused lines are counted, numbered and left out`() throws {
    let policy = try TestPolicies.shipped()
    let lines = [line(10), Array("{".utf8), line(10, scheme: "nobody"), [], line(20)]
    let report = try Comparing.report(lines, policy, policy)
    #expect(report.lineCount == 5 && report.total.lines == 2)
    #expect(report.faulty.count == 3 && report.faulty.numbers == [2, 3, 4])
    #expect(report.faulty.countBefore == 3 && report.faulty.countAfter == 3)
    #expect(report.total.total == Money(yuan: 30))
  }

  @Test func `a line before the policy is refused where its own day counts`() throws {
    let policy = try TestPolicies.shipped()
    let early = String(decoding: line(10), as: UTF8.self).replacing(
      "2024-05-01", with: "2022-05-01")
    let standing = try #require(policy.standing(on: .newYear(2023)))
    let report = try Comparing.report([Array(early.utf8)], policy, standing)
    #expect(report.faulty.countBefore == 1 && report.faulty.countAfter == 0)
  }

  @Test func `the numbers of refused lines are kept up to their limit, the count beyond`() throws {
    var comparison = PolicyComparison()
    let most = PolicyComparison.faultyNumbersMax
    var comparer = try LineComparer(
      PolicyEdition(TestPolicies.shipped()), PolicyEdition(TestPolicies.shipped()))
    let refused = comparer.compare([UInt8]().span)
    for number in 1...most + 1 { try comparison.add(number, refused) }
    let name = ComparedPolicy(folder: "", id: "", digest: "", day: nil, changes: [])
    let faulty = ComparisonReport(comparison, name, name).faulty
    #expect(faulty.count == most + 1 && faulty.numbers == Array(1...most))
  }

  @Test func `the largest differences are kept, the first of equal ones first`() throws {
    let other = try policy("resident.inpatient.rate.primary=0.95")
    let totals = [500, 900, 900, 400] + Array(repeating: 600, count: 9)
    let report = try Comparing.report(totals.map { line($0) }, try TestPolicies.shipped(), other)
    #expect(report.largest.map(\.number) == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12])
    #expect(report.largest[0].steps.first { $0.rule == .basicFund }?.differs == true)
    #expect(report.largest[0].steps.first { $0.rule == .deductible }?.differs == false)
  }

  @Test func `no report says whose a line is`() throws {
    let other = try policy("resident.inpatient.rate.primary=0.95")
    let report = try Comparing.report([line(1000)], try TestPolicies.shipped(), other)
    for text in Written.all(report) { #expect(!text.contains("secret")) }
  }
}
