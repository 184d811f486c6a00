/// One metric with its samples, as Prometheus' text format groups them.
public struct MetricFamily: Sendable {
  /// What kind of figure it is.
  public enum Kind: String, Sendable {
    /// Only ever rises while the process lives.
    case counter
    /// Rises and falls.
    case gauge
    /// Counts in buckets, with a sum and a count.
    case histogram
  }

  /// One figure with its labels.
  public struct Sample: Sendable {
    /// What follows the family's name, such as `_bucket`; empty for most.
    let suffix: String
    /// The labels, in order.
    let labels: [(name: String, value: String)]
    /// The figure as it is written.
    let value: String

    /// A figure.
    public init(
      suffix: String = "", labels: [(name: String, value: String)] = [], value: String
    ) {
      self.suffix = suffix
      self.labels = labels
      self.value = value
    }
  }

  /// The name, such as `wenbao_requests_total`.
  public let name: String
  /// What it counts, in one line.
  public let help: String
  /// What kind of figure it is.
  public let kind: Kind
  /// The figures.
  public let samples: [Sample]

  /// A metric with its samples.
  public init(_ name: String, _ kind: Kind, help: String, samples: [Sample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// A metric with one figure.
  public init(_ name: String, _ kind: Kind, help: String, value: String) {
    self.init(name, kind, help: help, samples: [Sample(value: value)])
  }

  /// The family in Prometheus' text format, version 0.0.4.
  var text: String {
    var text = "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      text += name + sample.suffix
      if !sample.labels.isEmpty {
        let labels = sample.labels.map { "\($0.name)=\"\($0.value.escapedForLabel)\"" }
        text += "{" + labels.joined(separator: ",") + "}"
      }
      text += " \(sample.value)\n"
    }
    return text
  }
}

extension String {
  /// The text as a label's value: backslash, quotation mark and line feed escaped.
  fileprivate var escapedForLabel: String {
    var escaped = ""
    for character in self {
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
