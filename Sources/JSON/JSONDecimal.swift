/// The exact value of a number's text: a whole number of decimal fractions, never a binary float.
///
/// The value is `significand / 10^scale`, negated when `isNegative`. Zeros at the end after the
/// decimal point do not count and an exponent is applied, so `1.500` is 15 at scale 1 and `1.5e3`
/// is 1500 at scale 0. Zero is never negative.
public struct JSONDecimal: Equatable, Sendable {
  /// How many digits the significand has at most, and how many of them may be decimals.
  ///
  /// 18, the most of which every number fits an `Int64`; ISO 20022 allows an amount as many.
  public static let digitsMax = 18

  /// Why a number has no value here.
  public enum Failure: Error, Equatable, Sendable {
    /// Its magnitude is more than fits.
    case tooLarge
    /// It has more decimals than fit.
    case tooPrecise
  }

  /// Whether the value is below zero.
  public let isNegative: Bool

  /// The digits, below 10^18.
  public let significand: UInt64

  /// How many of the digits are decimals, 0 to 18.
  public let scale: Int

  /// How many units of `10^-scale` the value is: 23456.78 is 2345678 at scale 2.
  ///
  /// - Throws: `tooPrecise` when it is no whole number of units, `tooLarge` when there are more
  ///   than an `Int64` holds.
  public func units(scale: Int) throws(Failure) -> Int64 {
    precondition((0...Self.digitsMax).contains(scale), "a scale is 0 to 18")
    guard self.scale <= scale else { throw .tooPrecise }
    var units = Int64(significand)
    for _ in self.scale..<scale {
      let (product, overflows) = units.multipliedReportingOverflow(by: 10)
      if overflows { throw .tooLarge }
      units = product
    }
    return isNegative ? -units : units
  }

  /// The value of a text that has the form of a JSON number.
  init(ofNumber text: Span<UInt8>) throws(Failure) {
    let isNegative = text[0] == UInt8(ascii: "-")
    var digits = Digits()
    var index = isNegative ? 1 : 0
    var point = text.count
    while let byte = text.byte(at: index) {
      if byte &- UInt8(ascii: "0") < 10 {
        digits.append(byte &- UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: ".") {
        point = index
      } else {
        break
      }
      index &+= 1
    }
    let decimals = max(index &- point &- 1, 0)
    let exponent = index < text.count ? Self.exponent(text.extracting((index + 1)...)) : 0
    try self.init(isNegative: isNegative, digits: digits, power: exponent - decimals)
  }

  /// The value of digits times a power of ten.
  private init(isNegative: Bool, digits: Digits, power: Int) throws(Failure) {
    var value = digits.value
    var power = power + digits.zeros
    guard value != 0 else {
      (self.isNegative, significand, scale) = (false, 0, 0)
      return
    }
    guard digits.count + power <= Self.digitsMax else { throw .tooLarge }
    while power < 0, value.isMultiple(of: 10) { (value, power) = (value / 10, power + 1) }
    guard !digits.areCut, power >= -Self.digitsMax else { throw .tooPrecise }
    for _ in 0..<max(power, 0) { value *= 10 }
    self.isNegative = isNegative
    significand = value
    scale = max(-power, 0)
  }

  /// The exponent that digits with or without a sign write, kept within bounds that no document's
  /// digits can make up for.
  private static func exponent(_ text: Span<UInt8>) -> Int {
    let magnitudeMax = 1 << 40
    var magnitude = 0
    for index in text.indices where text[index] >= UInt8(ascii: "0") {
      let digit = Int(text[index] - UInt8(ascii: "0"))
      magnitude = min(magnitude * 10 + digit, magnitudeMax)
    }
    return text[0] == UInt8(ascii: "-") ? -magnitude : magnitude
  }
}

/// The digits of a number as far as they count, from the first that is not zero.
private struct Digits {
  /// The number they write, up to 18 of them.
  var value: UInt64 = 0

  /// How many digits that number has.
  var count = 0

  /// How many digits came after those.
  var zeros = 0

  /// Whether one of the digits after those is not zero.
  var areCut = false

  @inline(always)
  mutating func append(_ digit: UInt8) {
    if count < JSONDecimal.digitsMax {
      value = value &* 10 &+ UInt64(digit)
      if value != 0 { count &+= 1 }
    } else {
      zeros &+= 1
      if digit != 0 { areCut = true }
    }
  }
}
