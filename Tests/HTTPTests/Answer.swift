/// A response as a client reads it, by a reader of its own (RFC 9112 section 6.3).
struct Answer: Equatable {
  var status = 0
  var fields: [String: String] = [:]
  var body = ""

  /// Reads the responses in an output, interim ones too.
  ///
  /// - Parameter bodiless: which of them answer HEAD.
  /// - Returns: nil if the output is not a sequence of whole responses.
  static func all(in outcome: Outcome, bodiless: Set<Int> = []) -> [Answer]? {
    var rest = outcome.bytes[...]
    var answers: [Answer] = []
    while !rest.isEmpty {
      guard var answer = readHead(&rest) else { return nil }
      let hasBody = answer.status >= 200 && answer.status != 204 && answer.status != 304
      if hasBody && !bodiless.contains(answers.count) {
        guard let body = answer.readBody(&rest) else { return nil }
        answer.body = body
      }
      answers.append(answer)
    }
    return answers
  }

  private static func readLine(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard let end = rest.firstIndex(of: 0x0A), end > rest.startIndex, rest[end - 1] == 0x0D else {
      return nil
    }
    let line = String(decoding: rest[..<(end - 1)], as: UTF8.self)
    rest = rest[(end + 1)...]
    return line.contains("\r") ? nil : line
  }

  private static func readHead(_ rest: inout ArraySlice<UInt8>) -> Answer? {
    guard let statusLine = readLine(&rest), statusLine.hasPrefix("HTTP/1.1 "),
      let status = Int(statusLine.dropFirst(9).prefix(3))
    else { return nil }
    var answer = Answer(status: status)
    while let line = readLine(&rest) {
      if line.isEmpty { return answer }
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let name = line[..<colon].lowercased()
      if answer.fields[name] != nil { return nil }
      answer.fields[name] = String(line[colon...].dropFirst(2))
    }
    return nil
  }

  private func readBody(_ rest: inout ArraySlice<UInt8>) -> String? {
    if fields["transfer-encoding"] == "chunked" { return Answer.readChunks(&rest) }
    guard let length = fields["content-length"] else {
      defer { rest = [] }
      return String(decoding: rest, as: UTF8.self)
    }
    guard let count = Int(length), count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return String(decoding: rest.prefix(count), as: UTF8.self)
  }

  private static func readChunks(_ rest: inout ArraySlice<UInt8>) -> String? {
    var body: [UInt8] = []
    while let line = readLine(&rest), let count = Int(line, radix: 16), count <= rest.count {
      body += rest.prefix(count)
      rest = rest.dropFirst(count)
      guard readLine(&rest) == "" else { return nil }
      if count == 0 { return String(decoding: body, as: UTF8.self) }
    }
    return nil
  }
}
