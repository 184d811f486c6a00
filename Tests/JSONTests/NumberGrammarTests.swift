import JSON
import Testing

/// The grammar of numbers (RFC 8259 section 6).
@Suite struct NumberGrammarTests {
  @Test func `a number has a sign, digits, decimals and an exponent`() {
    expectAccepted([
      "0", "-0", "7", "10", "-10", "0.0", "-0.5", "1.50", "1e5", "1E5", "1e+5", "1e-5", "0e0",
      "1.5e10", "-1.5E-10", "1e00", "123456789012345678901234567890", "[0]", "[-1 ]", "[1.5,2]",
      "[1e5,2E6]",
    ])
  }

  @Test func `no number begins with a zero and another digit`() {
    expect([
      Refusal("01", .leadingZero, at: 2),
      Refusal("[-00]", .leadingZero, at: 4),
      Refusal("007.5", .leadingZero, at: 2),
      Refusal("012345678901234567890", .leadingZero, at: 2),
    ])
  }

  @Test func `a digit follows the minus sign`() {
    expect([
      Refusal("-", .expectedDigitAfterMinus, at: 2),
      Refusal("[-]", .expectedDigitAfterMinus, at: 3),
      Refusal("-a", .expectedDigitAfterMinus, at: 2),
      Refusal("--1", .expectedDigitAfterMinus, at: 2),
      Refusal("-.5", .expectedDigitAfterMinus, at: 2),
      Refusal("-Infinity", .expectedDigitAfterMinus, at: 2),
    ])
  }

  @Test func `a digit follows the decimal point`() {
    expect([
      Refusal("1.", .expectedDigitAfterPoint, at: 3),
      Refusal("[1.]", .expectedDigitAfterPoint, at: 4),
      Refusal("0.e1", .expectedDigitAfterPoint, at: 3),
      Refusal("1..5", .expectedDigitAfterPoint, at: 3),
    ])
  }

  @Test func `an exponent has a digit`() {
    expect([
      Refusal("1e", .expectedDigitInExponent, at: 3),
      Refusal("[1e]", .expectedDigitInExponent, at: 4),
      Refusal("1e+", .expectedDigitInExponent, at: 4),
      Refusal("1E-a", .expectedDigitInExponent, at: 4),
      Refusal("1e+-1", .expectedDigitInExponent, at: 4),
      Refusal("1ee1", .expectedDigitInExponent, at: 3),
    ])
  }

  @Test func `a number is written no other way`() {
    expect([
      Refusal("+1", .expectedValue, at: 1),
      Refusal(".5", .expectedValue, at: 1),
      Refusal("0x1F", .trailingContent, at: 2),
      Refusal("1_000", .trailingContent, at: 2),
      Refusal("1,000", .trailingContent, at: 2),
      Refusal("[1e5.5]", .expectedCommaOrBracket, at: 5),
      Refusal("[１]", .expectedValue, at: 2),
    ])
  }
}
