import API
import Foundation
@testable import Insurance
import TestPolicies
import Testing

/// What becomes of answers when one figure of the policy is another.
@Suite struct `a figure that is changed` {
  private let shipped: Policy
  private let questions: [Question]
  private let answers: [Answered]

  init() throws {
    shipped = try TestPolicies.shipped()
    questions = try Question.sample()
    var calculator = Calculator(PolicySlot(PolicyEdition(shipped)))
    answers = try questions.map { try Answered($0, &calculator) }
  }

  @Test func `changes some of the answers that rest on it, and no other`() throws {
    var idle: [String] = []
    for (place, parameter) in shipped.register.parameters.enumerated() {
      for index in parameter.values.indices {
        let name = "\(parameter.name) \(parameter.values[index].from)"
        let figure = FigureID(parameter: UInt16(place), value: UInt16(index))
        let changed = changedAnswers(under: try shipped.changing(figure))
        let strays = changed.filter { !answers[$0].grounds.contains(.figure(figure)) }
        #expect(strays.isEmpty, "\(name): \(strays.first.map { text(questions[$0]) } ?? "")")
        if changed.isEmpty { idle.append(name) }
      }
    }
    #expect(idle == Self.shownOnly)
  }

  @Test func `in the supplementary insurance changes the answers in which that pays`() throws {
    let layers = shipped.layers.map {
      $0.layer == .supplementary ? $0.paying(Rate(percent: 60)) : $0
    }
    let changed = changedAnswers(under: try shipped.with(layers: layers))
    #expect(!changed.isEmpty)
    #expect(changed.filter { !answers[$0].grounds.contains(.layer(.supplementary)) } == [])
  }

  @Test func `stands in one value of one file`() throws {
    var checked: Set<String> = []
    for (place, parameter) in shipped.register.parameters.enumerated() {
      let file = parameter.origin.file.split(separator: "/").last.map(String.init) ?? ""
      guard checked.insert(file).inserted else { continue }
      let figure = FigureID(parameter: UInt16(place), value: 0)
      let inFile = try shippedPolicy(changing: shipped.entry(of: figure), of: parameter, in: file)
      let changed = try shipped.changing(figure)
      #expect(inFile.amounts == changed.amounts, "\(parameter.name)")
      #expect(changed.amounts != shipped.amounts)
    }
    #expect(checked.count == 7)
  }

  /// The shipped policy whose file has another number on the line of a value.
  private func shippedPolicy(
    changing value: DatedValue, of parameter: Parameter, in file: String
  ) throws -> Policy {
    var files = try TestPolicies.shippedFiles()
    var lines = try #require(files[file]).components(separatedBy: "\n")
    let line = try #require(lines[value.origin.line...].firstIndex { $0.contains(" value: ") })
    let amount = value.amount + parameter.difference
    let decimals = parameter.unit.decimals
    let digits = String(repeating: "0", count: decimals) + "\(amount)"
    lines[line] = "        value: \(digits.dropLast(decimals)).\(digits.suffix(decimals))"
    if decimals == 0 { lines[line].removeLast() }
    files[file] = lines.joined(separator: "\n")
    return try TemporaryFolder(files).loadPolicy()
  }

  /// The questions whose answers another policy changes.
  private func changedAnswers(under policy: Policy) -> [Int] {
    var calculator = Calculator(PolicySlot(PolicyEdition(policy)))
    var changed: [Int] = []
    var answer: [UInt8] = []
    for (index, question) in questions.enumerated() {
      answer.removeAll(keepingCapacity: true)
      _ = calculator.answer(
        question.calculation, question.request.span, in: .chinese, into: &answer)
      if answer != answers[index].bytes { changed.append(index) }
    }
    return changed
  }

  private func text(_ question: Question) -> String {
    String(decoding: question.request, as: UTF8.self)
  }

  /// The figures that no amount rests on: those of budgets, floors that only bound other figures,
  /// and the wages of years before the one that the first day of the policy looks back to.
  private static let shownOnly = [
    "budget.primaryShareOfNewSpending 2024-03-01",
    "budget.consultationFee.centre 2023-01-01", "budget.consultationFee.centre 2024-03-01",
    "budget.consultationFee.station 2023-01-01", "budget.consultationFee.station 2024-03-01",
    "budget.specialtyIncentiveShare 2024-03-01",
    "budget.reservedSpecialistAppointments 2024-03-01",
    "province.averageAnnualWage 2020-01-01", "province.averageAnnualWage 2021-01-01",
    "resident.inpatient.rateFloor.primary 2024-03-01",
    "resident.outpatient.rateFloor.primary 2024-03-01",
  ]
}

extension LayerTerms {
  /// The terms with one rate wherever they pay.
  fileprivate func paying(_ rate: Rate) -> LayerTerms {
    let everywhere = ByPlace(
      institutions: ByLevel(primary: rate, secondary: rate, tertiary: rate), pharmacy: .zero)
    let band = LayerBand(from: .zero, rates: .byPlace(everywhere))
    return LayerTerms(
      layer: layer, kinds: kinds, members: members,
      benefit: benefit.map { _ in
        LayerBenefit(threshold: nil, bands: [band], hasBands: false, yearlyCap: nil)
      }, from: from, citation: citation, source: source, origin: origin)
  }
}

extension Policy {
  /// Every value of every parameter.
  fileprivate var amounts: [[Int64]] {
    register.parameters.map { $0.values.map(\.amount) }
  }

  /// The policy with other layers.
  fileprivate func with(layers: [LayerTerms]) throws(PolicyFaults) -> Policy {
    try Policy(
      id: id, digest: digest, inForceFrom: inForceFrom, register: register, readings: readings,
      layers: layers)
  }

  /// The policy with another value of one figure, and nothing else changed.
  fileprivate func changing(_ figure: FigureID) throws(PolicyFaults) -> Policy {
    var parameters = register.parameters
    parameters[Int(figure.parameter)] = parameter(of: figure).changing(Int(figure.value))
    return try Policy(
      id: id, digest: digest, inForceFrom: inForceFrom,
      register: Register(instruments: register.instruments, parameters: parameters),
      readings: readings, layers: layers)
  }
}

extension Parameter {
  /// What a changed value has more than the shipped: 50 yuan, four hundredths, two years or one.
  ///
  /// A floor is lowered: a policy with a rate below its floor is refused.
  fileprivate var difference: Int64 {
    switch unit {
    case .yuan: 50_00
    case .rate: name.contains("rateFloor") ? -400 : 400
    case .times, .days, .months: 1
    case .years: 2
    }
  }

  /// The parameter with another value at an index.
  fileprivate func changing(_ index: Int) -> Parameter {
    var values = values
    let old = values[index]
    values[index] = DatedValue(
      from: old.from, until: old.until, amount: old.amount + difference,
      isProvisional: old.isProvisional, citation: old.citation, source: old.source,
      origin: old.origin)
    return Parameter(
      name: name, title: title, unit: unit, isYearly: isYearly, values: values, origin: origin)
  }
}
