// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func product(_ name: String) -> Target.Dependency { .product(name: name, package: "wenbao") }

/// A package of its own: its allocator would stand in for everybody's.
let package = Package(
  name: "Allocations",
  dependencies: [.package(name: "wenbao", path: "../..")],
  targets: [
    .target(name: "AllocationCounter"),
    .executableTarget(
      name: "Allocations",
      dependencies: [
        "AllocationCounter", product("API"), product("Insurance"), product("JSON"),
        product("PolicyFiles"),
      ], swiftSettings: settings),
  ]
)
