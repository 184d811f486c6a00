import Foundation
import TestSupport
import Testing

@testable import Sockets

extension SocketsTests {
  @Suite struct ListenerTests {
    private let loopback = SocketAddress.ipv4(IPv4Host(bits: 0x7F00_0001), port: 0)
    private let path = "/tmp/wenbao-test-\(UInt64.random(in: 0 ... .max)).sock"

    @Test func `port 0 becomes a free port, the same for every loop`() throws {
      let listeners = try Listener.open(loopback, count: 3)
      #expect(listeners.count == 3)
      #expect(listeners[0].address.port != 0)
      #expect(Set(listeners.map(\.address)).count == 1)
    }

    @Test func `the kernel spreads connections over the loops' listeners`() throws {
      let listeners = try Listener.open(loopback, count: 2)
      let clients = try (0..<64).map { _ in try LoopbackClient(to: listeners[0].address) }
      var counts = [0, 0]
      let deadline = ContinuousClock.now + .seconds(60)
      while counts[0] + counts[1] < clients.count, ContinuousClock.now < deadline {
        for index in 0..<2 {
          while try accepted(by: listeners[index], seconds: 0) != nil { counts[index] += 1 }
        }
      }
      #expect(counts[0] + counts[1] == clients.count)
      #expect(counts[0] > 0 && counts[1] > 0)
    }

    @Test func `a second process at the same address is told so`() throws {
      let address = try Listener.open(loopback, count: 2).first.map { ($0, $0.address) }
      let (_, taken) = try #require(address)
      let error = #expect(throws: ListenerError.addressInUse(taken)) {
        try Listener.open(taken, count: 2)
      }
      #expect(error?.description.contains("\(taken)") == true)
    }

