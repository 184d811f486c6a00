public import HTTP
internal import Sockets

/// How many connections a server holds, and how long it waits for each of them.
///
/// What a single request may hold is in `http`.
public struct ServerLimits: Sendable {
  /// Connections in all, over all loops; the next one is answered 503 and closed.
  ///
  /// 10 240: ten thousand idle ones cost little, and Go's and nginx's users meet this figure first.
  public var connectionsMax = 10_240

  /// Connections of one origin, an IPv4 address or an IPv6 /64; the next one is answered 503.
  ///
  /// 1 024: a hospital behind one address, or a proxy before all of them, has hundreds.
  public var connectionsPerOriginMax = 1024

  /// Refused connections that a loop holds at once while they take their 503; beyond, they are
  /// closed without a word.
  public var refusalsMax = 64

  /// From the first octet of a head to its last, and from a connection to its first octet.
  ///
  /// 20 s, as Apache (`RequestReadTimeout header=20`).
  public var headTime = Duration.seconds(20)

  /// From a connection to the end of its TLS handshake; the time of the head begins after it.
  ///
  /// 10 s, as Kestrel (`HandshakeTimeout`).
  public var handshakeTime = Duration.seconds(10)

  /// For a body, before its least rate counts.
  ///
  /// 20 s, as Apache (`RequestReadTimeout body=20`).
  public var bodyTime = Duration.seconds(20)

  /// The octets a second that extend the time of a body; a slower one is given up.
  ///
  /// 500, as Apache (`MinRate=500`); Kestrel asks for 240.
  public var bodyBytesPerSecondMin = 500

  /// From an answer to the first octet of the next request.
  ///
  /// 75 s, as nginx (`keepalive_timeout`).
  public var idleTime = Duration.seconds(75)

  /// While a client takes nothing of its answer.
  ///
  /// 60 s, as nginx (`send_timeout`).
  public var writeStallTime = Duration.seconds(60)

  /// For a client's end after the server's own, so that no reset destroys the last answer.
  ///
  /// 5 s, as nginx (`lingering_timeout`).
  public var lingerTime = Duration.seconds(5)

  /// Octets read and thrown away meanwhile.
  ///
  /// 1 MiB, the longest body: more is no late request.
  public var lingerBytesMax = 1024 * 1024

  /// Connections a loop accepts before it looks at the others again.
  ///
  /// 16; nginx takes 1, or all (`multi_accept`).
  public var acceptBatchMax = 16

  /// How long accepting pauses when descriptors or memory have run out.
  ///
  /// 100 ms; nginx pauses 500 ms (`accept_mutex_delay`). Those who wait stay in the kernel's queue.
  public var acceptPause = Duration.milliseconds(100)

  /// How long a connection must be silent, after the grace of a drain, to be closed unasked.
  ///
  /// 250 ms: more than a round trip across a continent, so that a request under way still arrives.
  public var drainQuietTime = Duration.milliseconds(250)

  /// The limits of heads, bodies and answers.
  public var http = HTTP.Limits.standard

  /// The limits of a server nobody has tuned.
  public init() {}

  /// Traps unless the limits are positive and agree with one another.
  func check() {
    precondition(connectionsMax >= 1, "a server serves at least one connection")
    precondition(
      1 <= connectionsPerOriginMax, "an origin may have at least one connection")
    precondition(refusalsMax >= 0 && lingerBytesMax >= 0, "a number is not negative")
    precondition(bodyBytesPerSecondMin >= 1, "a body moves at least an octet a second")
    precondition(acceptBatchMax >= 1, "a loop accepts at least one connection a turn")
    for time in [
      handshakeTime, headTime, bodyTime, idleTime, writeStallTime, lingerTime, acceptPause,
    ] {
      precondition(time > .zero, "a time to wait is positive")
    }
    precondition(drainQuietTime <= idleTime, "a drain is no more patient than the service")
  }
}

/// The times of `ServerLimits` in whole nanoseconds, as a loop counts.
struct Timeouts {
  let handshake: UInt64
  let head: UInt64
  let body: UInt64
  let bodyNanosecondsPerByte: UInt64
  let idle: UInt64
  let writeStall: UInt64
  let linger: UInt64
  let drainQuiet: UInt64
  let acceptPause: UInt64

  init(_ limits: ServerLimits) {
    handshake = limits.handshakeTime.wholeNanoseconds
    head = limits.headTime.wholeNanoseconds
    body = limits.bodyTime.wholeNanoseconds
    bodyNanosecondsPerByte = 1_000_000_000 / UInt64(limits.bodyBytesPerSecondMin)
    idle = limits.idleTime.wholeNanoseconds
    writeStall = limits.writeStallTime.wholeNanoseconds
    linger = limits.lingerTime.wholeNanoseconds
    drainQuiet = limits.drainQuietTime.wholeNanoseconds
    acceptPause = limits.acceptPause.wholeNanoseconds
  }
}
