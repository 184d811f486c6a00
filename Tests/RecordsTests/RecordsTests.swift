import Locks
import Sockets
import TestSupport
import Testing

@testable import Records

/// The tests that start writers: one after another, for some open descriptors.
@Suite(.serialized, .leavesNoDescriptor)
enum RecordsTests {}

/// A sink that keeps what it is given, and takes nothing while its door is shut.
final class KeepingSink: RecordSink {
  struct State {
    var octets: [UInt8] = []
    var takesLines = true
    var waits = false
    var rests = 0
    /// As often as it wants to rest though nothing comes.
    var restsMax = 0
    var isFinished = false
    var reopens = 0
  }

  let state = Guarded(State())

  var text: String { String(decoding: state.withLock { $0.octets }, as: UTF8.self) }

  var lines: [Substring] { text.split(separator: "\n") }

  func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    while state.withLock({ $0.waits }) {
      if isOver() { return 0 }
    }
    var copy: [UInt8] = []
    for position in lines.indices { copy.append(lines[position]) }
    let whole = copy
    return state.withLock { state in
      guard state.takesLines else { return 0 }
      state.octets += whole
      return whole.count
    }
  }

  func rest() -> Int? {
    state.withLock { state in
      state.rests += 1
      return state.restsMax > state.rests ? 1 : nil
    }
  }

  func finish() { state.withLock { $0.isFinished = true } }

  func reopen() { state.withLock { $0.reopens += 1 } }
}

extension RecordWriter {
  @discardableResult
  func append(_ text: String) -> Bool { append(text.utf8.span) }
}

extension RecordLane {
  @discardableResult
  func append(_ text: String) -> Bool { append(text.utf8.span) }
}
