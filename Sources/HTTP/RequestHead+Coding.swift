public import ContentCoding

/// How the content of a request is coded (RFC 9110 section 8.4).
enum ReceivedCoding: Equatable {
  /// Not at all.
  case identity
  /// By one coding that can be read.
  case coded(ContentCoding)
  /// By another, or by several.
  case unsupported
}

extension RequestHead {
  /// The coding of the request's content.
  var receivedCoding: ReceivedCoding {
    var coding = ReceivedCoding.identity
    forEachElement(of: "content-encoding") { element in
      if element.equalsIgnoringCase("identity") { return }
      let known = ContentCoding(name: element)
      coding = known.map { coding == .identity ? .coded($0) : .unsupported } ?? .unsupported
    }
    return coding
  }

  /// The coding the client prefers for the answer (`Accept-Encoding`, RFC 9110 section 12.5.3);
  /// nil if it prefers none.
  public var preferredCoding: ContentCoding? {
    if lineCount(of: "accept-encoding") == 0 { return nil }
    var weights = CodingWeights()
    forEachElement(of: "accept-encoding") { weights.add(WeightedElement($0)) }
    return weights.preferred
  }
}

/// The weights of an `Accept-Encoding`, in thousandths; nil where a coding is not named.
private struct CodingWeights {
  private var gzip: Int?
  private var deflate: Int?
  private var identity: Int?
  private var any: Int?

  mutating func add(_ element: borrowing WeightedElement) {
    if element.value.equals("*") { any = element.weight }
    if element.value.equalsIgnoringCase("identity") { identity = element.weight }
    switch ContentCoding(name: element.value) {
    case .gzip: gzip = element.weight
    case .deflate: deflate = element.weight
    case nil: break
    }
  }

  /// The coding of the greatest weight, gzip before deflate; nil where identity weighs more.
  var preferred: ContentCoding? {
    let gzip = gzip ?? any ?? 0
    let deflate = deflate ?? any ?? 0
    let greatest = max(gzip, deflate)
    if greatest == 0 || identity ?? 0 > greatest { return nil }
    return gzip == greatest ? .gzip : .deflate
  }
}

extension ContentCoding {
  /// The coding of a name, in either case; `x-gzip` is gzip (RFC 9110 section 8.4.1.3).
  fileprivate init?(name: Span<UInt8>) {
    if name.equalsIgnoringCase("gzip") || name.equalsIgnoringCase("x-gzip") {
      self = .gzip
    } else if name.equalsIgnoringCase("deflate") {
      self = .deflate
    } else {
      return nil
    }
  }
}
