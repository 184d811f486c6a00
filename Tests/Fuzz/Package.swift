// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

func product(_ name: String) -> Target.Dependency { .product(name: name, package: "wenbao") }

/// One fuzz target: `Sources/<name>`, its first inputs in `Corpus`.
///
/// libFuzzer brings the program's entry point, so the target has none of its own.
func fuzz(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies,
    swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
}

/// A package of its own: without a fuzzing engine its targets do not link.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "wenbao", path: "../..")],
  targets: [
    .target(name: "HTTPTrial", dependencies: [product("HTTP")], swiftSettings: settings),
    fuzz("FuzzHead", ["HTTPTrial", product("HTTP")]),
    fuzz("FuzzChunked", ["HTTPTrial", product("HTTP")]),
    fuzz("FuzzConnection", ["HTTPTrial", product("HTTP")]),
    fuzz("FuzzJSON", [product("JSON")]),
  ]
)
