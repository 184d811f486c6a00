import Foundation
import TestSupport
import Testing

@testable import Sockets

extension SocketsTests {
  @Suite struct DescriptorTests {
    @Test func `a descriptor closes itself`() throws {
      let listener = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)[0]
      let client = LoopbackClient(adopting: try Descriptor.connected(to: listener.address))
      do {
        guard let served = try accepted(by: listener) else { throw LoopbackClient.End.timedOut }
        #expect(SystemCalls.isOpen(served.number))
      }
      #expect(throws: LoopbackClient.End.closed) { try client.receive() }
    }

    @Test func `a released descriptor stays open`() throws {
      let number = Descriptor(adopting: try SystemCalls.createEventCounter()).release()
      #expect(SystemCalls.isOpen(number))
      SystemCalls.close(number)
    }

    @Test func `a close of a closed descriptor traps`() async {
      await #expect(processExitsWith: .failure) {
        SystemCalls.close(1 << 20)
      }
    }

    #if DEBUG
      @Test func `an interrupted call is made again`() throws {
        ForcedErrno.force(.interrupted, on: .eventCounter, count: 3)
        let counter = Descriptor(adopting: try SystemCalls.createEventCounter())
        try SystemCalls.signal(counter.number)
      }

      @Test func `a close that is interrupted is not made again`() throws {
        let number = try SystemCalls.createEventCounter()
        ForcedErrno.force(.interrupted, on: .close, count: 1)
        SystemCalls.close(number)
        #expect(SystemCalls.isOpen(number), "the forced failure stands for the one call made")
        SystemCalls.close(number)
      }

      @Test func `a failure carries the call's name and the system's words`() {
        ForcedErrno.force(.processDescriptorsExhausted, on: .eventCounter, count: 1)
        let error = #expect(throws: SystemCallError.self) { try SystemCalls.createEventCounter() }
        #expect(error?.description == "eventfd: Too many open files (errno 24)")
      }

      @Test func `a call that must not wait fails where it would have to`() {
        ForcedErrno.force(.wouldBlock, on: .eventCounter, count: 1)
        #expect(throws: SystemCallError(call: .eventCounter, errno: .wouldBlock)) {
          try SystemCalls.createEventCounter()
        }
      }
    #endif

    @Test func `a stream carries bytes, a would-block and an end`() throws {
      let pair = try Pair()
      var buffer = [UInt8](repeating: 0, count: 8)
      #expect(try pair.receive(&buffer) == .wouldBlock)
      #expect(try pair.client.send([1, 2, 3].span) == .done(3))
      #expect(try pair.receive(&buffer) == .done(3))
      #expect(buffer[..<3] == [1, 2, 3])
      try pair.client.shutDownWriting()
      #expect(try pair.receive(&buffer) == .done(0))
    }

    @Test func `a write to a peer that is gone is an error and no signal`() throws {
      let pair = try Pair()
      try pair.client.shutDownWriting()
      #expect(throws: SystemCallError(call: .send, errno: .brokenPipe)) {
        try pair.client.send([1].span)
      }
    }

    @Test func `an accepted connection sends without delay and closes on exec`() throws {
      let pair = try Pair()
      #expect(try SystemCalls.value(of: .noDelay, on: pair.served.number) == 1)
    }
  }
}

/// Two ends of a loopback connection.
final class Pair: Sendable {
  let client: Descriptor
  let served: Descriptor

  init() throws {
    let listener = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)[0]
    client = try Descriptor.connected(to: listener.address)
    guard let served = try accepted(by: listener) else { throw LoopbackClient.End.timedOut }
    self.served = served
  }

  func receive(_ buffer: inout [UInt8]) throws -> Attempt<Int> {
    try served.receive(into: &buffer)
  }
}

/// The connection a listener has waiting, or has soon: the kernel may take a moment.
func accepted(by listener: Listener, seconds: Double = 60) throws -> Descriptor? {
  let deadline = ContinuousClock.now + .seconds(seconds)
  repeat {
    if case .connection(let descriptor, from: _) = try listener.accept() { return descriptor }
    Thread.sleep(forTimeInterval: 0.0002)
  } while ContinuousClock.now < deadline
  return nil
}
