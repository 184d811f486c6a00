import Foundation

/// What the process uses of the machine, as `/proc` tells it.
struct ProcessUsage {
  /// Processor time in seconds, in decimal digits.
  let processorSeconds: String
  /// Resident memory in octets.
  let residentBytes: Int
  /// Open descriptors.
  let descriptors: Int

  /// The kernel's clock ticks a second and the octets of a page, both fixed on Linux x86-64 and
  /// arm64 as Debian builds them (`getconf CLK_TCK`, `getconf PAGESIZE`).
  private static let ticksPerSecond = 100
  private static let pageBytes = 4096

  /// The usage at this moment; zeros where `/proc` cannot be read.
  static func now() -> ProcessUsage {
    let stat = (try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8)) ?? ""
    // The fields follow the command's name, which stands in parentheses and may hold spaces:
    // the state is the third field of proc(5), utime the 14th, stime the 15th, rss the 24th.
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    func number(_ field: Int) -> Int {
      fields.indices.contains(field - 3) ? Int(fields[field - 3]) ?? 0 : 0
    }
    let hundredths = (number(14) + number(15)) * 100 / ticksPerSecond
    let cents = hundredths % 100
    let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    return ProcessUsage(
      processorSeconds: "\(hundredths / 100)." + (cents < 10 ? "0" : "") + "\(cents)",
      residentBytes: number(24) * pageBytes, descriptors: names?.count ?? 0)
  }
}
