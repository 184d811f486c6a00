import HTTP
import Testing

/// Numbers that look random and are the same in every run (xorshift).
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// Raw cases in a row, with a few octets changed, dropped or doubled.
private func mutant(_ generator: inout Generator) -> [UInt8] {
  var bytes: [UInt8] = []
  for _ in 0..<Int.random(in: 1...4, using: &generator) {
    bytes += RawCases.all.randomElement(using: &generator).map { Array($0.input.utf8) } ?? []
  }
  let interesting = Array("\r\n\0 :;,\t0fF\"\u{7F}".utf8) + [0x80, 0xFF]
  for _ in 0..<Int.random(in: 0...6, using: &generator) where !bytes.isEmpty {
    let position = Int.random(in: bytes.indices, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.remove(at: position)
    case 1: bytes.insert(bytes[position], at: position)
    case 2: bytes[position] = UInt8.random(in: 0...255, using: &generator)
    default: bytes[position] = interesting.randomElement(using: &generator) ?? 0
    }
  }
  return bytes
}

private func cuts(_ count: Int, _ generator: inout Generator) -> [Int] {
  (0..<Int.random(in: 0...8, using: &generator))
    .map { _ in Int.random(in: 0...count, using: &generator) }.sorted()
}

@Test func `whatever comes, however split, is answered alike, in whole responses`() {
  var generator = Generator(state: 0x5745_4E42_414F)
  for round in 0..<4000 {
    let bytes = mutant(&generator)
    var limits = Limits.standard
    limits.outputBacklogBytesMax = round % 2 == 0 ? 1 : 300
    let ends = round % 3 == 0
    let whole = outcome(of: bytes, ends: ends)
    let split = outcome(
      of: bytes, cutAt: cuts(bytes.count, &generator), limits: limits, ends: ends)
    guard split == whole, let answers = Answer.all(in: whole) else {
      Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      return
    }
    let final = answers.count { $0.status >= 200 }
    #expect(final == whole.requests.count + whole.errors.count)
  }
}

@Test func `no more is answered than was asked`() {
  var generator = Generator(state: 0x4854_5450)
  for _ in 0..<2000 {
    let bytes = mutant(&generator)
    let outcome = outcome(of: bytes, ends: true)
    let lines = bytes.count { $0 == 0x0A }
    #expect(outcome.requests.count * 2 <= lines, "a request is two lines at least")
    #expect(outcome.errors.count { !$0.leavesFraming } <= 1)
  }
}

extension ProtocolError {
  /// Whether it is clear where the next request begins.
  fileprivate var leavesFraming: Bool {
    switch self {
    case .methodNotImplemented, .unsupportedExpectation, .unsupportedContentCoding,
      .malformedContentCoding:
      true
    default: false
    }
  }
}
