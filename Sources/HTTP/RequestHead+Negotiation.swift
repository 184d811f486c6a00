internal import Octets

extension RequestHead {
  /// Which of the offered media types the client prefers (`Accept`, RFC 9110 section 12.5.1).
  ///
  /// - Parameter offered: types such as `application/json`, in lower case, best first; keep them in
  ///   a constant, so that asking costs no allocation.
  /// - Returns: the index of the one with the greatest weight, the first of equals and of all if
  ///   there is no Accept; nil if none is acceptable.
  public func preferredMediaType(among offered: [String]) -> Int? {
    if lineCount(of: "accept") == 0 { return offered.indices.first }
    var preferred: Int?
    var greatest = 0
    for index in offered.indices {
      let weight = weight(ofMediaType: offered[index])
      if weight > greatest { (preferred, greatest) = (index, weight) }
    }
    return preferred
  }

  /// The weight of a media type in thousandths: of the most specific range that has it.
  private func weight(ofMediaType type: String) -> Int {
    var weight = 0
    var greatest = 0
    forEachElement(of: "accept") { element in
      let range = WeightedElement(element)
      let precision = range.value.precision(asRangeOf: type)
      if precision > greatest { (weight, greatest) = (range.weight, precision) }
    }
    return weight
  }

  /// Which of the offered languages the client prefers (`Accept-Language`, RFC 9110 section
  /// 12.5.4).
  ///
  /// A range such as `en-GB` stands for its language, `en` (the lookup of RFC 4647 section 3.4);
  /// of equal weights the one named first is preferred.
  ///
  /// - Parameter offered: primary subtags such as `zh`, in lower case; keep them in a constant.
  /// - Returns: an index, or nil if the client names none of them.
  public func preferredLanguage(among offered: [String]) -> Int? {
    var preferred: Int?
    var greatest = 0
    forEachElement(of: "accept-language") { element in
      let range = WeightedElement(element)
      guard range.weight > greatest else { return }
      let language = range.value.primarySubtag
      for index in offered.indices where language.equalsIgnoringCase(offered[index]) {
        (preferred, greatest) = (index, range.weight)
      }
    }
    return preferred
  }

  /// Whether the content has a media type, whatever its parameters (RFC 9110 section 8.3).
  ///
  /// - Parameter essence: such as `application/json`, in lower case.
  public func hasContentType(_ essence: String) -> Bool {
    guard let value = soleValue(of: "content-type") else { return false }
    let end = value.elementEnd(from: 0, separator: .semicolon)
    return value.extracting(0..<end).trimmed.equalsIgnoringCase(essence)
  }

  /// The value of a parameter of the content's media type, such as `charset`; nil without one.
  ///
  /// A quoted value is returned without its quotes, and with any backslash it has.
  ///
  /// - Parameter name: in lower case.
  @_lifetime(copy self)
  public func contentTypeParameter(_ name: String) -> Span<UInt8>? {
    guard let value = value(of: "content-type") else { return nil }
    var end = value.elementEnd(from: 0, separator: .semicolon)
    while end < value.count {
      let start = end + 1
      end = value.elementEnd(from: start, separator: .semicolon)
      let parameter = value.extracting(start..<end).trimmed
      let nameEnd = parameter.elementEnd(from: 0, separator: .equalsSign)
      guard nameEnd < parameter.count,
        parameter.extracting(0..<nameEnd).equalsIgnoringCase(name)
      else { continue }
      return parameter.extracting(nameEnd + 1..<parameter.count).unquoted
    }
    return nil
  }
}

extension Span<UInt8> {
  /// How precisely a media range names `type`: 3 as itself, 2 as `type/*`, 1 as `*/*`, 0 not.
  fileprivate func precision(asRangeOf type: String) -> Int {
    if equalsIgnoringCase(type) { return 3 }
    if equals("*/*") { return 1 }
    guard count >= 2, self[count - 1] == UInt8(ascii: "*"), self[count - 2] == .slash,
      type.utf8.count >= count
    else { return 0 }
    let kind = extracting(..<(count - 1))
    return type.withOctets { kind.isEqual(to: $0.extracting(..<kind.count), ignoringCase: true) }
      ? 2 : 0
  }

  /// The language of a language range: what is before the first hyphen.
  fileprivate var primarySubtag: Span<UInt8> {
    @_lifetime(copy self)
    get { extracting(0..<elementEnd(from: 0, separator: UInt8(ascii: "-"))) }
  }

  fileprivate var unquoted: Span<UInt8> {
    @_lifetime(copy self)
    get {
      guard count >= 2, self[0] == .quote, self[count - 1] == .quote else { return self }
      return extracting(1..<count - 1)
    }
  }
}
