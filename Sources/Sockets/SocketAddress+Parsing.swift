/// Why a text is no socket address, and what would be one.
public enum SocketAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no colon before a port.
  case portMissing(String)
  /// What follows the last colon is not a number from 0 to 65535 in plain digits.
  case portNotANumber(String)
  /// What stands before the port is neither a dotted IPv4 address nor a bracketed IPv6 address.
  case hostNotLiteral(String)
  /// An IPv6 address without its brackets.
  case bracketsMissing(String)
  /// The path after `unix:` does not begin with a slash, or holds a zero byte.
  case pathNotAbsolute(String)
  /// The path after `unix:` is longer than the kernel takes.
  case pathTooLong(String)

  /// What is wrong and what would be right.
  public var description: String {
    switch self {
    case .portMissing(let text):
      "'\(text)' has no port: write '\(text):8080', or port 0 for any free one"
    case .portNotANumber(let text):
      "'\(text)' does not end in a port from 0 to 65535: write for example '127.0.0.1:8080'"
    case .hostNotLiteral(let text):
      "'\(text)' has no literal address before its port: names are not looked up; "
        + "write for example '127.0.0.1:8080', '0.0.0.0:8080' or '[::1]:8080'"
    case .bracketsMissing(let text):
      "'\(text)' is an IPv6 address without brackets: write for example '[::1]:8080'"
    case .pathNotAbsolute(let text):
      "'\(text)' has no absolute path: write for example 'unix:/run/wenbao.sock'"
    case .pathTooLong(let text):
      "'\(text)' is longer than the \(SocketAddress.pathBytesMax) bytes a socket's path may have: "
        + "choose a shorter directory"
    }
  }
}

extension SocketAddress {
  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `unix:/run/wenbao.sock`, and nothing looser.
  public init(parsing text: String) throws(SocketAddressError) {
    if text.hasPrefix("unix:") {
      self = try .unix(path: Self.path(text))
      return
    }
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else {
      throw .portMissing(text)
    }
    let host = text[..<colon]
    let bracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if host.contains(":") && !bracketed { throw .bracketsMissing(text) }
    let port = try Self.port(text[text.index(after: colon)...], of: text)
    if bracketed, let bits = SystemCalls.ipv6(String(host.dropFirst().dropLast())) {
      self = .ipv6(bits, port: port)
    } else if !bracketed, let bits = SystemCalls.ipv4(String(host)) {
      self = .ipv4(bits, port: port)
    } else {
      throw .hostNotLiteral(text)
    }
  }

  private static func port(
    _ digits: Substring, of text: String
  ) throws(SocketAddressError) -> UInt16 {
    let plain = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let padded = digits.count > 1 && digits.hasPrefix("0")
    guard plain, !padded, let port = UInt16(digits) else { throw .portNotANumber(text) }
    return port
  }

  private static func path(_ text: String) throws(SocketAddressError) -> String {
    let path = String(text.dropFirst("unix:".count))
    guard path.hasPrefix("/"), path.count > 1, !path.utf8.contains(0) else {
      throw .pathNotAbsolute(text)
    }
    guard path.utf8.count <= pathBytesMax else { throw .pathTooLong(text) }
    return path
  }
}
