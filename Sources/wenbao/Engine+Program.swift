import API
import Foundation
import TLS

extension Engine {
  /// The engine that this program is.
  static let thisProgram = Engine(version: Version.current, digest: programDigest) {
    SHA256.digest(of: $0)
  }

  /// The SHA-256 of the program's own file; empty where it may be run but not read.
  private static var programDigest: String {
    guard let file = try? Data(contentsOf: URL(filePath: "/proc/self/exe"), options: .alwaysMapped)
    else { return "" }
    return SHA256.hexadecimal(of: file.span)
  }
}
