import API
import Comparison
import Insurance
import Samples
import TestPolicies

/// Compares samples under two policies.
enum Comparing {
  /// The lines of a sample.
  static func sample(_ settings: SampleSettings) throws -> [[UInt8]] {
    var sampler = try Sampler(settings, under: try TestPolicies.shipped())
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    while sampler.appendLine(to: &line) {
      line.removeLast()
      lines.append(line)
      line = []
    }
    return lines
  }

  /// What a comparison of the lines finds.
  static func report(
    _ lines: [[UInt8]], _ before: Policy, _ after: Policy
  ) throws -> ComparisonReport {
    let (one, other) = (PolicyEdition(before), PolicyEdition(after))
    var comparer = LineComparer(one, other)
    var comparison = PolicyComparison()
    for (index, line) in lines.enumerated() {
      let outcome = comparer.compare(line.span)
      try comparison.add(index + 1, outcome)
    }
    return ComparisonReport(comparison, compared(before), compared(after))
  }

  private static func compared(_ policy: Policy) -> ComparedPolicy {
    ComparedPolicy(
      folder: "Config/policy", id: policy.id, digest: policy.digest, day: nil, changes: [])
  }
}

extension PolicyEdition {
  /// An edition whose answers carry no receipts.
  convenience init(_ policy: Policy) {
    self.init(policy, by: Engine(version: "", digest: "") { _ in InlineArray(repeating: 0) })
  }
}
