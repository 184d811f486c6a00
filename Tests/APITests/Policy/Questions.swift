import API
import Foundation
import GoldenCases
@testable import Insurance

/// A request as it is asked again and again under policies that differ by one figure.
struct Question {
  let calculation: Calculation
  let request: [UInt8]

  init(_ calculation: Calculation, _ request: String) {
    self.init(calculation, Array(request.utf8))
  }

  private init(_ calculation: Calculation, _ request: [UInt8]) {
    self.calculation = calculation
    self.request = request
  }

  /// The question that a golden case asks.
  private init?(_ golden: GoldenCase) {
    switch golden.path {
    case "/v1/settlements": self.init(.settlement, golden.request)
    case "/v1/contributions": self.init(.contribution, golden.request)
    case "/v1/maternity-allowances": self.init(.maternityAllowance, golden.request)
    default: return nil
    }
  }

  /// One golden case in four, the settlements among them as coverage too, and what these leave out.
  static func sample() throws -> [Question] {
    let golden = try goldenCases().enumerated().filter { $0.offset.isMultiple(of: 4) }
      .compactMap { Question($0.element) }
    let coverage = golden.filter { $0.calculation == .settlement }.enumerated()
      .filter { $0.offset.isMultiple(of: 3) }.map { Question(.coverage, $0.element.request) }
    return golden + coverage + others
  }

  /// Questions for figures that the golden cases do not reach.
  private static let others: [Question] =
    ["2023", "2024", "2025"].flatMap { year in
      ["3000.00", "30000.00"].map { wage in
        let members = #""month":"\#(year)-06","averageMonthlyWage":"\#(wage)""#
        return Question(.contribution, #"{"kind":"employeeMonthly",\#(members)}"#)
      }
    }
    + [69, 71].map { age in
      let members = #""date":"2024-05-11","age":\#(age),"annualBase":"50000.00""#
      return Question(.contribution, #"{"kind":"preSystemRetiree",\#(members)}"#)
    }
    + [3, 4].map { months in
      let members = #""date":"2024-05-11","gestationMonths":\#(months),"contributionMonths":9"#
      let base = #""base":{"kind":"flexible","contributionBase":"5000.00"}"#
      return Question(.maternityAllowance, #"{"event":"termination",\#(members),\#(base)}"#)
    }
    + ["2023-05-11", "2024-05-11"].flatMap { date in
      ["tuberculosis", "diabetes"].map { disease in
        let kind = #""kind":"chronicDisease","level":"primary","disease":"\#(disease)""#
        return Question(
          .settlement,
          SettlementText.visit.with {
            $0.person = #""scheme":"resident""#
            $0.encounter = #"\#(kind),"date":"\#(date)""#
            $0.fees = #""total":"400.00""#
          }.json)
      }
    }
    + [
      Question(
        .coverage,
        #"""
        {"person":{"scheme":"employee","status":"active"},"encounter":{"kind":"inpatient",
        "date":"2024-05-11","level":"primary"},
        "yearToDate":{"inpatient":{"inScope":0,"deductiblePaid":0}}}
        """#)
    ]
}

/// An answer and everything in the policy that it rests on.
struct Answered {
  let bytes: [UInt8]
  let grounds: Set<CitationReference>

  init(_ question: Question, _ calculator: inout Calculator) throws {
    let request = question.request.span
    switch question.calculation {
    case .settlement:
      let answer = try calculator.settlement(request)
      bytes = calculator.bytes(of: answer, in: .chinese)
      grounds = try answer.cited.union(answer.settlement.coverage.grounds)
        .union(answer.claim.groundsOfAlternatives(under: answer.terms))
    case .coverage:
      let answer = try calculator.coverage(request)
      bytes = calculator.bytes(of: answer, in: .chinese)
      grounds = answer.cited.union(answer.coverage.grounds)
    case .contribution:
      let answer = try calculator.contribution(request)
      bytes = calculator.bytes(of: answer, in: .chinese)
      let owed = answer.contribution
      let uses = [owed.base.wage].compactMap { $0 } + owed.floors.figures
      grounds = answer.cited.union(uses.map { .figure($0.id) })
    case .maternityAllowance:
      let answer = try calculator.maternityAllowance(request)
      bytes = calculator.bytes(of: answer, in: .chinese)
      let allowance = answer.allowance
      let uses = allowance.leave.figures + [allowance.requiredMonths]
      grounds = answer.cited.union(uses.map { .figure($0.id) })
    }
  }
}

extension Answer {
  /// What the steps cite.
  fileprivate var cited: Set<CitationReference> {
    var cited: Set<CitationReference> = []
    forEachStep { step in
      for index in 0..<step.citations.count { cited.insert(step.citations[index]) }
    }
    return cited
  }
}

extension Coverage {
  /// The figures of the terms that an answer shows.
  fileprivate var grounds: Set<CitationReference> {
    guard case .covered(let basic) = self else { return [] }
    let figures = [
      basic.standard.id, basic.capFigures.0.id, basic.capFigures.1?.id, basic.listedRate.id,
      basic.reduction?.id, basic.priorSelfPayRate?.id,
    ]
    return Set(figures.compactMap { $0 }.map { .figure($0) })
  }
}

extension Claim {
  /// What the claim rests on under other readings, which an answer names where they matter.
  fileprivate func groundsOfAlternatives(under terms: Terms) throws -> Set<CitationReference> {
    var grounds: Set<CitationReference> = []
    for reading in Reading.allCases where reading.isChoosable {
      for value in reading.values {
        var other = self
        _ = other.readings.choose(reading, value)
        let settlement = try other.settled(under: terms)
        grounds.formUnion(settlement.coverage.grounds)
        if !settlement.amounts.layers[.supplementary].isZero {
          grounds.insert(.layer(.supplementary))
        }
      }
    }
    return grounds
  }
}
