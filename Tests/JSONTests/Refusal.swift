import JSON
import Testing

/// A text, and how it is refused.
struct Refusal {
  let bytes: [UInt8]
  let reason: JSONError.Reason
  let line: Int
  let column: Int

  init(_ text: String, _ reason: JSONError.Reason, at column: Int, line: Int = 1) {
    self.init(Array(text.utf8), reason, at: column, line: line)
  }

  init(_ bytes: [UInt8], _ reason: JSONError.Reason, at column: Int, line: Int = 1) {
    self.bytes = bytes
    self.reason = reason
    self.line = line
    self.column = column
  }
}

/// Each text is refused for its reason and at its place.
func expect(_ refusals: [Refusal], sourceLocation: SourceLocation = #_sourceLocation) {
  for refusal in refusals {
    let text = String(decoding: refusal.bytes, as: UTF8.self)
    do throws(JSONError) {
      let value = try Value(refusal.bytes)
      Issue.record("\(text) is read as \(value)", sourceLocation: sourceLocation)
    } catch {
      #expect(error.reason == refusal.reason, "\(text)", sourceLocation: sourceLocation)
      #expect(error.line == refusal.line, "\(text)", sourceLocation: sourceLocation)
      #expect(error.column == refusal.column, "\(text)", sourceLocation: sourceLocation)
    }
  }
}

/// Each text is a document.
func expectAccepted(_ texts: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  for text in texts {
    #expect(throws: Never.self, "\(text)", sourceLocation: sourceLocation) { try Value(text) }
  }
}
