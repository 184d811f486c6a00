extension JSONReader {
  /// The exact value of a number; nil for anything else.
  ///
  /// - Throws: when the number has more than 18 digits, or more than 18 decimals.
  public func decimal(_ node: JSONNode) throws(JSONDecimal.Failure) -> JSONDecimal? {
    let entry = entry(node)
    guard entry.kind == .number else { return nil }
    return try JSONDecimal(ofNumber: text(entry.text))
  }

  /// How many units of `10^-scale` a number is that is written plainly: at most 17 digits, with a
  /// point among them or not, and no more decimals than the scale; nil for any other value, which
  /// `decimal` may be asked about.
  public func plainUnits(_ node: JSONNode, scale: Int) -> Int64? {
    let entry = entry(node)
    guard entry.kind == .number, entry.text.count <= 18 else { return nil }
    let text = text(entry.text)
    var units: Int64 = 0
    var index = 0
    while let digit = text.digit(at: index) {
      units = units &* 10 &+ digit
      index &+= 1
    }
    var scaleLeft = scale
    if text.byte(at: index) == UInt8(ascii: ".") {
      index &+= 1
      while let digit = text.digit(at: index) {
        units = units &* 10 &+ digit
        index &+= 1
        scaleLeft &-= 1
      }
    }
    guard index == text.count, 0...scale ~= scaleLeft, scaleLeft <= 18 &- index else { return nil }
    for _ in 0..<scaleLeft { units = units &* 10 }
    return units
  }

  /// The exact value of a string whose content is a decimal, `-?(0|[1-9][0-9]*)(\.[0-9]+)?`; nil
  /// for any other string, one with an exponent or a space among them, and for anything else.
  ///
  /// - Throws: as `decimal` does.
  public func decimalInString(_ node: JSONNode) throws(JSONDecimal.Failure) -> JSONDecimal? {
    if let text = plainString(node) { return try Self.decimal(in: text) }
    guard let text = string(node) else { return nil }
    return try Self.decimal(in: Array(text.utf8).span)
  }

  private static func decimal(in text: Span<UInt8>) throws(JSONDecimal.Failure) -> JSONDecimal? {
    do throws(JSONFault) {
      guard try text.endOfDecimal(at: 0) == text.count else { return nil }
    } catch {
      return nil
    }
    return try JSONDecimal(ofNumber: text)
  }
}
