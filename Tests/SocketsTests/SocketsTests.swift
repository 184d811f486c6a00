import TestSupport
import Testing

/// The tests that open descriptors, force errnos or run loops: one after another.
@Suite(.serialized, .leavesNoDescriptor)
enum SocketsTests {}
