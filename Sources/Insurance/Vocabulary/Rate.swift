/// A rate (比例) with at most four decimals, exact.
public struct Rate: Hashable, Comparable, Sendable {
  /// The rate in ten-thousandths: 9000 is 0.9, that is 90 %.
  public let tenThousandths: Int64

  /// The rate of so many ten-thousandths.
  public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

  /// The rate of so many per cent.
  public init(percent: Int64) { self.init(tenThousandths: percent * 100) }

  /// Nothing.
  public static let zero = Rate(tenThousandths: 0)

  /// The whole.
  public static let one = Rate(tenThousandths: 10_000)

  /// Whether the one rate is smaller than the other.
  public static func < (left: Rate, right: Rate) -> Bool {
    left.tenThousandths < right.tenThousandths
  }

  /// What this rate leaves of the whole: 0.9 leaves 0.1.
  public var remainder: Rate { Rate(tenThousandths: 10_000 - tenThousandths) }

  /// This rate lowered by a share of itself: 0.9 lowered by 0.2 is 0.72.
  ///
  /// Nil where the product has more than four decimals; a loaded policy has no such rate.
  public func loweredRelatively(by share: Rate) -> Rate? {
    let product = tenThousandths * share.remainder.tenThousandths
    return product.isMultiple(of: 10_000) ? Rate(tenThousandths: product / 10_000) : nil
  }

  /// This rate lowered by percentage points, not below nothing: 0.9 lowered by 0.2 is 0.7.
  public func loweredByPoints(_ points: Rate) -> Rate {
    Rate(tenThousandths: max(0, tenThousandths - points.tenThousandths))
  }
}
