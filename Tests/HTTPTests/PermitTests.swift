import HTTP
import Testing

/// What the requests of a `PermitResponder` hold.
private final class Place: Permit {
  private let responder: PermitResponder

  init(_ responder: PermitResponder) {
    self.responder = responder
    responder.placesTaken += 1
  }

  deinit { responder.placesTaken -= 1 }
}

/// Lets each request hold a place, and sees how many are taken while one is answered.
private final class PermitResponder: Responder {
  var placesTaken = 0
  var placesTakenAtAnswer: [Int] = []
  var isHandedBack = false

  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    .collect(bytesMax: 16, permit: Place(self))
  }

  func respond(to request: borrowing Request, into response: inout Response) {
    placesTakenAtAnswer.append(placesTaken)
    isHandedBack = request.permit is Place
  }
}

@Suite struct `A permit` {
  private let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"

  /// Feeds a connection with pieces and returns how many places each left taken.
  private func placesTaken(
    after pieces: String...,
    then end: (inout ServerConnection, inout Workspace) -> Void = { _, _ in }
  ) -> (each: [Int], last: Int, responder: PermitResponder) {
    let responder = PermitResponder()
    var workspace = Workspace(responder: responder)
    var connection = ServerConnection()
    let each = pieces.map { piece in
      _ = connection.receive(Array(piece.utf8).span, &workspace)
      return responder.placesTaken
    }
    end(&connection, &workspace)
    return (each, responder.placesTaken, responder)
  }

  @Test func `is held while a request that comes at once is answered`() {
    let places = placesTaken(after: head + "body")
    #expect(places.each == [0])
    #expect(places.responder.placesTakenAtAnswer == [1])
    #expect(places.responder.isHandedBack)
  }

  @Test func `is held until the content is there and answered`() {
    let places = placesTaken(after: head, "bo", "dy")
    #expect(places.each == [1, 1, 0])
    #expect(places.responder.placesTakenAtAnswer == [1])
    #expect(places.responder.isHandedBack)
  }

  @Test func `is let go when the content is too large`() {
    #expect(placesTaken(after: head.replacing("4", with: "17")).each == [0])
    let chunked = head.replacing("Content-Length: 4", with: "Transfer-Encoding: chunked")
    #expect(placesTaken(after: chunked, "11\r\n").each == [1, 0])
  }

  @Test func `is let go when time is up`() {
    let places = placesTaken(after: head, "bo") { connection, workspace in
      _ = connection.timeOut(&workspace)
    }
    #expect(places.each == [1, 1])
    #expect(places.last == 0)
  }

  @Test func `is let go when the client breaks off`() {
    let places = placesTaken(after: head, "bo") { connection, workspace in
      _ = connection.receiveEnd(&workspace)
    }
    #expect(places.last == 0)
  }

  @Test func `is let go with its connection`() {
    let responder = PermitResponder()
    var workspace = Workspace(responder: responder)
    do {
      var connection = ServerConnection()
      _ = connection.receive(Array(head.utf8).span, &workspace)
      #expect(responder.placesTaken == 1)
    }
    #expect(responder.placesTaken == 0)
  }
}
