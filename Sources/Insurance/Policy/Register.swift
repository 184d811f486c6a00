/// Every parameter of the policy as data: dated values beside their clauses and sources.
///
/// The register is what policy staff read and `GET /v1/policy` shows; `Terms` is what the
/// formulas compute with. Both come from the same entries.
public struct Register: Sendable {
  /// The instruments that the parameters, readings and layers cite.
  public let instruments: [InstrumentEntry]
  /// The parameters, in the order of the files.
  public let parameters: [Parameter]

  /// The instruments and parameters; the names of the latter are unique.
  public init(instruments: [InstrumentEntry] = [], parameters: [Parameter]) {
    self.instruments = instruments
    self.parameters = parameters
  }
}

/// An instrument (文件) that the policy cites.
public struct InstrumentEntry: Sendable {
  /// Its number, such as 温政办〔2022〕86号.
  public let number: String
  /// What it is called, in Chinese and English.
  public let title: Words
  /// The day it came into force.
  public let inForceFrom: Day

  /// An instrument.
  public init(number: String, title: Words, inForceFrom: Day) {
    self.number = number
    self.title = title
    self.inForceFrom = inForceFrom
  }
}

/// One named parameter (参数) with all its values over time.
public struct Parameter: Sendable {
  /// The dotted name, such as `employee.outpatient.rate.primary`.
  public let name: String
  /// What it is, in Chinese and English.
  public let title: Words
  /// What its numbers count.
  public let unit: ParameterUnit
  /// Whether the values are those of calendar years rather than from a day on.
  public let isYearly: Bool
  /// The values by date, the earliest first; may be empty where nothing is published.
  public let values: [DatedValue]
  /// Where the parameter stands.
  public let origin: SourceLine

  /// A parameter.
  public init(
    name: String, title: Words, unit: ParameterUnit, isYearly: Bool, values: [DatedValue],
    origin: SourceLine
  ) {
    self.name = name
    self.title = title
    self.unit = unit
    self.isYearly = isYearly
    self.values = values
    self.origin = origin
  }
}

/// One value of a parameter with the days it holds and the words it rests on.
public struct DatedValue: Sendable {
  /// The first day it holds; the first of January for the figure of a calendar year.
  public let from: Day
  /// The last day it holds, where the file names one.
  public let until: Day?
  /// The value in the smallest unit of the parameter's unit: fen, ten-thousandths or one.
  public let amount: Int64
  /// Whether the figure is provisional: a note says so wherever it is used.
  public let isProvisional: Bool
  /// The clause that gives or calls for the figure.
  public let citation: Citation
  /// Where the figure was found.
  public let source: String
  /// Where the value stands.
  public let origin: SourceLine

  /// A dated value.
  public init(
    from: Day, until: Day?, amount: Int64, isProvisional: Bool, citation: Citation,
    source: String, origin: SourceLine
  ) {
    self.from = from
    self.until = until
    self.amount = amount
    self.isProvisional = isProvisional
    self.citation = citation
    self.source = source
    self.origin = origin
  }
}

/// What a parameter's numbers count.
public enum ParameterUnit: String, CaseIterable, Sendable {
  /// Yuan with at most two decimals; stored in fen.
  case yuan
  /// A share with at most four decimals, from 0 to 1; stored in ten-thousandths.
  case rate
  /// So many times another amount, a whole number.
  case times
  /// Days.
  case days
  /// Months.
  case months
  /// Years.
  case years

  /// How many decimals a value may have; amounts are stored in units of the last one.
  public var decimals: Int {
    switch self {
    case .yuan: 2
    case .rate: 4
    case .times, .days, .months, .years: 0
    }
  }
}

/// A clause cited: instrument and place.
public struct Citation: Hashable, Sendable {
  /// The instrument's number, such as 温政办〔2022〕86号.
  public let instrument: String
  /// The place in it, such as 三（五）1.
  public let clause: String

  /// The citation of a place in an instrument.
  public init(instrument: String, clause: String) {
    self.instrument = instrument
    self.clause = clause
  }

  /// The citation of a clause that a formula follows.
  public init(_ clause: Clause) {
    self.init(instrument: clause.instrument.rawValue, clause: clause.place)
  }
}

/// The same words in both languages of the service.
public struct Words: Hashable, Sendable {
  /// In Chinese.
  public let chinese: String
  /// In English.
  public let english: String

  /// The words in both languages.
  public init(chinese: String, english: String) {
    self.chinese = chinese
    self.english = english
  }
}

/// A place in a file that a person can go to.
public struct SourceLine: Hashable, Sendable {
  /// The file's path as it was given.
  public let file: String
  /// The line, from 1.
  public let line: Int

  /// The place.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}
