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
    var differences: [JSONDifference] = []
    compare(root, with: other.root, of: other, at: "", &differences)
    return differences
  }

  private func compare(
    _ node: JSONNode, with otherNode: JSONNode, of other: borrowing JSONReader, at pointer: String,
    _ differences: inout [JSONDifference]
  ) {
    switch (kind(of: node), other.kind(of: otherNode)) {
    case (.object, .object):
      compareMembers(of: node, with: otherNode, of: other, at: pointer, &differences)
    case (.array, .array):
      compareElements(of: node, with: otherNode, of: other, at: pointer, &differences)
    default:
      guard !isEqual(node, to: otherNode, of: other) else { return }
      differences.append(
        JSONDifference(
          pointer: pointer, value: written(node), other: other.written(otherNode)))
    }
  }

  private func compareMembers(
    of node: JSONNode, with otherNode: JSONNode, of other: borrowing JSONReader,
    at pointer: String, _ differences: inout [JSONDifference]
  ) {
    forEachChild(of: node) { child in
      let name = name(of: child) ?? ""
      let place = "\(pointer)/\(name.pointerToken)"
      if let otherChild = other.member(name, of: otherNode) {
        compare(child, with: otherChild, of: other, at: place, &differences)
      } else {
        differences.append(JSONDifference(pointer: place, value: written(child), other: nil))
      }
    }
    other.forEachChild(of: otherNode) { otherChild in
      let name = other.name(of: otherChild) ?? ""
      guard member(name, of: node) == nil else { return }
      differences.append(
        JSONDifference(
          pointer: "\(pointer)/\(name.pointerToken)", value: nil, other: other.written(otherChild)))
    }
  }

  private func compareElements(
    of node: JSONNode, with otherNode: JSONNode, of other: borrowing JSONReader,
    at pointer: String, _ differences: inout [JSONDifference]
  ) {
    var (next, otherNext) = (firstChild(of: node), other.firstChild(of: otherNode))
    var index = 0
    while next != nil || otherNext != nil {
      let place = "\(pointer)/\(index)"
      if let child = next, let otherChild = otherNext {
        compare(child, with: otherChild, of: other, at: place, &differences)
      } else {
        differences.append(
          JSONDifference(
            pointer: place, value: next.map { written($0) },
            other: otherNext.map { other.written($0) }))
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
