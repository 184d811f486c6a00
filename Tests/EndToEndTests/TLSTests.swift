import Foundation
import TestPolicies
import Testing

extension EndToEndTests {
  /// HTTPS as other programs see it.
  @Suite struct TLSTests {
    /// A folder of certificates that the program itself has made.
    final class Certificates {
      let folder: TemporaryFolder
      var path: String { folder.path + "/tls" }
      var authority: String { path + "/ca.pem" }
      var settings: String

      init() throws {
        folder = try TemporaryFolder([String: String]())
        let outcome = try Program.run("dev-certificates", folder.path + "/tls")
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        settings = outcome.output + "drain:\n  graceSeconds: 0\n"
      }

      /// What curl needs to show the client's certificate.
      var clientOptions: [String] {
        ["--cert", path + "/client.pem", "--key", path + "/client-key.pem"]
      }
    }

    private func withHTTPS(
      _ change: (inout String) -> Void = { _ in },
      _ body: (RunningServer, String, Certificates) throws -> Void
    ) throws {
      let certificates = try Certificates()
      change(&certificates.settings)
      try withServer(settings: certificates.settings) { server in
        let port = try #require("\(server.address)".split(separator: ":").last)
        try body(server, String(port), certificates)
      }
    }

    /// What curl prints, or how it ends.
    private func curl(_ port: String, _ arguments: [String]) throws -> Program.Outcome {
      try Program.run(
        "/usr/bin/env",
        ["curl", "--silent", "--show-error", "--max-time", "60"] + arguments
          + ["https://localhost:\(port)/healthz"])
    }

    /// What openssl s_client prints of a handshake, and of what its input does.
    private func handshake(
      _ port: String, _ certificates: Certificates, _ arguments: [String],
      input: String = "GET /healthz HTTP/1.0\r\n\r\n"
    ) throws -> String {
      let outcome = try Program.run(
        "/usr/bin/env",
        [
          "timeout", "60", "openssl", "s_client", "-connect", "localhost:\(port)", "-CAfile",
          certificates.authority, "-servername", "localhost", "-ign_eof",
        ] + arguments, input: input)
      return outcome.output + outcome.errors
    }

    @Test func `the keys made to try things can be read by their owner alone`() throws {
      let certificates = try Certificates()
      for (name, mode) in [
        ("ca", 0o644), ("ca-key", 0o600), ("server", 0o644), ("server-key", 0o600),
        ("client", 0o644), ("client-key", 0o600),
      ] {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: "\(certificates.path)/\(name).pem")
        #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
      }
      let again = try Program.run("dev-certificates", certificates.path)
      #expect(again.exitCode == 1)
      #expect(again.errors.contains("ca.pem: there already"))
    }

