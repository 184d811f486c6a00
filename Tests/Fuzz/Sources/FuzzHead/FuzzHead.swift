import HTTP
import HTTPTrial

/// Asks everything of whatever head comes, and holds it to what it promises.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  _ = Trial(bytes, steps: [Int.max / 2]) { head in
    checkTarget(of: head)
    checkFields(of: head)
    checkNegotiation(of: head)
  }
  return 0
}

private func checkTarget(of head: borrowing RequestHead) {
  precondition(!head.methodName.isEmpty, "a request has a method")
  switch head.targetForm {
  case .origin, .absolute: precondition(head.path[0] == UInt8(ascii: "/"), "a path is absolute")
  case .asterisk: precondition(head.path.equals("*"), "the path of the server is an asterisk")
  case .authority: preconditionFailure("CONNECT is not implemented")
  }
  precondition(head.version == .http10 || head.host != nil, "HTTP/1.1 names a host")
  for item in head.queryItems() ?? [] {
    let count = item.name.utf8.count + item.value.utf8.count
    precondition(count <= head.query?.count ?? 0, "decoding only shortens")
  }
}

private func checkFields(of head: borrowing RequestHead) {
  let lengthCount = head.lineCount(of: "content-length")
  let codingCount = head.lineCount(of: "transfer-encoding")
  switch head.framing {
  case .none: precondition(lengthCount == 0 && codingCount == 0, "no field frames the content")
  case .length(let count):
    precondition(lengthCount == 1 && codingCount == 0 && count >= 0, "one field gives the length")
  case .chunked:
    precondition(lengthCount == 0 && codingCount == 1, "one field names the coding")
    precondition(head.version == .http11, "HTTP/1.0 has no chunks")
  }
  head.forEachElement(of: "connection") { element in
    precondition(!element.isEmpty, "an element is not empty")
    let (first, last) = (element[0], element[element.count - 1])
    precondition(first != 0x20 && first != 0x09, "no white space before an element")
    precondition(last != 0x20 && last != 0x09, "no white space after an element")
  }
}

private func checkNegotiation(of head: borrowing RequestHead) {
  let offered = ["application/json", "application/problem+json"]
  if let index = head.preferredMediaType(among: offered) {
    precondition(offered.indices.contains(index), "what is preferred was offered")
  } else {
    precondition(head.lineCount(of: "accept") > 0, "without Accept everything is acceptable")
  }
  if let index = head.preferredLanguage(among: ["zh", "en"]) {
    precondition((0...1).contains(index), "what is preferred was offered")
  }
  _ = head.hasContentType("application/json")
  _ = head.contentTypeParameter("charset")?.text
}
