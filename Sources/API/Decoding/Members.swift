import JSON

/// The names of an object's members, in the order of their raw values.
protocol MemberNames: RawRepresentable, CaseIterable, Sendable where RawValue == Int {
  /// One name a case.
  static var names: [StaticString] { get }
  /// Those of them that a fault lists: without any that are known in special requests only.
  static var usualNames: [StaticString] { get }
}

extension MemberNames {
  static var usualNames: [StaticString] { names }
}

/// The members of one object, each found once; `null` is the same as absent.
struct Members<Name: MemberNames> {
  /// The object.
  let object: JSONNode
  /// The values by name; the object itself, which is no member of its own, where one is absent.
  private var nodes: InlineArray<24, JSONNode>
  private var seen: UInt32 = 0

  /// The value of a member, or nil where it is absent.
  subscript(name: Name) -> JSONNode? {
    let node = nodes[name.rawValue]
    return node == object ? nil : node
  }

  /// Whether a member stands there, be it with the value `null`.
  func names(_ name: Name) -> Bool { seen & (1 << UInt32(name.rawValue)) != 0 }

  /// The members of `object`; unknown and duplicate ones are faults.
  init(_ object: JSONNode, _ decoder: inout RequestDecoder) {
    self.object = object
    nodes = InlineArray(repeating: object)
    let names = Name.names
    var index = 0
    var next = decoder.json.firstChild(of: object)
    while let node = next {
      next = decoder.json.nextSibling(of: node)
      guard decoder.json.findName(of: node, in: names, from: &index) else {
        decoder.fault(.unknownMember, at: node, .unknownMember(Name.usualNames))
        continue
      }
      if seen & (1 << UInt32(index)) != 0 {
        decoder.fault(.duplicateMember, at: node, .duplicateMember)
      }
      seen |= 1 << UInt32(index)
      if decoder.json.kind(of: node) != .null { nodes[index] = node }
    }
  }
}

extension JSONReader {
  /// Finds a member's name and leaves its place in `index`, from which the search starts: members
  /// mostly come in the order of their names.
  fileprivate func findName(
    of node: JSONNode, in names: [StaticString], from index: inout Int
  ) -> Bool {
    for _ in names.indices {
      if isNamed(node, names[index]) { return true }
      index = index + 1 < names.count ? index + 1 : 0
    }
    return false
  }
}

extension RequestDecoder {
  /// The members of a value that must be an object; nil, and a fault, for anything else.
  mutating func members<Name: MemberNames>(
    of node: JSONNode, _: Name.Type
  ) -> Members<Name>? {
    guard json.kind(of: node) == .object else {
      fault(.wrongType, at: node, .expectedObject)
      return nil
    }
    return Members(node, &self)
  }

  /// The value of a member that must be there; nil, and a fault, where it is not.
  mutating func required<Name: MemberNames>(_ name: Name, _ members: Members<Name>) -> JSONNode? {
    if let node = members[name] { return node }
    missing(name, members)
    return nil
  }

  /// Notes that a member is missing.
  mutating func missing<Name: MemberNames>(_ name: Name, _ members: Members<Name>) {
    let text = "\(Name.names[name.rawValue])"
    fault(.required, pointer: json.pointer(to: members.object) + "/" + text, .required(text))
  }

  /// Notes that a member is there though it may not be.
  mutating func forbid<Name: MemberNames>(
    _ name: Name, _ members: Members<Name>, _ why: @autoclosure () -> Detail
  ) {
    guard let node = members[name] else { return }
    fault(.notAllowed, at: node, why())
  }
}
