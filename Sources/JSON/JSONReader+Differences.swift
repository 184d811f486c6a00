/// A place at which two documents differ.
public struct JSONDifference: Equatable, Sendable {
  /// The place, as a JSON pointer (RFC 6901).
  public let pointer: String
  /// The value of the one document as it is written; nil where it has none.
  public let value: String?
  /// The value of the other.
  public let other: String?
}

extension JSONReader {
  /// Where this document differs from another in content, in the order of this one.
  ///
  /// Neither white space nor the order of members counts, and numbers are compared by value.
  public func differences(from other: borrowing JSONReader) -> [JSONDifference] {
    var comparison = JSONComparison(isOfAll: true)
    compare(root, with: other.root, of: other, at: "", &comparison)
    return comparison.differences
  }

  /// Where another document is not what a value of this one expects it to be.
  ///
  /// They are compared as by `differences(from:)`, except that members which are not expected may
  /// be any, and that a decimal string is the number it writes.
  public func differences(
    ofExpectation node: JSONNode, from other: borrowing JSONReader
  ) -> [JSONDifference] {
    var comparison = JSONComparison(isOfAll: false)
    compare(node, with: other.root, of: other, at: "", &comparison)
    return comparison.differences
  }

  private func compare(
    _ node: JSONNode, with otherNode: JSONNode, of other: borrowing JSONReader, at pointer: String,
    _ comparison: inout JSONComparison
  ) {
    switch (kind(of: node), other.kind(of: otherNode)) {
    case (.object, .object):
      compareMembers(of: node, with: otherNode, of: other, at: pointer, &comparison)
    case (.array, .array):
      compareElements(of: node, with: otherNode, of: other, at: pointer, &comparison)
    default:
      if isEqual(node, to: otherNode, of: other) { return }
      if !comparison.isOfAll, let amount = amount(node), amount == other.amount(otherNode) {
        return
      }
      comparison.note(pointer, written(node), other.written(otherNode))
    }
  }

  private func compareMembers(
    of node: JSONNode, with otherNode: JSONNode, of other: borrowing JSONReader,
    at pointer: String, _ comparison: inout JSONComparison
  ) {
    forEachChild(of: node) { child in
      let name = name(of: child) ?? ""
      let place = "\(pointer)/\(name.pointerToken)"
      if let otherChild = other.member(name, of: otherNode) {
        compare(child, with: otherChild, of: other, at: place, &comparison)
      } else {
        comparison.note(place, written(child), nil)
      }
    }
    guard comparison.isOfAll else { return }
    other.forEachChild(of: otherNode) { otherChild in
      let name = other.name(of: otherChild) ?? ""
      guard member(name, of: node) == nil else { return }
      comparison.note("\(pointer)/\(name.pointerToken)", nil, other.written(otherChild))
    }
  }

  private func compareElements(
    of node: JSONNode, with otherNode: JSONNode, of other: borrowing JSONReader,
    at pointer: String, _ comparison: inout JSONComparison
  ) {
    var (next, otherNext) = (firstChild(of: node), other.firstChild(of: otherNode))
    var index = 0
    while next != nil || otherNext != nil {
      let place = "\(pointer)/\(index)"
      if let child = next, let otherChild = otherNext {
        compare(child, with: otherChild, of: other, at: place, &comparison)
      } else {
        comparison.note(place, next.map { written($0) }, otherNext.map { other.written($0) })
      }
      next = next.flatMap { nextSibling(of: $0) }
      otherNext = otherNext.flatMap { other.nextSibling(of: $0) }
      index += 1
    }
  }

  private func isEqual(
    _ node: JSONNode, to otherNode: JSONNode, of other: borrowing JSONReader
  ) -> Bool {
    guard kind(of: node) == other.kind(of: otherNode) else { return false }
    switch kind(of: node) {
    case .string:
      return (string(node) ?? "").utf8.elementsEqual((other.string(otherNode) ?? "").utf8)
    case .number:
      guard let mine = try? decimal(node), let theirs = try? other.decimal(otherNode) else {
        return written(node) == other.written(otherNode)
      }
      return mine == theirs
    case .object, .array, .true, .false, .null: return true
    }
  }

  /// The number that a value is, or writes as a string.
  private func amount(_ node: JSONNode) -> JSONDecimal? {
    (try? decimal(node)) ?? (try? decimalInString(node))
  }

  private func forEachChild(of node: JSONNode, _ body: (JSONNode) -> Void) {
    var next = firstChild(of: node)
    while let child = next {
      body(child)
      next = nextSibling(of: child)
    }
  }

  /// A value as it stands in the document.
  private func written(_ node: JSONNode) -> String {
    let text = text(of: node)
    let written = String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
    return kind(of: node) == .string ? "\"\(written)\"" : written
  }
}

/// What a walk through two documents finds.
private struct JSONComparison {
  /// Whether everything counts: what the other document has besides, and how a number is written.
  let isOfAll: Bool
  private(set) var differences: [JSONDifference] = []

  init(isOfAll: Bool) { self.isOfAll = isOfAll }

  mutating func note(_ pointer: String, _ value: String?, _ other: String?) {
    differences.append(JSONDifference(pointer: pointer, value: value, other: other))
  }
}
