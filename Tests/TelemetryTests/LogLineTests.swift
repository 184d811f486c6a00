import JSON
import Logging
import Octets
import Records
import Sockets
import Testing

@testable import Telemetry

extension TelemetryTests {
  @Suite struct LogLineTests {
    private let moment = WallTime(nanoseconds: 1_715_416_200_000_001_999)

    private func line(_ format: LogFormat, _ value: String) -> String {
      var line = LogLine(format)
      line.begin(.info, value, at: moment)
      line.append(LogLine.Member("name", format), value)
      line.append(LogLine.Member("count", format), 7)
      line.end()
      return String(decoding: line.bytes, as: UTF8.self)
    }

    @Test func `a line of JSON is an object with time, level, message and members`() {
      #expect(
        line(.json, "word")
          == #"{"time":"2024-05-11T08:30:00.000001Z","level":"info","message":"word","#
          + #""name":"word","count":7}"# + "\n")
    }

    @Test func `a line of text has the same in words`() {
      #expect(
        line(.text, "word") == "2024-05-11T08:30:00.000001Z info word name=word count=7\n")
      #expect(
        line(.text, "two words").hasSuffix(#" info two words name="two words" count=7"# + "\n"))
      #expect(line(.text, "").hasSuffix(#" name="" count=7"# + "\n"))
      #expect(line(.text, "a=b").hasSuffix(#" name="a=b" count=7"# + "\n"))
    }

    @Test func `no text ends a line, an object or a string`() throws {
      for scalar in (0...0x2FFF).compactMap({ Unicode.Scalar($0 as UInt32) }) {
        let text = "a\(scalar)b"
        for format in [LogFormat.json, .text] {
          let written = line(format, text)
          let ends = written.unicodeScalars.filter {
            $0.properties.generalCategory == .control || [0x2028, 0x2029].contains($0.value)
          }
          #expect(ends.map(\.value) == [0x0A], "\(format) U+\(String(scalar.value, radix: 16))")
        }
        let object = try #require(members(of: line(.json, text)), "\(scalar.value)")
        #expect(object["name"] == text && object["message"] == text)
      }
    }

    @Test func `octets that are no text are replaced before they are written`() throws {
      let text = String(decoding: [0x61, 0xFF, 0xED, 0xA0, 0x80, 0x62] as [UInt8], as: UTF8.self)
      let object = try #require(members(of: line(.json, text)))
      #expect(object["name"] == text)
    }

    @Test func `what turns the reading direction is escaped`() {
      #expect(line(.text, "a\u{202E}b").contains(#"a\u202eb"#))
      #expect(line(.json, "a\u{2066}b").contains(#"a\u2066b"#))
    }

    @Test func `days are those of the calendar`() {
      for (seconds, date) in [
        (0, "1970-01-01T00:00:00."), (951_782_399, "2000-02-28T23:59:59."),
        (951_782_400, "2000-02-29T00:00:00."), (951_868_800, "2000-03-01T00:00:00."),
        (4_107_542_399, "2100-02-28T23:59:59."), (4_107_542_400, "2100-03-01T00:00:00."),
        (1_735_689_599, "2024-12-31T23:59:59."), (-1, "1969-12-31T23:59:59."),
      ] as [(Int64, String)] {
        var timestamp = LogTimestamp()
        var bytes: [UInt8] = []
        bytes.append(upTo: LogTimestamp.bytes) {
          timestamp.put(WallTime(nanoseconds: seconds * 1_000_000_000), into: &$0)
        }
        #expect(String(decoding: bytes, as: UTF8.self) == date + "000000Z")
      }
    }
  }
}
