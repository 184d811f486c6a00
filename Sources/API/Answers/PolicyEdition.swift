public import Insurance
import JSON

/// A policy with everything answers say of it encoded once, when it is loaded.
public final class PolicyEdition: Sendable {
  /// The policy.
  public let policy: Policy
  /// Each citation's JSON object, by its index.
  private let citations: [[UInt8]]
  private let indices: [Citation: Int]
  /// The citation's index of each value of each parameter.
  private let figures: [[Int]]
  private let clauses: [Clause: Int]

  /// Encodes what answers say of a policy.
  public init(_ policy: Policy) {
    var table = CitationTable()
    figures = policy.register.parameters.map { parameter in
      parameter.values.map { table.index(of: $0.citation) }
    }
    clauses = Dictionary(
      uniqueKeysWithValues: Clause.allCases.map { ($0, table.index(of: Citation($0))) })
    for terms in policy.layers { _ = table.index(of: terms.citation) }
    for entry in policy.readings {
      for citation in entry.citations { _ = table.index(of: citation) }
    }
    self.policy = policy
    citations = table.fragments
    indices = table.indices
  }

  /// The terms of a day on which the decoder has found a policy in force.
  func terms(on day: Day) -> Terms {
    guard let terms = policy.terms(on: day) else {
      preconditionFailure("the decoder refuses days without a policy")
    }
    return terms
  }

  /// The index of the citation that a reference of a step stands for.
  func index(of reference: CitationReference, under terms: Terms) -> Int {
    let index: Int? =
      switch reference {
      case .figure(let figure): figures[Int(figure.parameter)][Int(figure.value)]
      case .clause(let clause): clauses[clause]
      case .layer(let layer): terms.layers[layer].flatMap { indices[$0.citation] }
      }
    guard let index else { preconditionFailure("every citation of the policy is encoded") }
    return index
  }

  /// The JSON object of a citation.
  func fragment(_ index: Int) -> [UInt8] { citations[index] }

  /// The citations of a step, each once, in order.
  public func citations(of step: Step, under terms: Terms) -> [Citation] {
    var seen: [Int] = []
    for place in 0..<step.citations.count {
      let index = index(of: step.citations[place], under: terms)
      if !seen.contains(index) { seen.append(index) }
    }
    return seen.compactMap { wanted in indices.first { $0.value == wanted }?.key }
  }
}

/// Gives every distinct citation an index and its JSON.
private struct CitationTable {
  private(set) var fragments: [[UInt8]] = []
  private(set) var indices: [Citation: Int] = [:]

  mutating func index(of citation: Citation) -> Int {
    if let index = indices[citation] { return index }
    var json = JSONWriter(capacity: 128)
    json.beginObject()
    json.key("instrument")
    json.string(citation.instrument)
    json.key("clause")
    json.string(citation.clause)
    json.endObject()
    fragments.append(Array(json.bytes))
    indices[citation] = fragments.count - 1
    return fragments.count - 1
  }
}
