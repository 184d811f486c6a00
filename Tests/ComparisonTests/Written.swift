import API
import Comparison
import JSON

/// A report as it is written.
enum Written {
  /// As JSON.
  static func json(_ report: ComparisonReport, in language: Language = .chinese) -> String {
    var json = JSONWriter()
    report.write(into: &json, in: language)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// In every format and language of this target.
  static func all(_ report: ComparisonReport) -> [String] {
    Language.allCases.flatMap { language in
      [json(report, in: language), ComparisonPage(report, in: language).text]
    } + [report.csv]
  }
}
