import Testing

@testable import HTTP

private func date(_ unixSeconds: Int) -> String {
  var bytes: [UInt8] = []
  HTTPDate.append(unixSeconds: unixSeconds, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

@Test func `the example of RFC 9110 section 5_6_7 is written so`() {
  #expect(date(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
}

@Test func `dates at the edges of years, months and leap years are written right`() {
  let dates = [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (68_169_599, "Mon, 28 Feb 1972 23:59:59 GMT"),
    (68_169_600, "Tue, 29 Feb 1972 00:00:00 GMT"), (68_256_000, "Wed, 01 Mar 1972 00:00:00 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (946_684_799, "Fri, 31 Dec 1999 23:59:59 GMT"),
    (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
    (2_147_483_647, "Tue, 19 Jan 2038 03:14:07 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
  ]
  for (seconds, text) in dates { #expect(date(seconds) == text) }
}

@Test func `every day of four centuries follows the day before it`() {
  let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  let months = "JanFebMarAprMayJunJulAugSepOctNovDec"
  var (day, month, year) = (1, 1, 1970)
  for dayNumber in 0..<146_097 {
    let expected = String(
      decoding: Array(months.utf8)[(month - 1) * 3..<month * 3], as: UTF8.self)
    let padded = day < 10 ? "0\(day)" : "\(day)"
    let text = date(dayNumber * 86_400)
    if text.dropFirst(5) != "\(padded) \(expected) \(year) 00:00:00 GMT" {
      Issue.record("day \(dayNumber) is \(text)")
      return
    }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    day += 1
    if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (day, month) = (1, month + 1) }
    if month > 12 { (month, year) = (1, year + 1) }
  }
}

@Test func `the date line changes with the clock`() {
  var line = DateLine()
  line.set(unixSeconds: 784_111_777)
  line.set(unixSeconds: 784_111_778)
  #expect(line.bytes == Array("Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n".utf8))
}
