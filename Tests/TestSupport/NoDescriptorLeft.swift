public import Testing

/// Ends each test of a suite with a check that no descriptor stayed open.
///
/// Such tests run one at a time over all suites, for a descriptor does not say whose it is.
public struct NoDescriptorLeft: TestTrait, SuiteTrait, TestScoping {
  /// Whether the check is made, or only the turn taken.
  let isChecked: Bool

  /// The trait goes for the tests within, not for the suite as a whole.
  public var isRecursive: Bool { true }

  /// Runs one test between two looks at the open descriptors.
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    await Turn.shared.begin()
    let watch = DescriptorWatch()
    do {
      try await function()
    } catch {
      await Turn.shared.end()
      throw error
    }
    let leaked = isChecked ? watch.leaked() : []
    await Turn.shared.end()
    #expect(leaked == [], "descriptors stayed open")
  }
}

extension Trait where Self == NoDescriptorLeft {
  /// Ends each test with a check that no descriptor stayed open.
  public static var leavesNoDescriptor: Self { Self(isChecked: true) }

  /// Runs each test while no other looks at the open descriptors.
  ///
  /// For tests that start processes: Foundation keeps descriptors of its own for them.
  public static var takesTurns: Self { Self(isChecked: false) }
}

/// Whose turn it is.
private actor Turn {
  static let shared = Turn()

  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func begin() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func end() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
