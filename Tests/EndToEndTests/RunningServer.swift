import Foundation
import Sockets
import TestPolicies
import TestSupport
import Testing

/// `wenbao serve` as a process of its own, at a port that the kernel chose.
final class RunningServer {
  /// Where it listens.
  let address: SocketAddress
  /// Its settings file, where `withServer` has written one.
  fileprivate(set) var settingsFile = ""
  private let process: Process
  private let folder: TemporaryFolder

  /// Why there is no service.
  struct DidNotStart: Error {
    let log: String
  }

  /// Starts the service and waits until it listens.
  ///
  /// - Parameter port: nil where the arguments say where it listens.
  init(_ arguments: [String], port: Int? = 0) throws {
    let folder = try TemporaryFolder(["in": "", "out": "", "err": ""])
    let process = try Program.start(
      Program.executable, ["serve"] + (port.map { ["--port", "\($0)"] } ?? []) + arguments,
      in: folder)
    _ = eventually(seconds: 120) {
      !process.isRunning || (try? folder.text(of: "err"))?.contains("listening on ") == true
    }
    let log = try folder.text(of: "err")
    guard let place = log.firstMatch(of: /listening on https?:\/\/([^ "\n]+)/)?.output.1 else {
      process.terminate()
      process.waitUntilExit()
      throw DidNotStart(log: log)
    }
    address = try SocketAddress(parsing: String(place))
    self.process = process
    self.folder = folder
  }

  /// How many descriptors the process has open, but for those of Dispatch, which come when a
  /// thread of its own has first been given time.
  var descriptorCount: Int {
    let folder = "/proc/\(process.processIdentifier)/fd"
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return numbers.count { number in
      let what = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(number)")
      return !["timerfd", "eventpoll", "eventfd"].contains { what == "anon_inode:[\($0)]" }
    }
  }

  /// What it has logged.
  var log: String { (try? folder.text(of: "err")) ?? "" }

  /// Where operators are answered, if they have a listener of their own.
  var operations: SocketAddress? {
    get throws {
      let place = log.firstMatch(of: /operations on https?:\/\/([^ "\n]+)/)?.output.1
      return try place.map { try SocketAddress(parsing: String($0)) }
    }
  }

  /// Whether the process is there.
  var isRunning: Bool { process.isRunning }

  /// Tells the service to stop and returns at once.
  func terminate() { process.terminate() }

  /// Ends the process on the spot, as a crash does, and waits for its end.
  func crash() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Sends SIGHUP and waits until the log says so.
  func reload(until words: String) throws {
    kill(process.processIdentifier, SIGHUP)
    try #require(eventually { log.contains(words) }, "\(log)")
  }

  /// Waits for the end of the process, which has time enough for any drain.
  func exitCode() -> Int32 {
    if !eventually(seconds: 120, { !process.isRunning }) {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("the service did not stop")
    }
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A port of 127.0.0.1 that can be listened at: below those the kernel gives away, and another one
/// for each run.
///
/// - Parameter other: one that is taken soon, and so is not the one.
func freePort(after other: Int? = nil) throws -> Int {
  let ports = (0..<100).map { 20_000 + (Int(getpid()) + $0) % 10_000 }.filter { $0 != other }
  return try #require(
    ports.first {
      (try? Listener.open(SocketAddress(parsing: "127.0.0.1:\($0)"), count: 1)) != nil
    })
}

/// Settings of a service that stops as soon as it is told to.
private let hastySettings = "drain:\n  graceSeconds: 0\n"

/// Starts the service for `body`, then checks that it holds no descriptor more than before, and
/// that SIGTERM ends it with exit code 0.
func withServer(
  _ arguments: [String] = [], settings: String? = nil, _ body: (RunningServer) throws -> Void
) throws {
  let folder = try TemporaryFolder(["wenbao.yaml": settings ?? hastySettings])
  let server = try RunningServer(["--config", "\(folder.path)/wenbao.yaml"] + arguments)
  server.settingsFile = "\(folder.path)/wenbao.yaml"
  defer {
    server.terminate()
    #expect(server.exitCode() == 0, "\(server.log)")
  }
  let idle = try idleDescriptors(server)
  try body(server)
  guard server.isRunning else { return }
  #expect(eventually { server.descriptorCount <= idle }, "descriptors stayed open")
}

/// The descriptors of a server that has answered once: all but the connection it has answered on.
///
/// Where the answer ends the connection, the fewest seen for a while.
private func idleDescriptors(_ server: RunningServer) throws -> Int {
  let client = try Client(server)
  let answer = try client.get("/healthz")
  var least = server.descriptorCount
  guard answer.isLast else { return least - 1 }
  _ = eventually(seconds: 0.1) {
    least = min(least, server.descriptorCount)
    return false
  }
  try #require(least > 0)
  return least
}
