public import Insurance
import JSON

/// A policy with everything answers say of it encoded once, when it is loaded.
public final class PolicyEdition: Sendable {
  /// The policy.
  public let policy: Policy
  /// What computes under it.
  public let engine: Engine
  /// Each distinct citation.
  private let citations: [Citation]
  /// Each distinct citation's JSON object.
  private let citationFragments: [[UInt8]]
  /// Each distinct citation as the whole member `citations`.
  private let soleCitationFragments: [[UInt8]]
  /// The citation's index of each value of each parameter.
  private let figures: [[Int]]
  /// The citation's index of each clause.
  private let clauses: [Int]
  /// The citation's index of a layer's terms.
  private let layers: [Citation: Int]
  private let words: [AnswerFragments]
  /// The member `reading` of a step on which one reading bears, by reading and value.
  private let readings: [[[UInt8]]]
  /// The members before and after the day of the `policy` of an answer.
  private let policyFragments: (before: [UInt8], after: [UInt8])
  /// The members `policy` and `engine` of a receipt.
  private let identityFragment: [UInt8]

  /// Encodes what answers say of a policy and of what computes under it.
  public init(_ policy: Policy, by engine: Engine) {
    var table = CitationTable()
    figures = policy.register.parameters.map { parameter in
      parameter.values.map { table.index(of: $0.citation) }
    }
    clauses = Clause.allCases.map { table.index(of: Citation($0)) }
    layers = Dictionary(
      policy.layers.map { ($0.citation, table.index(of: $0.citation)) },
      uniquingKeysWith: { first, _ in first })
    self.policy = policy
    self.engine = engine
    citations = table.citations
    citationFragments = citations.map(\.fragment)
    soleCitationFragments = citationFragments.map { Array("\"citations\":[".utf8) + $0 + [0x5D] }
    words = Language.allCases.map { AnswerFragments($0) }
    readings = Reading.allCases.map { reading in
      reading.values.map { value in
        JSONWriter.members { $0.text("reading", "\(reading.name)=\(value)") }
      }
    }
    policyFragments = policy.fragments
    identityFragment = JSONWriter.members { json in
      json.text("policy", policy.digest)
      json.key("engine")
      json.beginObject()
      json.text("version", engine.version)
      json.text("digest", engine.digest)
      json.endObject()
    }
  }

  /// The same edition again, for one thread; see `Policy.unshared`.
  init(unsharing edition: PolicyEdition) {
    policy = edition.policy.unshared()
    engine = edition.engine
    citations = edition.citations
    citationFragments = edition.citationFragments
    soleCitationFragments = edition.soleCitationFragments
    figures = edition.figures
    clauses = edition.clauses
    layers = edition.layers
    words = edition.words
    readings = edition.readings
    policyFragments = edition.policyFragments
    identityFragment = edition.identityFragment
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
    switch reference {
    case .figure(let figure): return figures[Int(figure.parameter)][Int(figure.value)]
    case .clause(let clause): return clauses[Int(clause.rawValue)]
    case .layer(let layer):
      guard let citation = terms.layers[layer]?.citation, let index = layers[citation] else {
        preconditionFailure("a layer that pays has terms, whose citation is encoded")
      }
      return index
    }
  }

  /// The citations of a step, each once, in order.
  public func citations(of step: Step, under terms: Terms) -> [Citation] {
    var seen: [Int] = []
    for place in 0..<step.citations.count {
      let index = index(of: step.citations[place], under: terms)
      if !seen.contains(index) { seen.append(index) }
    }
    return seen.map { citations[$0] }
  }

  /// Writes the JSON object of a citation.
  ///
  /// Not inlined, since the loop around it would count a reference to what all loops share.
  @inline(never)
  func writeCitation(_ index: Int, into json: inout JSONWriter) {
    json.raw(citationFragments[index])
  }

  /// Writes the member `citations` of a step that has one citation.
  func writeSoleCitation(_ index: Int, into json: inout JSONWriter) {
    json.raw(soleCitationFragments[index])
  }

  /// Writes how a step of a rule begins.
  func writeBeginning(of rule: Rule, in language: Language, into json: inout JSONWriter) {
    json.raw(words[language.place].steps[rule.rawValue])
  }

  /// Writes the one reading that bears on a step, with the value that stands at a place among its
  /// values.
  func writeReading(_ reading: Reading, valuePlace: Int, into json: inout JSONWriter) {
    json.raw(readings[reading.rawValue - 1][valuePlace])
  }

  /// Writes the note that a layer is not configured.
  @inline(never)
  func writeNotConfigured(_ layer: Layer, in language: Language, into json: inout JSONWriter) {
    json.raw(words[language.place].notConfigured[Int(layer.place)])
  }

  /// Writes which policy answered: id, the day it was asked for, and the digest of its files.
  func writePolicy(on day: Day, into json: inout JSONWriter) {
    json.raw(policyFragments.before)
    json.day("date", day)
    json.raw(policyFragments.after)
  }

  /// Writes what a receipt says of the policy and the engine.
  func writeIdentity(into json: inout JSONWriter) { json.raw(identityFragment) }
}

/// The words of answers in one language as JSON, encoded once.
private struct AnswerFragments: Sendable {
  /// How a step begins, by rule: `{"rule":"cash","title":"个人现金支付"`.
  let steps: [[UInt8]]
  /// The note that a layer is not configured, by layer.
  let notConfigured: [[UInt8]]

  init(_ language: Language) {
    steps = Rule.allCases.map { rule in
      JSONWriter.members { json in
        json.beginObject()
        json.text("rule", rule.name)
        json.text("title", rule.words[language])
      }
    }
    notConfigured = Layer.allCases.map { layer in
      JSONWriter.members { $0.note(.notConfigured(layer), in: language) }
    }
  }
}

/// Gives every distinct citation an index.
private struct CitationTable {
  private(set) var citations: [Citation] = []
  private var indices: [Citation: Int] = [:]

  mutating func index(of citation: Citation) -> Int {
    if let index = indices[citation] { return index }
    citations.append(citation)
    indices[citation] = citations.count - 1
    return citations.count - 1
  }
}

extension Language {
  /// The place among all languages.
  fileprivate var place: Int { self == .chinese ? 0 : 1 }
}

extension Citation {
  fileprivate var fragment: [UInt8] {
    var json = JSONWriter(capacity: 128)
    json.beginObject()
    json.text("instrument", instrument)
    json.text("clause", clause)
    json.endObject()
    return json.bytes
  }
}

extension Policy {
  fileprivate var fragments: (before: [UInt8], after: [UInt8]) {
    let id = JSONWriter.members { $0.text("id", self.id) }
    let digest = JSONWriter.members { $0.text("digest", self.digest) }
    return (
      Array("\"policy\":{".utf8) + id, digest + [UInt8(ascii: "}")]
    )
  }
}

extension JSONWriter {
  /// The members that `write` writes, without the braces around them.
  fileprivate static func members(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    write(&json)
    return json.bytes
  }
}
