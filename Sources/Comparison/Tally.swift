public import Insurance

/// What some lines come to under both policies.
public struct Tally: Equatable, Sendable {
  /// How many lines there are.
  public private(set) var lines = 0
  /// For how many of them anybody pays another amount.
  public private(set) var changedLines = 0
  /// Who pays what under the first policy.
  public private(set) var before = Shares()
  /// Who pays what under the second.
  public private(set) var after = Shares()
  /// The lines whose persons bear less under the second policy, and how much less.
  public private(set) var winners = Affected()
  /// The lines whose persons bear more under the second policy, and how much more.
  public private(set) var losers = Affected()

  /// Lines, and money.
  public struct Affected: Equatable, Sendable {
    /// How many lines.
    public fileprivate(set) var lines = 0
    /// By how much together; never negative.
    public fileprivate(set) var money = Money.zero
  }

  /// What was charged: the same under both.
  public var total: Money { before.total }

  /// How much more the funds and layers pay under the second policy; less where it is negative.
  public var fundsChange: Money { after.funds - before.funds }

  /// How much more a payer pays under the second policy; less where it is negative.
  public func change(of payer: Payer) -> Money { after[payer] - before[payer] }

  /// Counts a line.
  mutating func add(_ line: LineDifference) {
    lines += 1
    before += line.before
    after += line.after
    guard line.isChanged else { return }
    changedLines += 1
    let change = line.personalChange
    if change < .zero {
      winners.lines += 1
      winners.money -= change
    } else if change > .zero {
      losers.lines += 1
      losers.money += change
    }
  }

  /// Counts the lines of another tally too.
  mutating func add(_ other: Tally) {
    lines += other.lines
    changedLines += other.changedLines
    before += other.before
    after += other.after
    winners.lines += other.winners.lines
    winners.money += other.winners.money
    losers.lines += other.losers.lines
    losers.money += other.losers.money
  }
}
