import Insurance
import JSON

enum FeeMember: Int, MemberNames {
  case total, selfFunded, classBCopay, overLimit, refusedDischarge, inScope, items
  static let names: [StaticString] = [
    "total", "selfFunded", "classBCopay", "overLimit", "refusedDischarge", "inScope", "items",
  ]
}

enum FeeItemMember: Int, MemberNames {
  case code, name, unitPrice, quantity, category, copayRate, ceilingPrice
  static let names: [StaticString] = [
    "code", "name", "unitPrice", "quantity", "category", "copayRate", "ceilingPrice",
  ]
}

/// The categories of the catalogue on the wire.
enum Category: String, CaseIterable {
  case classA = "A"
  case classB = "B"
  case classC = "C"
}

extension RequestDecoder {
  /// `fees`: the sums, or the lines they are made of.
  mutating func fees(_ node: JSONNode) -> Fees? {
    guard let members = members(of: node, FeeMember.self) else { return nil }
    let before = faults.count
    let fees = members[.items].map { itemFees($0, members) } ?? sumFees(members)
    return faults.count == before ? fees : nil
  }

  private mutating func sumFees(_ members: Members<FeeMember>) -> Fees? {
    let total = required(.total, members).flatMap { money($0) }
    let selfFunded = part(.selfFunded, members)
    let classBCopay = part(.classBCopay, members)
    let overLimit = part(.overLimit, members)
    let refusedDischarge = part(.refusedDischarge, members)
    let inScope = money(ifPresent: members[.inScope])
    guard let total, let selfFunded, let classBCopay, let overLimit, let refusedDischarge else {
      return nil
    }
    return fees(members) { () throws(FeeFault) in
      try Fees(
        total: total, selfFunded: selfFunded, classBCopay: classBCopay, overLimit: overLimit,
        refusedDischarge: refusedDischarge, inScope: inScope)
    }
  }

  private mutating func itemFees(_ array: JSONNode, _ members: Members<FeeMember>) -> Fees? {
    forbid(.selfFunded, members, .sumsBesideItems)
    forbid(.classBCopay, members, .sumsBesideItems)
    forbid(.overLimit, members, .sumsBesideItems)
    let refusedDischarge = part(.refusedDischarge, members)
    let total = money(ifPresent: members[.total])
    let inScope = money(ifPresent: members[.inScope])
    guard let sums = itemSums(array), let refusedDischarge else { return nil }
    guard total != nil || members[.total] == nil, inScope != nil || members[.inScope] == nil
    else { return nil }
    return fees(members) { () throws(FeeFault) in
      try sums.fees(refusedDischarge: refusedDischarge, total: total, inScope: inScope)
    }
  }

  /// A part beside the total, which is nothing where it is absent.
  private mutating func part(_ name: FeeMember, _ members: Members<FeeMember>) -> Money? {
    members[name].map { money($0) } ?? .zero
  }

  /// The fees, or the fault of sums that do not add up.
  private mutating func fees(
    _ members: Members<FeeMember>, _ make: () throws(FeeFault) -> Fees
  ) -> Fees? {
    do throws(FeeFault) {
      return try make()
    } catch {
      let node: JSONNode
      let detail: Detail
      switch error {
      case .partsExceedTotal(let excess):
        (node, detail) = (members.object, .partsExceedTotal(by: excess))
      case .inScopeDisagrees(let derived):
        node = members[.inScope] ?? members.object
        detail = .disagrees("inScope", derived: derived)
      case .totalDisagrees(let derived):
        node = members[.total] ?? members.object
        detail = .disagrees("total", derived: derived)
      case .tooLarge:
        fault(.outOfRange, at: members.object, .amountTooLarge())
        return nil
      }
      fault(.inconsistent, at: node, detail)
      return nil
    }
  }

  /// The sums over the lines; nil where one has a fault, since sums without it say nothing.
  private mutating func itemSums(_ array: JSONNode) -> FeeItemSums? {
    let before = faults.count
    guard json.kind(of: array) == .array else {
      fault(.wrongType, at: array, .expectedArray)
      return nil
    }
    guard let count = count(of: array, max: RequestLimits.feeItemsMax) else { return nil }
    if count == 0 {
      fault(.outOfRange, at: array, .expectedItems)
      return nil
    }
    var sums = FeeItemSums()
    var next = json.firstChild(of: array)
    while let node = next {
      next = json.nextSibling(of: node)
      guard let item = item(node) else { continue }
      do throws(FeeFault) {
        try sums.add(item)
      } catch {
        fault(.outOfRange, at: node, .amountTooLarge())
      }
    }
    return faults.count == before ? sums : nil
  }

  private mutating func item(_ node: JSONNode) -> FeeItem? {
    guard let members = members(of: node, FeeItemMember.self) else { return nil }
    if let code = members[.code] { _ = expectString(code) }
    if let name = members[.name] { _ = expectString(name) }
    let price = required(.unitPrice, members).flatMap { self.price($0) }
    let quantity = required(.quantity, members).flatMap {
      units($0, scale: 4, max: FeeItem.quantityTenThousandthsMax, mayBeString: true)
    }
    let ceiling = members[.ceilingPrice].flatMap { self.price($0) }
    let category = self.category(members)
    guard let price, let quantity, let category,
      ceiling != nil || members[.ceilingPrice] == nil
    else { return nil }
    return FeeItem(
      unitPriceMillionths: price, quantityTenThousandths: quantity, category: category,
      ceilingPriceMillionths: ceiling)
  }

  /// A price in millionths of a yuan.
  private mutating func price(_ node: JSONNode) -> Int64? {
    units(node, scale: 6, max: FeeItem.priceMillionthsMax, mayBeString: true)
  }

  /// The category with the share first borne that B, and only B, has.
  private mutating func category(_ members: Members<FeeItemMember>) -> FeeItem.ItemCategory? {
    let category = required(.category, members).flatMap { choice($0, Category.self) }
    let copayRate = members[.copayRate].flatMap { rate($0) }
    switch category {
    case nil: return nil
    case .classB:
      if members[.copayRate] == nil { missing(.copayRate, members) }
      return copayRate.map { .classB(copayRate: $0) }
    case .classA, .classC:
      forbid(.copayRate, members, .copayOfCategoryBOnly)
      return category == .classA ? .classA : .classC
    }
  }
}
