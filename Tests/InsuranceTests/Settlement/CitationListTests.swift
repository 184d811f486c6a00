import Testing

@testable import Insurance

@Suite struct `a list of citations` {
  @Test func `gives back every reference as it was added`() {
    let figures = [0, 1, 999, UInt16.max - 3].map {
      CitationReference.figure(FigureID(parameter: $0, value: UInt16.max))
    }
    let references =
      Clause.allCases.map { .clause($0) } + Layer.allCases.map { .layer($0) } + figures
    for reference in references {
      var citations = CitationList(.clause(.definitions), reference)
      citations.append(reference)
      #expect(citations.count == 3)
      #expect(citations[0] == .clause(.definitions))
      #expect(citations[1] == reference && citations[2] == reference)
    }
  }
}
