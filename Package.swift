// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: memory-unsafe code says so, a warning is an error.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

/// The settings of every C target.
let strictC: [CSetting] = [
  .enableWarning("all"),
  .enableWarning("extra"),
  .enableWarning("conversion"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "wenbao",
  products: [
    .executable(name: "wenbao", targets: ["wenbao"]),
    .library(name: "Insurance", targets: ["Insurance"]),
    .library(name: "JSON", targets: ["JSON"]),
    .library(name: "HTTP", targets: ["HTTP"]),
    .library(name: "API", targets: ["API"]),
    .library(name: "PolicyFiles", targets: ["PolicyFiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .target(name: "CShim", dependencies: ["COpenSSL"], cSettings: strictC),
    library("Locks"),
    library("Octets"),
    library("Insurance"),
    library("PolicyFiles", ["Insurance", yams]),
    library("JSON", ["Octets"]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    library("ContentCoding", ["CZlib"]),
    library("HTTP", ["ContentCoding", "Octets"]),
    library("API", ["Insurance", "JSON", "HTTP", "Locks"]),
    library("Comparison", ["API", "Insurance", "JSON"]),
    library("Samples", ["Insurance", "JSON"]),
    library("TLS", ["CShim", "Locks"]),
    library("Sockets", ["CShim", "Locks"]),
    library("Records", ["Locks", "Octets", "Sockets"]),
    library("Server", ["Sockets", "HTTP", "Locks", "TLS"]),
    library("Telemetry", ["API", "HTTP", "Octets", "Records", "Sockets", logging]),
    library("Bulk", ["ContentCoding", "Octets", "Sockets"]),
    .executableTarget(
      name: "wenbao",
      dependencies: [
        "API", "Bulk", "Comparison", "ContentCoding", "HTTP", "Insurance", "JSON", "Locks",
        "PolicyFiles", "Records", "Samples", "Server", "Sockets", "TLS", "Telemetry",
        argumentParser, logging, yams,
      ],
      swiftSettings: strict),
    .target(
      name: "TestPolicies", dependencies: ["Insurance", "PolicyFiles"],
      path: "Tests/TestPolicies", swiftSettings: strict),
    tests("InsuranceTests", ["Insurance", "PolicyFiles", "TestPolicies"]),
    tests("PolicyFilesTests", ["PolicyFiles", "Insurance", "TestPolicies"]),
    tests("OctetsTests", ["Octets"]),
    tests("JSONTests", ["JSON", "GoldenCases"]),
    tests("ContentCodingTests", ["ContentCoding"]),
    tests("HTTPTests", ["ContentCoding", "HTTP"]),
    .target(
      name: "GoldenCases", dependencies: ["API"], path: "Tests/GoldenCases",
      swiftSettings: strict),
    tests(
      "APITests",
      [
        "API", "ContentCoding", "GoldenCases", "HTTP", "Insurance", "JSON", "Locks", "PolicyFiles",
        "TLS", "TestPolicies", yams,
      ]),
    tests(
      "ComparisonTests",
      ["API", "Comparison", "Insurance", "JSON", "PolicyFiles", "Samples", "TestPolicies"]),
    tests(
      "SamplesTests", ["API", "Insurance", "PolicyFiles", "Samples", "TestPolicies"]),
    .target(
      name: "TestSupport", dependencies: ["Sockets"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(
      name: "TLSFixtures", dependencies: ["COpenSSL", "CShim"], path: "Tests/TLSFixtures",
      cSettings: strictC),
    tests(
      "TLSTests", ["CShim", "HTTP", "Server", "Sockets", "TLS", "TLSFixtures", "TestSupport"]),
    tests("SocketsTests", ["Locks", "Sockets", "TestSupport"]),
    tests("BulkTests", ["Bulk", "ContentCoding", "Sockets", "TestPolicies", "TestSupport"]),
    tests("RecordsTests", ["Locks", "Octets", "Records", "Sockets", "TestSupport"]),
    tests(
      "TelemetryTests",
      [
        "API", "HTTP", "JSON", "Locks", "Octets", "Records", "Server", "Sockets", "Telemetry",
        "TestSupport", logging,
      ]),
    tests("ServerTests", ["Server", "Sockets", "HTTP", "Locks", "TestSupport"]),
    tests(
      "EndToEndTests",
      [
        "API", "GoldenCases", "JSON", "Locks", "Sockets", "TLS", "TestPolicies", "TestSupport",
        "wenbao",
      ]),
    tests("TidyTests", ["API", "HTTP", "Insurance", "JSON", "Server", "TestPolicies"]),
  ]
)
