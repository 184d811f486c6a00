import JSON

/// What became of a reload, as `GET /reload` tells it.
public struct ReloadReport: Sendable {
  /// Why there was a reload.
  public enum Cause: String, CaseIterable, Sendable {
    /// There was none: the service has started.
    case start
    /// Someone asked for it with `POST /reload`.
    case request
    /// The process got SIGHUP.
    case signal
    /// The policy folder changed while it was watched.
    case policyChange
  }

  /// What is loaded again, each accepted or refused by itself.
  public enum Part: String, CaseIterable, Sendable {
    /// The settings, callers among them.
    case settings
    /// Certificates, authorities and revocation lists.
    case certificates
    /// The policy.
    case policy
  }

  /// The faults that an answer lists of a part at most; the log has them all.
  public static let faultsMax = 100

  /// How many reloads there have been, this one included.
  public let number: Int
  /// Why there was one.
  public let cause: Cause
  /// Whether it goes on.
  public var isRunning = true
  /// The parts that have been loaded, with every fault of each: one without is accepted, of one
  /// with faults what was in force stays.
  public var parts: [(part: Part, faults: [String])] = []
  /// The settings that are not what they were and wait for the next start, by their keys.
  public var waitingSettings: [String] = []

  /// A report of a reload that begins.
  public init(number: Int, cause: Cause) {
    self.number = number
    self.cause = cause
  }

  /// Whether everything loaded is in force.
  public var isAccepted: Bool { parts.allSatisfy(\.faults.isEmpty) }

  /// What is told of it in a word.
  private var result: String {
    isRunning ? "running" : isAccepted ? "accepted" : "refused"
  }

  /// Writes the members, and which policy is in force now.
  func write(into json: inout JSONWriter, inForce policy: (id: String, digest: String)) {
    json.key("number")
    json.integer(Int64(number))
    json.text("cause", cause.rawValue)
    json.text("result", result)
    json.key("parts")
    json.beginArray()
    for (part, faults) in parts { write(part, faults, into: &json) }
    json.endArray()
    json.texts("waitingSettings", waitingSettings)
    json.key("policy")
    json.beginObject()
    json.text("id", policy.id)
    json.text("digest", policy.digest)
    json.endObject()
  }

  private func write(_ part: Part, _ faults: [String], into json: inout JSONWriter) {
    json.beginObject()
    json.text("part", part.rawValue)
    json.text("result", faults.isEmpty ? "accepted" : "refused")
    let left = faults.count - Self.faultsMax
    json.texts(
      "faults", faults.prefix(Self.faultsMax) + (left > 0 ? ["\(left) more, in the log"] : []))
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func texts(_ name: StaticString, _ texts: some Sequence<String>) {
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
