import Foundation
import HTTP
import Insurance
import Testing
import Yams

@testable import API

/// The names of the contract are those of the code, no more and no fewer.
struct ContractNameTests {
  private let contract: ContractFile

  init() throws { contract = try ContractFile() }

  @Test func `every list of names is that of the code`() throws {
    for (name, expected) in Self.lists {
      #expect(try contract.texts(contract.schema(name)["enum"]) == expected, "\(name)")
    }
  }

  @Test func `no list of names is forgotten`() throws {
    let lists = try contract.entries(of: contract.node("components", "schemas"))
      .filter { $0.node["enum"] != nil }.map(\.name)
    #expect(Set(lists) == Set(Self.lists.map(\.name)))
  }

  @Test func `the readings a request can choose are those of the code`() throws {
    let readings = try contract.entries(of: contract.schema("Readings")["properties"])
    #expect(readings.map(\.name) == Reading.allCases.filter(\.isChoosable).map(\.name))
    for reading in Reading.allCases where reading.isChoosable {
      let schema = try #require(readings.first { $0.name == reading.name }).node
      #expect(try contract.texts(schema["enum"]) == reading.values + ["null"])
    }
  }

  @Test func `the members of requests are those that the program knows`() throws {
    for (name, expected) in Self.memberLists {
      #expect(try properties(of: name) == expected, "\(name)")
    }
    let employee = try contract.node(
      "components", "schemas", "EmployerMonthly", "properties", "employees", "items")
    let names = try contract.entries(of: employee["properties"]).map(\.name)
    #expect(names == EmployeeMember.names.map { "\($0)" })
    let options = Self.members(OptionMember.self).filter { $0 != "receipt" }
    #expect(try properties(of: "CoverageOptions") == options)
  }

  @Test func `a contribution has the members of its kind`() throws {
    let variants = try contract.entries(
      of: contract.schema("ContributionRequest")["discriminator"]?["mapping"])
    #expect(variants.map(\.name) == ContributionKind.allCases.map(\.rawValue))
    for kind in ContributionKind.allCases {
      let name = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
      let expected = ContributionMember.allCases.filter(kind.members.contains)
      #expect(try Set(properties(of: name)) == Set(expected.map { "\($0)" }), "\(name)")
      #expect(try contract.schema(name)["properties"]?["kind"]?["const"]?.string == kind.rawValue)
    }
  }

  @Test func `an allowance base has the members of its kind`() throws {
    let variants = try contract.entries(
      of: contract.schema("AllowanceBase")["discriminator"]?["mapping"])
    #expect(variants.map(\.name) == BaseKind.allCases.map(\.rawValue))
    for kind in BaseKind.allCases {
      let name = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst() + "Base"
      #expect(try Set(properties(of: name)) == Set(kind.members.map { "\($0)" }), "\(name)")
    }
  }

  @Test func `components of contributions go to the funds of the code`() throws {
    let answer = try contract.schema("ContributionAnswer")["properties"]
    let components = ContributionComponent.allCases
    let amounts = try contract.entries(of: answer?["components"]?["properties"]).map(\.name)
    #expect(amounts == components.map(\.rawValue))
    let funds = try contract.entries(of: answer?["funds"]?["properties"])
    #expect(funds.map(\.name) == components.map(\.rawValue))
    #expect(funds.map { $0.node["const"]?.string } == components.map(\.fund.rawValue))
  }

  @Test func `every object is closed to members that nobody knows`() throws {
    for (name, schema) in try contract.entries(of: contract.node("components", "schemas"))
    where schema["properties"] != nil && schema["type"]?.string == "object" {
      #expect(schema["additionalProperties"]?.bool == false, "\(name)")
    }
  }

