import Testing

@testable import HTTP

/// Reads a head and passes it on.
func withHead<Result>(
  _ lines: String..., body: (borrowing RequestHead) throws -> Result
) throws -> Result {
  let text = (lines + ["", ""]).joined(separator: "\r\n")
  var parser = HeadParser()
  let bytes = Array(text.utf8)
  let count = try parser.parse(bytes.span, .standard)
  #expect(count == bytes.count)
  return try body(RequestHead(bytes.span, parser.layout))
}

@Test func `a target is its path and its query`() throws {
  let targets = [
    ("/", "/", nil), ("/a/b", "/a/b", nil), ("/a?", "/a", ""), ("/a?b=c?d", "/a", "b=c?d"),
    ("http://h", "/", nil), ("http://h?q", "/", "q"), ("http://h:1/a?q", "/a", "q"),
    ("/?q", "/", "q"),
  ]
  for (target, path, query) in targets {
    try withHead("GET \(target) HTTP/1.1", "Host: a") { head in
      let (headPath, headQuery) = (head.path.text, head.query?.text)
      #expect(headPath == path)
      #expect(headQuery == query)
    }
  }
}

@Test func `a target has one of four forms`() throws {
  let lines: [(String, TargetForm)] = [
    ("GET /x", .origin), ("GET http://b/x", .absolute), ("CONNECT b:1", .authority),
    ("OPTIONS *", .asterisk),
  ]
  for (line, form) in lines {
    let targetForm = try withHead("\(line) HTTP/1.1", "Host: a") { $0.targetForm }
    #expect(targetForm == form)
  }
}

@Test func `the host is that of an absolute target, else that of the Host field`() throws {
  let origin = try withHead("GET / HTTP/1.1", "Host: a:1") { $0.host?.text }
  #expect(origin == "a:1")
  let absolute = try withHead("GET http://b:2/ HTTP/1.1", "Host: a:1") { $0.host?.text }
  #expect(absolute == "b:2")
  let none = try withHead("GET / HTTP/1.0") { $0.host?.text }
  #expect(none == nil)
}

@Test func `a field is found in any case and its first line counts`() throws {
  let value = try withHead("GET / HTTP/1.1", "Host: a", "X-A: 1", "x-a: 2") { head in
    head.value(of: "x-a")?.text
  }
  #expect(value == "1")
}

@Test func `a list is read over all its lines, commas in quotes apart`() throws {
  let elements = try withHead(
    "GET / HTTP/1.1", "Host: a", "X: a, ,b,", "Y: c", "X: \"d,\\\",e\" ,f", "X:", "X: \"g,h"
  ) { head in
    var elements: [String] = []
    head.forEachElement(of: "x") { elements.append($0.text) }
    return elements
  }
  #expect(elements == ["a", "b", "\"d,\\\",e\"", "f", "\"g,h"])
}

@Test func `every method is known by its name alone`() throws {
  let methods: [(String, Method)] = [
    ("GET", .get), ("HEAD", .head), ("POST", .post), ("PUT", .put), ("DELETE", .delete),
    ("OPTIONS", .options), ("PATCH", .patch), ("TRACE", .trace), ("CONNECT", .connect),
    ("Get", .other), ("GETS", .other), ("PURGE", .other), ("PROPFIND", .other), ("X", .other),
  ]
  for (name, method) in methods { #expect(Method(name.utf8.span) == method, "\(name)") }
}

@Test func `whether content was announced is known`() throws {
  let framings: [(String, BodyFraming)] = [
    ("A: b", .none), ("Content-Length: 0", .length(0)), ("Content-Length: 7", .length(7)),
    ("Transfer-Encoding: chunked", .chunked),
  ]
  for (field, framing) in framings {
    let found = try withHead("POST / HTTP/1.1", "Host: a", field) { $0.framing }
    #expect(found == framing)
  }
}

@Test func `a query is names and values, decoded`() throws {
  let queries: [(String, [String]?)] = [
    ("/", []), ("/?", []), ("/?date=2024-05-11", ["date=2024-05-11"]), ("/?a&b=", ["a=", "b="]),
    ("/?a=1&a=2&&", ["a=1", "a=2"]), ("/?%E6%B8%A9=x%20y+z%26", ["温=x y z&"]),
    ("/?a=b=c", ["a=b=c"]),
    ("/?a=%", nil), ("/?a=%4", nil), ("/?a=%zz", nil), ("/?a=%FF", nil), ("/?=a", ["=a"]),
  ]
  for (target, items) in queries {
    let found = try withHead("GET \(target) HTTP/1.1", "Host: a") { head in
      head.queryItems()?.map { "\($0.name)=\($0.value)" }
    }
    #expect(found == items, "\(target)")
  }
}

@Test func `a head sent again is known again, octet by octet`() throws {
  let head = Array("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n".utf8)
  var parser = HeadParser()
  func length(_ octets: [UInt8]) -> Int? { parser.lengthIfRepeated(octets.span) }
  #expect(length(head) == nil)
  #expect(try parser.parse(head.span, .standard) == head.count)
  #expect(length(head + [0x7B, 0x7D]) == head.count)
  for count in 0..<head.count { #expect(length(Array(head[..<count])) == nil, "\(count)") }
  for position in head.indices {
    var other = head
    other[position] ^= 1
    #expect(length(other) == nil, "\(position)")
  }
  parser.reset()
  #expect(length(head) == nil)
}

@Test func `a head that broke a rule, or is long, is not known again`() throws {
  for line in ["X Y: 1", "X: " + String(repeating: "y", count: 2048)] {
    let head = Array("GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n".utf8)
    var parser = HeadParser()
    _ = try? parser.parse(head.span, .standard)
    let length = parser.lengthIfRepeated(head.span)
    #expect(length == nil, "\(line.prefix(8))")
  }
}

@Test func `equal heads one after the other are served each with its own content`() throws {
  var feeder = Feeder()
  let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n"
  feeder.feed(head + "1" + head + "2" + head.replacing("1\r\n\r\n", with: "2\r\n\r\n") + "34")
  #expect(Answer.all(in: feeder.outcome)?.map(\.body) == ["1", "2", "34"])
}

@Test func `heads of one serial have the same octets, however they came`() throws {
  let heads = ["a", "b", "a", "a", "c", "b"].map {
    "POST /\($0) HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1"
  }
  // Each head whole, then in two pieces while another connection of the same loop is served.
  var feeder = Feeder()
  for head in heads {
    feeder.feed(head)
    for cut in [1, head.utf8.count - 3, head.utf8.count - 1] {
      let octets = Array(head.utf8)
      feeder.feed(octets[..<cut])
      var other = ServerConnection()
      _ = other.receive(Array(heads[0].utf8).span, &feeder.workspace)
      feeder.feed(octets[cut...])
    }
  }
  let seen = feeder.responder.serials.filter { $0.serial != 0 }
  #expect(seen.count > heads.count)
  for one in seen {
    for other in seen where one.serial == other.serial { #expect(one.path == other.path) }
  }
}

@Test func `a head sent again right away has its serial again`() throws {
  var feeder = Feeder()
  for _ in 0..<3 { feeder.feed("GET /a HTTP/1.1\r\nHost: a\r\n\r\n") }
  let serials = feeder.responder.serials.map(\.serial)
  #expect(Set(serials).count == 1 && serials[0] != 0)
}
