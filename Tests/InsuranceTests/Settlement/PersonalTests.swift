import Insurance
import TestPolicies
import Testing

@Suite struct `what the person bears` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  /// 600 + 400 of the in-scope 1 600 and 30 + 20 beside it may come from the account.
  private func visit(balance: Money?) throws -> Amounts {
    var claim = try Claim.visit("0.00")
    claim.fees = try Fees(
      total: "1700.00", selfFunded: "40.00", classBCopay: "30.00", overLimit: "20.00",
      refusedDischarge: "10.00")
    claim.person.accountBalance = balance
    return try policy.settle(claim).amounts
  }

  @Test func `is everything that nobody else pays`() throws {
    let paid = try visit(balance: nil)
    #expect(paid.basicFund == "600.00")
    #expect(paid.personal == "1100.00")
    #expect(paid.account == "0.00")
    #expect(paid.cash == "1100.00")
  }

  @Test func `comes from the account as far as that reaches`() throws {
    for (balance, account) in [
      ("0.00", "0.00"), ("0.01", "0.01"), ("1049.99", "1049.99"), ("1050.00", "1050.00"),
      ("1050.01", "1050.00"), ("9999999999.99", "1050.00"),
    ] as [(Money, Money)] {
      let paid = try visit(balance: balance)
      #expect(paid.account == account)
      #expect(paid.cash == Money("1100.00") - account)
    }
  }

  @Test func `is in cash what is self-funded or after the notice to leave`() throws {
    #expect(try visit(balance: "5000.00").cash == "50.00")
  }

  @Test func `can be the largest amount there is`() throws {
    let paid = try policy.settle(
      .stay(
        .requestMax, .resident,
        after: InpatientAccumulator(
          inScope: .requestMax, deductiblePaid: .requestMax, highestLevel: .tertiary)))
    #expect(paid.amounts.cash == .requestMax)
    #expect(paid.yearToDate.inpatient?.inScope.fen == 2 * Money.requestMax.fen)
  }
}
