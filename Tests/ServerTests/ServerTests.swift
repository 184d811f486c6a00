import TestSupport
import Testing

/// The tests that run servers: one after another, each ending with no descriptor left.
@Suite(.serialized, .leavesNoDescriptor)
enum ServerTests {}
