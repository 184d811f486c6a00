// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "HummingbirdSettlement",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "wenbao", path: "../.."),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", .upToNextMinor(from: "2.28.1")),
  ],
  targets: [
    .executableTarget(
      name: "HummingbirdSettlement",
      dependencies: [
        .product(name: "API", package: "wenbao"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Insurance", package: "wenbao"),
        .product(name: "PolicyFiles", package: "wenbao"),
      ])
  ]
)
