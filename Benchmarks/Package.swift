// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  products: [.library(name: "AllocationCount", type: .dynamic, targets: ["AllocationCount"])],
  dependencies: [.package(name: "wenbao", path: "..")],
  targets: [
    .target(name: "AllocationCount"),
    .executableTarget(name: "PacedClient"),
    .executableTarget(
      name: "SettlementLoop",
      dependencies: [
        .product(name: "API", package: "wenbao"),
        .product(name: "HTTP", package: "wenbao"),
        .product(name: "Insurance", package: "wenbao"),
        .product(name: "PolicyFiles", package: "wenbao"),
      ]),
  ]
)
