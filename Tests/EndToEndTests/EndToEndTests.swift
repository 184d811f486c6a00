import TestSupport
import Testing

/// The tests of the built program, one after another.
@Suite(.serialized, .takesTurns)
enum EndToEndTests {}
