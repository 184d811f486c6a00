public import HTTP

/// What a connection did with what it was fed.
public struct Trial: Equatable {
  /// All it answered.
  public private(set) var output: [UInt8] = []
  /// Whether it closes.
  public private(set) var closes = false
  /// The content of each request answered, in order.
  public private(set) var contents: [[UInt8]] = []
  /// The rules that were broken.
  public private(set) var errors: [ProtocolError] = []

  /// Feeds a connection with pieces whose lengths follow `steps`, again and again, and then with
  /// the end.
  ///
  /// - Parameters:
  ///   - steps: lengths of at least 1.
  ///   - visit: is shown every head.
  public init(
    _ bytes: [UInt8], steps: [Int], limits: Limits = .standard,
    visit: @escaping (borrowing RequestHead) -> Void = { _ in }
  ) {
    let responder = EchoResponder(visit: visit)
    var workspace = Workspace(responder: responder, limits: limits)
    var connection = ServerConnection()
    var start = 0
    var stepCount = 0
    while start < bytes.count {
      let end = min(start + steps[stepCount % steps.count], bytes.count)
      var next = connection.receive(bytes.span.extracting(start..<end), &workspace)
      while take(&workspace.output, next) { next = connection.resume(&workspace) }
      (start, stepCount) = (end, stepCount + 1)
    }
    var next = connection.receiveEnd(&workspace)
    while take(&workspace.output, next) { next = connection.resume(&workspace) }
    (contents, errors) = (responder.contents, responder.errors)
    precondition(closes, "after the end it closes")
  }

  /// Sends everything; returns whether the connection can go on now.
  private mutating func take(
    _ buffer: inout OutputBuffer, _ next: ServerConnection.Next
  ) -> Bool {
    for position in buffer.unsent.indices { output.append(buffer.unsent[position]) }
    buffer.markSent(buffer.count)
    if next == .close || next == .reset { closes = true }
    return next == .drain
  }
}

/// Answers every request with its content.
private final class EchoResponder: Responder {
  let visit: (borrowing RequestHead) -> Void
  var contents: [[UInt8]] = []
  var errors: [ProtocolError] = []

  init(visit: @escaping (borrowing RequestHead) -> Void) {
    self.visit = visit
  }

  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    visit(head)
    return .collect(bytesMax: .max)
  }

  func respond(to request: borrowing Request, into response: inout Response) {
    for position in request.body.indices { response.body.append(request.body[position]) }
    contents.append(response.body)
  }

  func refuse(_ error: ProtocolError, into response: inout Response) {
    errors.append(error)
    response.body.append(contentsOf: error.code.utf8)
  }
}
