import Insurance

/// A lognormal spread of costs (长尾分布): most are near the median, a few are many times it.
///
/// The logarithm to base two is drawn as a sum of twelve numbers, which is close to normal, and
/// raised by square roots: whole numbers throughout, so that every machine draws the same cost.
struct LongTail {
  /// The cost that half of all stay below.
  let median: Money
  /// One standard deviation, in hundredths of a doubling: 100 is a factor of two.
  let spread: Int

  /// The least and the most that is drawn.
  static let bounds = Money(yuan: 1)...Money(yuan: 5_000_000)

  /// A cost.
  func draw(_ random: inout RandomSource) -> Money {
    let exponent = LongTail.normal(&random) * spread / 100
    let (doublings, fraction) = (exponent >> 16, exponent & 0xFFFF)
    let scaled = Int128(median.fen) * Int128(LongTail.power(ofSixtyFiveThousandths: fraction))
    let shift = 30 - doublings
    let fen = shift >= 0 ? scaled >> shift : scaled << -shift
    return min(max(Money(fen: Int64(fen)), LongTail.bounds.lowerBound), LongTail.bounds.upperBound)
  }

  /// A number of standard deviations in 65 536ths: the sum of twelve even numbers of 16 bits has
  /// that deviation, and is never more than six of them away from its mean.
  private static func normal(_ random: inout RandomSource) -> Int {
    var sum = -6 * 0xFFFF
    for _ in 0..<3 {
      let bits = random.next()
      for part in 0..<4 { sum += Int(bits >> UInt64(16 * part) & 0xFFFF) }
    }
    return sum
  }

  /// Two to the power of so many 65 536ths, in units of 2^-30.
  private static func power(ofSixtyFiveThousandths fraction: Int) -> UInt64 {
    var power: UInt64 = 1 << 30
    for bit in 0..<16 where fraction >> (15 - bit) & 1 == 1 {
      power = (power * roots[bit]) >> 30
    }
    return power
  }

  /// The square root of two, its square root and so on, sixteen of them, in units of 2^-30.
  private static let roots: [UInt64] = {
    var roots: [UInt64] = []
    var root: UInt64 = 2 << 30
    for _ in 0..<16 {
      root = squareRoot(root << 30)
      roots.append(root)
    }
    return roots
  }()

  /// The largest number whose square is not above `square`, by Newton's iteration from above.
  private static func squareRoot(_ square: UInt64) -> UInt64 {
    var root = UInt64(1) << 32
    while true {
      let better = (root + square / root) / 2
      if better >= root { return root }
      root = better
    }
  }
}
