import Insurance
import Testing

@Suite struct `fees` {
  @Test func `leave what is in scope`() throws {
    let fees = try Fees(
      total: "100.00", selfFunded: "20.00", classBCopay: "11.00", overLimit: "10.00",
      refusedDischarge: "0.01")
    #expect(fees.inScope == "58.99")
  }

  @Test func `may be wholly out of scope, by not a fen more`() throws {
    let fees = try Fees(total: "100.00", selfFunded: "60.00", overLimit: "40.00")
    #expect(fees.inScope == "0.00")
    #expect(throws: FeeFault.partsExceedTotal(by: "0.01")) {
      try Fees(total: "100.00", selfFunded: "60.00", refusedDischarge: "40.01")
    }
  }

  @Test func `must agree with the in-scope expense sent beside them`() throws {
    let fees = try Fees(total: "100.00", selfFunded: "1.00", inScope: "99.00")
    #expect(fees.inScope == "99.00")
    #expect(throws: FeeFault.inScopeDisagrees(derived: "99.00")) {
      try Fees(total: "100.00", selfFunded: "1.00", inScope: "99.01")
    }
  }
}

@Suite struct `the lines of a bill` {
  private func line(
    price: Int64, quantity: Int64 = 10_000, _ category: FeeItem.ItemCategory = .classA,
    ceiling: Int64? = nil
  ) -> FeeItem {
    FeeItem(
      unitPriceMillionths: price, quantityTenThousandths: quantity, category: category,
      ceilingPriceMillionths: ceiling)
  }

  private func sums(_ items: FeeItem...) throws -> FeeItemSums {
    var sums = FeeItemSums()
    for item in items { try sums.add(item) }
    return sums
  }

  private let tenPercent = FeeItem.ItemCategory.classB(copayRate: Rate(percent: 10))

  @Test func `of category B above a ceiling lose the excess, then the copay`() throws {
    let fees = try sums(line(price: 120_000_000, tenPercent, ceiling: 110_000_000)).fees()
    #expect(fees.total == "120.00")
    #expect(fees.overLimit == "10.00")
    #expect(fees.classBCopay == "11.00")
    #expect(fees.selfFunded == "0.00")
    #expect(fees.inScope == "99.00")
  }

  @Test func `of category A above a ceiling lose the excess`() throws {
    let fees = try sums(line(price: 120_000_000, ceiling: 110_000_000)).fees()
    #expect(fees.overLimit == "10.00")
    #expect(fees.inScope == "110.00")
  }

  @Test func `of category C are self-funded whole, whatever the ceiling`() throws {
    let fees = try sums(line(price: 120_000_000, .classC, ceiling: 110_000_000)).fees()
    #expect(fees.selfFunded == "120.00")
    #expect(fees.overLimit == "0.00")
    #expect(fees.inScope == "0.00")
  }

  @Test func `at or below the ceiling lose nothing`() throws {
    for ceiling: Int64 in [120_000_000, 120_000_001, FeeItem.priceMillionthsMax] {
      let fees = try sums(line(price: 120_000_000, ceiling: ceiling)).fees()
      #expect(fees.overLimit == "0.00")
    }
  }

  @Test func `are each rounded half up`() throws {
    // 0.01 × 0.5 = 0.005; 0.01 × 0.4999 = 0.004999
    #expect(try sums(line(price: 10_000, quantity: 5_000)).amount == "0.01")
    #expect(try sums(line(price: 10_000, quantity: 4_999)).amount == "0.00")
    // 0.000001 × 5 000 = 0.005; two such lines are two fen
    let small = line(price: 1, quantity: 50_000_000)
    #expect(try sums(small, small).amount == "0.02")
  }

  @Test func `have the excess and the copay rounded half up on their own`() throws {
    // (0.33 − 0.325) × 1 = 0.005; (0.33 − 0.01) × 10 % = 0.032
    let sums = try sums(line(price: 330_000, tenPercent, ceiling: 325_000))
    #expect(sums.overLimit == "0.01")
    #expect(sums.classBCopay == "0.03")
    // 0.05 × 10 % = 0.005
    #expect(try self.sums(line(price: 50_000, tenPercent)).classBCopay == "0.01")
  }

  @Test func `add up with the charges after the notice to leave`() throws {
    let fees = try sums(line(price: 120_000_000), line(price: 80_000_000, .classC)).fees(
      refusedDischarge: "50.00", total: "250.00", inScope: "120.00")
    #expect(fees.total == "250.00")
    #expect(fees.refusedDischarge == "50.00")
    #expect(fees.inScope == "120.00")
  }

  @Test func `must agree with a total or in-scope expense sent beside them`() throws {
    let sums = try sums(line(price: 120_000_000))
    #expect(throws: FeeFault.totalDisagrees(derived: "120.00")) {
      try sums.fees(total: "119.99")
    }
    #expect(throws: FeeFault.inScopeDisagrees(derived: "120.00")) {
      try sums.fees(inScope: "120.01")
    }
  }

  @Test func `may come to the largest amount, by not a fen more`() throws {
    let largest = line(price: FeeItem.priceMillionthsMax)
    var sums = try sums(largest)
    #expect(try sums.fees().total == Money.requestMax)
    #expect(throws: FeeFault.tooLarge) { try sums.add(line(price: 5_000)) }
    try sums.add(line(price: 4_999))
    #expect(throws: FeeFault.tooLarge) { try sums.fees(refusedDischarge: "0.01") }
    #expect(throws: FeeFault.tooLarge) {
      try FeeItemSums().with(
        line(
          price: FeeItem.priceMillionthsMax, quantity: FeeItem.quantityTenThousandthsMax))
    }
  }

  @Test func `that are too large leave the sums as they were`() throws {
    var sums = try sums(line(price: 120_000_000))
    let before = sums
    #expect(throws: FeeFault.tooLarge) {
      try sums.add(line(price: FeeItem.priceMillionthsMax))
    }
    #expect(sums == before)
  }

  @Test func `of price or quantity nothing come to nothing`() throws {
    #expect(try sums(line(price: 0), line(price: 1_000_000, quantity: 0)).fees().total == "0.00")
  }
}

extension FeeItemSums {
  /// The sums with one more line.
  fileprivate func with(_ item: FeeItem) throws -> FeeItemSums {
    var sums = self
    try sums.add(item)
    return sums
  }
}
