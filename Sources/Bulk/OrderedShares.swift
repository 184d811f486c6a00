internal import Foundation

/// State that later lines have from earlier ones, in shares that threads work on at the same time.
///
/// Each chunk goes through all shares, and through each share after the chunk before it. So every
/// share sees its lines in their order, while the threads follow one another through the shares.
public final class OrderedShares<State: Sendable>: Sendable {
  private let shares: [Share]

  /// So many shares, each with a state at its start.
  public init(count: Int, _ makeState: () -> State) {
    shares = (0..<count).map { _ in Share(makeState()) }
  }

  /// How many shares there are.
  public var count: Int { shares.count }

  /// Runs `body` with the state of a share, once the chunk before has been through it.
  ///
  /// A worker that takes a chunk brings it through every share, or those behind it wait forever.
  public func work<Result>(
    on share: Int, chunk index: Int, _ body: (inout State) -> Result
  ) -> Result {
    shares[share].work(on: index, body)
  }

  /// One share.
  ///
  /// `@unchecked Sendable`: state and turn are used under the lock.
  private final class Share: @unchecked Sendable {
    private let condition = NSCondition()
    private var turn = 0
    private var state: State

    init(_ state: State) { self.state = state }

    func work<Result>(on index: Int, _ body: (inout State) -> Result) -> Result {
      condition.lock()
      defer { condition.unlock() }
      while turn != index { condition.wait() }
      defer {
        turn += 1
        condition.broadcast()
      }
      return body(&state)
    }
  }
}
