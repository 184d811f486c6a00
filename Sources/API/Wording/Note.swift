public import Insurance

/// Something a caller should know beside the amounts.
public struct Note: Hashable, Sendable {
  /// The kinds of notes, by their `code`.
  public enum Code: String, CaseIterable, Sendable {
    /// A figure used stands in for one not yet published, or is marked provisional.
    case provisionalParameter
    /// A layer would apply, but nobody has set its figures.
    case notConfigured
    /// The claim is made by hand, A 十一（八）.
    case manualClaim
    /// More may be due under an instrument this service does not hold, A 九（一）.
    case otherInstrument
    /// Residents' financing falls short of a floor of A 四（二）.
    case belowFloor
  }

  /// Which kind it is.
  public let code: Code
  /// What it is about: a parameter's or a layer's name; nil where the code says it all.
  public let subject: String?
  /// The message.
  public let words: Words

  /// The provisional figure of a parameter.
  public static func provisional(_ figure: FigureID, _ policy: Policy) -> Note {
    let parameter = policy.parameter(of: figure)
    let from = policy.entry(of: figure).from
    let (since, sinceEnglish) =
      parameter.isYearly ? ("\(from.year)年", "of \(from.year)") : ("\(from)起", "from \(from)")
    return Note(
      code: .provisionalParameter, subject: parameter.name,
      words: Words(
        chinese: "\(parameter.title.chinese)暂用\(since)的数值，正式数值公布后应重新计算",
        english: "\(parameter.title.english): the figure \(sinceEnglish) is used provisionally; "
          + "compute again once the final one is published"))
  }

  /// A layer without figures.
  public static func notConfigured(_ layer: Layer) -> Note {
    Note(
      code: .notConfigured, subject: layer.rawValue,
      words: Words(
        chinese: "\(layer.words.chinese)可能另有支付，其标准尚未配置，未计算在内",
        english: "\(layer.words.english) may pay more; its figures are not set "
          + "and nothing is computed for it"))
  }

  /// A member that falls short of its floor.
  public static func belowFloor(_ member: RequestMember) -> Note {
    let name = String(member.pointer.dropFirst())
    let isStandard = member == .standard
    return Note(
      code: .belowFloor, subject: name,
      words: Words(
        chinese: isStandard
          ? "人均筹资额标准低于上一年度居民人均可支配收入的规定比例" : "个人缴费低于人均筹资额的规定份额",
        english: isStandard
          ? "The standard is below its share of last year's disposable income per head"
          : "The individual contribution is below its share of the standard"))
  }

  /// A claim made by hand.
  public static let manualClaim = Note(
    code: .manualClaim, subject: nil,
    words: Words(
      chinese: "非定点医疗机构急诊：先由个人垫付，再向医保经办机构申请审核结算",
      english: "Emergency at an institution that is not designated: the person pays first "
        + "and claims from the insurance agency"))

  /// More may be due elsewhere.
  public static let otherInstrument = Note(
    code: .otherInstrument, subject: nil,
    words: Words(
      chinese: "该人员按其他文件可能享受更多待遇，此处未计算",
      english: "More may be due to this person under another instrument; it is not computed here"))
}

extension SettlementNotes {
  /// The notes in the order of the answer.
  public func notes(_ policy: Policy) -> [Note] {
    var notes: [Note] = []
    for index in 0..<provisional.count {
      notes.append(.provisional(provisional[index], policy))
    }
    for layer in Layer.allCases where notConfigured[layer] { notes.append(.notConfigured(layer)) }
    if manualClaim { notes.append(.manualClaim) }
    if otherInstrument { notes.append(.otherInstrument) }
    return notes
  }
}
