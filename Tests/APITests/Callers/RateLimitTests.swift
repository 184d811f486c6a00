import Dispatch
import Synchronization
import Testing

@testable import API

@Suite struct `A rate limit` {
  private let second: UInt64 = 1_000_000_000

  /// Takes a token from a bucket, which is moved on.
  private func take(_ limit: RateLimit, _ fullAt: inout UInt64, at now: UInt64) -> UInt64? {
    switch limit.take(fullAt: fullAt, now: now) {
    case .taken(let moved):
      fullAt = moved
      return nil
    case .empty(let wait): return wait
    }
  }

  @Test func `lets a full bucket through at once and no more`() {
    let limit = RateLimit(requestsPerSecond: 2, burst: 3)
    var fullAt: UInt64 = 0
    let now = 100 * second
    for _ in 0..<3 { #expect(take(limit, &fullAt, at: now) == nil) }
    #expect(take(limit, &fullAt, at: now) == second / 2)
  }

  @Test func `has a token again exactly when it said`() throws {
    let limit = RateLimit(requestsPerSecond: 2, burst: 1)
    var fullAt: UInt64 = 0
    #expect(take(limit, &fullAt, at: second) == nil)
    let wait = try #require(take(limit, &fullAt, at: second + 1))
    #expect(wait == second / 2 - 1)
    #expect(take(limit, &fullAt, at: second + wait) == 1)
    #expect(take(limit, &fullAt, at: second + wait + 1) == nil)
  }

  @Test func `takes nothing for a request it refuses`() {
    let limit = RateLimit(requestsPerSecond: 1, burst: 1)
    var fullAt: UInt64 = 0
    #expect(take(limit, &fullAt, at: second) == nil)
    for _ in 0..<100 { #expect(take(limit, &fullAt, at: second) == second) }
    #expect(take(limit, &fullAt, at: 2 * second) == nil)
  }

  @Test func `never holds more than a burst however long the pause`() {
    let limit = RateLimit(requestsPerSecond: 1000, burst: 5)
    var fullAt: UInt64 = 0
    let now = 1_000_000 * second
    for _ in 0..<5 { #expect(take(limit, &fullAt, at: now) == nil) }
    #expect(take(limit, &fullAt, at: now) != nil)
  }

  @Test func `allows its rate and its burst over a long time`() {
    for rate in [1, 3, 7, 1000] {
      let limit = RateLimit(requestsPerSecond: rate, burst: 10)
      var fullAt: UInt64 = 0
      var taken = 0
      let step = second / UInt64(rate * 10)
      for tick in 0..<UInt64(rate * 10 * 10)
      where take(limit, &fullAt, at: second + tick * step) == nil {
        taken += 1
      }
      #expect((rate * 10 + 9...rate * 10 + 10).contains(taken), "\(rate): \(taken)")
    }
  }

  @Test func `fills in whole seconds, rounded up`() {
    #expect(RateLimit(requestsPerSecond: 10, burst: 10).secondsToFill == 1)
    #expect(RateLimit(requestsPerSecond: 10, burst: 11).secondsToFill == 2)
    #expect(RateLimit(requestsPerSecond: 10, burst: 1).secondsToFill == 1)
  }

  @Test func `holds at both ends of its range`() {
    for (rate, burst) in [(1, 1_000_000), (1_000_000, 1), (1, 1), (1_000_000, 1_000_000)] {
      let limit = RateLimit(requestsPerSecond: rate, burst: burst)
      var fullAt: UInt64 = 0
      let taken = (0..<burst).count { _ in take(limit, &fullAt, at: second) == nil }
      #expect(taken == burst)
      #expect(take(limit, &fullAt, at: second) == second / UInt64(rate))
    }
  }

  @Test func `is not made outside its range`() async {
    await #expect(processExitsWith: .failure) { _ = RateLimit(requestsPerSecond: 0, burst: 1) }
    await #expect(processExitsWith: .failure) { _ = RateLimit(requestsPerSecond: 1, burst: 0) }
    await #expect(processExitsWith: .failure) {
      _ = RateLimit(requestsPerSecond: 1_000_001, burst: 1)
    }
  }

  @Test func `holds for the process, however many threads take`() {
    let caller = Caller(
      name: "a", scopes: [], rate: RateLimit(requestsPerSecond: 1, burst: 1000))
    let account = Account(caller)
    let taken = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<1000 where account.takeToken(at: 5_000_000_000) == nil {
        taken.add(1, ordering: .relaxed)
      }
    }
    #expect(taken.load(ordering: .relaxed) == 1000)
  }
}

@Suite struct `A visit` {
  @Test func `has room up to the limit, and again when one ends`() throws {
    let account = Account(Caller(name: "a", scopes: [], concurrentRequestsMax: 2))
    var visits = [try #require(account.beginVisit()), try #require(account.beginVisit())]
    #expect(account.beginVisit() == nil)
    #expect(account.beginVisit() == nil)
    visits.removeLast()
    visits.append(try #require(account.beginVisit()))
    #expect(account.beginVisit() == nil)
    visits = []
    #expect(account.beginVisit() != nil)
  }
}
