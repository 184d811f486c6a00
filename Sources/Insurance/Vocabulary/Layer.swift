/// A layer after the basic fund (基本医保之后的保障层次), in the order of calculation.
public enum Layer: String, CaseIterable, Sendable {
  /// 大病保险, A 六（一）.
  case catastrophic
  /// 公务员医疗补助, A 六（二）.
  case civilServant
  /// 职工健康补充医疗保险（惠民保职工版）, A 六（三）, B 三（十一）.
  case supplementary
  /// 医疗救助, A 七.
  case assistance
}

/// One value for each layer.
public struct ByLayer<Value> {
  private var catastrophic: Value
  private var civilServant: Value
  private var supplementary: Value
  private var assistance: Value

  /// The same value for every layer.
  public init(repeating value: Value) {
    catastrophic = value
    civilServant = value
    supplementary = value
    assistance = value
  }

  /// The value of a layer.
  public subscript(layer: Layer) -> Value {
    get {
      switch layer {
      case .catastrophic: catastrophic
      case .civilServant: civilServant
      case .supplementary: supplementary
      case .assistance: assistance
      }
    }
    set {
      switch layer {
      case .catastrophic: catastrophic = newValue
      case .civilServant: civilServant = newValue
      case .supplementary: supplementary = newValue
      case .assistance: assistance = newValue
      }
    }
  }
}

extension ByLayer: Sendable where Value: Sendable {}
extension ByLayer: Equatable where Value: Equatable {}
extension ByLayer: Hashable where Value: Hashable {}

/// A set of layers.
public struct LayerSet: OptionSet, Hashable, Sendable {
  /// One bit a layer, in the order of `Layer.allCases`.
  public let rawValue: UInt8

  /// The layers of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The one layer.
  public init(_ layer: Layer) { self.init(rawValue: 1 << layer.place) }

  /// The layers for which something holds.
  init(where holds: (Layer) -> Bool) {
    self = []
    for layer in Layer.allCases where holds(layer) { insert(LayerSet(layer)) }
  }

  /// Takes the first layer out, in the order of calculation; nil where none is left.
  mutating func removeFirst() -> Layer? {
    let layer: Layer
    switch rawValue.trailingZeroBitCount {
    case 0: layer = .catastrophic
    case 1: layer = .civilServant
    case 2: layer = .supplementary
    case 3: layer = .assistance
    default: return nil
    }
    remove(LayerSet(layer))
    return layer
  }

  /// Whether a layer is among them.
  public subscript(layer: Layer) -> Bool { contains(LayerSet(layer)) }
}

extension Layer {
  /// The place in the order of calculation.
  public var place: UInt8 {
    switch self {
    case .catastrophic: 0
    case .civilServant: 1
    case .supplementary: 2
    case .assistance: 3
    }
  }
}
