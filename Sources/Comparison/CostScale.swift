import Insurance

/// Steps of cost, each at most 1/64 wider than its beginning: fine enough for deciles, and few
/// enough to keep a tally of each however many lines there are.
///
/// A step is found by a cost's seven highest bits and their place, so equal costs share one.
enum CostScale {
  /// How many of the bits below the highest tell steps apart.
  private static let fineBits = 6
  /// The steps of one place of the highest bit.
  private static let stepsOfOctave = 1 << fineBits
  /// How many steps there are, up to the largest charge a request may have.
  static let count = step(of: .requestMax) + 1

  /// The step of a cost.
  static func step(of cost: Money) -> Int {
    let fen = UInt64(cost.fen)
    guard fen >= stepsOfOctave else { return Int(fen) }
    let octave = 63 - fen.leadingZeroBitCount - fineBits
    return (octave + 1) * stepsOfOctave + Int(fen >> UInt64(octave)) - stepsOfOctave
  }

  /// The least cost of a step.
  static func start(of step: Int) -> Money {
    guard step >= stepsOfOctave else { return Money(fen: Int64(step)) }
    let octave = step / stepsOfOctave - 1
    return Money(fen: Int64(stepsOfOctave + step % stepsOfOctave) << Int64(octave))
  }
}
