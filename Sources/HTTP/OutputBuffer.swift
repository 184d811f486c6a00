internal import Octets

/// Octets on their way to a client: appended at the end, taken from the front as they are sent.
///
/// An event loop owns one for all its connections; what a socket does not take at once moves to
/// one of the connection's own.
public struct OutputBuffer: Sendable {
  private var bytes: [UInt8] = []
  private var sentCount = 0

  /// An empty buffer, which holds no memory.
  public init() {}

  /// Octets not yet sent.
  public var count: Int { bytes.count - sentCount }

  /// Whether everything has been sent.
  public var isEmpty: Bool { count == 0 }

  /// The octets not yet sent.
  public var unsent: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { bytes.span.extracting(sentCount..<bytes.count) }
  }

  /// Takes note that the first `count` unsent octets have been sent.
  public mutating func markSent(_ count: Int) {
    precondition(0 <= count && count <= self.count, "no more is sent than there was")
    sentCount += count
    if sentCount == bytes.count { removeAll() }
  }

  /// Forgets all octets and keeps the capacity, unless it is above what any usual answer takes.
  public mutating func removeAll() {
    bytes.empty()
    sentCount = 0
  }

  /// Appends what `other` has not sent, and empties it: how the rest of an answer moves to a
  /// buffer of the connection's own.
  public mutating func take(_ other: inout OutputBuffer) {
    bytes.append(contentsOf: other.bytes[other.sentCount...])
    other.removeAll()
  }

  /// Lends the octets, sent ones included, to whoever appends to them and does nothing else.
  public mutating func extend<Result>(_ append: (inout [UInt8]) -> Result) -> Result {
    let before = bytes.count
    defer { precondition(bytes.count >= before, "octets are only appended") }
    return append(&bytes)
  }

  /// Appends octets.
  public mutating func append(_ octets: [UInt8]) {
    bytes.append(contentsOf: octets)
  }

  /// Appends the UTF-8 octets of a text.
  public mutating func append(_ text: String) {
    text.withOctets { bytes.append($0) }
  }

  /// Appends one octet.
  public mutating func append(_ octet: UInt8) {
    bytes.append(octet)
  }

  /// Appends what `write` puts, at most so many octets.
  mutating func append(upTo count: Int, _ write: (inout OctetRoom) -> Void) {
    bytes.append(upTo: count, write)
  }
}

extension [UInt8] {
  /// The capacity that a buffer shared by the connections of a loop keeps, in octets.
  ///
  /// 256 KiB, four backlogs: a longer answer does not hold its memory for good.
  static let keptBytesMax = 256 * 1024

  /// Forgets all octets and keeps the capacity, up to that.
  mutating func empty() { removeAll(keepingCapacity: capacity <= Self.keptBytesMax) }
}
