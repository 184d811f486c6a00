import Testing

@testable import Sockets

@Suite struct DeadlineWheelTests {
  private static let tick: UInt64 = 1 << UInt64(DeadlineWheel.tickBits)

  private func wheel(slots: Int) -> DeadlineWheel {
    var wheel = DeadlineWheel(now: MonotonicTime(nanoseconds: 0))
    wheel.reserve(slots - 1)
    return wheel
  }

  private func passed(_ wheel: inout DeadlineWheel, at nanoseconds: UInt64) -> [Int] {
    var slots: [Int] = []
    wheel.expire(now: MonotonicTime(nanoseconds: nanoseconds), into: &slots)
    return slots.sorted()
  }

  @Test func `a deadline passes once, up to a tick late and never early`() {
    var wheel = wheel(slots: 1)
    wheel.set(0, at: MonotonicTime(nanoseconds: 5 * Self.tick + 1))
    #expect(passed(&wheel, at: 5 * Self.tick + 1) == [])
    #expect(passed(&wheel, at: 6 * Self.tick) == [0])
    #expect(passed(&wheel, at: 60 * Self.tick) == [])
  }

  @Test func `a deadline that moved later does not pass at its old time`() {
    var wheel = wheel(slots: 1)
    wheel.set(0, at: MonotonicTime(nanoseconds: 2 * Self.tick))
    wheel.set(0, at: MonotonicTime(nanoseconds: 9 * Self.tick))
    #expect(passed(&wheel, at: 9 * Self.tick) == [])
    #expect(passed(&wheel, at: 10 * Self.tick) == [0])
  }

  @Test func `a deadline that moved earlier passes at its new time`() {
    var wheel = wheel(slots: 1)
    wheel.set(0, at: MonotonicTime(nanoseconds: 900 * Self.tick))
    wheel.set(0, at: MonotonicTime(nanoseconds: 2 * Self.tick))
    #expect(passed(&wheel, at: 3 * Self.tick) == [0])
  }

  @Test func `a cleared deadline never passes`() {
    var wheel = wheel(slots: 1)
    wheel.set(0, at: MonotonicTime(nanoseconds: 2 * Self.tick))
    wheel.clear(0)
    #expect(passed(&wheel, at: 5000 * Self.tick) == [])
    #expect(wheel.nextTurn == nil)
  }

  @Test func `a deadline beyond the last bucket waits for its round`() {
    var wheel = wheel(slots: 1)
    let rounds = 3 * UInt64(DeadlineWheel.bucketCount) + 7
    wheel.set(0, at: MonotonicTime(nanoseconds: rounds * Self.tick))
    for step in 1...rounds { #expect(passed(&wheel, at: step * Self.tick) == []) }
    #expect(passed(&wheel, at: (rounds + 1) * Self.tick) == [0])
  }

  @Test func `no deadline is lost while the loop sleeps over many rounds`() {
    var wheel = wheel(slots: 100)
    for slot in 0..<100 {
      wheel.set(slot, at: MonotonicTime(nanoseconds: UInt64(slot) * 37 * Self.tick))
    }
    #expect(passed(&wheel, at: 1_000_000 * Self.tick) == Array(0..<100))
  }

  @Test func `the next turn is no later than any deadline`() throws {
    var wheel = wheel(slots: 2)
    wheel.set(0, at: MonotonicTime(nanoseconds: 500 * Self.tick))
    wheel.set(1, at: MonotonicTime(nanoseconds: 20 * Self.tick))
    #expect(try #require(wheel.nextTurn).nanoseconds == 21 * Self.tick)
    #expect(passed(&wheel, at: 21 * Self.tick) == [1])
    #expect(try #require(wheel.nextTurn).nanoseconds == 501 * Self.tick)
  }

  @Test func `a wheel agrees with a list of deadlines under random use`() {
    var random = SystemRandomNumberGenerator()
    var wheel = wheel(slots: 50)
    var model: [Int: UInt64] = [:]
    var now: UInt64 = 0
    for _ in 0..<20_000 {
      let slot = Int.random(in: 0..<50, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        wheel.clear(slot)
        model[slot] = nil
      case 1:
        now += UInt64.random(in: 0..<(40 * Self.tick), using: &random)
        let due = model.filter { ($0.value >> 24) + 1 <= now >> 24 }.map(\.key).sorted()
        #expect(passed(&wheel, at: now) == due)
        for slot in due { model[slot] = nil }
      default:
        let deadline = now + UInt64.random(in: 0..<(3000 * Self.tick), using: &random)
        wheel.set(slot, at: MonotonicTime(nanoseconds: deadline))
        model[slot] = deadline
      }
    }
  }
}
