internal import Octets

/// The server's end of a connection, without the socket: octets in, answers out (RFC 9112).
///
/// Requests are answered in order, as many as have arrived, until the answers not yet sent reach
/// `Limits.outputBacklogBytesMax`. A connection holds only what it cannot do without: between
/// requests nothing, within a request the part that has arrived, and under a backlog the octets it
/// has been given and not looked at.
///
/// The event loop calls it with what happened and does what the answer says, after sending
/// `Workspace.output`.
public struct ServerConnection: ~Copyable {
  /// What a connection waits for, so that the loop can hold it to the right deadline.
  public enum Awaiting: Sendable, Equatable {
    /// The first octet of a request.
    case request
    /// The rest of a head.
    case head
    /// The rest of a body.
    case body
  }

  /// What the loop is to do when the output has been sent.
  public enum Next: Sendable, Equatable {
    /// Wait for octets and pass them to `receive`.
    case receive(Awaiting)
    /// Read nothing before the output is sent and others have had their turn, then call `resume`.
    case drain
    /// End the sending side, read on for a while and throw away what comes, then close: the client
    /// may still be sending, and a reset would destroy the answer on its way (RFC 9112 section
    /// 9.6).
    case close
    /// Reset the connection: an answer has broken off whose end nothing but the close tells, and an
    /// orderly one would make it look whole (RFC 9112 section 8).
    case reset
  }

  enum State {
    case idle
    case head(Exchange)
    case body(Exchange)
    case closed
  }

  var state = State.idle
  var pending: [UInt8] = []
  var inputHasEnded = false
  var isDraining = false

  /// Requests whose head was complete.
  public internal(set) var requestCount = 0

  /// A connection just accepted.
  public init() {}

  /// Takes octets that have arrived.
  public mutating func receive(
    _ bytes: Span<UInt8>, _ workspace: inout Workspace
  ) -> Next {
    if pending.isEmpty { return admit(bytes, &workspace) }
    pending.append(bytes)
    return resume(&workspace)
  }

  /// Goes on where a backlog stopped it.
  public mutating func resume(_ workspace: inout Workspace) -> Next {
    var held: [UInt8] = []
    swap(&held, &pending)
    return admit(held.span, &workspace)
  }

  /// Takes note that no more octets will come: what is complete is answered, then it closes.
  public mutating func receiveEnd(_ workspace: inout Workspace) -> Next {
    inputHasEnded = true
    return resume(&workspace)
  }

  /// Gives up waiting: 408 if a request has begun (RFC 9110 section 15.5.9), else it just closes.
  public mutating func timeOut(_ workspace: inout Workspace) -> Next {
    if case .receive(.request) = current { return close() }
    return fail(.requestTimeout, &workspace)
  }

  /// Makes the next answer the last, which says so: also on an idle connection, whose next request
  /// may be under way and must not be lost.
  public mutating func drain() { isDraining = true }

  /// What the state asks for when there is nothing more to look at.
  private var current: Next {
    switch state {
    case .idle: .receive(.request)
    case .head(let exchange):
      .receive(exchange.parser.hasBegun(count: exchange.head.count) ? .head : .request)
    case .body: .receive(.body)
    case .closed: .close
    }
  }

  mutating func close() -> Next {
    state = .closed
    pending = []
    return .close
  }

  /// Looks at octets, with those of the head they continue.
  private mutating func admit(_ bytes: Span<UInt8>, _ workspace: inout Workspace) -> Next {
    guard case .head(let exchange) = state else {
      return settle(process(bytes, headCount: nil, &workspace), &workspace)
    }
    exchange.head.append(bytes)
    do throws(ProtocolError) {
      guard let count = try exchange.parse(workspace.limits) else {
        return settle(current, &workspace)
      }
      return settle(processHeld(exchange, headCount: count, &workspace), &workspace)
    } catch {
      return fail(error, &workspace)
    }
  }

  /// Goes on with a head that is complete now and with what came after it.
  private mutating func processHeld(
    _ exchange: Exchange, headCount: Int, _ workspace: inout Workspace
  ) -> Next {
    var held: [UInt8] = []
    swap(&held, &exchange.head)
    swap(&workspace.parser, &exchange.parser)
    state = .idle
    let next = process(held.span, headCount: headCount, &workspace)
    swap(&held, &exchange.head)
    workspace.takeBack(exchange)
    return next
  }

  /// Closes if nothing more can come.
  private mutating func settle(_ next: Next, _ workspace: inout Workspace) -> Next {
    guard inputHasEnded, case .receive(let awaiting) = next else { return next }
    if awaiting == .request { return close() }
    return fail(.truncatedRequest, &workspace)
  }

  /// Serves one request after the other.
  ///
  /// - Parameter headCount: the length of the first head, if it has been read already.
  private mutating func process(
    _ bytes: Span<UInt8>, headCount: Int?, _ workspace: inout Workspace
  ) -> Next {
    var offset = 0
    var headCount = headCount
    do throws(ProtocolError) {
      while workspace.output.count < workspace.limits.outputBacklogBytesMax {
        switch state {
        case .closed:
          return current
        case .idle:
          if offset == bytes.count { return current }
          let rest = bytes.extracting(offset..<bytes.count)
          if headCount == nil { headCount = try workspace.parseHead(rest) }
          guard let count = headCount.take() else {
            hold(rest, &workspace)
            return current
          }
          offset += begin(rest, headCount: count, &workspace)
        case .body(let exchange):
          switch try proceed(exchange, bytes, at: &offset, &workspace) {
          case .incomplete: return current
          case .complete: break
          case .paused: return pause(at: bytes.extracting(droppingFirst: offset))
          }
        case .head:
          preconditionFailure("a head that is held is continued by admit")
        }
      }
    } catch {
      return fail(error, &workspace)
    }
    return pause(at: bytes.extracting(droppingFirst: offset))
  }

  /// Keeps the octets that have not been looked at until it goes on.
  private mutating func pause(at rest: Span<UInt8>) -> Next {
    pending.append(rest)
    return .drain
  }
}
