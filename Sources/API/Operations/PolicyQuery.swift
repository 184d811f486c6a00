import HTTP
import Insurance
import JSON

/// The query of `GET /v1/policy`: the day asked for, today unless `date` names another.
struct PolicyQuery {
  /// The day.
  let day: Day

  /// Reads the query of a head.
  ///
  /// - Throws: `Problem`; a pointer names a parameter of the query as it would a member.
  init(_ head: borrowing RequestHead, today: Day, _ edition: PolicyEdition) throws(Problem) {
    guard let items = head.queryItems() else {
      throw Problem(.badRequest, detail: Detail.malformedQuery.words)
    }
    var faults: [MemberFault] = []
    func fault(_ name: String, _ code: FaultCode, _ detail: Detail) {
      guard faults.count < RequestDecoder.faultsMax else { return }
      let pointer = "/" + name.pointerToken
      faults.append(MemberFault(pointer: pointer, code: code, detail: detail.words))
    }
    for item in items where item.name != "date" {
      fault(item.name, .unknownMember, .unknownMember(["date"]))
    }
    let dates = items.filter { $0.name == "date" }
    if dates.count > 1 { fault("date", .duplicateMember, .duplicateMember) }
    let day = dates.first.map { Day($0.value) } ?? today
    if let day {
      if day < edition.policy.inForceFrom {
        fault("date", .noPolicyInForce, .noPolicyInForce(edition.policy.inForceFrom))
      }
    } else {
      fault("date", .outOfRange, .expectedDate)
    }
    guard let day, faults.isEmpty else { throw Problem(faults: faults) }
    self.day = day
  }
}

extension RequestHead {
  /// Whether `If-None-Match` names the tag, weak or not: the client's copy is good (the weak
  /// comparison of RFC 9110 sections 8.8.3.2 and 13.1.2).
  ///
  /// - Parameter tag: a weak one.
  func confirms(_ tag: String) -> Bool {
    precondition(tag.hasPrefix("W/"), "what depends on the day is tagged weakly")
    let opaqueTag = String(tag.dropFirst(2))
    var isNamed = false
    forEachElement(of: "if-none-match") { element in
      if element.equals("*") || element.equals(tag) || element.equals(opaqueTag) {
        isNamed = true
      }
    }
    return isNamed
  }
}
