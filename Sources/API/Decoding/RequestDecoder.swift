import Insurance
import JSON

/// Turns a parsed document into the values of a request, collecting every fault.
///
/// A decoding function returns nil where it noted a fault; the caller goes on with the other
/// members, so that one answer names all faults.
struct RequestDecoder: ~Escapable {
  /// The most faults that one answer lists: enough for a person, too few to flood a client.
  static let faultsMax = 100

  let json: JSONReader
  /// Whether the request is a line of a batch that carries its persons' years, which are named.
  let isCarrying: Bool
  private(set) var faults: [MemberFault] = []

  @_lifetime(copy json)
  init(_ json: JSONReader, isCarrying: Bool = false) {
    self.json = json
    self.isCarrying = isCarrying
  }

  /// Notes a fault of a value that is there.
  mutating func fault(_ code: FaultCode, at node: JSONNode, _ detail: Detail) {
    guard faults.count < Self.faultsMax else { return }
    fault(code, pointer: json.pointer(to: node), detail)
  }

  /// Notes a fault at a pointer.
  mutating func fault(_ code: FaultCode, pointer: String, _ detail: Detail) {
    guard faults.count < Self.faultsMax else { return }
    faults.append(MemberFault(pointer: pointer, code: code, detail: detail.words))
  }
}

extension RequestDecoder {
  /// Sees that the document is an object without members; nil, and faults, where it is not.
  mutating func emptyObject() -> Void? {
    guard json.kind(of: json.root) == .object else {
      fault(.wrongType, at: json.root, .expectedObject)
      return nil
    }
    var next = json.firstChild(of: json.root)
    while let node = next {
      fault(.unknownMember, at: node, .noMember)
      next = json.nextSibling(of: node)
    }
    return faults.isEmpty ? () : nil
  }

  /// The `requestId` of the document, where it is one that can be echoed.
  func requestIDOfRoot() -> RequestID? {
    guard json.kind(of: json.root) == .object else { return nil }
    var next = json.firstChild(of: json.root)
    while let node = next {
      if json.isNamed(node, "requestId") {
        var decoder = RequestDecoder(json)
        return json.kind(of: node) == .string ? decoder.requestID(node) : nil
      }
      next = json.nextSibling(of: node)
    }
    return nil
  }
}
