import Foundation
import Yams

/// The contract, openapi.yaml, read so that numbers keep their digits.
struct ContractFile {
  /// The whole document.
  let root: Node

  init() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    guard let root = try Yams.compose(yaml: text) else { throw Missing(name: "openapi.yaml") }
    self.root = root
  }

  /// Where the contract stands.
  static let file = packageFolder.appending(path: "openapi.yaml")

  /// The version that the program says it has.
  static func programVersion() throws -> String {
    let file = packageFolder.appending(path: "Sources/wenbao/Version.swift")
    let parts = try String(contentsOf: file, encoding: .utf8).split(separator: "\"")
    return String(parts[1])
  }

  /// Something that the contract should have.
  struct Missing: Error {
    let name: String
  }

  /// The node at a path of keys, with every reference on the way followed.
  func node(_ path: String...) throws -> Node { try node(at: path, from: root) }

  /// The schema of a name.
  func schema(_ name: String) throws -> Node { try node("components", "schemas", name) }

  /// The entries of a mapping, with references followed; none where there is no such mapping.
  func entries(of node: Node?) throws -> [(name: String, node: Node)] {
    guard let mapping = try node.map({ try resolved($0) })?.mapping else { return [] }
    return try mapping.map { (try text($0.key), try resolved($0.value)) }
  }

  /// The methods of a path with what each does: all that its item has but the common parameters.
  func operations(of item: Node) throws -> [(name: String, node: Node)] {
    try entries(of: item).filter { $0.name != "parameters" }
  }

  /// The strings of a sequence.
  func texts(_ node: Node?) throws -> [String] {
    try (node?.elements ?? []).map { try text($0) }
  }

  /// A node, or what it refers to.
  func resolved(_ node: Node) throws -> Node {
    guard let reference = node.mapping?["$ref"]?.string else { return node }
    return try self.node(
      at: reference.split(separator: "/").dropFirst().map(String.init), from: root)
  }

  private func node(at path: [String], from start: Node) throws -> Node {
    try path.reduce(try resolved(start)) { node, name in
      guard let next = node.member(name) else { throw Missing(name: name) }
      return try resolved(next)
    }
  }

  private func text(_ node: Node) throws -> String {
    guard let text = node.string else { throw Missing(name: "a string") }
    return text
  }
}

extension Node {
  /// The value of a key, quoted or not.
  func member(_ name: String) -> Node? { mapping?.first { $0.key.string == name }?.value }

  /// The elements of a sequence; the node itself where it is none.
  var elements: [Node] { sequence.map { Array($0) } ?? [self] }

  /// The node as JSON on one line, as the program writes it.
  var json: String {
    switch self {
    case .mapping(let mapping):
      let members = mapping.map { key, value in
        quoted(key.string ?? "") + ":" + value.json
      }
      return "{" + members.joined(separator: ",") + "}"
    case .sequence(let elements):
      return "[" + elements.map(\.json).joined(separator: ",") + "]"
    case .scalar(let scalar):
      let isText = tag == Tag(.str)
      return isText ? quoted(scalar.string) : scalar.string
    case .alias:
      return "an alias"
    }
  }

  /// Quotation marks are all that the examples have of what JSON escapes.
  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\\\"") + "\""
  }
}
