import Insurance
import JSON

/// Computes answers from the bytes of requests; one serves one event loop, or one thread.
///
/// It keeps its buffers from one request to the next, so that a request costs no allocation of
/// them.
public struct Calculator: Sendable {
  private let slot: PolicySlot
  private var edition: PolicyEdition
  private var generation: Int
  private var document = JSONDocument()
  private var json = JSONWriter()

  /// A calculator under whatever policy is in force.
  public init(_ slot: PolicySlot) {
    self.slot = slot
    generation = slot.generation
    edition = slot.edition
  }

  /// The newest edition of the policy.
  mutating func currentEdition() -> PolicyEdition {
    let newest = slot.generation
    if newest != generation {
      edition = slot.edition
      generation = newest
    }
    return edition
  }

  /// Computes one settlement from the bytes of a request.
  ///
  /// - Throws: `Problem`, naming every fault of the request.
  public mutating func settlement(_ body: Span<UInt8>) throws(Problem) -> SettlementAnswer {
    let edition = currentEdition()
    let request = try settlementRequest(body, under: edition.policy, requiresFees: true)
    guard let claim = request.claim, let terms = edition.policy.terms(on: claim.encounter.date)
    else { preconditionFailure("a decoded settlement request has fees and a policy in force") }
    do throws(ClaimFault) {
      let settlement = try Settlement(claim, under: terms)
      return SettlementAnswer(
        request: request, claim: claim, settlement: settlement,
        alternatives: try settlement.alternatives(of: claim, under: terms), terms: terms,
        edition: edition)
    } catch {
      preconditionFailure("the decoder refuses what cannot be settled: \(error)")
    }
  }

  /// The settlement request in the bytes.
  mutating func settlementRequest(
    _ body: Span<UInt8>, under policy: Policy, requiresFees: Bool
  ) throws(Problem) -> SettlementRequest {
    let reader: JSONReader
    do throws(JSONError) {
      reader = try document.parse(body)
    } catch {
      throw Problem(error)
    }
    var decoder = RequestDecoder(reader)
    if let request = decoder.settlementRequest(under: policy, requiresFees: requiresFees) {
      return request
    }
    throw Problem(faults: decoder.faults, requestID: decoder.requestIDOfRoot())
  }

  /// The bytes that `write` writes, appended to `output`.
  mutating func write(into output: inout [UInt8], _ write: (inout JSONWriter) -> Void) {
    json.reset()
    write(&json)
    output.append(contentsOf: json.bytes)
  }

  /// An answer as JSON.
  public mutating func bytes(of answer: SettlementAnswer, in language: Language) -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes) { answer.write(into: &$0, in: language) }
    return bytes
  }

  /// A problem as JSON.
  public mutating func bytes(of problem: Problem, in language: Language) -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes) { problem.write(into: &$0, in: language) }
    return bytes
  }

  /// Appends the answer to a settlement request, or the problem with it.
  ///
  /// - Returns: the problem, where there is one.
  public mutating func settle(
    _ body: Span<UInt8>, in language: Language, into output: inout [UInt8]
  ) -> Problem? {
    do throws(Problem) {
      let answer = try settlement(body)
      write(into: &output) { answer.write(into: &$0, in: language) }
      return nil
    } catch {
      write(into: &output) { error.write(into: &$0, in: language) }
      return error
    }
  }
}