  @Test func `the paths and methods are those of the program`() throws {
    let paths = try contract.entries(of: contract.node("paths"))
    #expect(Set(paths.map(\.name)) == Set(Resource.allCases.map(\.rawValue)))
    for resource in Resource.allCases {
      let item = try #require(paths.first { $0.name == resource.rawValue }).node
      let methods = try contract.operations(of: item).map { $0.name.uppercased() }
      #expect(methods.joined(separator: ", ") == resource.allow, "\(resource.rawValue)")
    }
    let allow = try contract.node("components", "headers", "Allow", "schema")
    #expect(try Set(contract.texts(allow["enum"])) == Set(Resource.allCases.map(\.allow)))
  }

  @Test func `every operation has a name of its own`() throws {
    let operations = try contract.entries(of: contract.node("paths")).flatMap {
      try contract.operations(of: $0.node).map { $0.node["operationId"]?.string }
    }
    #expect(!operations.contains(nil))
    #expect(Set(operations).count == operations.count)
  }

  @Test func `the languages are those of the code`() throws {
    let language = try contract.node("components", "headers", "Content-Language", "schema")
    #expect(try contract.texts(language["enum"]) == Language.allCases.map(\.rawValue))
  }

  private func properties(of schema: String) throws -> [String] {
    try contract.entries(of: contract.schema(schema)["properties"]).map(\.name)
  }

  private static func names<Name: CaseIterable & RawRepresentable<String>>(
    _: Name.Type
  ) -> [String] { Name.allCases.map(\.rawValue) }

  private static func members<Name: MemberNames>(_: Name.Type) -> [String] {
    Name.usualNames.map { "\($0)" }
  }

  /// Each schema that lists names, with the names.
  private static let lists: [(name: String, names: [String])] = [
    ("Scheme", names(Scheme.self)),
    ("EmploymentStatus", names(EmploymentStatus.self)),
    ("PersonGroup", PersonGroup.allCases.map(\.name)),
    ("EncounterKind", names(EncounterKind.self)),
    ("Level", names(Level.self) + ["other"]),
    ("Route", names(Route.self)),
    ("SpecialDisease", names(SpecialDisease.self)),
    ("ChronicDisease", names(ChronicDisease.self)),
    ("ItemCategory", names(API.Category.self)),
    ("Outcome", ["settled", "notCovered"]),
    ("NotCoveredReason", NotCoveredReason.allCases.map(\.name)),
    ("Fund", names(Fund.self)),
    ("Layer", names(Layer.self)),
    ("Rule", Rule.allCases.map(\.name)),
    ("NoteCode", names(Note.Code.self)),
    ("ContributionKind", names(ContributionKind.self)),
    ("MaternityEvent", names(EventName.self)),
    ("DystociaProcedure", names(DystociaProcedure.self)),
    ("AllowanceStatus", names(AllowanceStatus.self)),
    ("ParameterUnit", names(ParameterUnit.self)),
    ("ReadingName", Reading.allCases.map(\.name)),
    (
      "ProblemType",
      names(Problem.Kind.self).map { "urn:wenbao:problem:\($0)" } + ["about:blank"]
    ),
    ("FaultCode", names(FaultCode.self)),
    ("ReloadCause", names(ReloadReport.Cause.self)),
    ("ReloadPart", names(ReloadReport.Part.self)),
    ("ProtocolErrorCode", names(ProtocolError.self)),
  ]

  /// Each request schema with its members, in order.
  private static let memberLists: [(schema: String, names: [String])] = [
    ("SettlementRequest", members(SettlementMember.self)),
    ("CoverageRequest", members(SettlementMember.self)),
    ("Person", PersonMember.usualNames.map { "\($0)" }),
    ("Encounter", members(EncounterMember.self)),
    ("Fees", members(FeeMember.self)),
    ("FeeItem", members(FeeItemMember.self)),
    ("YearToDate", members(YearToDateMember.self)),
    ("InpatientAccumulator", members(AccumulatorMember.self)),
    ("OutpatientAccumulator", members(OutpatientAccumulatorMember.self)),
    ("LayerAccumulators", members(LayerMember.self)),
    ("LayerAccumulator", members(LayerAccumulatorMember.self)),
    ("Options", members(OptionMember.self)),
    ("Readings", members(ReadingMember.self)),
    ("MaternityRequest", members(MaternityMember.self)),
  ]
}
