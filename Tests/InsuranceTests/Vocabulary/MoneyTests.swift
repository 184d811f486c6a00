import Insurance
import Testing

@Suite struct `money` {
  @Test func `is counted in fen`() {
    #expect(Money(yuan: 600) == Money(fen: 60_000))
    #expect(Money.requestMax.fen == 999_999_999_999)
    #expect(Money.zero.isZero && !Money(fen: -1).isZero)
  }

  @Test func `is added, taken away and compared exactly`() {
    #expect(Money("0.10") + "0.20" == "0.30")
    #expect(Money("0.10") - "0.20" == Money(fen: -10))
    #expect(Money("0.10").reduced(by: "0.20") == .zero)
    #expect(Money("0.20").reduced(by: "0.10") == "0.10")
    #expect(Money("0.19") < "0.20")
    var sum = Money("1.00")
    sum += "0.50"
    sum -= "0.25"
    #expect(sum == "1.25")
  }

  @Test func `times a rate is rounded half up to the fen`() {
    // 0.01 × 50 % = 0.005, × 49.99 % = 0.004999, × 50.01 % = 0.005001
    #expect(Money("0.01").times(Rate(tenThousandths: 5_000)) == "0.01")
    #expect(Money("0.01").times(Rate(tenThousandths: 4_999)) == "0.00")
    #expect(Money("0.01").times(Rate(tenThousandths: 5_001)) == "0.01")
    // 0.03 × 50 % = 0.015: up, not to even
    #expect(Money("0.05").times(Rate(tenThousandths: 5_000)) == "0.03")
    #expect(Money("123.45").times(.zero) == "0.00")
    #expect(Money("123.45").times(.one) == "123.45")
  }

  @Test func `times a fraction is rounded half up, whatever the denominator`() {
    for denominator: Int64 in 1...60 {
      for fen: Int64 in 0...60 {
        let exact = fen * 7
        let rounded = Money(fen: fen).times(7, over: denominator).fen
        let twiceOff = 2 * (rounded * denominator - exact)
        #expect(-denominator < twiceOff && twiceOff <= denominator)
      }
    }
  }

  @Test func `times a fraction may exceed 64 bits on the way`() {
    // 10^12 × 10^12 ÷ 10^12
    #expect(Money.requestMax.times(1_000_000_000_000, over: 1_000_000_000_000) == .requestMax)
    #expect(Money(fen: .max).times(.one) == Money(fen: .max))
    #expect(Money(fen: .max).times(1, over: 2) == Money(fen: Int64.max / 2 + 1))
  }

  @Test func `that overflows traps`() async {
    await #expect(processExitsWith: .failure) { _ = Money(fen: .max) + Money(fen: 1) }
    await #expect(processExitsWith: .failure) { _ = Money(fen: .max).times(2, over: 1) }
    await #expect(processExitsWith: .failure) { _ = Money(fen: -1).times(.one) }
  }
}

@Suite struct `a rate` {
  @Test func `is counted in ten-thousandths`() {
    #expect(Rate(percent: 90) == Rate(tenThousandths: 9_000))
    #expect(Rate(percent: 90).remainder == Rate(percent: 10))
    #expect(Rate(percent: 35) < Rate(percent: 36))
  }

  @Test func `is lowered by a share of itself`() {
    #expect(Rate(percent: 90).loweredRelatively(by: Rate(percent: 20)) == Rate(percent: 72))
    #expect(Rate(percent: 35).loweredRelatively(by: Rate(percent: 20)) == Rate(percent: 28))
    #expect(Rate.zero.loweredRelatively(by: Rate(percent: 20)) == .zero)
  }

  @Test func `that would need a fifth decimal cannot be lowered`() {
    #expect(Rate(tenThousandths: 9_001).loweredRelatively(by: Rate(percent: 20)) == nil)
    #expect(
      Rate(tenThousandths: 9_005).loweredRelatively(by: Rate(percent: 20))
        == Rate(tenThousandths: 7_204))
  }

  @Test func `is lowered by points, not below nothing`() {
    #expect(Rate(percent: 90).loweredByPoints(Rate(percent: 20)) == Rate(percent: 70))
    #expect(Rate(percent: 20).loweredByPoints(Rate(percent: 20)) == .zero)
    #expect(Rate(percent: 19).loweredByPoints(Rate(percent: 20)) == .zero)
  }

  @Test func `is written in per cent`() {
    let written: [(Int64, String)] = [
      (9_000, "90 %"), (520, "5.2 %"), (5, "0.05 %"), (10_000, "100 %"), (0, "0 %"),
      (1_234, "12.34 %"),
    ]
    for (rate, text) in written { #expect(Rate(tenThousandths: rate).percentText == text) }
  }
}
