import HTTP
import Insurance
import JSON

extension RequestDecoder {
  /// `true` or `false`; `usual` where the member is absent.
  mutating func bool(_ node: JSONNode?, default usual: Bool) -> Bool? {
    guard let node else { return usual }
    if let value = json.bool(node) { return value }
    fault(.wrongType, at: node, .expectedBoolean)
    return nil
  }

  /// An amount from 0 to 9 999 999 999.99 yuan, as a number or a decimal string.
  mutating func money(_ node: JSONNode) -> Money? {
    units(node, scale: 2, max: Money.requestMax.fen, mayBeString: true).map { Money(fen: $0) }
  }

  /// An amount that may be absent.
  mutating func money(ifPresent node: JSONNode?) -> Money? {
    node.flatMap { money($0) }
  }

  /// A rate from 0 to `max`, as a number with at most four decimals.
  mutating func rate(_ node: JSONNode, max: Rate = .one) -> Rate? {
    units(node, scale: 4, max: max.tenThousandths, mayBeString: false)
      .map { Rate(tenThousandths: $0) }
  }

  /// A whole number in a range.
  mutating func integer(_ node: JSONNode, _ range: ClosedRange<Int64>) -> Int64? {
    let max = range.upperBound
    guard let value = units(node, scale: 0, min: range.lowerBound, max: max, mayBeString: false)
    else { return nil }
    return value
  }

  /// The units of `10^-scale` of a number, or of a decimal string where one may stand.
  mutating func units(
    _ node: JSONNode, scale: Int, min: Int64 = 0, max: Int64, mayBeString: Bool
  ) -> Int64? {
    if let units = json.plainUnits(node, scale: scale), units >= min, units <= max { return units }
    do throws(JSONDecimal.Failure) {
      guard let decimal = try decimal(node, mayBeString: mayBeString) else {
        fault(.wrongType, at: node, .expectedNumber(mayBeString: mayBeString))
        return nil
      }
      let units = try decimal.units(scale: scale)
      if (min...max).contains(units) { return units }
      fault(.outOfRange, at: node, .range(min: min, max: max, scale: scale))
    } catch {
      switch error {
      case .tooLarge: fault(.outOfRange, at: node, .range(min: min, max: max, scale: scale))
      case .tooPrecise: fault(.tooPrecise, at: node, .tooPrecise(decimals: scale))
      }
    }
    return nil
  }

  private func decimal(
    _ node: JSONNode, mayBeString: Bool
  ) throws(JSONDecimal.Failure) -> JSONDecimal? {
    switch json.kind(of: node) {
    case .number: try json.decimal(node)
    case .string where mayBeString: try json.decimalInString(node)
    default: nil
    }
  }

  /// A real calendar date as `2024-05-11`.
  mutating func day(_ node: JSONNode) -> Day? {
    guard json.kind(of: node) == .string else {
      fault(.wrongType, at: node, .expectedDate)
      return nil
    }
    if let text = json.plainString(node), let day = Day(utf8: text) { return day }
    if let text = json.string(node), let day = Day(text) { return day }
    fault(.outOfRange, at: node, .expectedDate)
    return nil
  }

  /// One of the names of a type's cases.
  mutating func choice<Choice>(_ node: JSONNode, _: Choice.Type) -> Choice?
  where Choice: CaseIterable & RawRepresentable<String> {
    guard expectString(node) else { return nil }
    for choice in Choice.allCases where json.isString(node, choice.rawValue) { return choice }
    fault(.outOfRange, at: node, .expectedOneOf(Choice.allCases.map(\.rawValue)))
    return nil
  }

  /// Whether the value is a string; a fault where it is not.
  mutating func expectString(_ node: JSONNode) -> Bool {
    if json.kind(of: node) == .string { return true }
    fault(.wrongType, at: node, .expectedString)
    return false
  }

  /// An identifier that is echoed: up to 64 printable characters.
  mutating func requestID(_ node: JSONNode) -> RequestID? {
    guard expectString(node) else { return nil }
    if let text = json.plainString(node), let id = RequestID(ascii: text) { return id }
    if let text = json.string(node), let id = RequestID(text) { return id }
    fault(.outOfRange, at: node, .expectedRequestID)
    return nil
  }

  /// Whether an array has no more elements than `max`; a fault where it has.
  mutating func count(of array: JSONNode, max: Int) -> Int? {
    var count = 0
    var next = json.firstChild(of: array)
    while let node = next {
      count += 1
      if count > max {
        fault(.outOfRange, at: array, .expectedAtMost(max))
        return nil
      }
      next = json.nextSibling(of: node)
    }
    return count
  }
}

/// What a request may measure at most.
public enum RequestLimits {
  /// The characters of a `requestId`: as many as the contract says.
  public static let requestIDCharactersMax = 64
  /// The lines of a bill; the longest stays have a few thousand.
  public static let feeItemsMax = 10_000
  /// The octets of a batch: a hundred million settlements or so, more than a city's year.
  public static let batchBytesMax = 64 << 30
  /// The octets of a request's content: those of the longest JSON document.
  public static let bodyBytesMax = 1 << 20
}