    @Test func `an address of another machine is told so`() throws {
      let elsewhere = try SocketAddress(parsing: "192.0.2.1:0")
      #expect(throws: ListenerError.addressNotAvailable(elsewhere)) {
        try Listener.open(elsewhere, count: 1)
      }
    }

    #if DEBUG
      @Test func `a forced refusal of permission names the address`() {
        ForcedErrno.force(.accessDenied, on: .bind, count: 1)
        #expect(throws: ListenerError.accessDenied(loopback)) {
          try Listener.open(loopback, count: 1)
        }
      }
    #endif

    @Test func `an IPv6 address is listened at where the machine has one`() throws {
      let address = try SocketAddress(parsing: "[::1]:0")
      do {
        let listener = try Listener.open(address, count: 1)[0]
        let client = try LoopbackClient(to: listener.address)
        #expect(try accepted(by: listener) != nil)
        withExtendedLifetime(client) {}
      } catch ListenerError.addressNotAvailable, ListenerError.familyNotSupported {
        try Test.cancel("this machine has no IPv6")
      }
    }

    @Test func `a Unix-domain socket is shared by the loops and removed at the end`() throws {
      do {
        let listeners = try Listener.open(.unix(path: path), count: 2, mode: 0o600)
        let clients = try (0..<2).map { _ in try LoopbackClient(to: .unix(path: path)) }
        #expect(try accepted(by: listeners[0]) != nil)
        #expect(try accepted(by: listeners[1]) != nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        withExtendedLifetime(clients) {}
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a stale socket file is replaced`() throws {
      let stale = Descriptor(adopting: try SystemCalls.socket(for: .unix(path: path)))
      try SystemCalls.bind(stale.number, to: .unix(path: path))
      let listener = try Listener.open(.unix(path: path), count: 1)[0]
      let client = try LoopbackClient(to: .unix(path: path))
      #expect(try accepted(by: listener) != nil)
      withExtendedLifetime(client) {}
    }

    @Test func `a socket that someone listens at is not replaced`() throws {
      let first = try Listener.open(.unix(path: path), count: 1)
      #expect(throws: ListenerError.addressInUse(.unix(path: path))) {
        try Listener.open(.unix(path: path), count: 1)
      }
      withExtendedLifetime(first) {}
      #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `a file that is no socket is left alone`() throws {
      try "precious".write(toFile: path, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: path) }
      #expect(throws: ListenerError.pathOccupied(path: path)) {
        try Listener.open(.unix(path: path), count: 1)
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test func `a missing directory is told so`() {
      let lost = "/tmp/no-such-directory/wenbao.sock"
      #expect(throws: ListenerError.directoryMissing(path: lost)) {
        try Listener.open(.unix(path: lost), count: 1)
      }
    }

    @Test func `an inherited listener is adopted`() throws {
      let original = try Listener.open(loopback, count: 1)[0]
      let number = try original.descriptor.duplicated().release()
      let adopted = try Listener.adopt(number, count: 2)
      #expect(adopted.count == 2)
      #expect(adopted[1].address == original.address)
      let client = try LoopbackClient(to: original.address)
      #expect(try accepted(by: adopted[1]) != nil)
      withExtendedLifetime(client) {}
    }

    @Test func `an inherited descriptor that does not listen is refused and left open`() throws {
      let counter = Descriptor(adopting: try SystemCalls.createEventCounter())
      #expect(throws: ListenerError.notListening(descriptor: counter.number)) {
        try Listener.adopt(counter.number, count: 1)
      }
      #expect(throws: ListenerError.notListening(descriptor: 1 << 20)) {
        try Listener.adopt(1 << 20, count: 1)
      }
      #expect(SystemCalls.isOpen(counter.number))
    }

    @Test func `an inherited number tells where it listens, or that nothing does`() throws {
      let listener = try Listener.open(loopback, count: 1)[0]
      #expect(try InheritedSocket(number: listener.descriptor.number).address == listener.address)
      let number: CInt = 1 << 20
      #expect(throws: ListenerError.notListening(descriptor: number)) {
        try InheritedSocket(number: number)
      }
    }

    @Test func `a client of IPv4 is one where a socket of both families listens too`() throws {
      let any = try SocketAddress(parsing: "[::]:0")
      let descriptor = Descriptor(adopting: try SystemCalls.socket(for: any))
      try SystemCalls.set(.ipv6Only, on: descriptor.number, to: 0)
      try SystemCalls.bind(descriptor.number, to: any)
      try SystemCalls.listen(descriptor.number, backlog: 1)
      let listener = try Listener.adopt(descriptor.release(), count: 1)[0]
      let port = try #require(listener.address.port)
      let client = try LoopbackClient(to: SocketAddress(parsing: "127.0.0.1:\(port)"))
      guard case .connection(_, from: let peer) = try listener.accept() else {
        Issue.record("nobody was there")
        return
      }
      #expect(peer.origin == .host(IPv4Host(bits: 0x7F00_0001)))
      withExtendedLifetime(client) {}
    }

    @Test func `inherited descriptors are counted from 3 and meant for one process`() throws {
      let environment = ["LISTEN_PID": "42", "LISTEN_FDS": "2"]
      #expect(
        try InheritedSocket.numbers(environment: environment, process: 42) == [3, 4])
      #expect(try InheritedSocket.numbers(environment: environment, process: 43) == [])
      #expect(try InheritedSocket.numbers(environment: [:], process: 42) == [])
      for count in ["-1", "65", "two", ""] {
        #expect(
          throws: ListenerError.inheritanceMalformed(variable: "LISTEN_FDS", value: count)
        ) {
          try InheritedSocket.numbers(
            environment: ["LISTEN_PID": "42", "LISTEN_FDS": count], process: 42)
        }
      }
    }

    #if DEBUG
      @Test func `running out of descriptors is an answer of accept`() throws {
        let listener = try Listener.open(loopback, count: 1)[0]
        let exhaustions: [Errno] = [
          .processDescriptorsExhausted, .systemDescriptorsExhausted, .noBufferSpace, .noMemory,
        ]
        for errno in exhaustions {
          ForcedErrno.force(errno, on: .accept, count: 1)
          guard case .exhausted(errno) = try listener.accept() else {
            Issue.record("\(errno) was taken for something else")
            continue
          }
        }
      }

      @Test func `a peer gone before it was accepted is an answer of accept`() throws {
        let listener = try Listener.open(loopback, count: 1)[0]
        for errno in [Errno.connectionAborted, .protocolFailure, .notPermitted, .hostUnreachable] {
          ForcedErrno.force(errno, on: .accept, count: 1)
          guard case .gone(errno) = try listener.accept() else {
            Issue.record("\(errno) was taken for something else")
            continue
          }
        }
      }
    #endif
  }
}
