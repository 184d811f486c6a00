extension JSONReader {
  /// The document laid out for people: two spaces a level, one member or element a line.
  ///
  /// Names, strings and numbers stay as they were written; there is no line feed at the end.
  public func indented() -> [UInt8] {
    var output: [UInt8] = []
    append(root, depth: 0, to: &output)
    return output
  }

  private func append(_ node: JSONNode, depth: Int, to output: inout [UInt8]) {
    let entry = entry(node)
    switch entry.kind {
    case .object: appendChildren(of: node, between: "{", and: "}", depth: depth, to: &output)
    case .array: appendChildren(of: node, between: "[", and: "]", depth: depth, to: &output)
    case .string: append(entry.text, margin: 1, to: &output)
    default: append(entry.text, margin: 0, to: &output)
    }
  }

  private func appendChildren(
    of node: JSONNode, between opening: Unicode.Scalar, and closing: Unicode.Scalar, depth: Int,
    to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: opening))
    var next = firstChild(of: node)
    while let child = next {
      startLine(depth + 1, in: &output)
      if entry(child).isMember {
        append(entry(child).name, margin: 1, to: &output)
        output.append(contentsOf: ": ".utf8)
      }
      append(child, depth: depth + 1, to: &output)
      next = nextSibling(of: child)
      if next != nil { output.append(UInt8(ascii: ",")) }
    }
    if firstChild(of: node) != nil { startLine(depth, in: &output) }
    output.append(UInt8(ascii: closing))
  }

  private func startLine(_ depth: Int, in output: inout [UInt8]) {
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  /// Appends a text as written, with so many bytes around it.
  private func append(_ text: JSONText, margin: Int, to output: inout [UInt8]) {
    for index in (Int(text.start) - margin)..<(Int(text.end) + margin) {
      output.append(bytes[index])
    }
  }
}
