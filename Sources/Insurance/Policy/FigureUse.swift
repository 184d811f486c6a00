/// A figure that an amount rests on, whatever it counts.
public struct FigureUse: Hashable, Sendable {
  /// Its entry in the register.
  public let id: FigureID
  /// Whether it is provisional, which a note says.
  public let isProvisional: Bool
}

extension Figure {
  /// The figure as a ground of an amount.
  var use: FigureUse { FigureUse(id: id, isProvisional: isProvisional) }
}

extension Sequence<FigureUse> {
  /// The provisional figures, each once, in their order.
  var provisional: [FigureID] {
    var found: [FigureID] = []
    for use in self where use.isProvisional && !found.contains(use.id) { found.append(use.id) }
    return found
  }
}
