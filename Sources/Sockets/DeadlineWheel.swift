/// One deadline for each slot of a loop, in buckets of time.
///
/// Deadlines are coarse: they pass up to a tick late and never early. Setting, moving and clearing
/// one is O(1) and allocates nothing once the slot is known; a deadline that moves later, as an
/// idle limit does with every request, is a single store, for its old bucket moves it on when its
/// turn comes. Deadlines beyond the last bucket wait in it for their next round.
struct DeadlineWheel {
  /// log2 of a tick in nanoseconds: 16.8 ms, a hundredth of the shortest default limit or less.
  static let tickBits = 24
  /// Buckets in a round of 17 s; a power of two, so that a mask finds the bucket.
  static let bucketCount = 1024

  private struct Entry {
    var due = UInt64.max
    var linked = UInt64.max
    var next: Int32 = -1
    var previous: Int32 = -1
  }

  private var entries: [Entry] = []
  private var heads = [Int32](repeating: -1, count: bucketCount)
  private var tick: UInt64
  private var earliest = UInt64.max

  init(now: MonotonicTime) { tick = now.nanoseconds >> Self.tickBits }

  /// No deadline passes before this moment; nil where none is set.
  var nextTurn: MonotonicTime? {
    earliest == .max ? nil : MonotonicTime(nanoseconds: earliest << Self.tickBits)
  }

  /// Makes room for a slot.
  mutating func reserve(_ slot: Int) {
    while entries.count <= slot { entries.append(Entry()) }
  }

  /// Sets or moves a slot's deadline.
  mutating func set(_ slot: Int, at deadline: MonotonicTime) {
    let due = (deadline.nanoseconds >> Self.tickBits) + 1
    entries[slot].due = due
    if entries[slot].linked <= due { return }
    unlink(slot)
    link(slot)
  }

  /// Takes a slot's deadline away.
  mutating func clear(_ slot: Int) { entries[slot].due = .max }

  /// Moves to `now` and appends the slots whose deadline has passed, which have none afterwards.
  mutating func expire(now: MonotonicTime, into passed: inout [Int]) {
    let target = now.nanoseconds >> Self.tickBits
    guard target > tick else { return }
    let start = max(tick, target - min(target, UInt64(Self.bucketCount)))
    tick = target
    guard earliest <= target else { return }
    for step in (start + 1)...target { empty(bucket: Self.bucket(step), into: &passed) }
    earliest = nextLinked()
  }

  private mutating func empty(bucket: Int, into passed: inout [Int]) {
    var index = heads[bucket]
    heads[bucket] = -1
    while index >= 0 {
      let slot = Int(index)
      index = entries[slot].next
      entries[slot].linked = .max
      if entries[slot].due <= tick {
        entries[slot].due = .max
        passed.append(slot)
      } else if entries[slot].due != .max {
        link(slot)
      }
    }
  }

  private mutating func link(_ slot: Int) {
    let last = tick + UInt64(Self.bucketCount) - 1
    let linked = min(max(entries[slot].due, tick + 1), last)
    let bucket = Self.bucket(linked)
    let head = heads[bucket]
    entries[slot].linked = linked
    entries[slot].next = head
    entries[slot].previous = -1
    if head >= 0 { entries[Int(head)].previous = Int32(slot) }
    heads[bucket] = Int32(slot)
    earliest = min(earliest, linked)
  }

  private mutating func unlink(_ slot: Int) {
    let entry = entries[slot]
    guard entry.linked != .max else { return }
    if entry.previous >= 0 {
      entries[Int(entry.previous)].next = entry.next
    } else {
      heads[Self.bucket(entry.linked)] = entry.next
    }
    if entry.next >= 0 { entries[Int(entry.next)].previous = entry.previous }
    entries[slot].linked = .max
  }

  private func nextLinked() -> UInt64 {
    for step in 1..<UInt64(Self.bucketCount) where heads[Self.bucket(tick + step)] >= 0 {
      return tick + step
    }
    return .max
  }

  private static func bucket(_ tick: UInt64) -> Int { Int(tick % UInt64(bucketCount)) }
}
