/// How lines of the log are written.
public enum LogFormat: Sendable, Equatable {
  /// An object of JSON a line: for machines.
  case json
  /// Words and `name=value`: for a person at a terminal.
  case text
}
