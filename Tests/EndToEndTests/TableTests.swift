import Testing

extension EndToEndTests {
  @Suite struct TableTests {
    @Test func `a settlement is a bill in English`() throws {
      let outcome = try Program.run("settle", "--table", "--language", "en", input: stay)
      #expect(
        withoutDigest(outcome.output) == """
          Settlement  2024-05-11  covered  policy wenzhou …

          Step                    Clause                     Base  Rate    Amount
          ----------------------  ---------------------  --------  ----  --------
          Total charge            十三（一）、十（二）                   23456.78
          Self-funded             十（二）               23456.78         1200.00
          Category B first borne  十（二）               23456.78          856.78
          In-scope expense        十（二）               23456.78        21400.00
          Deductible              三（五）1、十一（十）    600.00          600.00
          Paid by the basic fund  三（五）3              20800.00  90 %  18720.00
          Coinsurance             三（五）3              20800.00  10 %   2080.00
          Borne by the person     十三（三）             23456.78         4736.78
          Paid from the account   三（三）                1200.00         1200.00
          Paid in cash            十三（三）              4736.78         3536.78

          Paid by                   Amount
          ----------------------  --------
          Paid by the basic fund  18720.00
          Paid from the account    1200.00
          Paid in cash             3536.78
          Sum = total charge      23456.78

          Clauses without an instrument are of 温政办〔2022〕86号
          Note: Catastrophic insurance may pay more; its figures are not set and nothing is \
          computed for it

          """)
    }

    @Test func `a settlement is a bill in Chinese`() throws {
      let outcome = try Program.run("settle", "--table", input: stay)
      #expect(
        withoutDigest(outcome.output) == """
          医保结算单  2024-05-11  基金支付  政策 wenzhou …

          项目              条款                       基数  比例      金额
          ----------------  ---------------------  --------  ----  --------
          总费用            十三（一）、十（二）                   23456.78
          自费              十（二）               23456.78         1200.00
          乙类先行自付      十（二）               23456.78          856.78
          符合政策范围费用  十（二）               23456.78        21400.00
          起付标准          三（五）1、十一（十）    600.00          600.00
          统筹基金支付      三（五）3              20800.00  90 %  18720.00
          按比例自付        三（五）3              20800.00  10 %   2080.00
          个人负担          十三（三）             23456.78         4736.78
          个人账户支付      三（三）                1200.00         1200.00
          个人现金支付      十三（三）              4736.78         3536.78

          由谁支付           金额
          -------------  --------
          统筹基金支付   18720.00
          个人账户支付    1200.00
          个人现金支付    3536.78
          合计 = 总费用  23456.78

          条款未注明文件者，为 温政办〔2022〕86号
          注：大病保险可能另有支付，其标准尚未配置，未计算在内

          """)
    }
  }
}

/// A text with the policy's digest, which changes with every figure, written as `…`.
func withoutDigest(_ text: String) -> String {
  text.replacing(/[0-9a-f]{64}/, with: "…").replacing(/wenzhou [0-9a-f]{12}/, with: "wenzhou …")
}
