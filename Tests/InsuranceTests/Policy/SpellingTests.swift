import Insurance
import Testing

@Suite struct `a misspelt name` {
  @Test func `is recognised by one slip in every three letters`() {
    let known = ["unit", "value", "instrument", "employee.outpatient.cap"]
    let cases = [
      ("unti", "unit"), ("unt", "unit"), ("units", "unit"), ("anit", "unit"), ("nuit", "unit"),
      ("tinu", nil), ("instrmnet", "instrument"), ("instr", nil),
      ("employe.outpatent.cp", "employee.outpatient.cap"), ("mploye.outpatent.cp", nil), ("", nil),
    ]
    for (name, expected) in cases {
      #expect(Spelling.nearest(to: name, among: known) == expected, "\(name)")
    }
  }

  @Test func `is taken for the nearest of several, the first in order among equals`() {
    #expect(Spelling.nearest(to: "secondry", among: ["second", "secondary"]) == "secondary")
    #expect(Spelling.nearest(to: "bat", among: ["cat", "bad", "bar"]) == "bad")
    #expect(Spelling.nearest(to: "bat", among: [String]()) == nil)
  }
}
