import Foundation
import Testing

@testable import TLS

/// Keyed hashes (RFC 2104) and the files of their keys.
@Suite struct HashKeyTests {
  /// The keyed hash of a text under the key in a file of these octets.
  private func hash(_ text: String, key: [UInt8], mode: Int = 0o600) throws -> String {
    let path = NSTemporaryDirectory() + "wenbao-key-\(UUID().uuidString)"
    #expect(
      FileManager.default.createFile(
        atPath: path, contents: Data(key), attributes: [.posixPermissions: mode]))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let digest = try HashKey(file: path).hash(of: text.utf8.span)
    return digest.indices.map { String(digest[$0], radix: 16) }
      .map { $0.utf8.count < 2 ? "0" + $0 : $0 }.joined()
  }

  @Test func `a hash is the one of RFC 4231`() throws {
    let key = [UInt8](repeating: 0xAA, count: 131)
    #expect(
      try hash("Test Using Larger Than Block-Size Key - Hash Key First", key: key)
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    let text = """
      This is a test using a larger than block-size key and a larger than block-size data. The key \
      needs to be hashed before being used by the HMAC algorithm.
      """
    #expect(
      try hash(text, key: key)
        == "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")
  }

  @Test func `the line end of a key does not count`() throws {
    let key = [UInt8](repeating: UInt8(ascii: "k"), count: 64)
    #expect(try hash("a", key: key + [0x0A]) == hash("a", key: key))
    #expect(try hash("a", key: key + [0x0A, 0x0A]) != hash("a", key: key))
  }

  @Test func `another key or another text has another hash`() throws {
    let key = [UInt8](repeating: 1, count: 32)
    let hashes = [try hash("a", key: key), try hash("b", key: key), try hash("a", key: key + [1])]
    #expect(Set(hashes).count == 3)
  }

  @Test func `a key has 32 to 1024 octets`() throws {
    for count in [32, 1024] { _ = try hash("a", key: [UInt8](repeating: 1, count: count)) }
    for count in [1, 31, 1025] {
      #expect(throws: TLSError.self, "\(count)") {
        try hash("a", key: [UInt8](repeating: 1, count: count))
      }
    }
    #expect(throws: TLSError.self) { try hash("a", key: []) }
  }

  @Test func `a key that others can read or write is refused`() throws {
    let key = [UInt8](repeating: 1, count: 32)
    for mode in [0o640, 0o604, 0o620, 0o602, 0o644] {
      #expect(throws: TLSError.self, "\(mode)") { try hash("a", key: key, mode: mode) }
    }
    #expect(throws: TLSError.unreadable(file: "/nowhere/key")) {
      try HashKey(file: "/nowhere/key")
    }
  }

  @Test func `one key serves many threads`() throws {
    let path = NSTemporaryDirectory() + "wenbao-key-\(UUID().uuidString)"
    #expect(
      FileManager.default.createFile(
        atPath: path, contents: Data(repeating: 7, count: 32),
        attributes: [.posixPermissions: 0o600]))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let key = try HashKey(file: path)
    let expected = key.hash(of: "text".utf8.span)[0]
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<200 { #expect(key.hash(of: "text".utf8.span)[0] == expected) }
    }
  }
}
