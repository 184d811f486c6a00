internal import Octets

/// What a request is known by in its answer, in logs and in traces.
public struct RequestIdentity: Sendable {
  /// The most octets of an id that a client gives; a longer one is not taken over.
  ///
  /// 128: four times a UUID.
  public static let idBytesMax = 128

  /// `X-Request-Id`: the client's own where it is well-formed, else made here; empty for none.
  ///
  /// Well-formed are 1 to `idBytesMax` letters, digits and `- . _ ~ : / + =` of ASCII on one field
  /// line: UUIDs, ULIDs, URNs and base64 are, and nothing that a log would have to escape.
  public internal(set) var id: [UInt8] = []

  /// The request's place in a trace; nil where it has none.
  public internal(set) var trace: TraceContext?

  /// Nobody's.
  init() {}
}

/// Which traces begin here, of requests that bring none.
public struct TraceBeginnings: Sendable, Equatable {
  /// Of how many one is sampled; nil where no trace begins here.
  public var sampledOneIn: Int?

  /// No trace begins here.
  public static let none = TraceBeginnings(sampledOneIn: nil)

  /// Each request without a trace begins one, of which one in so many is sampled.
  public init(sampledOneIn: Int?) {
    precondition(sampledOneIn ?? 1 >= 1, "one of at least one is sampled")
    self.sampledOneIn = sampledOneIn
  }
}

/// Gives the requests of one event loop their identities.
///
/// What is made is random and meant to be unique, not to be secret: xoshiro256** (Blackman, Vigna),
/// seeded by the system, costs a few instructions.
public struct IdentitySource: Sendable {
  private var generator: Generator
  private let beginnings: TraceBeginnings

  /// A source of its own randomness.
  public init(beginnings: TraceBeginnings = .none) {
    generator = Generator()
    self.beginnings = beginnings
  }

  /// Makes an id: 32 hexadecimal digits.
  public mutating func makeID() -> String {
    var octets: [UInt8] = []
    appendID(to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }

  /// Gives a request whose head could not be read an identity.
  mutating func identify(_ identity: inout RequestIdentity) {
    identity.id.removeAll(keepingCapacity: true)
    appendID(to: &identity.id)
    identity.trace = nil
  }

  /// Gives a request an identity by what its head says of it.
  mutating func identify(_ head: borrowing RequestHead, _ identity: inout RequestIdentity) {
    identity.id.removeAll(keepingCapacity: true)
    identity.trace = nil
    // What stands twice says nothing.
    if let id = head.soleValue(of: "x-request-id"), id.isRequestID { identity.id.append(id) }
    if let parent = head.soleValue(of: "traceparent") {
      identity.trace = TraceContext(traceparent: parent) { generator.next() }
    }
    if identity.id.isEmpty { appendID(to: &identity.id) }
    if identity.trace == nil, let count = beginnings.sampledOneIn {
      identity.trace = TraceContext(isSampled: generator.next() % UInt64(count) == 0) {
        generator.next()
      }
    }
  }

  private mutating func appendID(to octets: inout [UInt8]) {
    let (high, low) = (generator.next(), generator.next())
    octets.append(upTo: 32) { room in
      room.put(hexadecimal: high)
      room.put(hexadecimal: low)
    }
  }

  private struct Generator {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    init() {
      var system = SystemRandomNumberGenerator()
      // An odd number among them keeps the state from being zero as a whole.
      state = (system.next(), system.next(), system.next(), system.next() | 1)
    }

    mutating func next() -> UInt64 {
      let result = Self.rotate(state.1 &* 5, by: 7) &* 9
      let shifted = state.1 << 17
      state.2 ^= state.0
      state.3 ^= state.1
      state.1 ^= state.2
      state.0 ^= state.3
      state.2 ^= shifted
      state.3 = Self.rotate(state.3, by: 45)
      return result
    }

    private static func rotate(_ number: UInt64, by count: UInt64) -> UInt64 {
      number << count | number >> (64 - count)
    }
  }
}

extension Span<UInt8> {
  /// Whether a client may name its request so.
  fileprivate var isRequestID: Bool {
    (1...RequestIdentity.idBytesMax).contains(count)
      && ByteClass.requestID.run(in: self, from: 0, to: count) == count
  }
}
