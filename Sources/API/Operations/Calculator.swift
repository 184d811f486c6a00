public import HTTP
public import Insurance
import JSON

/// The calculations the service offers.
public enum Calculation: CaseIterable, Sendable {
  /// One settlement.
  case settlement
  /// What a person has here and now.
  case coverage
  /// One contribution.
  case contribution
  /// One maternity allowance.
  case maternityAllowance
}

/// Computes answers from the bytes of requests; one serves one event loop, or one thread.
///
/// It keeps its buffers from one request to the next, so that a request costs no allocation of
/// them.
public struct Calculator: ~Copyable, Sendable {
  private var policy: SlotReader<PolicyEdition>
  private let metrics: LoopMetrics?
  private let decisions: DecisionRecorder?
  private let settle: Settle
  private var document = JSONDocument()
  private var json = JSONWriter()
  private var digester = Digester()
  /// A line of the decision log.
  private var line: [UInt8] = []

  /// A calculator under whatever policy is in force.
  public init(_ slot: PolicySlot) { self.init(slot, metrics: nil) }

  /// Settles a claim under terms.
  typealias Settle = @Sendable (Claim, Terms) throws(ClaimFault) -> Settlement

  /// A calculator that counts and records its settlements, and settles as the rules say unless told
  /// otherwise.
  init(
    _ slot: PolicySlot, metrics: LoopMetrics?, decisions: DecisionRecorder? = nil,
    settle: @escaping Settle = { (claim, terms) throws(ClaimFault) in
      try claim.settled(under: terms)
    }
  ) {
    self.settle = settle
    self.metrics = metrics
    self.decisions = decisions
    policy = SlotReader(slot) { PolicyEdition(unsharing: $0) }
  }

  /// A calculator like another one of the same thread, with buffers of its own.
  init(like other: borrowing Calculator) {
    policy = other.policy
    metrics = other.metrics
    decisions = other.decisions
    settle = other.settle
  }

  /// Appends the answer to a request, or the problem with it.
  ///
  /// - Parameter identity: what the request is known by where it came over HTTP.
  /// - Returns: the problem, where there is one.
  public mutating func answer(
    _ calculation: Calculation, _ body: Span<UInt8>, in language: Language,
    of identity: RequestIdentity? = nil, into output: inout [UInt8]
  ) -> Problem? {
    do throws(Problem) {
      switch calculation {
      case .settlement:
        try appendSettlement(body, in: language, explains: true, of: identity, to: &output)
      case .coverage: append(try coverage(body), in: language, to: &output)
      case .contribution: append(try contribution(body), in: language, to: &output)
      case .maternityAllowance: append(try maternityAllowance(body), in: language, to: &output)
      }
      return nil
    } catch {
      append(error, in: language, to: &output)
      return error
    }
  }

  /// Computes one settlement.
  ///
  /// - Throws: `Problem`, naming every fault of the request.
  public mutating func settlement(_ body: Span<UInt8>) throws(Problem) -> SettlementAnswer {
    let edition = currentEdition()
    let request = try decode(body) { (decoder) in
      decoder.settlementRequest(under: edition.policy, requiresFees: true)
    }
    return try answer(request, body, under: edition)
  }

  /// Computes one settlement of a person whose year is carried along; says too whether the request
  /// began the year with accumulators of its own.
  ///
  /// - Throws: `Problem`, naming every fault of the request.
  mutating func settlement(
    _ body: Span<UInt8>, after carried: CarriedYear?
  ) throws(Problem) -> (SettlementAnswer, isOpened: Bool) {
    let edition = currentEdition()
    var isOpened = false
    let request = try decode(body, isCarrying: true) { (decoder) in
      decoder.settlementRequest(under: edition.policy, after: carried, isOpened: &isOpened)
    }
    return (try answer(request, body, under: edition), isOpened)
  }

