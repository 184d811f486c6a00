import JSON

/// Parses whatever comes, and holds the reader and the writer to what they promise.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var document = JSONDocument()
  do {
    let reader = try document.parse(bytes.span)
    let nodes = nodes(of: reader)
    checkPointers(to: nodes, in: reader)
    checkValues(of: nodes, in: reader)
    checkIndented(reader.indented())
  } catch {
    precondition((0...count).contains(error.offset), "an error lies in the document")
    precondition(error.line >= 1 && error.column >= 1, "lines and columns count from 1")
  }
  return 0
}

/// Every value, in the order of the text.
private func nodes(of reader: borrowing JSONReader) -> [JSONNode] {
  var nodes: [JSONNode] = []
  func visit(_ node: JSONNode) {
    nodes.append(node)
    var next = reader.firstChild(of: node)
    while let child = next {
      visit(child)
      next = reader.nextSibling(of: child)
    }
  }
  visit(reader.root)
  precondition(nodes.count <= reader.bytes.count, "a value takes a byte at least")
  return nodes
}

/// No two values have the same pointer, except where a name occurs twice in an object.
private func checkPointers(to nodes: [JSONNode], in reader: borrowing JSONReader) {
  var pointers: Set<String> = []
  for node in nodes.prefix(64) {
    let pointer = reader.pointer(to: node)
    precondition(pointer.isEmpty == (node == reader.root), "only the root has the empty pointer")
    let isNew = pointers.insert(pointer).inserted
    precondition(isNew || hasTwinNames(nodes, in: reader), "a pointer leads to one value")
  }
}

private func hasTwinNames(_ nodes: [JSONNode], in reader: borrowing JSONReader) -> Bool {
  for node in nodes {
    var names: Set<String> = []
    var next = reader.firstChild(of: node)
    while let child = next {
      if let name = reader.name(of: child), !names.insert(name).inserted { return true }
      next = reader.nextSibling(of: child)
    }
  }
  return false
}

/// Strings and numbers read the same after they are written.
private func checkValues(of nodes: [JSONNode], in reader: borrowing JSONReader) {
  for node in nodes {
    if let string = reader.string(node) { checkString(string) }
    if let decimal = try? reader.decimal(node) { checkDecimal(decimal) }
    if let decimal = try? reader.decimalInString(node) { checkDecimal(decimal) }
  }
}

private func checkString(_ content: String) {
  var writer = JSONWriter(capacity: 0)
  writer.string(content)
  let again = read(Array(writer.bytes)) { $0.string($0.root) }
  precondition(again.map { Array($0.utf8) } == Array(content.utf8), "a string reads as written")
}

private func checkDecimal(_ decimal: JSONDecimal) {
  guard let units = try? decimal.units(scale: decimal.scale) else {
    preconditionFailure("18 digits fit an Int64")
  }
  var writer = JSONWriter(capacity: 0)
  writer.decimal(trimming: units, scale: decimal.scale)
  let again = read(Array(writer.bytes)) { try? $0.decimal($0.root) }
  precondition(again == decimal, "a decimal reads as it was written")
}

/// The indented document is JSON, and stays as it is.
private func checkIndented(_ indented: [UInt8]) {
  precondition(read(indented) { $0.indented() } == indented, "an indented document stays")
}

/// Reads what was written by the target itself, and so must be JSON.
private func read<Value>(_ bytes: [UInt8], _ body: (borrowing JSONReader) -> Value) -> Value {
  var document = JSONDocument()
  do {
    return body(try document.parse(bytes.span))
  } catch {
    preconditionFailure("what was written is refused: \(error)")
  }
}
