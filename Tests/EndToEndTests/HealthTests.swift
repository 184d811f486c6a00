import Foundation
import Sockets
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  @Suite struct HealthTests {
    @Test func `a service that is well ends the question with 0 and its answer`() throws {
      try withServer { server in
        let health = try Program.ask("health", "http://\(server.address)/healthz")
        #expect(health.exitCode == 0, "\(health.errors)")
        #expect(health.output == "{\"status\":\"ok\"}\n")
        let usual = try Program.ask("health", "http://\(server.address)")
        #expect(usual.output == health.output)
        let readiness = try Program.ask("health", "http://\(server.address)/readyz")
        #expect(readiness.exitCode == 0)
        #expect(readiness.output.contains("\"loopsTurning\":true"))
      }
    }

    @Test func `a service that is about to stop is alive but not ready`() throws {
      let settings = try TemporaryFolder(["wenbao.yaml": "drain:\n  graceSeconds: 3600\n"])
      let server = try RunningServer(["--config", "\(settings.path)/wenbao.yaml"])
      defer { server.crash() }
      server.terminate()
      #expect(eventually { server.log.contains("draining") })
      let readiness = try Program.ask("health", "http://\(server.address)/readyz")
      #expect(readiness.exitCode == 1)
      #expect(readiness.output.contains("\"takingWork\":false"))
      let health = try Program.ask("health", "http://\(server.address)/healthz")
      #expect(health.exitCode == 0, "\(health.errors)")
    }

    @Test func `a service that is not there ends the question with 1`() throws {
      let outcome = try Program.run("health", "http://127.0.0.1:1/healthz")
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors.contains("connect"))
      let unix = try Program.ask("health", "http://unix:/nowhere/wenbao.sock:/healthz")
      #expect(unix.exitCode == 1)
    }

    @Test func `what does not answer in HTTP ends the question with 1`() throws {
      let listener = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)[0]
      let outcome = try Program.run("health", "--seconds", "1", "http://\(listener.address)")
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors.contains("/healthz: no answer within 1.0 seconds"))
    }

    @Test func `the time for an answer is from a second to an hour`() throws {
      for (seconds, exitCode) in [("0", 2), ("1", 1), ("3600", 1), ("3601", 2)] as [(_, Int32)] {
        let outcome = try Program.run("health", "--seconds", seconds, "http://127.0.0.1:1")
        #expect(outcome.exitCode == exitCode, "\(outcome.errors)")
      }
    }

    @Test func `an address that is none is wrong usage`() throws {
      for url in ["127.0.0.1:8080", "ftp://127.0.0.1:8080", "http://localhost:8080/healthz"] {
        #expect(try Program.run("health", url).exitCode == 2, "\(url)")
      }
    }

    @Test func `settings that cannot be read name no service, those with faults do`() throws {
      for command in ["health", "reload"] {
        let outcome = try Program.run(command, "--config", "/nowhere/wenbao.yaml")
        #expect(outcome.exitCode == 3, "\(command)")
        #expect(outcome.errors.contains("/nowhere/wenbao.yaml: no such file"))
      }
      let faulty = try TemporaryFolder(["wenbao.yaml": "listen: {port: 1, prot: 2}\n"])
      let outcome = try Program.run("health", "--config", "\(faulty.path)/wenbao.yaml")
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors.contains("127.0.0.1:1"))
    }

    @Test func `a Unix-domain socket is listened at, asked and removed`() throws {
      let folder = try TemporaryFolder([:], in: "/tmp")
      let path = "\(folder.path)/wenbao.sock"
      let settings = try TemporaryFolder([
        "wenbao.yaml": "listen:\n  unix: \(path)\ndrain:\n  graceSeconds: 0\n"
      ])
      let server = try RunningServer(
        ["--config", "\(settings.path)/wenbao.yaml"], port: nil)
      let health = try Program.ask("health", "http://unix:\(path):/readyz")
      #expect(health.exitCode == 0, "\(health.errors)")
      #expect(try Client(server).post("/v1/settlements", Array(stay.utf8)).status == 200)
      server.terminate()
      #expect(server.exitCode() == 0)
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a socket that a service manager passes on is served and left open`() throws {
      let listener = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)[0]
      let folder = try TemporaryFolder(["err": ""])
      let process = try startServing(listener, log: folder)
      process.terminate()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      // Whoever comes now waits in the queue of the socket for the successor.
      #expect(throws: Never.self) { try LoopbackClient(to: listener.address) }
    }

    @Test func `a reload while a socket that was passed on is drained ends no request`() throws {
      let listener = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)[0]
      let folder = try TemporaryFolder(["err": "", "wenbao.yaml": "drain:\n  graceSeconds: 0\n"])
      let process = try startServing(
        listener, log: folder, "--config", "\(folder.path)/wenbao.yaml")
      let client = try Client(at: listener.address)
      #expect(try client.get("/healthz").status == 200)
      let request = Client.request("/v1/settlements", Array(stay.utf8))
      try client.send(Array(request.dropLast()))
      process.terminate()
      let socket = "/proc/\(process.processIdentifier)/fd/3"
      #expect(
        eventually {
          let open = try? FileManager.default.destinationOfSymbolicLink(atPath: socket)
          return open?.hasPrefix("socket:") != true
        })
      kill(process.processIdentifier, SIGHUP)
      #expect(
        eventually {
          (try? folder.text(of: "err"))?.contains("settings reloaded") == true
            || !process.isRunning
        })
      try client.send(Array(request.suffix(1)))
      #expect(try client.answer().status == 200)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test func `a socket that was promised and is none keeps the service from starting`() throws {
      let outcome = try Program.run(
        "/bin/sh",
        ["-c", "LISTEN_PID=$$ LISTEN_FDS=1 exec \(Program.executable) serve 3<&-"])
      #expect(outcome.exitCode == 4, "\(outcome.errors)")
      #expect(outcome.errors.contains("inherited descriptor 3 is no listening stream socket"))
    }

    /// A service with the socket as a service manager passes it on, once it answers; its log is the
    /// file `err` of the folder.
    private func startServing(
      _ listener: Listener, log folder: TemporaryFolder, _ arguments: String...
    ) throws -> Process {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.currentDirectoryURL = URL(filePath: TestPolicies.root)
      let words = arguments.joined(separator: " ")
      process.arguments = [
        "-c",
        "LISTEN_PID=$$ LISTEN_FDS=1 exec \(Program.executable) serve \(words) 3<&0 </dev/null",
      ]
      process.standardInput = FileHandle(
        fileDescriptor: try listener.descriptor.duplicated().release(), closeOnDealloc: true)
      process.standardError = try FileHandle(forWritingTo: folder.file("err"))
      try process.run()
      #expect(
        eventually(seconds: 120) {
          (try? Program.ask("health", "http://\(listener.address)/readyz"))?.exitCode == 0
        })
      return process
    }
  }
}
