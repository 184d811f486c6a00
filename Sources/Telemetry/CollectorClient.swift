internal import Sockets

/// Posts documents to a collector, a connection for each and one at a time, on a thread that may
/// wait.
struct CollectorClient: Sendable {
  /// What became of a document.
  enum Outcome: Hashable, Sendable {
    /// The collector took it.
    case accepted
    /// The collector will not take it, however often it is offered.
    case refused(status: Int)
    /// The collector is not there, too slow or overloaded: another time may do.
    case failed(reason: String)
  }

  let collector: CollectorAddress

  /// The statuses after which OTLP says to try again.
  private static let retryable: Set<Int> = [429, 502, 503, 504]

  /// Posts a document.
  ///
  /// - Parameter isOver: asked while it waits; where it turns true, nothing more is waited for.
  func post(_ content: [UInt8], unless isOver: () -> Bool) -> Outcome {
    let end = MonotonicTime.current().advanced(
      byNanoseconds: TracingLimits.requestTime.wholeNanoseconds)
    func mustEnd() -> Bool { isOver() || MonotonicTime.current() >= end }
    do throws(SystemCallError) {
      let connection = try Descriptor.connected(to: collector.address)
      guard try send(head(content.count) + content, on: connection, unless: mustEnd) else {
        return .failed(reason: "the collector takes nothing in time")
      }
      guard let status = try status(from: connection, unless: mustEnd) else {
        return .failed(reason: "the collector does not answer in time")
      }
      return outcome(status)
    } catch {
      return .failed(reason: "\(error)")
    }
  }

  private func outcome(_ status: Int) -> Outcome {
    if 200...299 ~= status { return .accepted }
    if Self.retryable.contains(status) { return .failed(reason: "status \(status)") }
    return .refused(status: status)
  }

  private func head(_ count: Int) -> [UInt8] {
    Array(
      """
      POST \(collector.path) HTTP/1.1\r
      Host: \(collector.address)\r
      Content-Type: application/json\r
      Content-Length: \(count)\r
      Connection: close\r
      \r\n
      """.utf8)
  }

  /// Sends all octets; returns false where that takes too long.
  private func send(
    _ octets: [UInt8], on connection: borrowing Descriptor, unless mustEnd: () -> Bool
  ) throws(SystemCallError) -> Bool {
    var sent = 0
    while sent < octets.count {
      while try !connection.awaitRoom(milliseconds: Self.patienceMilliseconds) {
        if mustEnd() { return false }
      }
      let attempt = try connection.send(octets.span.extracting(sent..<octets.count))
      if case .done(let count) = attempt { sent += count }
      if mustEnd() { return false }
    }
    return true
  }

  /// The status of the answer; nil where it takes too long or is none of HTTP.
  private func status(
    from connection: borrowing Descriptor, unless mustEnd: () -> Bool
  ) throws(SystemCallError) -> Int? {
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: TracingLimits.answerBytesMax)
    while answer.count < TracingLimits.answerBytesMax {
      while try !connection.awaitOctets(milliseconds: Self.patienceMilliseconds) {
        if mustEnd() { return nil }
      }
      guard case .done(let count) = try connection.receive(into: &piece) else { continue }
      answer += piece[..<count]
      let line = String(decoding: answer, as: UTF8.self)
      if let status = line.prefixMatch(of: /HTTP\/1\.[01] ([0-9]{3})[ \r]/)?.output.1 {
        return Int(status)
      }
      if count == 0 || mustEnd() { return nil }
    }
    return nil
  }

  /// How often a wait looks whether it is to end.
  private static let patienceMilliseconds = 50
}