  /// The answer to a settlement request that has been decoded from `body`.
  private mutating func answer(
    _ request: consuming SettlementRequest, _ body: Span<UInt8>,
    under edition: consuming PolicyEdition
  ) throws(Problem) -> SettlementAnswer {
    guard let claim = request.claim else {
      preconditionFailure("a decoded settlement request has fees")
    }
    let settlement: Settlement
    let alternatives: [Alternative]
    do throws(ClaimFault) {
      settlement = try settle(claim, request.terms)
      alternatives = try settlement.alternatives(of: claim, under: request.terms)
    } catch {
      throw Problem(failureOf: request.requestID)
    }
    let receipt =
      request.options.asksForReceipt
      ? try receipt(of: settlement, alternatives, to: body, by: edition.engine) : nil
    return SettlementAnswer(
      requestID: request.requestID, explains: request.options.explains, claim: claim,
      settlement: settlement, alternatives: alternatives, terms: request.terms, edition: edition,
      receipt: receipt)
  }

  /// The receipt of an answer to a request; only who asks for one has the request parsed again.
  private mutating func receipt(
    of settlement: Settlement, _ alternatives: [Alternative], to body: Span<UInt8>,
    by engine: Engine
  ) throws(Problem) -> Receipt {
    json.reset()
    json.result(settlement, alternatives)
    return Receipt(
      request: try digester.digest(ofRequest: body, by: engine),
      result: try digester.digest(ofResult: json.bytes.span, by: engine))
  }

  /// Finds what a person has here and now; with fees, estimates their settlement too.
  ///
  /// - Throws: `Problem`, naming every fault of the request.
  public mutating func coverage(_ body: Span<UInt8>) throws(Problem) -> CoverageAnswer {
    let edition = currentEdition()
    let request = try decode(body) { (decoder) in
      decoder.settlementRequest(under: edition.policy, requiresFees: false)
    }
    do throws(ClaimFault) {
      let coverage = try Coverage(
        of: request.encounter, for: request.person, yearToDate: request.yearToDate,
        readings: request.options.readings, under: request.terms)
      let claim = request.claim
      let estimate: Settlement? = if let claim { try settle(claim, request.terms) } else { nil }
      return CoverageAnswer(
        requestID: request.requestID, explains: request.options.explains, person: request.person,
        encounter: request.encounter, yearToDate: request.yearToDate,
        readings: request.options.readings, claim: claim, coverage: coverage, estimate: estimate,
        terms: request.terms, edition: edition)
    } catch {
      throw Problem(failureOf: request.requestID)
    }
  }

  /// Computes one contribution.
  ///
  /// - Throws: `Problem`, naming every fault of the request.
  public mutating func contribution(_ body: Span<UInt8>) throws(Problem) -> ContributionAnswer {
    let edition = currentEdition()
    let policy = edition.policy
    return try decode(body) { (decoder) in
      guard let request = decoder.contributionRequest(under: policy), let day = request.claim.day
      else { return nil }
      do throws(RequestFaults) {
        let contribution = try policy.contribution(for: request.claim)
        var employees: (owed: EmployeeRollContribution, requestIDs: [RequestID?])?
        if let (roll, requestIDs) = request.employees {
          employees = (try policy.contribution(for: roll), requestIDs)
        }
        guard decoder.faults.isEmpty else { return nil }
        return ContributionAnswer(
          requestID: request.requestID, day: day, contribution: contribution,
          employees: employees, terms: edition.terms(on: day), edition: edition)
      } catch {
        decoder.add(error, policy)
        return nil
      }
    }
  }

  /// Computes one maternity allowance.
  ///
  /// - Throws: `Problem`, naming every fault of the request.
  public mutating func maternityAllowance(_ body: Span<UInt8>) throws(Problem) -> MaternityAnswer {
    let edition = currentEdition()
    let policy = edition.policy
    return try decode(body) { (decoder) in
      guard let request = decoder.maternityRequest(under: policy) else { return nil }
      do throws(RequestFaults) {
        return MaternityAnswer(
          requestID: request.requestID, day: request.claim.date,
          allowance: try policy.allowance(for: request.claim),
          terms: edition.terms(on: request.claim.date), edition: edition)
      } catch {
        decoder.add(error, policy)
        return nil
      }
    }
  }

  /// What is wrong with content that should be an object without members; nil where it is one.
  mutating func problem(withEmpty body: Span<UInt8>) -> Problem? {
    do throws(Problem) {
      try decode(body) { (decoder) in decoder.emptyObject() }
      return nil
    } catch {
      return error
    }
  }

