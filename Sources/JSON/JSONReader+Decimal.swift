extension JSONReader {
  /// The exact value of a number; nil for anything else.
  ///
  /// - Throws: when the number has more than 18 digits, or more than 18 decimals.
  public func decimal(_ node: JSONNode) throws(JSONDecimal.Failure) -> JSONDecimal? {
    let entry = entry(node)
    guard entry.kind == .number else { return nil }
    return try JSONDecimal(ofNumber: text(entry))
  }

  /// The exact value of a string whose content is a decimal, `-?(0|[1-9][0-9]*)(\.[0-9]+)?`; nil
  /// for any other string, one with an exponent, a space or an escape among them, and for
  /// anything else.
  ///
  /// - Throws: as `decimal` does.
  public func decimalInString(_ node: JSONNode) throws(JSONDecimal.Failure) -> JSONDecimal? {
    let entry = entry(node)
    guard entry.kind == .string else { return nil }
    let text = text(entry)
    var parser = JSONParser(text)
    do throws(JSONFault) {
      try parser.readDecimal()
    } catch {
      return nil
    }
    guard parser.position == text.count else { return nil }
    return try JSONDecimal(ofNumber: text)
  }
}
