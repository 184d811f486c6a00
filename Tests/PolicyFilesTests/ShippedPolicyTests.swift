import Insurance
import TestPolicies
import Testing

@Suite struct `the shipped policy` {
  @Test func `loads without a fault`() throws {
    #expect(try TestPolicies.shipped().id == "wenzhou")
  }

  @Test func `loads with other layers`() throws {
    let policy = try TestPolicies.withLayers()
    #expect(policy.layers.count { $0.benefit == nil } == 1)
  }

  @Test func `answers from 2023-01-01 on`() throws {
    let policy = try TestPolicies.shipped()
    for (text, answers) in [("2022-12-31", false), ("2023-01-01", true), ("9999-12-31", true)] {
      let day = try #require(Day(text))
      #expect((policy.terms(on: day) != nil) == answers)
    }
  }

  @Test func `rests on the two instruments that the formulas cite`() throws {
    let instruments = try TestPolicies.shipped().register.instruments
    #expect(instruments.map(\.number) == Instrument.allCases.map(\.rawValue))
    #expect(instruments.map(\.inForceFrom.description) == ["2023-01-01", "2024-03-01"])
  }

  @Test func `says of every parameter what it is, whence and since when`() throws {
    let policy = try TestPolicies.shipped()
    for parameter in policy.register.parameters {
      #expect(isChinese(parameter.title.chinese), "\(parameter.name)")
      #expect(!isChinese(parameter.title.english), "\(parameter.name)")
      #expect(!parameter.values.isEmpty, "\(parameter.name)")
      for value in parameter.values {
        #expect(isClause(value.citation.clause), "\(parameter.name): \(value.citation.clause)")
        #expect(!value.source.isEmpty, "\(parameter.name)")
      }
    }
    #expect(Set(policy.register.parameters.map(\.title)).count == policy.register.parameters.count)
  }

  @Test func `registers R1 to R16 with the values of the rules`() throws {
    let readings = try TestPolicies.shipped().readings
    #expect(readings.map(\.reading) == Reading.allCases)
    for entry in readings {
      #expect(entry.inForce == entry.reading.values[0])
      #expect(isChinese(entry.title.chinese) && !isChinese(entry.title.english))
      for citation in entry.citations { #expect(isClause(citation.clause)) }
    }
  }

  @Test func `takes no value from a clause before its instrument held, but as inferred`() throws {
    let policy = try TestPolicies.shipped()
    let days = Dictionary(
      uniqueKeysWithValues: policy.register.instruments.map { ($0.number, $0.inForceFrom) })
    var inferred: [String] = []
    for parameter in policy.register.parameters where !parameter.isYearly {
      for value in parameter.values where value.from < days[value.citation.instrument] ?? value.from
      {
        #expect(value.source.contains("所示的原"), "\(parameter.name)")
        inferred.append(parameter.name)
      }
    }
    #expect(
      inferred == [
        "budget.consultationFee.centre", "budget.consultationFee.station",
        "resident.chronicDisease.rate.primary", "resident.chronicDisease.rate.tuberculosis",
      ])
  }

  private func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }
  }

  /// Whether a clause is written as in 三（五）1.
  private func isClause(_ text: String) -> Bool {
    text.wholeMatch(of: /[一二三四五六七八九十]+(（[一二三四五六七八九十]+）[1-9]?)?/) != nil
  }
}
