import Foundation
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// `wenbao health` and `wenbao reload` where the only listener speaks HTTPS.
  @Suite struct HTTPSQuestionTests {
    private func withHTTPS(
      _ clients: String = "optional", _ body: (RunningServer, TLSTests.Certificates) throws -> Void
    ) throws {
      let certificates = try TLSTests.Certificates()
      certificates.settings.replace("optional", with: clients)
      try withServer(settings: certificates.settings) { try body($0, certificates) }
    }

    private func health(_ url: String, _ arguments: String...) throws -> Program.Outcome {
      try Program.ask(["health", url] + arguments)
    }

    @Test func `on loopback the service is trusted for being there`() throws {
      try withHTTPS { server, _ in
        let outcome = try health("https://\(server.address)/readyz")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.contains(#""status":"ready""#))
        let reload = try Program.ask("reload", "https://\(server.address)")
        #expect(reload.exitCode == 0, "\(reload.errors)")
        #expect(reload.output.contains("certificates: accepted\n"))
      }
    }

    @Test func `an authority must vouch for it where one is named, and for its name`() throws {
      try withHTTPS { server, certificates in
        let url = "https://\(server.address)"
        #expect(try health(url, "--ca", certificates.authority).exitCode == 0)
        #expect(
          try health(url, "--ca", certificates.authority, "--name", "localhost").exitCode == 0)
        // The certificate itself does as well.
        #expect(try health(url, "--ca", certificates.path + "/server.pem").exitCode == 0)
        let elsewhere = try health(url, "--ca", certificates.authority, "--name", "example.org")
        #expect(elsewhere.exitCode == 1)
        #expect(elsewhere.errors.contains("certificate verify failed: hostname mismatch"))
        let strangers = try TLSTests.Certificates()
        let stranger = try health(url, "--ca", strangers.authority)
        #expect(stranger.exitCode == 1)
        #expect(stranger.errors.contains("certificate verify failed"))
        let broken = try health(url, "--ca", certificates.path + "/server-key.pem")
        #expect(broken.exitCode == 1)
      }
    }

    @Test func `a client's certificate is shown where the service requires one`() throws {
      try withHTTPS("required") { server, certificates in
        let url = "https://\(server.address)"
        #expect(try health(url).exitCode == 1)
        let outcome = try health(
          url, "--certificate", certificates.path + "/client.pem", "--key",
          certificates.path + "/client-key.pem")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
      }
    }

    @Test func `the settings say where to ask and how`() throws {
      let certificates = try TLSTests.Certificates()
      let folder = try TemporaryFolder([:], in: "/tmp")
      let settings = try TemporaryFolder([
        "wenbao.yaml": certificates.settings + "listen: {unix: \(folder.path)/wenbao.sock}\n"
      ])
      let file = settings.path + "/wenbao.yaml"
      let server = try RunningServer(["--config", file], port: nil)
      for command in ["health", "reload"] {
        let outcome = try Program.ask(command, "--config", file)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
      }
      server.terminate()
      #expect(server.exitCode() == 0)
    }

    @Test func `plain HTTP and HTTPS are not taken for one another`() throws {
      try withHTTPS { server, _ in
        let outcome = try health("http://\(server.address)")
        #expect(outcome.exitCode == 1)
        #expect(outcome.output.contains("speaks HTTPS"))
      }
      try withServer { server in
        let outcome = try health("https://\(server.address)")
        #expect(outcome.exitCode == 1)
      }
    }

    @Test func `off loopback HTTPS needs an authority`() throws {
      let outcome = try health("https://192.0.2.1:443")
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains("needs --ca"))
      #expect(try health("https://127.0.0.1:443", "--certificate", "a.pem").exitCode == 2)
    }

    @Test func `of two certificates for one name a client gets the one it can verify`() throws {
      let folder = try TemporaryFolder([String: String]())
      for (name, kind) in [("rsa", "rsa:2048"), ("ec", "ec")] {
        let outcome = try Program.run(
          "/usr/bin/env",
          [
            "openssl", "req", "-x509", "-newkey", kind, "-noenc", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
            "\(folder.path)/\(name)-key.pem", "-out", "\(folder.path)/\(name).pem",
          ] + (kind == "ec" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : []))
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
      }
      let settings = """
        drain: {graceSeconds: 0}
        tls:
          certificates:
            - {certificate: \(folder.path)/rsa.pem, key: \(folder.path)/rsa-key.pem}
            - {certificate: \(folder.path)/ec.pem, key: \(folder.path)/ec-key.pem}
        """
      try withServer(settings: settings) { server in
        let expiry = "wenbao_tls_certificate_expiry_timestamp_seconds{file=\"\(folder.path)/"
        for (version, algorithm, name) in [
          ("-tls1_3", "RSA-PSS+SHA256", "rsa"), ("-tls1_3", "ECDSA+SHA256", "ec"),
          ("-tls1_2", "RSA-PSS+SHA256", "rsa"), ("-tls1_2", "ECDSA+SHA256", "ec"),
        ] {
          let outcome = try Program.run(
            "/usr/bin/env",
            [
              "timeout", "60", "openssl", "s_client", "-connect", "\(server.address)", version,
              "-sigalgs", algorithm, "-servername", "localhost", "-CAfile",
              "\(folder.path)/\(name).pem", "-verify_return_error", "-ign_eof",
            ], input: "GET /metrics HTTP/1.0\r\n\r\n")
          #expect(outcome.output.contains("Verify return code: 0 (ok)"), "\(version) \(algorithm)")
          for name in ["rsa", "ec"] { #expect(outcome.output.contains(expiry + name)) }
        }
      }
    }
  }
}
