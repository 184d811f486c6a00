import API
import Foundation
import GoldenCases
import Testing

/// The cases with exact answers, computed without a socket in between.
struct GoldenTests {
  @Test(arguments: [
    ("/v1/settlements", Calculation.settlement, 360),
    ("/v1/contributions", .contribution, 120),
    ("/v1/maternity-allowances", .maternityAllowance, 120),
  ])
  func `every golden case is answered to the fen`(
    path: String, calculation: Calculation, expectedCount: Int
  ) throws {
    var calculator = Calculator(try shippedPolicy())
    var count = 0
    for golden in try goldenCases() where golden.path == path {
      var answer: [UInt8] = []
      let problem = calculator.answer(
        calculation, golden.request.span, in: .chinese, into: &answer)
      #expect(problem == nil, "\(golden.id): \(String(decoding: answer, as: UTF8.self))")
      let differences = golden.differences(from: answer)
      #expect(differences.isEmpty, "\(golden.id): \(differences)")
      count += 1
    }
    #expect(count == expectedCount)
  }
}
