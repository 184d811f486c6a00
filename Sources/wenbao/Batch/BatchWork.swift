import API
import Bulk
import ContentCoding

/// What a batch does with each line.
struct BatchWork: Sendable {
  /// The longest line, in octets: that of a request.
  static let lineBytesMax = RequestLimits.bodyBytesMax
  /// Into how many shares persons are divided: enough for many threads to follow one another.
  static let shareCount = 64

  let policy: PolicySlot
  let language: Language
  /// Whether answers have steps, where a line does not say otherwise.
  let explains: Bool
  /// Whether refused lines are kept.
  let keepsErrors: Bool
  /// Whether answers are compressed.
  let compresses: Bool
  /// What persons have used up, where that is carried along.
  let persons: OrderedShares<CarriedPersons>?

  /// What a compressed file of no answers holds: an empty member, for nothing at all is no gzip.
  static var nothingCompressed: [UInt8] { ContentCoding.gzip.compressed([]) }

  /// Shares of persons, of whom there may be so many.
  static func persons(max: Int) -> OrderedShares<CarriedPersons> {
    let census = PersonCensus(personsMax: max)
    return OrderedShares(count: shareCount) { CarriedPersons(census) }
  }
}

/// What becomes of some lines.
struct BatchAnswers: Sendable {
  /// The answers, as they are written.
  var output: [UInt8] = []
  /// How many they are.
  var lineCount = 0
  /// The refused lines, each with its number before it.
  var errors: [UInt8] = []
  /// How many lines were refused.
  var refusedCount = 0
  /// The line from which on nothing is answered: of a person too many.
  var fullAt: Int?

  mutating func reset() {
    output.removeAll(keepingCapacity: true)
    lineCount = 0
    errors.removeAll(keepingCapacity: true)
    refusedCount = 0
    fullAt = nil
  }

  /// Counts a refused line and keeps it, if it is wanted; of one that is too long, its number.
  mutating func refuse(_ line: borrowing BatchLine, keeping isKept: Bool) {
    refusedCount += 1
    guard isKept else { return }
    errors.append(contentsOf: "\(line.number)\t".utf8)
    if !line.isTooLong {
      for index in line.bytes.indices { errors.append(line.bytes[index]) }
    }
    errors.append(UInt8(ascii: "\n"))
  }
}

extension BatchLine {
  /// A line of a chunk by its place.
  @_lifetime(borrow lines)
  init(of lines: borrowing LineChunk, at place: Int) {
    let bytes = lines.line(at: place)
    self.init(
      number: lines.firstLine + place, bytes: bytes,
      isTooLong: bytes.count > BatchWork.lineBytesMax)
  }
}
