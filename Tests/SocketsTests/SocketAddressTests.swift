import Sockets
import Testing

@Suite struct SocketAddressTests {
  @Test func `an address prints as it is read`() throws {
    let texts = [
      "127.0.0.1:8080", "0.0.0.0:0", "255.255.255.255:65535", "[::1]:8080", "[::]:0",
      "[2001:db8::ff]:443", "unix:/run/wenbao.sock",
    ]
    for text in texts {
      #expect(try SocketAddress(parsing: text).description == text)
    }
  }

  @Test func `an address is read into its numbers`() throws {
    #expect(
      try SocketAddress(parsing: "127.0.0.1:80") == .ipv4(IPv4Host(bits: 0x7F00_0001), port: 80))
    #expect(
      try SocketAddress(parsing: "[2001:db8::1]:80")
        == .ipv6(IPv6Host(network: 0x2001_0db8_0000_0000, interface: 1), port: 80))
  }

  @Test func `a text that is no address is refused by its fault`() {
    let faults: [(String, SocketAddressError)] = [
      ("", .portMissing("")),
      ("8080", .portMissing("8080")),
      ("127.0.0.1", .portMissing("127.0.0.1")),
      ("[::1]", .portMissing("[::1]")),
      ("127.0.0.1:", .portNotANumber("127.0.0.1:")),
      ("127.0.0.1:080", .portNotANumber("127.0.0.1:080")),
      ("127.0.0.1:65536", .portNotANumber("127.0.0.1:65536")),
      ("127.0.0.1:+80", .portNotANumber("127.0.0.1:+80")),
      ("127.0.0.1: 80", .portNotANumber("127.0.0.1: 80")),
      ("localhost:80", .hostNotLiteral("localhost:80")),
      (":80", .hostNotLiteral(":80")),
      ("127.1:80", .hostNotLiteral("127.1:80")),
      ("127.0.0.01:80", .hostNotLiteral("127.0.0.01:80")),
      ("256.0.0.1:80", .hostNotLiteral("256.0.0.1:80")),
      ("[127.0.0.1]:80", .hostNotLiteral("[127.0.0.1]:80")),
      ("[fe80::1%eth0]:80", .hostNotLiteral("[fe80::1%eth0]:80")),
      ("::1:80", .bracketsMissing("::1:80")),
      ("unix:", .pathNotAbsolute("unix:")),
      ("unix:/", .pathNotAbsolute("unix:/")),
      ("unix:run/wenbao.sock", .pathNotAbsolute("unix:run/wenbao.sock")),
      ("unix:/a\0b", .pathNotAbsolute("unix:/a\0b")),
    ]
    for (text, fault) in faults {
      #expect(throws: fault, "\(text)") { try SocketAddress(parsing: text) }
    }
  }

  @Test func `a path of 107 bytes is taken and one of 108 is not`() throws {
    let longest = "/" + String(repeating: "a", count: SocketAddress.pathBytesMax - 1)
    #expect(try SocketAddress(parsing: "unix:\(longest)") == .unix(path: longest))
    #expect(throws: SocketAddressError.pathTooLong("unix:\(longest)a")) {
      try SocketAddress(parsing: "unix:\(longest)a")
    }
  }

  @Test func `the fault of an address says what would be right`() {
    #expect(SocketAddressError.bracketsMissing("::1:80").description.contains("[::1]:8080"))
    #expect(SocketAddressError.hostNotLiteral("a:1").description.contains("names are not looked"))
  }

  @Test func `IPv6 peers of one network have one origin`() throws {
    let first = try SocketAddress(parsing: "[2001:db8:0:1::1]:1")
    let second = try SocketAddress(parsing: "[2001:db8:0:1:ffff::2]:2")
    let stranger = try SocketAddress(parsing: "[2001:db8:0:2::1]:1")
    #expect(first.origin == second.origin)
    #expect(first.origin != stranger.origin)
  }

  @Test func `a Unix-domain peer has no origin`() {
    #expect(SocketAddress.unnamed.origin == nil)
  }
}
