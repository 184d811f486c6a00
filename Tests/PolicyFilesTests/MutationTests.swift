import Foundation
import Insurance
import TestPolicies
import Testing

@Suite struct `a policy with slips of the pen` {
  @Test func `is refused with faults or makes a policy, and never stops the program`() throws {
    var random = SplitMix(state: 20_230_101)
    let shipped = try TestPolicies.shippedFiles().mapValues { Array($0.utf8) }
    let names = shipped.keys.sorted()
    for _ in 0..<100 {
      var files = shipped
      let name = names[Int.random(in: names.indices, using: &random)]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        files[name] = mutated(files[name] ?? [], &random)
      }
      let folder = try TemporaryFolder(files.mapValues { Data($0) })
      do {
        _ = try folder.loadPolicy()
      } catch {
        for fault in error.faults {
          guard let origin = fault.origin, let text = files[name] else { continue }
          let lines = text.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
          #expect(!origin.file.hasSuffix("/\(name)") || (1...lines).contains(origin.line))
        }
      }
    }
  }

  /// The bytes with a run of them left out, repeated elsewhere, or replaced by something telling.
  private func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    let start = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
    let tokens = [
      "", ":", "- ", "\n", "\r\n", "\t", "  ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "'", "\"",
      "?", "|", ">", "#", "---\n", "\u{0}", "\u{E000}", "\u{85}", "\u{2028}", "~", "9999-12-31",
      "99999999999999999999", "-1", ": ", "<<: *a\n", "%YAML 1.2\n",
    ]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Array(bytes[..<start] + bytes[end...])
    case 1:
      let place = Int.random(in: bytes.indices, using: &random)
      return Array(bytes[..<place] + bytes[start..<end] + bytes[place...])
    case 2:
      let token = tokens[Int.random(in: tokens.indices, using: &random)]
      return Array(bytes[..<start] + Array(token.utf8) + bytes[start...])
    default:
      var changed = bytes
      changed[start] = UInt8.random(in: 0...255, using: &random)
      return changed
    }
  }
}

/// Numbers that look random and are the same in every run (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
