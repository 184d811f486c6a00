import API
import Foundation
import GoldenCases
import Testing

/// The cases with exact answers, computed without a socket in between.
struct GoldenTests {
  @Test func `every golden settlement is answered to the fen`() throws {
    var calculator = Calculator(try shippedPolicy())
    var count = 0
    for golden in try goldenCases() where golden.path == "/v1/settlements" {
      var answer: [UInt8] = []
      let problem = calculator.settle(golden.request.span, in: .chinese, into: &answer)
      #expect(problem == nil, "\(golden.id): \(String(decoding: answer, as: UTF8.self))")
      let differences = golden.differences(from: answer)
      #expect(differences.isEmpty, "\(golden.id): \(differences)")
      count += 1
    }
    #expect(count == 360)
  }
}
