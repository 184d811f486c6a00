import API
import Foundation
import GoldenCases
import Testing

@Suite struct `a request changed at random` {
  @Test func `is answered or told its faults`() throws {
    let calculations: [String: Calculation] = [
      "/v1/settlements": .settlement, "/v1/coverage": .coverage,
      "/v1/contributions": .contribution, "/v1/maternity-allowances": .maternityAllowance,
    ]
    var calculator = Calculator(try shippedPolicy())
    var random = Mutator(state: 1)
    var answered = 0
    var count = 0
    for golden in try goldenCases() {
      guard let calculation = calculations[golden.path] else { continue }
      for _ in 0..<10 {
        let mutant = random.mutate(golden.request)
        var output: [UInt8] = []
        let problem = calculator.answer(calculation, mutant.span, in: .chinese, into: &output)
        if problem == nil { answered += 1 }
        #expect(problem.map { $0.kind == .notJSON || !$0.faults.isEmpty } ?? true)
        _ = try Text(output)
        count += 1
      }
    }
    #expect(count > 4_000 && answered > 0 && answered < count)
  }
}

/// Changes a document a little: mostly into another that is still JSON.
private struct Mutator {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var mutant = bytes
    for _ in 0...next(3) {
      let place = next(mutant.count)
      switch next(6) {
      case 0: mutant[place] = UInt8(ascii: "0") + UInt8(next(10))
      case 1: mutant.remove(at: place)
      case 2: mutant.insert(UInt8(32 + next(95)), at: place)
      default: replaceWord(&mutant)
      }
    }
    return mutant
  }

  /// Puts another value or name where one stands.
  private mutating func replaceWord(_ bytes: inout [UInt8]) {
    let words = [
      "null", "true", "-1", "1e9", "0.001", "[]", "{}", #""x""#, #""resident""#, #""student""#,
      #""pharmacy""#, #""unreferredOut""#, #""2022-12-31""#, #""primary""#, #""chronicDisease""#,
    ]
    var starts: [Int] = []
    for place in bytes.indices where bytes[place] == UInt8(ascii: ":") { starts.append(place + 1) }
    guard !starts.isEmpty else { return }
    let start = starts[next(starts.count)]
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: ","), bytes[end] != UInt8(ascii: "}") {
      end += 1
    }
    bytes.replaceSubrange(start..<end, with: words[next(words.count)].utf8)
  }
}
