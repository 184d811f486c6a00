import HTTP
import Testing

/// Answers every request with its method, path and body, and keeps what it has seen.
final class EchoResponder: Responder {
  var bodyBytesMax = 1 << 20
  var fields: [(name: String, value: String)] = []
  weak var lastStream: UpperCaseStream?
  var refusals: [ProtocolError] = []
  var requests: [String] = []
  var serials: [(serial: UInt64, path: String)] = []

  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    serials.append((head.serial, head.path.text))
    if head.path.equals("/stream") {
      response.contentType = "application/x-ndjson"
      let stream = UpperCaseStream()
      lastStream = stream
      return .stream(stream, bytesMax: bodyBytesMax)
    }
    if head.path.equals("/lines") { return .stream(LineStream(), bytesMax: bodyBytesMax) }
    if head.path.equals("/refuse") {
      response.status = .unsupportedMediaType
      return .refuse
    }
    if head.path.equals("/filled") {
      response.body = [0]
      response.addField("Allow", "GET")
    }
    return .collect(bytesMax: bodyBytesMax)
  }

  func respond(to request: borrowing Request, into response: inout Response) {
    requests.append("\(request.head.methodName.text) \(request.head.path.text)")
    serials.append((request.head.serial, request.head.path.text))
    switch request.head.path.text {
    case "/empty": response.status = .noContent
    case "/unchanged": response.status = .notModified
    case "/close": response.closesConnection = true
    case "/prepared": response.preparedBody = PreparedContent(Array("prepared".utf8))
    default: break
    }
    response.contentType = "text/plain"
    for field in fields { response.addField(field.name, field.value) }
    for position in request.body.indices { response.body.append(request.body[position]) }
  }

  func refuse(_ error: ProtocolError, into response: inout Response) {
    refusals.append(error)
    response.contentType = "text/plain"
    response.body.append(contentsOf: error.code.utf8)
  }
}

/// Answers each letter with its capital as it comes, a space with nothing, the end with a dot.
final class UpperCaseStream: BodyStream {
  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8], answerBytesMax: Int) -> Int {
    for position in bytes.indices where bytes[position] != 0x20 {
      let byte = bytes[position]
      answer.append(byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte)
      if answer.count >= answerBytesMax { return position + 1 }
    }
    return bytes.count
  }

  func finish(into answer: inout [UInt8]) {
    answer.append(UInt8(ascii: "."))
  }
}

/// Answers each octet with a line of it, far longer than what is answered.
final class LineStream: BodyStream {
  static let lineCount = 100

  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8], answerBytesMax: Int) -> Int {
    for position in bytes.indices {
      answer.append(contentsOf: repeatElement(bytes[position], count: Self.lineCount))
      if answer.count >= answerBytesMax { return position + 1 }
    }
    return bytes.count
  }

  func finish(into answer: inout [UInt8]) {}
}

/// What a connection did with what it was fed.
struct Outcome: Equatable {
  var bytes: [UInt8] = []
  var closes = false
  var errors: [ProtocolError] = []
  var requests: [String] = []

  var output: String { String(decoding: bytes, as: UTF8.self) }
}

/// A connection with an event loop that sends at once whatever there is to send.
struct Feeder: ~Copyable {
  var connection = ServerConnection()
  let responder = EchoResponder()
  var workspace: Workspace
  var output: [UInt8] = []
  /// The most that there has been to send at once, in octets.
  var greatestCount = 0
  var next = ServerConnection.Next.receive(.request)

  init(limits: Limits = .standard, unixSeconds: Int = 784_111_777) {
    workspace = Workspace(responder: responder, limits: limits)
    workspace.setClock(unixSeconds: unixSeconds)
  }

  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    next = connection.receive(Array(bytes).span, &workspace)
    send()
  }

  mutating func feed(_ text: String) { feed(Array(text.utf8)[...]) }

  mutating func end() {
    next = connection.receiveEnd(&workspace)
    send()
  }

  mutating func timeOut() {
    next = connection.timeOut(&workspace)
    send()
  }

  /// Sends the output, and goes on for as long as a backlog is all that stopped the connection.
  mutating func send() {
    while true {
      greatestCount = max(greatestCount, workspace.output.count)
      for position in workspace.output.unsent.indices {
        output.append(workspace.output.unsent[position])
      }
      workspace.output.markSent(workspace.output.count)
      guard next == .drain else { return }
      next = connection.resume(&workspace)
    }
  }

  var outcome: Outcome {
    var closes = false
    if next == .close || next == .reset { closes = true }
    return Outcome(
      bytes: output, closes: closes,
      errors: responder.refusals, requests: responder.requests)
  }
}

/// Feeds a connection with the pieces between `cuts`.
func outcome(
  of bytes: [UInt8], cutAt cuts: [Int] = [], limits: Limits = .standard, ends: Bool = false
) -> Outcome {
  var feeder = Feeder(limits: limits)
  var start = 0
  for cut in cuts + [bytes.count] {
    feeder.feed(bytes[start..<cut])
    start = cut
  }
  if ends { feeder.end() }
  return feeder.outcome
}

/// Feeds a connection whole, byte by byte, and in two pieces split at every position, and expects
/// the same of each.
@discardableResult
func outcome(
  ofEverySplitOf bytes: [UInt8], limits: Limits = .standard, ends: Bool = false,
  _ location: SourceLocation = #_sourceLocation
) -> Outcome {
  let whole = outcome(of: bytes, limits: limits, ends: ends)
  let single = outcome(of: bytes, cutAt: Array(bytes.indices), limits: limits, ends: ends)
  #expect(single == whole, "byte by byte", sourceLocation: location)
  for cut in bytes.indices {
    let split = outcome(of: bytes, cutAt: [cut], limits: limits, ends: ends)
    if split != whole {
      Issue.record("split at \(cut): \(split) is not \(whole)", sourceLocation: location)
      break
    }
  }
  return whole
}

/// As above, with text.
@discardableResult
func outcome(
  ofEverySplitOf text: String, limits: Limits = .standard, ends: Bool = false,
  _ location: SourceLocation = #_sourceLocation
) -> Outcome {
  outcome(ofEverySplitOf: Array(text.utf8), limits: limits, ends: ends, location)
}
