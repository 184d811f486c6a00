public import Insurance

extension Money {
  /// The amount in yuan with two decimals, as a machine reads it: `-1234.50`.
  var plain: String { (fen < 0 ? "-" : "") + Money.text(fen.magnitude, separator: "") }

  /// The amount in yuan with two decimals and its thousands apart: `-1,234.50`.
  public var grouped: String { (fen < 0 ? "-" : "") + Money.text(fen.magnitude, separator: ",") }

  /// A change in yuan, with its sign where there is one: `+1,234.50`.
  public var signed: String { (fen > 0 ? "+" : "") + grouped }

  private static func text(_ fen: UInt64, separator: String) -> String {
    let decimals = String(fen % 100)
    return (fen / 100).grouped(by: separator) + (decimals.utf8.count < 2 ? ".0" : ".") + decimals
  }
}

extension BinaryInteger {
  /// A number that is not negative with its thousands apart: `1,234,567`.
  public var grouped: String { grouped(by: ",") }

  fileprivate func grouped(by separator: String) -> String {
    let digits = Array(String(self))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += separator }
      text.append(digit)
    }
    return text
  }
}
