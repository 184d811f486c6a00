import Testing
import TestSupport

/// The tests that open descriptors, force errnos or run loops: one after another.
@Suite(.serialized, .leavesNoDescriptor)
enum SocketsTests {}

/// Ends each test of a suite with a check that no descriptor stayed open.
struct NoDescriptorLeft: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let watch = DescriptorWatch()
    try await function()
    #expect(watch.leaked() == [])
  }
}

extension Trait where Self == NoDescriptorLeft {
  static var leavesNoDescriptor: Self { Self() }
}
