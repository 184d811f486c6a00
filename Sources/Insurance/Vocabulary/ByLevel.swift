/// One value for each level of medical institution.
public struct ByLevel<Value: Sendable>: Sendable {
  /// At 基层医疗卫生机构.
  public let primary: Value
  /// At 二级及其他医疗机构.
  public let secondary: Value
  /// At 三级医疗机构.
  public let tertiary: Value

  /// The three values.
  public init(primary: Value, secondary: Value, tertiary: Value) {
    self.primary = primary
    self.secondary = secondary
    self.tertiary = tertiary
  }

  /// The value at a level.
  public subscript(level: Level) -> Value {
    switch level {
    case .primary: primary
    case .secondary: secondary
    case .tertiary: tertiary
    }
  }
}

/// One value for each level of medical institution and one for pharmacies.
public struct ByPlace<Value: Sendable>: Sendable {
  /// At medical institutions.
  public let institutions: ByLevel<Value>
  /// At 零售药店.
  public let pharmacy: Value

  /// The four values.
  public init(institutions: ByLevel<Value>, pharmacy: Value) {
    self.institutions = institutions
    self.pharmacy = pharmacy
  }

  /// The value at a place.
  public subscript(place: Place) -> Value {
    guard let level = place.level else { return pharmacy }
    return institutions[level]
  }
}

extension ByLevel: Equatable where Value: Equatable {}
extension ByPlace: Equatable where Value: Equatable {}
