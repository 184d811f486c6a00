internal import Dispatch
public import Sockets

/// Does the work of one thread: turns chunks of lines into products.
public protocol LineWorker: AnyObject {
  /// What becomes of a chunk; used again for later ones.
  associatedtype Product: Sendable

  /// Turns lines into a product; `product` is as it was left the last time.
  func work(on lines: LineChunk, into product: inout Product)
}

/// Runs the lines of an input through many threads, and gives what becomes of them in order.
///
/// One thread reads chunks, each worker's thread turns chunks into products, and the caller of
/// `run` takes the products in the order of the lines. The chunks go round in a fixed number of
/// slots, so memory is bounded however long the input is: who is ahead waits.
public final class LinePipeline<Worker: LineWorker & SendableMetatype>: Sendable {
  private let slots: [Slot]
  private let threads: Int
  private let makeWorker: @Sendable () -> Worker
  private let schedule: Schedule
  private let waker: Waker

  /// A pipeline for one run.
  ///
  /// - Parameters:
  ///   - threads: how many threads work, from 1 to `BulkLimits.threadsMax`.
  ///   - product: a product that nothing has become yet; one is made for each slot.
  ///   - makeWorker: makes the worker of each thread, on that thread.
  public init(
    threads: Int, product: @autoclosure () -> Worker.Product,
    makeWorker: @escaping @Sendable () -> Worker
  ) throws(SystemCallError) {
    precondition((1...BulkLimits.threadsMax).contains(threads), "a number of threads in its range")
    self.threads = threads
    self.makeWorker = makeWorker
    waker = try Waker()
    // Two more than the workers have: for the reader and for the caller.
    let count = BulkLimits.chunksOfThread * threads + 2
    slots = (0..<count).map { _ in Slot(product()) }
    schedule = Schedule(slotCount: count)
  }

  /// A chunk and what becomes of it.
  ///
  /// `@unchecked Sendable`: it belongs to one thread at a time, as the schedule says: to the reader
  /// until it is filled, to a worker until it is done, to the caller of `run` until it is empty.
  private final class Slot: @unchecked Sendable {
    var lines = LineChunk()
    var product: Worker.Product

    init(_ product: Worker.Product) { self.product = product }
  }
}

// MARK: Running

extension LinePipeline {
  /// Reads the input to its end and passes each product on, in the order of the lines.
  ///
  /// - Parameter take: takes the product of some lines, on the caller's thread.
  /// - Returns: whether the input was read to its end, rather than cancelled.
  /// - Throws: what `take` throws, or the `BulkError` of the input after all the lines before it.
  public func run(
    _ reader: LineReader, _ take: (_ lines: LineChunk, inout Worker.Product) throws -> Void
  ) throws -> Bool {
    let running = DispatchGroup()
    start("reader", in: running) { self.read(reader) }
    for number in 1...threads { start("worker.\(number)", in: running) { self.work() } }
    defer { running.wait() }
    do {
      while let number = schedule.awaitDone() {
        let slot = slot(of: number)
        try take(slot.lines, &slot.product)
        schedule.empty()
      }
    } catch {
      cancel()
      throw error
    }
    if let failure = schedule.failure { throw failure }
    return !schedule.isCancelled
  }

  /// Ends the run soon, from any thread: what has not been taken is dropped.
  public func cancel() {
    schedule.cancel()
    // It fails where the counter is full, which wakes the reader all the same.
    try? waker.signal()
  }

  /// Runs `body` on a thread of its own, which a serial queue is served with.
  private func start(
    _ name: String, in running: DispatchGroup, _ body: @escaping @Sendable () -> Void
  ) {
    DispatchQueue(label: "wenbao.bulk.\(name)").async(group: running, execute: body)
  }

  private func slot(of number: Int) -> Slot { slots[number % slots.count] }

  private func read(_ reader: LineReader) {
    var failure: BulkError?
    do throws(BulkError) {
      while let number = schedule.awaitEmpty() {
        let slot = slot(of: number)
        guard try reader.fill(&slot.lines, waker: waker) else { break }
        slot.lines.index = number
        schedule.fill()
      }
    } catch {
      failure = error
    }
    schedule.end(failure)
  }

  private func work() {
    let worker = makeWorker()
    while let number = schedule.awaitFilled() {
      let slot = slot(of: number)
      worker.work(on: slot.lines, into: &slot.product)
      schedule.finish(number)
    }
  }
}
