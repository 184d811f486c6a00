/// Numbers drawn from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
///
/// Everything here is whole numbers, so that no library of mathematics has a say in it.
struct RandomSource {
  private var state: UInt64

  /// The numbers of a seed.
  init(seed: UInt64) { state = seed }

  /// The numbers of one of many streams of a seed.
  init(seed: UInt64, stream: UInt64) {
    state = RandomSource.mixed(seed) ^ RandomSource.mixed(stream &+ RandomSource.increment)
  }

  /// The golden ratio of 2^64, odd.
  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= RandomSource.increment
    return RandomSource.mixed(state)
  }

  /// A number from 0 to below `bound`, which is above 0.
  ///
  /// The high half of a product: off an even spread by less than `bound` in 2^64.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Whether something befalls that does in so many cases of a thousand.
  mutating func happens(inThousand cases: Int) -> Bool { below(1000) < cases }

  /// A number of a closed range.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Values drawn as often as their weights say.
struct Weighted<Value: Sendable>: Sendable {
  private let choices: [(value: Value, weight: Int)]
  private let sum: Int

  /// The values with their weights, one of which is above 0.
  init(_ choices: [(value: Value, weight: Int)]) {
    self.choices = choices
    sum = choices.reduce(0) { $0 + $1.weight }
    precondition(sum > 0, "something can be drawn")
  }

  /// One of the values.
  func draw(_ random: inout RandomSource) -> Value {
    var rest = random.below(sum)
    for choice in choices {
      rest -= choice.weight
      if rest < 0 { return choice.value }
    }
    preconditionFailure("what is drawn is below the sum of the weights")
  }
}
