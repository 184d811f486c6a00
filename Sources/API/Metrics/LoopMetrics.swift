import HTTP
import Insurance
import Synchronization

/// What one event loop has answered: written by its responder alone, read by anyone.
///
/// So an addition is a load and a store, without a lock and without an atomic addition.
final class LoopMetrics: Sendable {
  /// The statuses told apart; any other counts as the last.
  static let statuses: [UInt16] = [
    200, 202, 204, 304, 400, 401, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 422, 429, 431,
    500, 501, 503, 505,
  ]
  /// The upper bounds of the latency buckets, in microseconds.
  static let bucketMicroseconds: [Int] = [
    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000,
  ]
  /// The paths told apart: the resources, then everything else.
  static let pathCount = Resource.allCases.count + 1

  private let requests = InlineArray<320, Atomic<Int>> { _ in Atomic(0) }
  private let buckets = InlineArray<224, Atomic<Int>> { _ in Atomic(0) }
  private let nanoseconds = InlineArray<16, Atomic<Int>> { _ in Atomic(0) }
  private let settlements = InlineArray<36, Atomic<Int>> { _ in Atomic(0) }
  private let anonymous = StatusCounts()
  private let refused = StatusCounts()
  private let fen = InlineArray<9, Atomic<Int>> { _ in Atomic(0) }

  /// Zeros.
  init() {
    precondition(Self.pathCount * Self.statuses.count <= requests.count, "there is a figure each")
    precondition(Self.pathCount * (Self.bucketMicroseconds.count + 1) <= buckets.count)
    precondition(Self.pathCount <= nanoseconds.count)
  }

  /// Counts one answer.
  func count(_ resource: Resource?, _ status: Status, of caller: CallerLabel) {
    let path = Self.index(of: resource)
    let place = Self.statuses.firstIndex(of: status.code) ?? Self.statuses.count - 1
    add(1, to: requests[path * Self.statuses.count + place])
    switch caller {
    case .caller(let account): account.countAnswer(status: place)
    case .anonymous: add(1, to: anonymous.figures[place])
    case .refused: add(1, to: refused.figures[place])
    }
  }

  /// Counts how long one answer took.
  func count(_ resource: Resource?, nanoseconds duration: Int) {
    let path = Self.index(of: resource)
    let bucket =
      Self.bucketMicroseconds.firstIndex { duration <= $0 * 1000 }
      ?? Self.bucketMicroseconds.count
    add(1, to: buckets[path * (Self.bucketMicroseconds.count + 1) + bucket])
    add(duration, to: nanoseconds[path])
  }

  /// Counts one settlement and the money it pays.
  func count(_ answer: SettlementAnswer) {
    let place = Self.index(
      answer.claim.person.enrolment.scheme, answer.claim.encounter.kind,
      isSettled: answer.settlement.isSettled)
    add(1, to: settlements[place])
    for payer in Payer.allCases {
      add(Int(answer.settlement.amount(of: payer).fen), to: fen[payer.place])
    }
  }

  /// How many answers of a path had a status.
  func requestCount(_ path: Int, status place: Int) -> Int {
    requests[path * Self.statuses.count + place].load(ordering: .relaxed)
  }

  /// How many answers to those who were not asked who they are had a status.
  func anonymousCount(status place: Int) -> Int { anonymous[place] }

  /// How many answers to those who did not prove to be callers had a status.
  func refusedCount(status place: Int) -> Int { refused[place] }

  /// How many answers of a path took as long as a bucket says, the last bucket having no bound.
  func bucketCount(_ path: Int, bucket: Int) -> Int {
    buckets[path * (Self.bucketMicroseconds.count + 1) + bucket].load(ordering: .relaxed)
  }

  /// How long the answers of a path took together.
  func nanosecondCount(_ path: Int) -> Int { nanoseconds[path].load(ordering: .relaxed) }

  /// How many settlements there were of a kind.
  func settlementCount(_ scheme: Scheme, _ kind: EncounterKind, isSettled: Bool) -> Int {
    settlements[Self.index(scheme, kind, isSettled: isSettled)].load(ordering: .relaxed)
  }

  /// What a payer paid in all, in fen.
  func fenPaid(by payer: Payer) -> Int { fen[payer.place].load(ordering: .relaxed) }

  private func add(_ amount: Int, to figure: borrowing Atomic<Int>) {
    figure.store(figure.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
  }

  private static func index(of resource: Resource?) -> Int {
    resource.flatMap { Resource.allCases.firstIndex(of: $0) } ?? Resource.allCases.count
  }

  private static func index(_ scheme: Scheme, _ kind: EncounterKind, isSettled: Bool) -> Int {
    let schemeIndex = Scheme.allCases.firstIndex(of: scheme) ?? 0
    let kindIndex = EncounterKind.allCases.firstIndex(of: kind) ?? 0
    return (schemeIndex * EncounterKind.allCases.count + kindIndex) * 2 + (isSettled ? 0 : 1)
  }
}

/// How many answers had each of the statuses told apart.
final class StatusCounts: Sendable {
  /// The figures, by the places of the statuses.
  let figures = InlineArray<23, Atomic<Int>> { _ in Atomic(0) }

  init() { precondition(figures.count == LoopMetrics.statuses.count, "each status has its figure") }

  subscript(place: Int) -> Int { figures[place].load(ordering: .relaxed) }
}

extension Settlement {
  /// Whether the fund pays at all.
  var isSettled: Bool { reasons.isEmpty }
}
