extension JSONReader {
  /// The exact value of a number; nil for anything else.
  ///
  /// - Throws: when the number has more than 18 digits, or more than 18 decimals.
  public func decimal(_ node: JSONNode) throws(JSONDecimal.Failure) -> JSONDecimal? {
    let entry = entry(node)
    guard entry.kind == .number else { return nil }
    return try JSONDecimal(ofNumber: text(entry.text))
  }

  /// The exact value of a string whose content is a decimal, `-?(0|[1-9][0-9]*)(\.[0-9]+)?`; nil
  /// for any other string, one with an exponent, a space or an escape among them, and for
  /// anything else.
  ///
  /// - Throws: as `decimal` does.
  public func decimalInString(_ node: JSONNode) throws(JSONDecimal.Failure) -> JSONDecimal? {
    let entry = entry(node)
    guard entry.kind == .string else { return nil }
    let text = text(entry.text)
    guard isDecimal(text) else { return nil }
    return try JSONDecimal(ofNumber: text)
  }

  private func isDecimal(_ text: Span<UInt8>) -> Bool {
    do throws(JSONFault) {
      return try text.endOfDecimal(at: 0) == text.count
    } catch {
      return false
    }
  }
}
