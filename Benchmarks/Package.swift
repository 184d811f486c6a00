// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "wenbao", path: "..")],
  targets: [
    .executableTarget(
      name: "SettlementLoop",
      dependencies: [
        .product(name: "API", package: "wenbao"),
        .product(name: "Insurance", package: "wenbao"),
        .product(name: "PolicyFiles", package: "wenbao"),
      ])
  ]
)
