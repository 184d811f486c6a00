import API
import Bulk

/// The lines of a chunk by the share of their persons, and what becomes of each.
struct LinesByShare {
  private var keys: [PersonKey?] = []
  private var answers: [Range<Int>] = []
  private var areRefused: [Bool] = []
  /// The places of the lines, share by share, and where those of each share begin.
  private var places: [Int] = []
  private var starts: [Int] = []

  /// Sorts the lines of a chunk; a line without a person belongs to the first share.
  mutating func sort(
    _ lines: LineChunk, into shareCount: Int,
    _ findKey: (borrowing BatchLine) -> PersonKey?
  ) {
    let count = lines.lineCount
    keys.removeAll(keepingCapacity: true)
    for place in 0..<count { keys.append(findKey(BatchLine(of: lines, at: place))) }
    answers.reset(to: 0..<0, count: count)
    areRefused.reset(to: false, count: count)
    places.reset(to: 0, count: count)
    starts.reset(to: 0, count: shareCount + 1)
    for key in keys { starts[Self.share(of: key, shareCount) + 1] += 1 }
    for share in 0..<shareCount { starts[share + 1] += starts[share] }
    // From the last line on, so that each finds its place before those of its share behind it; in
    // the end each start stands where the lines of its share begin.
    for place in (0..<count).reversed() {
      let next = Self.share(of: keys[place], shareCount) + 1
      starts[next] -= 1
      places[starts[next]] = place
    }
    starts.removeFirst()
    starts.append(count)
  }

  private static func share(of key: PersonKey?, _ count: Int) -> Int {
    key?.share(of: count) ?? 0
  }

  /// The places of the lines of a share, in their order.
  func places(of share: Int) -> ArraySlice<Int> { places[starts[share]..<starts[share + 1]] }

  /// The key of the person of a line.
  func key(of place: Int) -> PersonKey? { keys[place] }

  /// Notes where the answer to a line is, and whether it is a refusal.
  mutating func note(_ answer: Range<Int>, isRefused: Bool, at place: Int) {
    answers[place] = answer
    areRefused[place] = isRefused
  }

  /// Where the answer to a line is.
  func answer(at place: Int) -> Range<Int> { answers[place] }

  /// Whether a line is refused.
  func isRefused(at place: Int) -> Bool { areRefused[place] }
}

extension Array {
  /// Becomes so many of a value, in the room there is.
  fileprivate mutating func reset(to value: Element, count: Int) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(value, count: count))
  }
}
