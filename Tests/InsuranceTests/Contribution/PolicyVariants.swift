import Insurance
import TestPolicies
import Testing

extension TestPolicies {
  /// The shipped policy with the figures that it leaves to a deployment.
  static func withContributionFigures() throws -> Policy {
    func parameter(_ name: String, _ unit: String, _ value: String) -> String {
      """
        \(name):
          title: { zh: 例, en: Example }
          unit: \(unit)
          values:
            - \(value)
              instrument: 温政办〔2022〕86号
              clause: \(unit == "rate" ? "三（一）2" : "四（二）")
              source: a test

      """
    }
    var files = try shippedFiles()
    files["deployment.yaml"] =
      "parameters:\n"
      + parameter("flexible.baseRatio", "rate", "from: 2023-01-01\n        value: 0.6")
      + parameter("resident.contribution.standard", "yuan", "year: 2024\n        value: 1500")
      + parameter("resident.contribution.individual", "yuan", "year: 2024\n        value: 500")
      + parameter("resident.disposableIncome", "yuan", "year: 2023\n        value: 60000")
    return try TemporaryFolder(files).loadPolicy()
  }

  /// The shipped policy with another value of one parameter.
  static func shipped(in file: String, _ name: String, _ value: String) throws -> Policy {
    var files = try shippedFiles()
    let lines = try #require(files[file]).split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("  \(name):") })
    let place = try #require(lines[start...].firstIndex { $0.hasPrefix("        value:") })
    var changed = lines.map(String.init)
    changed[place] = "        value: \(value)"
    files[file] = changed.joined(separator: "\n")
    return try TemporaryFolder(files).loadPolicy()
  }
}