  /// What is in force on a day; nil before the policy came into force.
  public mutating func policy(on day: Day) -> PolicyAnswer? {
    PolicyAnswer(on: day, currentEdition())
  }

  /// The newest edition of the policy.
  mutating func currentEdition() -> PolicyEdition { policy.newest() }

  /// What `body` holds by `decode`, or the problem with it.
  private mutating func decode<Request: ~Copyable>(
    _ body: Span<UInt8>, isCarrying: Bool = false, _ decode: (inout RequestDecoder) -> Request?
  ) throws(Problem) -> Request {
    let reader: JSONReader
    do throws(JSONError) {
      reader = try document.parse(body)
    } catch {
      throw Problem(error)
    }
    var decoder = RequestDecoder(reader, isCarrying: isCarrying)
    if let request = decode(&decoder) { return request }
    throw Problem(faults: decoder.faults, requestID: decoder.requestIDOfRoot())
  }

  /// The key of the person whom a request names; nil where it names none, or cannot be read.
  mutating func personKey(in body: Span<UInt8>) -> PersonKey? {
    do throws(JSONError) {
      return try document.parse(body).personKey()
    } catch {
      return nil
    }
  }
}

extension SettlementRequest {
  /// The claim, where there are fees.
  fileprivate var claim: Claim? {
    fees.map {
      Claim(
        person: person, encounter: encounter, fees: $0, yearToDate: yearToDate,
        readings: options.readings)
    }
  }
}

extension Problem {
  /// The problem of a claim that the decoder let through and that cannot be settled, which is the
  /// program's own fault: this request is not answered, the next ones are.
  init(failureOf requestID: RequestID?) {
    self.init(.failed, detail: Detail.failed.words)
    self.requestID = requestID
  }
}

// MARK: Writing

extension Calculator {
  /// An answer as JSON.
  public mutating func bytes(of answer: some Answer, in language: Language) -> [UInt8] {
    var bytes: [UInt8] = []
    append(answer, in: language, to: &bytes)
    return bytes
  }

  /// A problem as JSON.
  public mutating func bytes(of problem: Problem, in language: Language) -> [UInt8] {
    var bytes: [UInt8] = []
    append(problem, in: language, to: &bytes)
    return bytes
  }

  /// Appends the settlement of a request, which is counted and recorded; without steps unless it
  /// `explains`.
  mutating func appendSettlement(
    _ body: Span<UInt8>, in language: Language, explains: Bool, of identity: RequestIdentity?,
    to output: inout [UInt8]
  ) throws(Problem) {
    let start = decisions?.nanoseconds()
    var answer = try settlement(body)
    if !explains { answer.explains = false }
    metrics?.count(answer)
    append(answer, in: language, to: &output)
    if let decisions, let start { record(answer, to: body, of: identity, since: start, decisions) }
  }

  /// Records a settlement; one without a receipt has its request parsed again for the digest.
  private mutating func record(
    _ answer: SettlementAnswer, to body: Span<UInt8>, of identity: RequestIdentity?,
    since start: UInt64, _ decisions: DecisionRecorder
  ) {
    var request = answer.receipt?.request
    if request == nil {
      request = try? digester.digest(ofRequest: body, by: answer.edition.engine)
    }
    decisions.record(answer, request: request, of: identity, since: start, &json, &line)
  }

  /// What is in force on a day, as JSON.
  public mutating func bytes(of policy: PolicyAnswer, in language: Language) -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes) { policy.write(into: &$0, in: language) }
    return bytes
  }

  mutating func append(
    _ answer: some Answer, in language: Language, to output: inout [UInt8]
  ) {
    write(into: &output) { answer.write(into: &$0, in: language) }
  }

  private mutating func append(
    _ problem: Problem, in language: Language, to output: inout [UInt8]
  ) {
    write(into: &output) { problem.write(into: &$0, in: language) }
  }

  /// Appends what `write` writes.
  mutating func write(into output: inout [UInt8], _ write: (inout JSONWriter) -> Void) {
    json.reset()
    write(&json)
    json.append(to: &output)
  }
}
