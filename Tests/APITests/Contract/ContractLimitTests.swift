import HTTP
import Insurance
import JSON
import Testing
import Yams

@testable import API

/// The ranges and limits of the contract are those of the code.
struct ContractLimitTests {
  private let contract: ContractFile

  init() throws { contract = try ContractFile() }

  @Test func `the version is the program's`() throws {
    #expect(try contract.node("info", "version").string == ContractFile.programVersion())
  }

  @Test(arguments: [
    ("Money", 2), ("OptionalMoney", 2), ("MoneyOrZero", 2), ("Price", 6), ("Quantity", 4),
  ])
  func `amounts reach from 0 to the largest and have their decimals`(
    name: String, decimals: Int
  ) throws {
    let schema = try contract.schema(name)
    #expect(schema["minimum"]?.string == "0")
    #expect(schema["maximum"]?.string == Detail.decimal(Money.requestMax.fen, 2))
    #expect(schema["multipleOf"]?.string == Detail.decimal(1, decimals))
    #expect(schema["pattern"]?.string?.contains("[0-9]{1,\(decimals)}") == true)
    #expect(FeeItem.priceMillionthsMax == Money.requestMax.fen * 10_000)
    #expect(FeeItem.quantityTenThousandthsMax == Money.requestMax.fen * 100)
  }

  @Test func `rates have four decimals and their own greatest values`() throws {
    let copayRate = try property("FeeItem", "copayRate")
    #expect(copayRate["maximum"]?.string == Detail.decimal(Rate.one.tenThousandths, 4))
    #expect(copayRate["multipleOf"]?.string == Detail.decimal(1, 4))
    let baseRatio = try contract.schema("BaseRatio")
    #expect(baseRatio["minimum"]?.string == Detail.decimal(1, 4))
    #expect(baseRatio["multipleOf"]?.string == Detail.decimal(1, 4))
    let ratioMax = RequestMember.baseRatioMax.tenThousandths
    #expect(baseRatio["maximum"]?.string == Detail.decimal(ratioMax, 4))
  }

  @Test func `whole numbers have the ranges of their members`() throws {
    for (schema, member) in Self.wholeNumbers {
      let range = try #require(member.wholeNumbers)
      let property = try property(schema, "\(member)")
      #expect(property["minimum"]?.int == range.lowerBound, "\(schema) \(member)")
      #expect(property["maximum"]?.int == range.upperBound, "\(schema) \(member)")
    }
  }

  @Test func `lists and texts are as long as they may be`() throws {
    let requestID = try contract.schema("RequestId")
    #expect(requestID["maxLength"]?.int == RequestLimits.requestIDCharactersMax)
    #expect(try property("Fees", "items")["maxItems"]?.int == RequestLimits.feeItemsMax)
    #expect(try property("Fees", "items")["minItems"]?.int == 1)
    let employees = try property("EmployerMonthly", "employees")
    #expect(employees["maxItems"]?.int == RequestMember.employeesMax)
    #expect(try property("Problem", "errors")["maxItems"]?.int == RequestDecoder.faultsMax)
    #expect(try property("Step", "citations")["maxItems"]?.int == CitationList.countMax)
    let readings = try property("PolicyAnswer", "readings")
    #expect(readings["maxItems"]?.int == Reading.allCases.count)
    #expect(try property("PolicyAnswer", "layers")["maxItems"]?.int == Layer.allCases.count)
  }

  @Test func `the limits of HTTP are told as they are`() throws {
    let limits = Limits.standard
    #expect(limits.bodyBytesMax == 1 << 20 && RequestLimits.bodyBytesMax == 1 << 20)
    #expect(try description("ContentTooLarge").contains("1 MiB"))
    #expect(try description("TargetTooLong").contains("\(limits.requestLineBytesMax)"))
    #expect(limits.fieldSectionBytesMax == 16 << 10)
    #expect(try description("FieldsTooLarge").contains("16 KiB"))
    #expect(try description("FieldsTooLarge").contains("\(limits.fieldLinesMax)"))
    let info = try #require(try contract.node("info", "description").string)
    #expect(info.contains("at most 1 MiB, nested at most \(JSONLimits.standardDepthMax) deep"))
    #expect(info.contains("at most \(RequestDecoder.faultsMax)"))
  }

  private func property(_ schema: String, _ name: String) throws -> Node {
    try contract.node("components", "schemas", schema, "properties", name)
  }

  private func description(_ response: String) throws -> String {
    try contract.node("components", "responses", response)["description"]?.string ?? ""
  }

  /// Where each whole number of a request stands.
  private static let wholeNumbers: [(schema: String, member: RequestMember)] = [
    ("YearToDate", .year),
    ("ResidentAnnual", .year),
    ("StudentAnnual", .year),
    ("RetirementLumpSum", .contributedMonths),
    ("RetirementLumpSum", .outpatientContributedMonths),
    ("RestructuredInstitution", .monthsToRetirement),
    ("RestructuredInstitution", .contributedMonths),
    ("RestructuredTermination", .seniorityMonths),
    ("PreSystemRetiree", .age),
    ("BankruptcyInjured", .monthsToRetirement),
    ("BankruptcyInjured", .contributedMonths),
    ("MaternityRequest", .gestationMonths),
    ("MaternityRequest", .childOrder),
    ("MaternityRequest", .babies),
    ("MaternityRequest", .contributionMonths),
    ("EmployerBase", .personMonths),
    ("NewEmployerBase", .persons),
  ]
}
