import ArgumentParser
import Foundation
import TLS

/// `wenbao token`: a new bearer token for a caller, and what the settings hold of it.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make a bearer token for a caller.",
    discussion: """
      Prints the token, to be given to the caller and kept nowhere else, and its SHA-256, to be \
      written under the caller's tokens in the settings. The caller sends it with each request as \
      'Authorization: Bearer TOKEN'. Exit codes: 0 printed, 2 wrong usage.
      """)

  /// Random octets of a token: as many as its SHA-256 has, so that neither is easier to guess.
  private static let byteCount = 32

  func run() throws {
    var generator = SystemRandomNumberGenerator()
    let token = Self.base64URL((0..<Self.byteCount).map { _ in generator.next() as UInt8 })
    try Output.line("token: \(token)\nsha256: \(SHA256.hexadecimal(of: Array(token.utf8)))")
  }

  /// Octets in the alphabet of RFC 4648 section 5, without padding.
  private static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
