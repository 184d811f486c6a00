import HTTP
import Testing

@Test func `every raw case is answered as the RFC says, however it is split`() {
  for raw in RawCases.all {
    let outcome = outcome(ofEverySplitOf: raw.input)
    let statuses = Answer.all(in: outcome)?.map(\.status).filter { $0 >= 200 }
    #expect(statuses == raw.statuses, "\(raw.name)")
    #expect(outcome.errors == (raw.error.map { [$0] } ?? []), "\(raw.name)")
  }
}

@Test func `every raw case that is refused for its framing closes the connection`() {
  for raw in RawCases.all {
    guard let error = raw.error, error.status.code == 400 else { continue }
    #expect(outcome(of: Array(raw.input.utf8)).closes, "\(raw.name)")
  }
}

@Test func `no rule of the protocol is without a case that breaks it`() {
  let covered = RawCases.all.compactMap(\.error)
  let elsewhere: [ProtocolError] = [
    .requestLineTooLong, .fieldSectionTooLarge, .tooManyFieldLines, .chunkExtensionTooLong,
    .excessiveChunkOverhead, .trailerSectionTooLarge, .malformedContentCoding,
    .truncatedRequest, .requestTimeout,
  ]
  #expect(ProtocolError.allCases.filter { !covered.contains($0) } == elsewhere)
}

@Test func `each rule has a code of its own`() {
  #expect(Set(ProtocolError.allCases.map(\.code)).count == ProtocolError.allCases.count)
  #expect(Set(ProtocolError.allCases.map(\.detail)).count == ProtocolError.allCases.count)
}
