import JSON

/// What a person of a batch is known by: a fingerprint of the identifier on their lines.
///
/// 128 bits of two keyed hashes, the keys drawn when the program starts: among a hundred million
/// persons two share one with a probability of less than 10^-22. The identifier itself is not kept.
public struct PersonKey: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// The key of an identifier.
  init(of identifier: Span<UInt8>) {
    high = Self.hash(identifier, seed: 0)
    low = Self.hash(identifier, seed: 1)
  }

  /// Which of so many shares the person belongs to.
  public func share(of count: Int) -> Int { Int(low % UInt64(count)) }

  private static func hash(_ identifier: Span<UInt8>, seed: UInt64) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(seed)
    hasher.combine(identifier.count)
    var word: UInt64 = 0
    for index in identifier.indices {
      word = word << 8 | UInt64(identifier[index])
      if index % 8 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}

extension JSONReader {
  /// The key of the person whom a request names in `person.id`; nil where it names none.
  func personKey() -> PersonKey? {
    guard let person = member("person", of: root), let identifier = member("id", of: person)
    else { return nil }
    if let text = plainString(identifier) { return PersonKey(of: text) }
    return string(identifier).map { PersonKey(of: Array($0.utf8).span) }
  }

  /// The first member of an object with a name.
  private func member(_ name: StaticString, of object: JSONNode) -> JSONNode? {
    guard kind(of: object) == .object else { return nil }
    var next = firstChild(of: object)
    while let node = next {
      if isNamed(node, name) { return node }
      next = nextSibling(of: node)
    }
    return nil
  }
}
