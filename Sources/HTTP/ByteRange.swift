/// A range of positions in a head, which `Limits` keeps within 32 bits.
struct ByteRange: Sendable {
  private let start: UInt32
  private let end: UInt32

  static let empty = ByteRange(0, 0)

  init(_ start: Int, _ end: Int) {
    self.start = UInt32(start)
    self.end = UInt32(end)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var count: Int { Int(end) - Int(start) }
}
