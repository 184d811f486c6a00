/// A decimal number as a person writes it, read exactly.
enum Decimal: Equatable {
  /// The number in units of the last decimal.
  case amount(Int64)
  /// It has more decimals than it may have.
  case tooPrecise
  /// It does not fit.
  case tooLarge
  /// It is not digits with at most one point between them.
  case notANumber

  /// Reads digits with at most one point between them, and at most so many decimals.
  init(_ text: String, decimals: Int) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard areDigits, parts.count <= 2 else {
      self = .notANumber
      return
    }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    guard fraction.count <= decimals else {
      self = .tooPrecise
      return
    }
    let zeros = [UInt8](repeating: 0x30, count: decimals - fraction.count)
    self =
      Int64(String(decoding: parts[0] + fraction + zeros, as: UTF8.self))
      .map(Decimal.amount) ?? .tooLarge
  }
}
