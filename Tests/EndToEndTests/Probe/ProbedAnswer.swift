/// An answer as a strict client reads it (RFC 9112 sections 2, 4 to 7, RFC 9110 sections 6 and 8).
struct ProbedAnswer {
  let status: Int
  let fields: [(name: String, value: String)]
  private(set) var content: [UInt8] = []

  /// What no server may send.
  struct Violation: Error {
    let what: String
  }

  /// The values of a field.
  func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// Reads all answers of a connection that has ended.
  static func all(in octets: [UInt8], bodiless: Set<Int>) throws -> [ProbedAnswer] {
    var rest = octets[...]
    var answers: [ProbedAnswer] = []
    while !rest.isEmpty {
      var answer = try ProbedAnswer(headOf: &rest)
      try answer.check()
      if !bodiless.contains(answers.count) { try answer.readContent(&rest) }
      answers.append(answer)
      if answer.values("connection").contains("close"), !rest.isEmpty {
        throw Violation(what: "octets after the answer that closes")
      }
    }
    return answers
  }

  private init(headOf rest: inout ArraySlice<UInt8>) throws {
    let first = try Self.line(&rest)
    let statusLine = /HTTP\/1\.1 ([1-5][0-9]{2}) [\t -~]*/
    guard let code = first.wholeMatch(of: statusLine)?.output.1, let status = Int(code) else {
      throw Violation(what: "the status line \(first)")
    }
    self.status = status
    var fields: [(name: String, value: String)] = []
    while case let line = try Self.line(&rest), !line.isEmpty {
      let fieldLine = /([!#$%&'*+.^_`|~0-9A-Za-z-]+): ([!-~](?:[\t -~]*[!-~])?)/
      guard let match = line.wholeMatch(of: fieldLine)?.output else {
        throw Violation(what: "the field line \(line)")
      }
      fields.append((match.1.lowercased(), String(match.2)))
    }
    self.fields = fields
  }

  /// Takes a line, which ends with CR LF and has neither otherwise.
  private static func line(_ rest: inout ArraySlice<UInt8>) throws -> String {
    guard let end = rest.firstIndex(of: 0x0A), end > rest.startIndex, rest[end - 1] == 0x0D else {
      throw Violation(what: "a line without its end")
    }
    let line = String(decoding: rest[..<(end - 1)], as: UTF8.self)
    if line.contains("\r") { throw Violation(what: "a carriage return in a line") }
    rest = rest[(end + 1)...]
    return line
  }

  /// What holds of the fields of every answer.
  private func check() throws {
    let lengths = values("content-length")
    let isChunked = values("transfer-encoding") == ["chunked"]
    if status < 200 {
      if !fields.isEmpty { throw Violation(what: "fields of an interim answer") }
      return
    }
    if values("date").count != 1 { throw Violation(what: "Date is not there once") }
    if lengths.count > 1 || (isChunked && !lengths.isEmpty) {
      throw Violation(what: "two lengths")
    }
    if status == 204 || status == 304 {
      if !lengths.isEmpty || isChunked { throw Violation(what: "a length without content") }
    } else if lengths.isEmpty && !isChunked {
      throw Violation(what: "no length")
    }
    if status == 405 && values("allow").count != 1 { throw Violation(what: "405 without Allow") }
    if status == 415 && values("accept").isEmpty && values("accept-encoding").isEmpty {
      throw Violation(what: "415 that does not say what is taken")
    }
    if status >= 400, values("content-type") != ["application/problem+json"] {
      throw Violation(what: "an error that is no problem")
    }
  }

  private mutating func readContent(_ rest: inout ArraySlice<UInt8>) throws {
    if let length = values("content-length").first {
      guard let count = Int(length), count <= rest.count else {
        throw Violation(what: "content shorter than its length")
      }
      content = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    while values("transfer-encoding") == ["chunked"] {
      guard let size = Int(try Self.line(&rest), radix: 16), size + 2 <= rest.count else {
        throw Violation(what: "a chunk shorter than its size")
      }
      content += rest.prefix(size)
      guard rest.dropFirst(size).prefix(2) == [0x0D, 0x0A] else {
        throw Violation(what: "a chunk without its end")
      }
      rest = rest.dropFirst(size + 2)
      if size == 0 { return }
    }
  }
}
