internal import Octets

/// Whole lines of an input, one after another.
public struct LineChunk: Sendable {
  /// The number of its first line, from 1.
  public internal(set) var firstLine = 1
  /// How many chunks come before it.
  public internal(set) var index = 0
  /// How many octets of the input had been read when it was cut.
  public internal(set) var inputByteCount = 0
  /// Where in `ends` its first line is; those before are passed over.
  private var skippedCount = 0
  private(set) var bytes: [UInt8] = []
  /// Where each line ends: the place of its line end, or the end of the octets.
  private var ends: [Int] = []

  /// A chunk without lines.
  public init() {}

  /// How many lines there are.
  public var lineCount: Int { ends.count - skippedCount }

  /// A line by its place in the chunk, from 0, without its line end.
  @_lifetime(borrow self)
  public borrowing func line(at place: Int) -> Span<UInt8> {
    let end = skippedCount + place
    let start = end == 0 ? 0 : ends[end - 1] + 1
    return bytes.span.extracting(start..<ends[end])
  }
}

// MARK: Filling

extension LineChunk {
  /// How many octets there are.
  var byteCount: Int { bytes.count }

  /// Forgets the lines and keeps the room for others.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    skippedCount = 0
  }

  /// Lets `fill` append octets, and finds the lines that end in them, `chunkLines` at most.
  mutating func append<Failure: Error>(
    _ fill: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var place = bytes.count
    try fill(&bytes)
    while ends.count < BulkLimits.chunkLines, let end = bytes.span.firstLineEnd(from: place) {
      ends.append(end)
      place = end + 1
    }
  }

  /// Moves what follows the last of the lines to the start of another chunk.
  mutating func moveRest(to next: inout [UInt8]) {
    guard let last = ends.last else { return }
    next.append(contentsOf: bytes[(last + 1)...])
    bytes.removeLast(bytes.count - last - 1)
  }

  /// Takes the octets after the last line end for a line, where there are any.
  mutating func endLastLine() {
    let start = ends.last.map { $0 + 1 } ?? 0
    if start < bytes.count { ends.append(bytes.count) }
  }

  /// Keeps so many of the octets of a line whose end is not there.
  mutating func truncate(to count: Int) {
    precondition(ends.isEmpty, "whole lines are kept")
    bytes.removeLast(max(bytes.count - count, 0))
  }

  /// Passes over the first lines.
  mutating func skip(_ count: Int) {
    skippedCount += count
    firstLine += count
  }
}

extension Span<UInt8> {
  /// The place of the first line end at or after `start`.
  func firstLineEnd(from start: Int) -> Int? {
    var place = start
    while let word = word(at: place) {
      let lineEnds = word.marking(UInt8(ascii: "\n"))
      if lineEnds != 0 { return place &+ lineEnds.firstMarked }
      place &+= 8
    }
    while place < count {
      if self[place] == UInt8(ascii: "\n") { return place }
      place &+= 1
    }
    return nil
  }
}
