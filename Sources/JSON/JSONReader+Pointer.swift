extension JSONReader {
  /// The JSON pointer of a value (RFC 6901): `/fees/items/0`, and the empty string for the root.
  ///
  /// Found by walking from the root, so it costs as much as there are values before it.
  public func pointer(to node: JSONNode) -> String {
    var pointer = ""
    var ancestor = root
    while ancestor != node {
      let (child, position) = step(from: ancestor, towards: node)
      pointer += "/" + (name(of: child)?.pointerToken ?? String(position))
      ancestor = child
    }
    return pointer
  }

  /// The child that is the node or holds it, and how many children stand before it.
  private func step(from ancestor: JSONNode, towards node: JSONNode) -> (JSONNode, Int) {
    guard var child = firstChild(of: ancestor) else {
      preconditionFailure("a node belongs to the document it is looked up in")
    }
    var position = 0
    while let next = nextSibling(of: child), next.index <= node.index {
      child = next
      position += 1
    }
    return (child, position)
  }
}

extension String {
  /// The name as a token of a JSON pointer: `~` is `~0` and `/` is `~1` (RFC 6901 section 3).
  public var pointerToken: String {
    var token = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "~": token.append(contentsOf: "~0".unicodeScalars)
      case "/": token.append(contentsOf: "~1".unicodeScalars)
      default: token.append(scalar)
      }
    }
    return String(token)
  }
}
