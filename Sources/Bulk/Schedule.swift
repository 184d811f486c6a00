internal import Foundation

/// How far a run has come, and who waits for whom; chunks are numbered from 0.
///
/// `@unchecked Sendable`: everything is read and written under the lock.
final class Schedule: @unchecked Sendable {
  private let condition = NSCondition()
  /// How many chunks have been read, taken by workers, and emptied.
  private var (filledCount, takenCount, emptiedCount) = (0, 0, 0)
  /// Whether the work on the chunk of a slot is done.
  private var isDone: [Bool]
  private var hasEnded = false
  private var isStopped = false
  private var fault: BulkError?

  /// A schedule for so many chunks at a time.
  init(slotCount: Int) { isDone = Array(repeating: false, count: slotCount) }

  /// Whether the run has been cancelled.
  var isCancelled: Bool { update { isStopped } }

  /// Why the input could not be read on.
  var failure: BulkError? { update { fault } }

  // MARK: The reader

  /// The next chunk to be filled, once there is a slot for it; nil where the run is cancelled.
  func awaitEmpty() -> Int? {
    wait { filledCount - emptiedCount < isDone.count ? .some(filledCount) : nil }
  }

  /// Notes that the next chunk is filled.
  func fill() { update { filledCount += 1 } }

  /// Notes that there are no more chunks, and why.
  func end(_ failure: BulkError?) {
    update {
      hasEnded = true
      fault = failure
    }
  }

  // MARK: Workers

  /// The next chunk to be worked on; nil at the end or where the run is cancelled.
  func awaitFilled() -> Int? {
    wait {
      guard takenCount < filledCount else { return hasEnded ? .some(nil) : nil }
      takenCount += 1
      return takenCount - 1
    }
  }

  /// Notes that the work on a chunk is done.
  func finish(_ number: Int) { update { isDone[number % isDone.count] = true } }

  // MARK: Who takes the products

  /// The next chunk in order, once it is done; nil at the end or where the run is cancelled.
  func awaitDone() -> Int? {
    wait {
      if isDone[emptiedCount % isDone.count] { return emptiedCount }
      return hasEnded && emptiedCount == filledCount ? .some(nil) : nil
    }
  }

  /// Notes that the next product in order has been taken.
  func empty() {
    update {
      isDone[emptiedCount % isDone.count] = false
      emptiedCount += 1
    }
  }

  // MARK: All

  /// Ends all waiting.
  func cancel() { update { isStopped = true } }

  /// Changes or reads the state, and wakes all that wait for a change.
  private func update<Result>(_ body: () -> Result) -> Result {
    condition.lock()
    defer { condition.unlock() }
    let result = body()
    condition.broadcast()
    return result
  }

  /// Waits until `find` has an answer, which may be that there is none any more.
  private func wait(_ find: () -> Int??) -> Int? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped {
      if let found = find() { return found }
      condition.wait()
    }
    return nil
  }
}
