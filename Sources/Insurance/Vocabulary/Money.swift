/// An amount of money (金额) in whole fen (分), exact.
///
/// Every amount is yuan with at most two decimals, so an integer of fen holds it. Arithmetic is
/// overflow checked: an overflow traps and never wraps.
public struct Money: Hashable, Comparable, Sendable {
  /// The amount in fen: 100 fen are one yuan.
  public let fen: Int64

  /// The amount of `fen` fen.
  public init(fen: Int64) { self.fen = fen }

  /// The amount of whole `yuan`.
  public init(yuan: Int64) { self.init(fen: yuan * 100) }

  /// Nothing.
  public static let zero = Money(fen: 0)

  /// The largest amount a request may carry: 9 999 999 999.99 yuan.
  public static let requestMax = Money(fen: 999_999_999_999)

  /// Whether there is nothing.
  public var isZero: Bool { fen == 0 }

  /// Whether the one amount is smaller than the other.
  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

  /// The sum of two amounts.
  public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }

  /// What is left of one amount after another; may be negative.
  public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }

  /// Adds an amount in place.
  public static func += (left: inout Money, right: Money) { left = left + right }

  /// Takes an amount away in place.
  public static func -= (left: inout Money, right: Money) { left = left - right }

  /// What is left of this amount after `other`, or nothing where `other` is the larger.
  public func reduced(by other: Money) -> Money { max(.zero, self - other) }

  /// This amount × `rate`, rounded once, half up, to the fen (rules 1).
  public func times(_ rate: Rate) -> Money {
    // Division by a known number needs no division; every amount of a request comes this way.
    if UInt64(bitPattern: fen) < 1 << 47, UInt64(bitPattern: rate.tenThousandths) < 1 << 16 {
      let product = UInt64(bitPattern: fen) &* UInt64(bitPattern: rate.tenThousandths)
      return Money(fen: Int64((product + 5000) / 10_000))
    }
    return times(rate.tenThousandths, over: Rate.one.tenThousandths)
  }

  /// This amount × `numerator` ÷ `denominator`, rounded once, half up, to the fen (rules 1).
  ///
  /// The amount and both factors are not negative; the product may exceed 64 bits.
  public func times(_ numerator: Int64, over denominator: Int64) -> Money {
    precondition(fen >= 0 && numerator >= 0, "money is shared out of amounts that are not negative")
    let (product, overflow) = fen.multipliedReportingOverflow(by: numerator)
    if overflow || product > Int64.max - denominator {
      return Money(fen: Int64(halfUp(Int128(fen) * Int128(numerator), Int128(denominator))))
    }
    return Money(fen: (product + denominator / 2) / denominator)
  }
}

/// `numerator ÷ denominator`, rounded half up to a whole number; neither is negative.
func halfUp(_ numerator: Int128, _ denominator: Int128) -> Int128 {
  precondition(
    numerator >= 0 && denominator > 0, "half up is defined here for what is not negative")
  return (2 * numerator + denominator) / (2 * denominator)
}
