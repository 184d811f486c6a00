import JSON
import Testing

/// Numbers as exact decimals.
@Suite struct JSONDecimalTests {
  /// What a number, or a string of that content, is read as: `nil` when it is no decimal.
  private func decimal(_ text: String) throws -> JSONDecimal? {
    var document = JSONDocument()
    let reader = try document.parse(text.utf8.span)
    return reader.kind(of: reader.root) == .string
      ? try reader.decimalInString(reader.root) : try reader.decimal(reader.root)
  }

  private func units(_ text: String, scale: Int) throws -> Int64? {
    try decimal(text)?.units(scale: scale)
  }

  @Test func `an amount is a whole number of its units`() throws {
    #expect(try units("23456.78", scale: 2) == 2_345_678)
    #expect(try units("23456.7", scale: 2) == 2_345_670)
    #expect(try units("23456", scale: 2) == 2_345_600)
    #expect(try units("-0.05", scale: 2) == -5)
    #expect(try units("0", scale: 2) == 0)
    #expect(try units("9999999999.99", scale: 2) == 999_999_999_999)
    #expect(try units("0.72", scale: 4) == 7200)
  }

  @Test func `a number written plainly has the same units by the shorter way`() throws {
    var document = JSONDocument()
    let digits = ["0", "7", "600", "23456", "999999999999999", "99999999999999999"]
    for whole in digits {
      for decimals in ["", ".0", ".5", ".78", ".0001", ".123456789"] {
        for scale in 0...6 {
          let text = whole + decimals
          let reader = try document.parse(text.utf8.span)
          let plain = reader.plainUnits(reader.root, scale: scale)
          if let plain { #expect(try units(text, scale: scale) == plain, "\(text) at \(scale)") }
          let fits = decimals.count - 1 <= scale && whole.count + scale <= 17
          if fits { #expect(plain != nil, "\(text) at \(scale)") }
        }
      }
    }
  }

  @Test func `a number written otherwise has no plain units`() throws {
    var document = JSONDocument()
    for text in ["-1", "1e2", "1.5e0", "1.50", "\"1\"", "true", "1234567890123456789"] {
      let reader = try document.parse(text.utf8.span)
      #expect(reader.plainUnits(reader.root, scale: 1) == nil, "\(text)")
    }
  }

  @Test func `zeros after the last decimal do not count`() throws {
    let decimal = try #require(try decimal("1.500"))
    #expect((decimal.significand, decimal.scale, decimal.isNegative) == (15, 1, false))
    #expect(try units("600.000", scale: 2) == 60_000)
    #expect(try units("600." + String(repeating: "0", count: 1000), scale: 0) == 600)
  }

  @Test func `an exponent is applied`() throws {
    #expect(try units("1.5e3", scale: 0) == 1500)
    #expect(try units("15E-1", scale: 1) == 15)
    #expect(try units("1e+2", scale: 2) == 10_000)
    #expect(try units("100000000000000000000000e-20", scale: 0) == 1000)
    #expect(try units("0.00000000000000000000001e25", scale: 0) == 100)
    #expect(try units("1e0000000000000000000000000000001", scale: 0) == 10)
  }

  @Test func `zero is zero whatever its sign, decimals and exponent`() throws {
    for text in ["0", "-0", "0.000", "-0.0", "0e99", "0E-99", "-0e400", "0.0e99999999999999999999"]
    {
      let decimal = try #require(try decimal(text))
      #expect((decimal.significand, decimal.scale, decimal.isNegative) == (0, 0, false))
      #expect(try decimal.units(scale: 18) == 0)
    }
  }

  @Test func `more decimals than there are units are too many`() throws {
    for text in ["0.001", "23456.789", "1e-3", "-0.005", "1.10000000001"] {
      #expect(throws: JSONDecimal.Failure.tooPrecise) { try units(text, scale: 2) }
    }
  }

  @Test func `18 digits fit and 19 do not`() throws {
    #expect(try units("999999999999999999", scale: 0) == 999_999_999_999_999_999)
    #expect(try units("-999999999999999999", scale: 0) == -999_999_999_999_999_999)
    #expect(throws: JSONDecimal.Failure.tooLarge) { try decimal("1000000000000000000") }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try decimal("1e18") }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try decimal("-12345678901234567890.5") }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try decimal("1E400") }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try decimal("1e99999999999999999999") }
  }

  @Test func `18 decimals fit and 19 do not`() throws {
    #expect(try units("0.000000000000000001", scale: 18) == 1)
    #expect(try units("1.23456789012345678", scale: 17) == 123_456_789_012_345_678)
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try decimal("0.0000000000000000001") }
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try decimal("1.234567890123456789") }
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try decimal("999999999999999999.9") }
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try decimal("1e-400") }
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try decimal("-1e-99999999999999999999") }
  }

  @Test func `units beyond 64 bits are too many`() throws {
    #expect(try units("9.22337203685477580", scale: 18) == 9_223_372_036_854_775_800)
    #expect(throws: JSONDecimal.Failure.tooLarge) { try units("9.22337203685477581", scale: 18) }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try units("1e17", scale: 2) }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try units("-100000000000", scale: 18) }
    #expect(throws: JSONDecimal.Failure.tooLarge) { try units("1e30", scale: 2) }
  }

  @Test func `a string of a decimal is read as one`() throws {
    #expect(try units("\"23456.78\"", scale: 2) == 2_345_678)
    #expect(try units("\"-0.50\"", scale: 2) == -50)
    #expect(try units("\"0\"", scale: 2) == 0)
    #expect(throws: JSONDecimal.Failure.tooLarge) { try decimal("\"12345678901234567890\"") }
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try units("\"0.001\"", scale: 2) }
  }

  @Test func `a string of a decimal is read however it is escaped`() throws {
    #expect(try units(#""1\u0030""#, scale: 2) == 1_000)
    #expect(try units(#""\u002d0\u002E5""#, scale: 2) == -50)
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try units(#""0.00\u0031""#, scale: 2) }
  }

  @Test func `a string of anything else is no decimal`() throws {
    let contents = [
      "", " 1", "1 ", "+1", "-", "--1", "01", "-01", "1.", ".5", "1.5.", "1e3", "1E3", "1,000",
      "0x1",
      "a", "1a", "１", "NaN", "-.5", "1\\n", "1\\u0000", "\\u0030\\u0031", "\\uff11", "1\\\"",
    ]
    for content in contents {
      #expect(try decimal("\"\(content)\"") == nil, "\(content)")
    }
  }

  @Test func `what is neither a number nor a string is no decimal`() throws {
    for text in ["null", "true", "[]", "{}", "[1]"] {
      var document = JSONDocument()
      let reader = try document.parse(text.utf8.span)
      let ofNumber = try reader.decimal(reader.root)
      let ofString = try reader.decimalInString(reader.root)
      #expect(ofNumber == nil && ofString == nil)
    }
  }

  @Test func `a number is not a string and a string is not a number`() throws {
    var document = JSONDocument()
    let reader = try document.parse(#"[1,"1"]"#.utf8.span)
    let elements = reader.children(of: reader.root)
    let ofNumber = try reader.decimalInString(elements[0])
    let ofString = try reader.decimal(elements[1])
    #expect(ofNumber == nil && ofString == nil)
  }

  @Test func `every number is read as the point moved by hand has it`() throws {
    var randomness = Randomness(seed: 18)
    for _ in 0..<20_000 {
      let text = RandomDocument.number(&randomness)
      let expected = MovedPoint(text)
      do {
        let decimal = try #require(try decimal(text))
        #expect(expected.failure == nil, "\(text)")
        #expect(String(decimal.significand) == expected.significand, "\(text)")
        #expect(decimal.scale == expected.scale, "\(text)")
        #expect(decimal.isNegative == expected.isNegative, "\(text)")
      } catch let failure as JSONDecimal.Failure {
        #expect(failure == expected.failure, "\(text)")
      }
    }
  }

  @Test func `a scale is 0 to 18`() async {
    await #expect(processExitsWith: .failure) {
      var document = JSONDocument()
      let reader = try document.parse("1".utf8.span)
      _ = try reader.decimal(reader.root)?.units(scale: 19)
    }
  }
}

/// The value of a number, worked out digit by digit on text: the point is moved one place at a time
/// and the zeros around the number are dropped.
private struct MovedPoint {
  let isNegative: Bool
  let significand: String
  let scale: Int
  let failure: JSONDecimal.Failure?

  init(_ text: String) {
    let halves = text.lowercased().split(separator: "e")
    let parts = halves[0].drop { $0 == "-" }.split(separator: ".")
    var integers = String(parts[0])
    var decimals = parts.count > 1 ? String(parts[1]) : ""
    var exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    while exponent > 0 {
      integers.append(decimals.isEmpty ? "0" : decimals.removeFirst())
      exponent -= 1
    }
    while exponent < 0 {
      decimals = (integers.popLast().map(String.init) ?? "0") + decimals
      exponent += 1
    }
    while integers.hasPrefix("0") { integers.removeFirst() }
    while decimals.hasSuffix("0") { decimals.removeLast() }
    let digits = String((integers + decimals).drop { $0 == "0" })
    significand = digits.isEmpty ? "0" : digits
    scale = decimals.count
    isNegative = text.hasPrefix("-") && !digits.isEmpty
    failure =
      integers.count > 18 ? .tooLarge : digits.count > 18 || scale > 18 ? .tooPrecise : nil
  }
}
