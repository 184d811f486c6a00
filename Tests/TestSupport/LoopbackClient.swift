internal import Foundation
public import Sockets

/// A client that does exactly what a test says, and retries nothing.
public final class LoopbackClient: Sendable {
  /// How a wait for the server ended otherwise than with bytes.
  public enum End: Error, Equatable {
    /// The server sent its end.
    case closed
    /// The server reset the connection.
    case reset
    /// Nothing came in time.
    case timedOut
  }

  private let descriptor: Descriptor

  /// Connects to a listener.
  public init(to address: SocketAddress) throws(SystemCallError) {
    descriptor = try Descriptor.connected(to: address)
  }

  /// Goes on with a connection that is made, or being made.
  public init(adopting descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Waits until the kernel has made the connection; returns false where it is refused, or where
  /// `isOver` turns true first.
  public func waitsUntilConnected(unless isOver: () -> Bool) -> Bool {
    while !isOver() {
      guard let isConnected = try? descriptor.isConnected() else { return false }
      if isConnected { return true }
      Thread.sleep(forTimeInterval: 0.0002)
    }
    return false
  }

  /// Sends all of a text, waiting for room as long as the server lives.
  public func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Sends all bytes, waiting for room as long as the server lives.
  public func send(_ bytes: [UInt8], seconds: Double = 60) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var sent = 0
    while sent < bytes.count {
      switch try descriptor.send(bytes.span.extracting(sent..<bytes.count)) {
      case .done(let count): sent += count
      case .wouldBlock: try pause(until: deadline)
      }
    }
  }

  /// Reads what arrives next, at most `bytesMax`.
  public func receive(bytesMax: Int = 65_536, seconds: Double = 60) throws -> [UInt8] {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var buffer = [UInt8](repeating: 0, count: bytesMax)
    while true {
      do {
        switch try descriptor.receive(into: &buffer) {
        case .done(0): throw End.closed
        case .done(let count): return Array(buffer[..<count])
        case .wouldBlock: try pause(until: deadline)
        }
      } catch let error as SystemCallError {
        guard error.errno == .connectionReset else { throw error }
        throw End.reset
      }
    }
  }

  /// Reads until the text holds `ending`.
  public func receive(until ending: String, seconds: Double = 60) throws -> String {
    var text = ""
    while !text.contains(ending) {
      text += String(decoding: try receive(seconds: seconds), as: UTF8.self)
    }
    return text
  }

  /// Reads until the server's end, which must not be a reset.
  public func receiveToEnd(seconds: Double = 60) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      do {
        bytes += try receive(seconds: seconds)
      } catch End.closed {
        return bytes
      }
    }
  }

  /// Reads a whole text until the server's end.
  public func receiveText(seconds: Double = 60) throws -> String {
    String(decoding: try receiveToEnd(seconds: seconds), as: UTF8.self)
  }

  /// Says that nothing more will be sent; reading goes on.
  public func shutDownWriting() throws(SystemCallError) { try descriptor.shutDownWriting() }

  /// Makes the close that follows a reset instead of an orderly end.
  public func resetOnClose() throws(SystemCallError) { try descriptor.resetOnClose() }

  private func pause(until deadline: ContinuousClock.Instant) throws {
    guard ContinuousClock.now < deadline else { throw End.timedOut }
    Thread.sleep(forTimeInterval: 0.0002)
  }
}

/// Waits until a condition holds; returns false where it does not within `seconds`.
public func eventually(seconds: Double = 60, _ condition: () -> Bool) -> Bool {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while !condition() {
    guard ContinuousClock.now < deadline else { return false }
    Thread.sleep(forTimeInterval: 0.002)
  }
  return true
}
