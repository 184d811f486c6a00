public import Octets
internal import Synchronization

/// Lines on their way from one thread to the writer: a ring of octets that holds whole lines.
///
/// The thread appends and never waits, takes no lock and asks for no memory: a line that does not
/// fit is dropped and counted. Neither side writes what the other does: the thread moves `tail` on
/// after its octets are in place, and the writer moves `head` on after it has copied them. An empty
/// ring is begun anew from its first octet, so that a thread whose lines are soon taken goes on
/// writing to the same memory, which is at hand in the processor.
///
/// `@unchecked Sendable`: the memory behind `ring` is the one thing that both sides touch. The
/// writer reads from `head` to `tail` alone, the thread writes from `tail` to `head` alone, and
/// each learns of the other's move by an atomic load that acquires what the store released.
@safe public final class RecordLane: @unchecked Sendable {
  /// The ring, and behind its end room for what a line that is put reaches beyond it.
  private let memory: UnsafeMutablePointer<UInt8>
  /// Octets of the ring.
  private let capacity: Int
  private let bell: RecordBell
  /// Up to where lines were taken; the writer's to move.
  private let head = Atomic<Int>(0)
  /// Up to where lines were appended; the thread's to move.
  private let tail = Atomic<Int>(0)
  /// Where the ring was last begun anew: what is before it was taken, or never written.
  ///
  /// The thread's to move, when all lines are taken and before `tail` moves beyond it.
  private let origin = Atomic<Int>(0)
  private let drops = Atomic<Int>(0)

  init(bytes: Int, bell: RecordBell) {
    precondition(bytes >= 1, "a lane has room for an octet")
    capacity = bytes
    unsafe memory = .allocate(capacity: bytes + RecordLimits.roomBytesMax)
    self.bell = bell
  }

  // The memory is this object's own, and nobody holds it longer.
  deinit { unsafe memory.deallocate() }

  /// Lines dropped for want of room.
  var droppedCount: Int { drops.load(ordering: .relaxed) }

  /// Appends lines, each with its line end, all or none of them; on the lane's own thread alone.
  ///
  /// - Returns: false where they found no room and are counted as dropped, as one.
  @discardableResult
  public func append(_ lines: Span<UInt8>) -> Bool {
    guard let end = end(withRoomFor: lines.count) else { return drop() }
    let place = end % capacity
    let first = min(lines.count, capacity - place)
    copy(lines.extracting(0..<first), to: place)
    copy(lines.extracting(first..<lines.count), to: 0)
    publish(to: end + lines.count)
    return true
  }

  /// Appends the lines that `write` puts, at most so many octets, where they are read from; on the
  /// lane's own thread alone.
  ///
  /// - Parameter bytesMax: at most `RecordLimits.roomBytesMax`, and what there must be room for.
  /// - Returns: false where there is none: then nothing is put and one line counted as dropped.
  @discardableResult
  public func append(upTo bytesMax: Int, _ write: (inout OctetRoom) -> Void) -> Bool {
    precondition(bytesMax <= RecordLimits.roomBytesMax, "a line reaches no further than the memory")
    guard let end = end(withRoomFor: bytesMax) else { return drop() }
    let place = end % capacity
    // Safe: from any place in the ring the memory goes on for as much as a line may have, and of
    // the ring that much is the thread's own, as was just seen.
    var room = unsafe OctetRoom(memory + place, bytesMax: bytesMax)
    write(&room)
    let overhang = place + room.count - capacity
    if overhang > 0 { turn(overhang) }
    publish(to: end + room.count)
    return true
  }

  /// Where the next line begins; nil where there is no room for so many octets.
  private func end(withRoomFor bytes: Int) -> Int? {
    let end = tail.load(ordering: .relaxed)
    let used = used(upTo: end)
    if used > 0 { return bytes <= capacity - used ? end : nil }
    let past = end % capacity
    let start = past == 0 ? end : end + capacity - past
    origin.store(start, ordering: .relaxed)
    return bytes <= capacity ? start : nil
  }

  /// Octets that are not taken; none where the ring was begun anew behind them.
  private func used(upTo end: Int) -> Int {
    end - max(head.load(ordering: .acquiring), origin.load(ordering: .relaxed))
  }

  private func drop() -> Bool {
    drops.store(drops.load(ordering: .relaxed) + 1, ordering: .relaxed)
    return false
  }

  /// Lets the writer see all lines up to an end.
  private func publish(to end: Int) {
    tail.store(end, ordering: .releasing)
    bell.ring()
    if used(upTo: end) > capacity / 2 { bell.hurry() }
  }

  private func copy(_ octets: Span<UInt8>, to place: Int) {
    unsafe octets.withUnsafeBufferPointer {
      guard let source = $0.baseAddress else { return }
      // Safe: the octets fit, for both pieces were measured by the ring, and they lie elsewhere.
      unsafe (memory + place).update(from: source, count: $0.count)
    }
  }

  /// Copies what was put behind the end of the ring to its beginning, where it belongs.
  private func turn(_ octets: Int) {
    // Safe: both pieces are in the memory and apart, for a line is no longer than what is behind
    // the end, nor than the ring.
    unsafe memory.update(from: memory + capacity, count: octets)
  }

  /// Appends all lines to `lines` and makes room for as many; on the writer's thread alone.
  func take(into lines: inout [UInt8]) {
    let end = tail.load(ordering: .acquiring)
    let start = max(head.load(ordering: .relaxed), origin.load(ordering: .relaxed))
    guard start < end else { return }
    let place = start % capacity
    let first = min(end - start, capacity - place)
    // Both pieces are in the ring: they are measured by its capacity, and no more is in it.
    unsafe lines.append(contentsOf: UnsafeBufferPointer(start: memory + place, count: first))
    unsafe lines.append(
      contentsOf: UnsafeBufferPointer(start: memory, count: end - start - first))
    head.store(end, ordering: .releasing)
  }
}