    @Test func `a key that others can read ends with 3 and is named`() throws {
      let certificates = try Certificates()
      let key = certificates.path + "/server-key.pem"
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
      let settings = try TemporaryFolder(["wenbao.yaml": certificates.settings])
      let outcome = try Program.run(
        "serve", "--port", "0", "--config", settings.path + "/wenbao.yaml")
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("\(key): a private key must be readable by its owner alone"))
    }

    @Test func `a key with a passphrase ends with 3 and asks nobody`() throws {
      let certificates = try Certificates()
      let key = certificates.path + "/server-key.pem"
      let sealing = try Program.run(
        "/usr/bin/env",
        [
          "openssl", "pkcs8", "-topk8", "-in", key, "-out", key + ".sealed", "-passout",
          "pass:abcd",
        ])
      try #require(sealing.exitCode == 0)
      let settings = try TemporaryFolder([
        "wenbao.yaml": certificates.settings.replacing(key, with: key + ".sealed")
      ])
      let outcome = try Program.run(
        "serve", "--port", "0", "--config", settings.path + "/wenbao.yaml")
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("PEM without a passphrase: bad password read"))
    }

    @Test func `settings of TLS that cannot be used end with 3 by file and line`() throws {
      let settings = """
        tls:
          certificates:
            - certificate: a.pem
              kee: a-key.pem
            - certificate: b.pem
          minimumVersion: 1.1
          clientCertificates: maybe
        """
      let folder = try TemporaryFolder(["wenbao.yaml": settings])
      let file = folder.path + "/wenbao.yaml"
      let outcome = try Program.run("serve", "--config", file)
      #expect(outcome.exitCode == 3)
      for words in [
        ":4: unknown key 'tls.certificates.kee'", ":5: each of tls.certificates must have",
        ":6: tls.minimumVersion must be 1.2 or 1.3",
        ":7: tls.clientCertificates must be off or optional or required",
      ] { #expect(outcome.errors.contains(file + words), "\(words)") }
    }

    @Test func `curl is served with TLS 1.2 and 1.3 and with nothing older`() throws {
      try withHTTPS { _, port, certificates in
        let trust = ["--cacert", certificates.authority]
        for version in ["1.2", "1.3"] {
          let outcome = try curl(
            port, trust + ["--tls-max", version, "--write-out", "%{http_version}"])
          #expect(outcome.output == #"{"status":"ok"}1.1"#, "\(outcome.errors)")
        }
        let old = ["--tlsv1.0", "--tls-max", "1.1", "--ciphers", "ALL:@SECLEVEL=0"]
        #expect(try curl(port, trust + old).exitCode == 35)
        #expect(try curl(port, []).exitCode == 60)
      }
    }

    @Test func `curl shows its certificate where one is required, or is refused`() throws {
      try withHTTPS({ $0.replace("optional", with: "required") }) { _, port, certificates in
        let trust = ["--cacert", certificates.authority]
        #expect(try curl(port, trust).exitCode != 0)
        #expect(try curl(port, trust + certificates.clientOptions).output == #"{"status":"ok"}"#)
        let strangers = try Certificates()
        #expect(try curl(port, trust + strangers.clientOptions).exitCode != 0)
      }
    }

    @Test func `openssl verifies, resumes and gets close_notify`() throws {
      try withHTTPS { _, port, certificates in
        let ticket = certificates.path + "/ticket"
        for version in ["-tls1_2", "-tls1_3"] {
          let first = try handshake(
            port, certificates,
            [version, "-alpn", "http/1.1", "-verify_return_error", "-sess_out", ticket])
          #expect(first.contains("ALPN protocol: http/1.1"))
          #expect(first.contains("Verify return code: 0 (ok)"))
          #expect(first.contains("Compression: NONE"))
          #expect(first.contains(#"{"status":"ok"}"#) && first.contains("closed\n"))
          #expect(first.contains("New, TLSv1"))
          let second = try handshake(port, certificates, [version, "-sess_in", ticket])
          #expect(second.contains("Reused, TLSv1"))
          #expect(second.contains(#"{"status":"ok"}"#) && second.contains("closed\n"))
        }
      }
    }

    @Test func `openssl is refused a renegotiation and a protocol that is not HTTP 1 1`() throws {
      try withHTTPS { _, port, certificates in
        // s_client renegotiates at a line that is the letter R; -ign_eof would have it ignored. A
        // FIFO that is open for writing too has no end.
        let outcome = try Program.run(
          "/bin/sh",
          [
            "-c",
            "mkfifo \(certificates.path)/input && exec <>\(certificates.path)/input && echo R >&0 "
              + "&& timeout 60 openssl s_client -tls1_2 -connect localhost:\(port) "
              + "-CAfile \(certificates.authority)",
          ])
        #expect((outcome.output + outcome.errors).contains("no renegotiation"))
        let h2 = try handshake(port, certificates, ["-alpn", "h2"])
        #expect(h2.contains("no application protocol"))
      }
    }

    @Test func `Python is served in both versions, keeps its connection and sees its end`() throws {
      try withHTTPS { _, port, certificates in
        for (name, version) in [("TLSv1_2", "TLSv1.2"), ("TLSv1_3", "TLSv1.3")] {
          let outcome = try Program.run(
            "/usr/bin/env",
            [
              "python3", "Tests/TLSClients/client.py", port, certificates.authority, name,
              certificates.path + "/client.pem", certificates.path + "/client-key.pem",
            ])
          let line = "200 \(version) http/1.1\n"
          #expect(outcome.output == line + line + "ended\n", "\(outcome.errors)")
        }
      }
    }

    private static let hasJava = FileManager.default.isExecutableFile(atPath: "/usr/bin/javac")

    @Test(.enabled(if: hasJava, "there is no JDK in /usr/bin"))
    func `Java's HttpClient is served in both versions`() throws {
      try withHTTPS { _, port, certificates in
        let outcome = try Program.run(
          "/usr/bin/java", ["Tests/TLSClients/Client.java", port, certificates.authority])
        let lines = ["TLSv1.2", "TLSv1.3"].map { "200 \($0) HTTP_1_1\n" }
        #expect(
          outcome.output == lines[0] + lines[0] + lines[1] + lines[1], "\(outcome.errors)")
      }
    }

    @Test func `SIGHUP serves a new certificate, and keeps the old one where it is bad`() throws {
      try withHTTPS { server, port, certificates in
        let other = try Certificates()
        for name in ["server", "server-key"] {
          let path = "\(certificates.path)/\(name).pem"
          try FileManager.default.removeItem(atPath: path)
          try FileManager.default.copyItem(atPath: "\(other.path)/\(name).pem", toPath: path)
        }
        #expect(try curl(port, ["--cacert", certificates.authority]).exitCode == 0)
        try server.reload(until: "certificates reloaded")
        #expect(try curl(port, ["--cacert", certificates.authority]).exitCode == 60)
        #expect(try curl(port, ["--cacert", other.authority]).exitCode == 0)
        try Data("rubbish".utf8).write(to: URL(filePath: certificates.path + "/server.pem"))
        try server.reload(until: "certificates refused; what is in force stays")
        #expect(try curl(port, ["--cacert", other.authority]).exitCode == 0)
      }
    }
  }
}
