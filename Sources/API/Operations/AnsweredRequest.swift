public import HTTP

/// A request and how it was answered, for those who keep records: nothing a client wrote is in it
/// but a well-formed id, and nothing of any person.
public struct AnsweredRequest: Sendable {
  /// What the request is known by.
  public let identity: RequestIdentity
  /// The method; nil where no head could be read.
  public let method: Method?
  /// The path pattern of the resource; nil for any other path.
  public let path: String?
  /// The caller's name; nil where nobody proved to be one.
  public let caller: String?
  /// The status.
  public let status: Status
  /// The rule of HTTP that was broken, by its code; nil for none.
  public let violation: String?
  /// Octets of content received, decoded.
  public let bytesReceived: Int
  /// Octets of content answered, before they are coded.
  public let bytesSent: Int
  /// From the whole request to the whole answer; of a batch from its head on.
  public let nanoseconds: UInt64
  /// The lines of a batch; nil for anything else.
  public var lineCount: Int?
  /// Whether the client broke a batch off.
  public var isBrokenOff = false
}

/// Who is told of every answer: once for each, on the event loop, so without waiting.
public protocol AnswerObserver: AnyObject {
  /// Takes note of an answer.
  func observe(_ answer: borrowing AnsweredRequest)
}
