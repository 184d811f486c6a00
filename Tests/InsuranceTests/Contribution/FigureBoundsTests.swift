import Insurance
import TestPolicies
import Testing

@Suite struct `figures with which nothing could be computed` {
  @Test func `a month has from 1 to 31 days`() throws {
    let (file, name) = ("maternity.yaml", "maternity.daysOfMonth")
    #expect(try refusal(file, name, "0") == "parameter '\(name)' must be from 1 to 31")
    #expect(try refusal(file, name, "1") == nil)
    #expect(try refusal(file, name, "31") == nil)
    #expect(try refusal(file, name, "32") == "parameter '\(name)' must be from 1 to 31")
  }

  @Test func `no more is required than a hundred years of contributions`() throws {
    let (file, name) = ("contributions.yaml", "contribution.requiredMonths")
    #expect(try refusal(file, name, "1200") == nil)
    #expect(try refusal(file, name, "1201") == "parameter '\(name)' must be from 0 to 1200")
  }

  @Test func `a base grows by no more than a tenth a year`() throws {
    let (file, name) = ("contributions.yaml", "contribution.bankruptcy.growth")
    #expect(try refusal(file, name, "0.1") == nil)
    #expect(try refusal(file, name, "0.1001") == "parameter '\(name)' must be at most 10 %")
  }

  /// What the loader says of the one parameter, without the place, which it must name.
  private func refusal(_ file: String, _ name: String, _ value: String) throws -> String? {
    do {
      _ = try TestPolicies.shipped(in: file, name, value)
      return nil
    } catch let refused as PolicyFaults {
      #expect(refused.faults.count == 1)
      let fault = refused.faults[0]
      let origin = try #require(fault.origin)
      return String(fault.description.dropFirst("\(origin.file):\(origin.line): ".count))
    }
  }
}
