internal import ContentCoding
internal import Sockets

/// Where an output that broke off can be written on: after its last whole line.
///
/// Of a compressed file, after its last whole member, each of which is whole lines.
public struct ResumePoint: Hashable, Sendable {
  /// What a line of the output is.
  public enum Judgement: Sendable {
    /// One to keep.
    case kept
    /// One to keep and count.
    case counted
    /// The first of those to drop.
    case beyond
  }

  /// How many octets of a line it is judged by.
  public static let beginningBytes = 32

  /// The whole lines there are.
  public internal(set) var lineCount = 0
  /// Those of them that were judged to be counted.
  public internal(set) var countedCount = 0
  /// The octets they take.
  public internal(set) var byteCount = 0

  /// The point at the beginning.
  public init() {}

  /// The last point of a file; the beginning where there is no such file.
  ///
  /// - Parameter judge: judges a whole line by its first octets.
  /// - Throws: `notLines` where a member does not end with a line, which no output of ours does.
  public init(
    of path: String, judging judge: (_ beginning: [UInt8]) -> Judgement
  ) throws(BulkError) {
    let descriptor: Descriptor
    do throws(SystemCallError) {
      descriptor = try .opened(path, for: .reading)
    } catch {
      if error.errno == .noSuchFile { return }
      throw .cannotOpen(path, error.errno)
    }
    var search = ResumeSearch(path)
    var bytes: [UInt8] = []
    var goesOn = true
    while goesOn {
      bytes.removeAll(keepingCapacity: true)
      do throws(SystemCallError) {
        _ = try descriptor.read(into: &bytes, bytesMax: BulkLimits.chunkBytes)
      } catch {
        throw .cannotRead(path, error.errno)
      }
      goesOn = bytes.isEmpty ? false : try search.goOn(in: bytes.span, judge)
    }
    self = search.point
  }
}

/// A file being looked through for where it can be written on.
private struct ResumeSearch {
  private let path: String
  private let inflater: Inflater?
  /// What is sure to be kept.
  private(set) var point = ResumePoint()
  /// The whole lines so far, of a member that may be torn.
  private var seen = ResumePoint()
  /// The octets looked at.
  private var byteCount = 0
  /// The first octets of the present line.
  private var beginning: [UInt8] = []
  private var inflated: [UInt8] = []

  init(_ path: String) {
    self.path = path
    inflater = path.hasSuffix(InputFile.codedSuffix) ? Inflater(.gzip) : nil
  }

  /// Looks through the next octets; returns false where nothing that is kept follows.
  mutating func goOn(
    in bytes: Span<UInt8>, _ judge: ([UInt8]) -> ResumePoint.Judgement
  ) throws(BulkError) -> Bool {
    defer { byteCount += bytes.count }
    guard let inflater else {
      let goesOn = look(at: bytes, judge)
      point = seen
      return goesOn
    }
    var place = 0
    while place < bytes.count {
      inflated.removeAll(keepingCapacity: true)
      do throws(ContentCodingError) {
        place += try inflater.decompressPiece(
          bytes.extracting(droppingFirst: place), into: &inflated, capacity: BulkLimits.chunkBytes)
      } catch {
        // A torn member ends the search; a file without a whole one is none of ours.
        if point.byteCount > 0 { return false }
        throw .malformedCoding(path)
      }
      let octets = inflated
      guard look(at: octets.span, judge) else { return false }
      if inflater.hasEnded {
        guard beginning.isEmpty else { throw .notLines(path) }
        point = seen
        point.byteCount = byteCount + place
        inflater.reset()
      }
    }
    return true
  }

  /// Judges the lines that end in these octets; returns false at one to drop.
  private mutating func look(
    at bytes: Span<UInt8>, _ judge: ([UInt8]) -> ResumePoint.Judgement
  ) -> Bool {
    var start = 0
    while let end = bytes.firstLineEnd(from: start) {
      begin(with: bytes.extracting(start..<end))
      let judgement = judge(beginning)
      if judgement == .beyond { return false }
      beginning.removeAll(keepingCapacity: true)
      start = end + 1
      seen.lineCount += 1
      if judgement == .counted { seen.countedCount += 1 }
      seen.byteCount = byteCount + start
    }
    begin(with: bytes.extracting(droppingFirst: start))
    return true
  }

  private mutating func begin(with bytes: Span<UInt8>) {
    for index in 0..<min(bytes.count, ResumePoint.beginningBytes - beginning.count) {
      beginning.append(bytes[index])
    }
  }
}
