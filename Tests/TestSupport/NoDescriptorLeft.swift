public import Testing

/// Ends each test of a suite with a check that no descriptor stayed open.
public struct NoDescriptorLeft: TestTrait, SuiteTrait, TestScoping {
  /// The trait goes for the tests within, not for the suite as a whole.
  public var isRecursive: Bool { true }

  /// Runs one test between two looks at the open descriptors.
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let watch = DescriptorWatch()
    try await function()
    let leaked = watch.leaked()
    #expect(leaked == [], "descriptors stayed open")
  }
}

extension Trait where Self == NoDescriptorLeft {
  /// Ends each test with a check that no descriptor stayed open.
  public static var leavesNoDescriptor: Self { Self() }
}
