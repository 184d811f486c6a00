import Insurance
import Testing

@Suite struct `a day` {
  @Test func `is one that the calendar has`() {
    for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2023-04-30"] {
      #expect(Day(text)?.description == text)
    }
    for text in [
      "2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-00-01", "2024-13-01",
      "2024-01-00", "2024-01-32", "0000-01-01",
    ] { #expect(Day(text) == nil, "\(text)") }
  }

  @Test func `is written with four, two and two digits`() {
    for text in [
      "", "2024-5-11", "2024-05-1", "20240511", "2024/05/11", "2024-05-11 ", " 2024-05-11",
      "+024-05-11", "２024-05-11", "2024-05-1a", "2024-0511-", "24-05-11",
    ] { #expect(Day(text) == nil, "\(text)") }
  }

  @Test func `has a next and a previous one`() {
    for (day, next) in [
      ("2024-02-28", "2024-02-29"), ("2024-02-29", "2024-03-01"), ("2023-02-28", "2023-03-01"),
      ("2024-12-31", "2025-01-01"), ("2024-05-11", "2024-05-12"),
    ] as [(Day, Day)] {
      #expect(day.next == next)
      #expect(next.previous == day)
    }
    #expect(Day.written("9999-12-31").next == nil)
    #expect(Day.written("0001-01-01").previous == nil)
  }

  @Test func `sorts as days do`() {
    #expect(Day.written("2023-12-31") < "2024-01-01")
    #expect(Day.written("2024-01-31") < "2024-02-01")
    #expect(Day.newYear(2024) == "2024-01-01")
  }

  @Test func `is told by its distance from 1970`() throws {
    var day = try #require(Day(daysSince1970: 0))
    #expect(day.description == "1970-01-01")
    for distance in 1...200_000 {
      day = try #require(day.next)
      guard Day(daysSince1970: distance) == day else {
        Issue.record("\(distance) is not \(day)")
        return
      }
    }
    #expect(Day(daysSince1970: 2_932_896)?.description == "9999-12-31")
    #expect(Day(daysSince1970: 2_932_897) == nil)
    #expect(Day(daysSince1970: -1) == nil)
  }
}
