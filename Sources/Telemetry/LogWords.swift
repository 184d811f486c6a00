internal import Logging

/// What stands around the values of a line, as a format has it.
protocol LogWords: SendableMetatype {
  /// Before what every line begins with.
  static var time: StaticString { get }
  static var level: StaticString { get }
  static var message: StaticString { get }
  /// Behind a text.
  static var quote: StaticString { get }
  /// Behind the last value.
  static var end: StaticString { get }

  /// Before what a line on an answer has.
  static var requestID: StaticString { get }
  static var traceID: StaticString { get }
  static var spanID: StaticString { get }
  static var caller: StaticString { get }
  static var method: StaticString { get }
  static var path: StaticString { get }
  static var status: StaticString { get }
  static var violation: StaticString { get }
  static var lines: StaticString { get }
  static var bytesIn: StaticString { get }
  static var bytesOut: StaticString { get }
  static var microseconds: StaticString { get }
}

/// An object of JSON.
enum JSONWords: LogWords {
  static var time: StaticString { #"{"time":""# }
  static var level: StaticString { #"","level":""# }
  static var message: StaticString { #"","message":""# }
  static var quote: StaticString { "\"" }
  static var end: StaticString { "}\n" }

  static var requestID: StaticString { #","requestId":""# }
  static var traceID: StaticString { #","traceId":""# }
  static var spanID: StaticString { #","spanId":""# }
  static var caller: StaticString { #","caller":""# }
  static var method: StaticString { #","method":""# }
  static var path: StaticString { #","path":""# }
  static var status: StaticString { #","status":"# }
  static var violation: StaticString { #","violation":""# }
  static var lines: StaticString { #","lines":"# }
  static var bytesIn: StaticString { #","bytesIn":"# }
  static var bytesOut: StaticString { #","bytesOut":"# }
  static var microseconds: StaticString { #","microseconds":"# }
}

/// Words for a terminal.
enum TextWords: LogWords {
  static var time: StaticString { "" }
  static var level: StaticString { " " }
  static var message: StaticString { " " }
  static var quote: StaticString { "" }
  static var end: StaticString { "\n" }

  static var requestID: StaticString { " requestId=" }
  static var traceID: StaticString { " traceId=" }
  static var spanID: StaticString { " spanId=" }
  static var caller: StaticString { " caller=" }
  static var method: StaticString { " method=" }
  static var path: StaticString { " path=" }
  static var status: StaticString { " status=" }
  static var violation: StaticString { " violation=" }
  static var lines: StaticString { " lines=" }
  static var bytesIn: StaticString { " bytesIn=" }
  static var bytesOut: StaticString { " bytesOut=" }
  static var microseconds: StaticString { " microseconds=" }
}

extension LogFormat {
  /// The words of the format.
  var words: any LogWords.Type {
    switch self {
    case .json: JSONWords.self
    case .text: TextWords.self
    }
  }
}

extension Logger.Level {
  /// The level as lines have it.
  var name: StaticString {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .notice: "notice"
    case .warning: "warning"
    case .error: "error"
    case .critical: "critical"
    }
  }
}
