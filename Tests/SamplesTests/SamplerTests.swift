import API
import Insurance
import Samples
import TestPolicies
import Testing

@Suite struct SamplerTests {
  /// The lines of a sample.
  private func lines(
    _ settings: SampleSettings, under policy: Policy? = nil
  ) throws -> [Substring] {
    var sampler = try Sampler(settings, under: try policy ?? TestPolicies.shipped())
    var bytes: [UInt8] = []
    while sampler.appendLine(to: &bytes) {}
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  private func settings(_ count: Int, seed: UInt64 = 1) -> SampleSettings {
    SampleSettings(count: count, seed: seed)
  }

  @Test func `every request of a sample is settled`() throws {
    var settings = settings(6000)
    settings.days = .newYear(2023)...Day.newYear(2026)
    for policy in [try TestPolicies.shipped(), try TestPolicies.withLayers()] {
      var calculator = Calculator(PolicySlot(PolicyEdition(policy)))
      for line in try lines(settings, under: policy) {
        do throws(Problem) {
          _ = try calculator.settlement(line.utf8.span)
        } catch {
          Issue.record("\(line): \(error)")
        }
      }
    }
  }

  @Test func `as many lines are written as are asked for`() throws {
    for count in [1, 2, 365, 366, 1001] { #expect(try lines(settings(count)).count == count) }
  }

  @Test func `the same seed gives the same lines, another others`() throws {
    let sample = try lines(settings(500, seed: 7))
    #expect(try lines(settings(500, seed: 7)) == sample)
    #expect(try lines(settings(500, seed: 8)).map { $0.drop { $0 != "," } } != sample)
  }

  @Test func `the lines of a seed stay what they are`() throws {
    let expected =
      #"{"requestId":"sample-42-1","person":{"scheme":"resident"},"#
      + #""encounter":{"kind":"outpatient","date":"2024-06-28","level":"secondary"},"#
      + #""fees":{"total":350.43},"yearToDate":{"year":2024,"#
      + #""outpatient":{"inScope":0.00,"deductiblePaid":0.00}}}"#
    #expect(try lines(settings(1, seed: 42)) == [expected[...]])
  }

  @Test func `a person's next request carries on from the answer to the last`() throws {
    var settings = settings(3000)
    settings.personCount = 1
    var calculator = Calculator(PolicySlot(PolicyEdition(try TestPolicies.shipped())))
    var before = YearToDate()
    for line in try lines(settings) {
      let answer = try calculator.settlement(line.utf8.span)
      let sent = answer.claim.yearToDate
      if let inpatient = sent.inpatient, let last = before.inpatient { #expect(inpatient == last) }
      if let outpatient = sent.outpatient, let last = before.outpatient {
        #expect(outpatient == last)
      }
      if let inpatient = answer.settlement.yearToDate.inpatient { before.inpatient = inpatient }
      if let outpatient = answer.settlement.yearToDate.outpatient { before.outpatient = outpatient }
    }
    #expect(before.inpatient != nil && before.outpatient != nil)
  }

  @Test func `a new year begins with nothing used up`() throws {
    var settings = settings(400)
    settings.personCount = 1
    settings.days = try #require(Day("2024-12-01"))...#require(Day("2025-01-31"))
    var calculator = Calculator(PolicySlot(PolicyEdition(try TestPolicies.shipped())))
    let ofNewYear = try lines(settings).map { try calculator.settlement($0.utf8.span) }
      .first { $0.claim.encounter.date.year == 2025 }
    let yearToDate = try #require(ofNewYear).claim.yearToDate
    #expect(yearToDate.inpatient?.inScope ?? .zero == .zero)
    #expect(yearToDate.outpatient?.inScope ?? .zero == .zero)
  }

  @Test func `days rise, and winter has more than summer`() throws {
    let days = try lines(settings(20_000)).map { try #require($0.firstMatch(of: /2024-(..)-../)) }
    #expect(days.map(\.output.0) == days.map(\.output.0).sorted())
    let count = { (month: String) in days.count { $0.output.1 == month } }
    #expect(count("01") > count("07") * 5 / 4)
  }

  @Test func `a sample of one scheme has no other`() throws {
    var settings = settings(300)
    settings.schemes = [.student]
    for line in try lines(settings) { #expect(line.contains(#""scheme":"student""#)) }
  }

  @Test func `a sample for carrying names persons and leaves out what they have used up`() throws {
    var settings = settings(300)
    settings.namesPersons = true
    for line in try lines(settings) {
      #expect(line.contains(#""person":{"id":"P"#) && !line.contains("yearToDate"))
    }
  }

  @Test func `every kind, level, route and scheme turns up`() throws {
    let text = try lines(settings(20_000)).joined()
    let names =
      EncounterKind.allCases.map(\.rawValue) + Level.allCases.map(\.rawValue)
      + Route.allCases.filter { $0 != .local }.map(\.rawValue) + Scheme.allCases.map(\.rawValue)
      + ChronicDisease.allCases.map(\.rawValue) + ["other", "minimumLiving", "maternity"]
    for name in names { #expect(text.contains("\"\(name)\""), "\(name)") }
  }

  @Test func `costs have a long tail`() throws {
    let costs = try lines(settings(20_000)).compactMap { line in
      line.firstMatch(of: /"total":([0-9.]+)/).flatMap { Double($0.output.1) }
    }.sorted()
    let (median, mean) = (costs[costs.count / 2], costs.reduce(0, +) / Double(costs.count))
    #expect(mean > 3 * median)
    #expect(costs[costs.count * 99 / 100] > 30 * median)
  }

  @Test func `what cannot be sampled is named`() throws {
    func fault(_ change: (inout SampleSettings) -> Void) throws -> SampleFault? {
      var settings = settings(10)
      change(&settings)
      let policy = try TestPolicies.shipped()
      do throws(SampleFault) {
        _ = try Sampler(settings, under: policy)
      } catch {
        return error
      }
      return nil
    }
    let first = Day.newYear(2023)
    #expect(try fault { $0.count = 0 } == .countOutOfRange)
    #expect(try fault { $0.count = SampleSettings.countMax + 1 } == .countOutOfRange)
    #expect(try fault { $0.personCount = 0 } == .personCountOutOfRange)
    let tooMany = SampleSettings.personCountMax + 1
    #expect(try fault { $0.personCount = tooMany } == .personCountOutOfRange)
    #expect(try fault { $0.days = .newYear(2022)...first } == .noPolicyInForce(first))
    #expect(try fault { $0.days = first...Day.newYear(2033) } == .tooManyYears)
    #expect(try fault { $0.days = first...(Day.newYear(2033).previous ?? first) } == nil)
  }
}

extension PolicyEdition {
  /// An edition whose answers carry no receipts.
  fileprivate convenience init(_ policy: Policy) {
    self.init(policy, by: Engine(version: "", digest: "") { _ in InlineArray(repeating: 0) })
  }
}
