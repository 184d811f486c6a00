import HTTP
import HTTPTrial

/// Decodes whatever chunks come, and compares with a decoder that takes chunks by the line.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let body = Array(UnsafeBufferPointer(start: start, count: count))
  let head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
  let bytes = Array(head.utf8) + body
  let whole = Trial(bytes, steps: [bytes.count])
  precondition(Trial(bytes, steps: [1]) == whole, "octets one by one are decoded alike")
  precondition(Trial(bytes, steps: [7, 3, 1]) == whole, "octets in pieces are decoded alike")
  precondition(whole.contents.count + whole.errors.count == 1, "one body has one answer")
  if let content = whole.contents.first {
    precondition(content == decode(body), "what is accepted decodes as the chunks say")
  }
  return 0
}

/// The content of chunks, or nil where they are not even nearly well-formed.
private func decode(_ body: [UInt8]) -> [UInt8]? {
  var content: [UInt8] = []
  var rest = body[...]
  while let lineEnd = rest.firstIndex(of: 0x0A) {
    let digits = rest[..<lineEnd].prefix { $0 != 0x3B && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }
    guard let count = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
    rest = rest[(lineEnd + 1)...]
    if count == 0 { return content }
    guard rest.count >= count + 2 else { return nil }
    content += rest.prefix(count)
    rest = rest.dropFirst(count + 2)
  }
  return nil
}
