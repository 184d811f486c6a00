import HTTP

/// What is sent, and what becomes of it.
struct RawCase {
  /// What the sender does, and the section that rules on it.
  let name: String
  let input: String
  /// The final statuses answered, in order.
  let statuses: [Int]
  /// The rule that is broken, if one is.
  var error: ProtocolError?
}

/// Requests as they come over the wire, of RFC 9110 and RFC 9112, by what they try.
///
/// `H` stands for a Host field line.
enum RawCases {
  static let all =
    requestLines + lines + fields + hosts + framings + chunks + expectations
    + codings + others

  static func served(_ name: String, _ input: String, _ count: Int = 1) -> RawCase {
    RawCase(name: name, input: expand(input), statuses: Array(repeating: 200, count: count))
  }

  static func refused(_ name: String, _ input: String, _ error: ProtocolError) -> RawCase {
    let status = Int(error.status.code)
    return RawCase(name: name, input: expand(input), statuses: [status], error: error)
  }

  /// Puts in the Host field.
  private static func expand(_ input: String) -> String {
    input.split(separator: "\r\nH\r\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\nHost: a\r\n")
  }

  static let requestLines: [RawCase] = [
    served("origin form (9112 3.2.1)", "GET /where?q=now HTTP/1.1\r\nH\r\n\r\n"),
    served("absolute form (9112 3.2.2)", "GET http://b/where HTTP/1.1\r\nH\r\n\r\n"),
    served("absolute form in capitals (9110 4.2.3)", "GET HTTP://B HTTP/1.1\r\nH\r\n\r\n"),
    served("absolute form with a query and no path", "GET http://b?x HTTP/1.1\r\nH\r\n\r\n"),
    served("absolute form over TLS", "GET https://b:443/ HTTP/1.1\r\nH\r\n\r\n"),
    served("asterisk form (9112 3.2.4)", "OPTIONS * HTTP/1.1\r\nH\r\n\r\n"),
    served("every character of a path", "GET /-._~!$&'()*+,;=:@%41 HTTP/1.1\r\nH\r\n\r\n"),
    served("one empty line before (9112 2.2)", "\r\nGET / HTTP/1.1\r\nH\r\n\r\n"),
    served(
      "one empty line between", "GET / HTTP/1.1\r\nH\r\n\r\n\r\nGET / HTTP/1.1\r\nH\r\n\r\n", 2),
    served("HTTP/1.0 without fields", "GET / HTTP/1.0\r\n\r\n"),
    refused("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nH\r\n\r\n", .invalidMethod),
    refused("a space before", " GET / HTTP/1.1\r\nH\r\n\r\n", .invalidMethod),
    refused("two spaces after the method", "GET  / HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("two spaces after the target", "GET /  HTTP/1.1\r\nH\r\n\r\n", .malformedVersion),
    refused("a space at the end", "GET / HTTP/1.1 \r\nH\r\n\r\n", .malformedVersion),
    refused("a tab for a space", "GET\t/ HTTP/1.1\r\nH\r\n\r\n", .invalidMethod),
    refused("a method that is no token", "G(T / HTTP/1.1\r\nH\r\n\r\n", .invalidMethod),
    refused("a method alone", "GET\r\n\r\n", .invalidMethod),
    refused("HTTP/0.9", "GET /\r\n", .invalidTarget),
    refused("no version", "GET / \r\n", .malformedVersion),
    refused("a relative path", "GET where HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("a fragment", "GET /a#b HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("a quote in the target", "GET /\" HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("a letter beyond ASCII in the target", "GET /温 HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("a NUL in the target", "GET /\0 HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("an asterisk for GET", "GET * HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("an authority for GET (9112 3.2.3)", "GET b:80 HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("another scheme", "GET ftp://b/ HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("no authority", "GET http:///x HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("no host (9110 4.2.1)", "GET http://:80/x HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("no host and no port", "GET http://: HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused(
      "user information (9110 4.2.4)", "GET http://u@b/ HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("a path for CONNECT", "CONNECT /x HTTP/1.1\r\nH\r\n\r\n", .invalidTarget),
    refused("CONNECT", "CONNECT b:443 HTTP/1.1\r\nH\r\n\r\n", .methodNotImplemented),
    refused("TRACE (9110 9.1)", "TRACE / HTTP/1.1\r\nH\r\n\r\n", .methodNotImplemented),
    refused("an unknown method", "BREW / HTTP/1.1\r\nH\r\n\r\n", .methodNotImplemented),
    refused("a method in small letters", "get / HTTP/1.1\r\nH\r\n\r\n", .methodNotImplemented),
    refused("HTTP/2.0 (9110 15.6.6)", "GET / HTTP/2.0\r\n", .unsupportedVersion),
    refused("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion),
    refused("HTTP/1.2", "GET / HTTP/1.2\r\nH\r\n\r\n", .unsupportedVersion),
    refused("HTTP/0.9 in words", "GET / HTTP/0.9\r\n", .unsupportedVersion),
    refused("a version of two digits", "GET / HTTP/1.10\r\nH\r\n\r\n", .malformedVersion),
    refused("a version in small letters", "GET / http/1.1\r\nH\r\n\r\n", .malformedVersion),
    refused("another protocol", "GET / ICAP/1.0\r\nH\r\n\r\n", .malformedVersion),
    refused("the hello of TLS", "\u{16}\u{03}\u{01}", .invalidMethod),
  ]

  static let lines: [RawCase] = [
    refused("a bare line feed after the request line", "GET / HTTP/1.1\nH\r\n\r\n", .bareLineFeed),
    refused("a bare line feed after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
    refused("a bare line feed at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
    refused("a bare line feed before all", "\nGET / HTTP/1.1\r\nH\r\n\r\n", .bareLineFeed),
    refused("a bare line feed in a name", "GET / HTTP/1.1\r\nHo\nst: a\r\n\r\n", .bareLineFeed),
    refused(
      "a bare carriage return in a value", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
      .bareCarriageReturn),
    refused(
      "a bare carriage return in the version", "GET / HTTP/1.1\rH\r\n\r\n", .bareCarriageReturn),
    refused("a bare carriage return at the end", "GET / HTTP/1.1\r\nH\r\n\rX", .bareCarriageReturn),
    refused(
      "a bare carriage return before all", "\rGET / HTTP/1.1\r\nH\r\n\r\n", .bareCarriageReturn),
    refused("two carriage returns", "GET / HTTP/1.1\r\r\nH\r\n\r\n", .bareCarriageReturn),
  ]

  static let fields: [RawCase] = [
    served("no space after the colon", "GET / HTTP/1.1\r\nHost:a\r\n\r\n"),
    served("white space around a value (9112 5.1)", "GET / HTTP/1.1\r\nHost: \t a \t \r\n\r\n"),
    served("an empty value", "GET / HTTP/1.1\r\nH\r\nA:\r\n\r\n"),
    served("an opaque value (9110 5.5)", "GET / HTTP/1.1\r\nH\r\nA: 温州\r\n\r\n"),
    served("every character of a name", "GET / HTTP/1.1\r\nH\r\n!#$%&'*+-.^_`|~09azAZ: 1\r\n\r\n"),
    served("names in any case", "GET / HTTP/1.1\r\nhOsT: a\r\n\r\n"),
    refused("a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", .spaceBeforeColon),
    refused("a tab before the colon", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", .spaceBeforeColon),
    refused("a folded line (9112 5.2)", "GET / HTTP/1.1\r\nH\r\nA: b\r\n c\r\n\r\n", .lineFolding),
    refused("a fold with a tab", "GET / HTTP/1.1\r\nH\r\nA: b\r\n\tc\r\n\r\n", .lineFolding),
    refused("white space before the first field", "GET / HTTP/1.1\r\n H\r\n\r\n", .lineFolding),
    refused("no name", "GET / HTTP/1.1\r\nH\r\n: b\r\n\r\n", .invalidFieldName),
    refused("no colon", "GET / HTTP/1.1\r\nH\r\nA\r\n\r\n", .invalidFieldName),
    refused("a name that is no token", "GET / HTTP/1.1\r\nH\r\nA/B: c\r\n\r\n", .invalidFieldName),
    refused("a name beyond ASCII", "GET / HTTP/1.1\r\nH\r\n温: c\r\n\r\n", .invalidFieldName),
    refused("a NUL in a value", "GET / HTTP/1.1\r\nH\r\nA: b\0\r\n\r\n", .invalidFieldValue),
    refused("a delete in a value", "GET / HTTP/1.1\r\nH\r\nA: \u{7F}\r\n\r\n", .invalidFieldValue),
  ]

  static let hosts: [RawCase] = [
    served("a host with a port", "GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n"),
    served("an empty port", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n"),
    served("an empty host (9110 7.2)", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
    served("an IPv6 address", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
    served("HTTP/1.0 with a host", "GET / HTTP/1.0\r\nH\r\n\r\n"),
    refused("no host (9112 3.2)", "GET / HTTP/1.1\r\n\r\n", .missingHost),
    refused("no host beside an absolute target", "GET http://b/ HTTP/1.1\r\n\r\n", .missingHost),
    refused("two hosts", "GET / HTTP/1.1\r\nH\r\nHost: a\r\n\r\n", .repeatedHost),
    refused("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nH\r\nHost: b\r\n\r\n", .repeatedHost),
    refused("a list of hosts with a space", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .invalidHost),
    refused("a path in the host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .invalidHost),
    refused("user information in the host", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .invalidHost),
    refused("a port in letters", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", .invalidHost),
    refused("an open bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .invalidHost),
    refused("empty brackets", "GET / HTTP/1.1\r\nHost: []\r\n\r\n", .invalidHost),
    refused("letters after the brackets", "GET / HTTP/1.1\r\nHost: [::1]a\r\n\r\n", .invalidHost),
  ]

  static let framings: [RawCase] = [
    served("a length", "POST / HTTP/1.1\r\nH\r\nContent-Length: 2\r\n\r\nhi"),
    served("a length of zero", "POST / HTTP/1.1\r\nH\r\nContent-Length: 0\r\n\r\n"),
    served("a length with zeros in front", "POST / HTTP/1.1\r\nH\r\nContent-Length: 002\r\n\r\nhi"),
    served(
      "no length: no content (9112 6.3)", "POST / HTTP/1.1\r\nH\r\n\r\nGET / HTTP/1.1\r\nH\r\n\r\n",
      2),
    served(
      "content with GET",
      "GET / HTTP/1.1\r\nH\r\nContent-Length: 2\r\n\r\nhiGET / HTTP/1.1\r\nH\r\n\r\n", 2),
    served("a length in HTTP/1.0", "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi"),
    refused("a sign", "POST / HTTP/1.1\r\nH\r\nContent-Length: +2\r\n\r\n", .invalidContentLength),
    refused(
      "a negative length", "POST / HTTP/1.1\r\nH\r\nContent-Length: -1\r\n\r\n",
      .invalidContentLength),
    refused(
      "a hexadecimal length", "POST / HTTP/1.1\r\nH\r\nContent-Length: 0x2\r\n\r\n",
      .invalidContentLength),
    refused(
      "an empty length", "POST / HTTP/1.1\r\nH\r\nContent-Length:\r\n\r\n", .invalidContentLength),
    refused(
      "a list of lengths", "POST / HTTP/1.1\r\nH\r\nContent-Length: 2, 2\r\n\r\n",
      .invalidContentLength),
    refused(
      "a length twice", "POST / HTTP/1.1\r\nH\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
      .repeatedContentLength),
    refused(
      "a length beyond counting",
      "POST / HTTP/1.1\r\nH\r\nContent-Length: 99999999999999999999\r\n\r\n",
      .contentTooLarge),
    refused(
      "a length and chunks (9112 6.1)",
      "POST / HTTP/1.1\r\nH\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
      .contentLengthWithTransferEncoding),
    refused(
      "another coding", "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: gzip\r\n\r\n",
      .unsupportedTransferCoding),
    refused(
      "another coding before chunked",
      "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      .unsupportedTransferCoding),
    refused(
      "another coding on a line of its own",
      "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n",
      .unsupportedTransferCoding),
    refused(
      "a coding that only begins like chunked",
      "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: chunkedx\r\n\r\n",
      .unsupportedTransferCoding),
    refused(
      "chunked twice (9112 7.1)",
      "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
      .malformedTransferEncoding),
    refused(
      "chunked with a parameter", "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: chunked;a=b\r\n\r\n",
      .malformedTransferEncoding),
    refused(
      "no coding", "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding:\r\n\r\n",
      .malformedTransferEncoding),
    refused(
      "a coding that is no token",
      "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: \u{0B}chunked\r\n\r\n",
      .invalidFieldValue),
    refused(
      "a quoted coding", "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: \"chunked\"\r\n\r\n",
      .malformedTransferEncoding),
    refused(
      "chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      .transferEncodingInHTTP10),
  ]

  private static let chunkedHead = "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: chunked\r\n\r\n"

  static let chunks: [RawCase] = [
    served("chunks (9112 7.1)", chunkedHead + "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"),
    served("no chunk", chunkedHead + "0\r\n\r\n"),
    served(
      "chunked in capitals", "POST / HTTP/1.1\r\nH\r\nTransfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n"),
    served(
      "a size in letters of both cases",
      chunkedHead + "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
    served("zeros before a size", chunkedHead + "0003\r\nabc\r\n0000\r\n\r\n"),
    served("extensions (9112 7.1.1)", chunkedHead + "3;a;b=c;d=\"e;f\"\r\nabc\r\n0;x\r\n\r\n"),
    served("white space in an extension", chunkedHead + "3 ; a = b\r\nabc\r\n0\r\n\r\n"),
    served("trailers (9112 7.1.2)", chunkedHead + "0\r\nA: b\r\nContent-Length: 5\r\n\r\n"),
    served("a request after chunks", chunkedHead + "0\r\n\r\nGET / HTTP/1.1\r\nH\r\n\r\n", 2),
    refused("no size", chunkedHead + "\r\nabc", .invalidChunkSize),
    refused("a size that is no number", chunkedHead + "x\r\n", .invalidChunkSize),
    refused("a prefixed size", chunkedHead + "0x3\r\nabc\r\n", .invalidChunkSize),
    refused("a negative size", chunkedHead + "-1\r\n", .invalidChunkSize),
    refused("a size beyond counting", chunkedHead + "8000000000000000\r\n", .invalidChunkSize),
    refused("a size of seventeen digits", chunkedHead + "00000000000000003\r\n", .invalidChunkSize),
    refused("a size too large", chunkedHead + "7fffffffffffffff\r\n", .contentTooLarge),
    refused("white space after a size", chunkedHead + "3 \r\nabc\r\n", .invalidChunkExtension),
    refused("an extension without a name", chunkedHead + "3;\r\nabc\r\n", .invalidChunkExtension),
    refused(
      "a control character in an extension", chunkedHead + "3;a\0\r\n", .invalidChunkExtension),
    refused("a bare line feed after a size", chunkedHead + "3\nabc\r\n", .bareLineFeed),
    refused("a bare line feed after an extension", chunkedHead + "3;a\nabc\r\n", .bareLineFeed),
    refused("a bare carriage return after a size", chunkedHead + "3\rabc\r\n", .bareCarriageReturn),
    refused("a chunk longer than its size", chunkedHead + "3\r\nabcd\r\n", .unterminatedChunk),
    refused(
      "a bare line feed after a chunk", chunkedHead + "3\r\nabc\n0\r\n\r\n", .unterminatedChunk),
    refused(
      "a bare carriage return after a chunk", chunkedHead + "3\r\nabc\r0\r\n\r\n",
      .unterminatedChunk),
    refused("a trailer without a colon", chunkedHead + "0\r\nA\r\n\r\n", .invalidFieldName),
    refused("a trailer without a name", chunkedHead + "0\r\n: a\r\n\r\n", .invalidFieldName),
    refused("a folded trailer", chunkedHead + "0\r\nA: b\r\n c\r\n\r\n", .lineFolding),
    refused("a NUL in a trailer", chunkedHead + "0\r\nA: \0\r\n\r\n", .invalidFieldValue),
    refused("a bare line feed in a trailer", chunkedHead + "0\r\nA: b\n\r\n", .bareLineFeed),
    refused(
      "a bare carriage return in a trailer", chunkedHead + "0\r\nA: b\rc\r\n", .bareCarriageReturn),
    refused(
      "a bare carriage return at the end of chunks", chunkedHead + "0\r\n\rX", .bareCarriageReturn),
  ]

  static let codings: [RawCase] = [
    served(
      "identity is no coding (9110 8.4.1)",
      "POST / HTTP/1.1\r\nH\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\na"),
    refused(
      "a coding not known (9110 15.5.16)",
      "POST / HTTP/1.1\r\nH\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na",
      .unsupportedContentCoding),
    refused(
      "two codings",
      "POST / HTTP/1.1\r\nH\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 1\r\n\r\na",
      .unsupportedContentCoding),
    refused(
      "two codings on two lines",
      "POST / HTTP/1.1\r\nH\r\nContent-Encoding: gzip\r\nContent-Encoding: deflate\r\n"
        + "Content-Length: 1\r\n\r\na", .unsupportedContentCoding),
  ]

  static let expectations: [RawCase] = [
    served(
      "an expectation in HTTP/1.0 is ignored (9110 10.1.1)", "GET / HTTP/1.0\r\nExpect: x\r\n\r\n"),
    served("100-continue without content", "GET / HTTP/1.1\r\nH\r\nExpect: 100-continue\r\n\r\n"),
    served(
      "100-continue in capitals",
      "POST / HTTP/1.1\r\nH\r\nExpect: 100-CONTINUE\r\nContent-Length: 2\r\n\r\nhi"),
    refused(
      "another expectation", "GET / HTTP/1.1\r\nH\r\nExpect: 200-ok\r\n\r\n",
      .unsupportedExpectation),
    refused(
      "another expectation beside 100-continue",
      "GET / HTTP/1.1\r\nH\r\nExpect: 100-continue, x\r\n\r\n", .unsupportedExpectation),
  ]

  static let others: [RawCase] = [
    served(
      "an upgrade is ignored (9110 7.8)",
      "GET / HTTP/1.1\r\nH\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"),
    served("a range is ignored (9110 14.2)", "GET / HTTP/1.1\r\nH\r\nRange: bytes=0-0\r\n\r\n"),
    served(
      "requests in a row (9112 9.3.2)",
      "GET /1 HTTP/1.1\r\nH\r\n\r\nPOST /2 HTTP/1.1\r\nH\r\nContent-Length: 1\r\n\r\nx"
        + "GET /3 HTTP/1.1\r\nH\r\n\r\n",
      3),
    RawCase(
      name: "an error after an answer",
      input: "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
      statuses: [200, 400], error: .invalidTarget),
  ]
}
