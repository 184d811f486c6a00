internal import Synchronization

/// Lines on their way from one thread to the writer: a ring of octets that holds whole lines.
///
/// The thread appends and never waits, takes no lock and asks for no memory: a line that does not
/// fit is dropped and counted. Neither side writes what the other does: the thread moves `tail` on
/// after its octets are in place, and the writer moves `head` on after it has copied them.
///
/// `@unchecked Sendable`: the memory behind `ring` is the one thing that both sides touch. The
/// writer reads from `head` to `tail` alone, the thread writes from `tail` to `head` alone, and
/// each learns of the other's move by an atomic load that acquires what the store released.
@safe public final class RecordLane: @unchecked Sendable {
  private let ring: UnsafeMutableBufferPointer<UInt8>
  private let bell: RecordBell
  /// Octets taken since the beginning; the writer's to move.
  private let head = Atomic<Int>(0)
  /// Octets appended since the beginning; the thread's to move.
  private let tail = Atomic<Int>(0)
  private let drops = Atomic<Int>(0)

  init(bytes: Int, bell: RecordBell) {
    precondition(bytes >= 1, "a lane has room for an octet")
    unsafe ring = .allocate(capacity: bytes)
    self.bell = bell
  }

  // The memory is this object's own, and nobody holds it longer.
  deinit { unsafe ring.deallocate() }

  /// Lines dropped for want of room.
  var droppedCount: Int { drops.load(ordering: .relaxed) }

  /// Appends lines, each with its line end, all or none of them; on the lane's own thread alone.
  ///
  /// - Returns: false where they found no room and are counted as dropped, as one.
  @discardableResult
  public func append(_ lines: Span<UInt8>) -> Bool {
    let end = tail.load(ordering: .relaxed)
    let taken = head.load(ordering: .acquiring)
    let capacity = unsafe ring.count
    guard lines.count <= capacity - (end - taken) else {
      drops.store(drops.load(ordering: .relaxed) + 1, ordering: .relaxed)
      return false
    }
    let place = end % capacity
    let first = min(lines.count, capacity - place)
    copy(lines.extracting(0..<first), to: place)
    copy(lines.extracting(first..<lines.count), to: 0)
    tail.store(end + lines.count, ordering: .sequentiallyConsistent)
    bell.ring()
    if end + lines.count - taken > capacity / 2 { bell.hurry() }
    return true
  }

  private func copy(_ octets: Span<UInt8>, to place: Int) {
    // The octets fit: both pieces were measured by the ring. What was there needs no goodbye.
    unsafe octets.withUnsafeBufferPointer {
      unsafe _ = UnsafeMutableBufferPointer(rebasing: ring[place..<place + octets.count])
        .initialize(fromContentsOf: $0)
    }
  }

  /// Appends all lines to `lines` and makes room for as many; on the writer's thread alone.
  func take(into lines: inout [UInt8]) {
    let start = head.load(ordering: .relaxed)
    let end = tail.load(ordering: .sequentiallyConsistent)
    guard start < end else { return }
    let capacity = unsafe ring.count
    let place = start % capacity
    let first = min(end - start, capacity - place)
    // Both pieces are in the ring: they are measured by its capacity, and no more is in it.
    unsafe lines.append(contentsOf: UnsafeBufferPointer(rebasing: ring[place..<place + first]))
    unsafe lines.append(contentsOf: UnsafeBufferPointer(rebasing: ring[0..<end - start - first]))
    head.store(end, ordering: .releasing)
  }
}
