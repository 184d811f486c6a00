import HTTP
import Testing

private let json = "application/json"
private let problem = "application/problem+json"

private func preferredMediaType(_ accept: String..., offered: [String] = [json]) throws -> Int? {
  let lines = accept.map { "Accept: \($0)" }.joined(separator: "\r\n")
  return try withHead("GET / HTTP/1.1", "Host: a", lines.isEmpty ? "A: b" : lines) { head in
    head.preferredMediaType(among: offered)
  }
}

private func preferredLanguage(_ accept: String) throws -> Int? {
  try withHead("GET / HTTP/1.1", "Host: a", "Accept-Language: \(accept)") { head in
    head.preferredLanguage(among: ["zh", "en"])
  }
}

@Test func `without Accept the first type offered is preferred`() throws {
  let preferred = try preferredMediaType(offered: [json, "text/plain"])
  #expect(preferred == 0)
}

@Test func `a type is accepted as itself, by its kind and by all`() throws {
  for accept in [json, "APPLICATION/JSON", "application/*", "*/*", "text/html, */*;q=0.1"] {
    let preferred = try preferredMediaType(accept)
    #expect(preferred == 0, "\(accept)")
  }
}

@Test func `a type that no range has is not accepted`() throws {
  for accept in ["text/html", "application/jso", "application/json5", "text/*", "*/json", "", "*"] {
    let preferred = try preferredMediaType(accept)
    #expect(preferred == nil, "\(accept)")
  }
}

@Test func `a weight of zero refuses`() throws {
  for accept in ["*/*;q=0", "application/json;q=0, */*", "application/json; q=0.000"] {
    let preferred = try preferredMediaType(accept)
    #expect(preferred == nil, "\(accept)")
  }
}

@Test func `the most specific range decides, wherever it stands`() throws {
  let offered = [json, "text/plain"]
  for accept in ["application/json;q=0.2, */*;q=0.5", "*/*;q=0.5, application/json;q=0.2"] {
    let preferred = try preferredMediaType(accept, offered: offered)
    #expect(preferred == 1, "\(accept)")
  }
}

@Test func `the greatest weight is preferred, and the first offered of equals`() throws {
  let offered = ["text/plain", json]
  let heavier = try preferredMediaType(
    "text/plain;q=0.899, application/json;q=0.9", offered: offered)
  #expect(heavier == 1)
  let equal = try preferredMediaType("application/json, text/plain", offered: offered)
  #expect(equal == 0)
}

@Test func `ranges on several lines count together`() throws {
  let preferred = try preferredMediaType("text/html", "application/json")
  #expect(preferred == 0)
}

@Test func `a weight that is malformed counts as one`() throws {
  for weight in ["2", "0.1234", "1.001", "a", "-1"] {
    let accept = "application/json;q=\(weight), text/plain;q=0.999"
    let preferred = try preferredMediaType(accept, offered: ["text/plain", json])
    #expect(preferred == 1, "\(weight)")
  }
}

@Test func `a weight above one counts as one and no more`() throws {
  let offered = ["text/plain", json]
  let preferred = try preferredMediaType("application/json;q=1.9, text/plain", offered: offered)
  #expect(preferred == 0)
}

@Test func `parameters before the weight do not hide it`() throws {
  let preferred = try preferredMediaType("application/json;a=\"b;q=1\";Q=0")
  #expect(preferred == nil)
}

@Test func `the language of the greatest weight is preferred, by its primary subtag`() throws {
  let fields: [(String, Int?)] = [
    ("en", 1), ("en-GB", 1), ("EN", 1), ("zh-CN,zh;q=0.9,en;q=0.8", 0), ("en,zh", 1), ("zh,en", 0),
    ("zh;q=0.1, en;q=0.2", 1), ("fr, en;q=0.1", 1), ("fr", nil), ("*", nil), ("", nil),
    ("en;q=0", nil),
    ("eng", nil), ("e", nil),
  ]
  for (field, index) in fields {
    let preferred = try preferredLanguage(field)
    #expect(preferred == index, "\(field)")
  }
}

@Test func `a content type is compared without its parameters`() throws {
  let fields = [
    (json, true), ("Application/JSON; charset=utf-8", true), ("application/json ;x", true),
    (problem, false), ("application/jsonp", false), ("", false),
    ("application/json\r\nContent-Type: application/json", false),
  ]
  for (field, expected) in fields {
    let has = try withHead("POST / HTTP/1.1", "Host: a", "Content-Type: \(field)") { head in
      head.hasContentType(json)
    }
    #expect(has == expected, "\(field)")
  }
}

@Test func `a parameter of the content type is found by name`() throws {
  let fields: [(String, String?)] = [
    ("a/b;charset=utf-8", "utf-8"), ("a/b; x=y; CharSet=\"GBK\"", "GBK"), ("a/b", nil),
    ("a/b;charset", nil), ("a/b;x=\";charset=z\"", nil), ("a/b;;charset=", ""),
  ]
  for (field, expected) in fields {
    let value = try withHead("POST / HTTP/1.1", "Host: a", "Content-Type: \(field)") { head in
      head.contentTypeParameter("charset")?.text
    }
    #expect(value == expected, "\(field)")
  }
}
