import Insurance

extension PolicyReader {
  /// What a layer pays; nil where a fault forbade it.
  func benefit(_ entry: Entry) -> LayerBenefit? {
    let known = ["threshold", "rates", "bands", "yearlyCap"]
    guard let fields = entry.fields("a layer's benefit", known: known) else { return nil }
    let threshold = fields.optional("threshold", money)
    let yearlyCap = fields.optional("yearlyCap", money)
    let rates = fields.oneOf("rates", "bands")
    let hasBands = rates?.key == "bands"
    let bands = rates.flatMap { hasBands ? self.bands($0.value) : flat($0.value) }
    guard let rates, let bands, let threshold, let yearlyCap else { return nil }
    if bands.count > 1, bands[1].from <= threshold ?? .zero {
      rates.value.report(.bandBelowThreshold)
    }
    return LayerBenefit(
      threshold: threshold, bands: bands, hasBands: hasBands, yearlyCap: yearlyCap)
  }

  /// One band from nothing on, where rates are flat.
  private func flat(_ entry: Entry) -> [LayerBand]? {
    rates(entry).map { [LayerBand(from: .zero, rates: $0)] }
  }

  private func bands(_ entry: Entry) -> [LayerBand]? {
    guard let entries = entry.list("a list of bands") else { return nil }
    if entries.isEmpty { entry.report(.empty) }
    let bands = entries.compactMap(band)
    guard !bands.isEmpty, bands.count == entries.count else { return nil }
    var isRising = true
    for index in bands.indices.dropFirst() where bands[index].from <= bands[index - 1].from {
      entries[index].report(.fallingBand)
      isRising = false
    }
    return isRising ? bands : nil
  }

  private func band(_ entry: Entry) -> LayerBand? {
    guard let fields = entry.fields("a band", known: ["from", "rates"]) else { return nil }
    let from = fields.required("from").flatMap(money)
    let rates = fields.required("rates").flatMap(rates)
    guard let from, let rates else { return nil }
    return LayerBand(from: from, rates: rates)
  }

  /// Rates by place, or by category where the keys of that stand.
  private func rates(_ entry: Entry) -> LayerRates? {
    guard entry.has("categories") || entry.has("otherwise") else { return ratesByPlace(entry) }
    guard let fields = entry.fields("rates by category", known: ["categories", "otherwise"])
    else { return nil }
    let otherwise = fields.required("otherwise").flatMap(rate)
    let categories = fields.required("categories").flatMap(ratesByCategory)
    guard let otherwise, let categories else { return nil }
    return .byCategory(categories, otherwise: otherwise)
  }

  private func ratesByPlace(_ entry: Entry) -> LayerRates? {
    let known = Place.allCases.map(\.rawValue)
    guard let fields = entry.fields("rates by place or by category", known: known) else {
      return nil
    }
    let primary = fields.required("primary").flatMap(rate)
    let secondary = fields.required("secondary").flatMap(rate)
    let tertiary = fields.required("tertiary").flatMap(rate)
    let pharmacy = fields.required("pharmacy").flatMap(rate)
    guard let primary, let secondary, let tertiary, let pharmacy else { return nil }
    return .byPlace(
      ByPlace(
        institutions: ByLevel(primary: primary, secondary: secondary, tertiary: tertiary),
        pharmacy: pharmacy))
  }

  private func ratesByCategory(_ entry: Entry) -> [PersonCategory: Rate]? {
    guard let pairs = entry.pairs("rates by category of person") else { return nil }
    if pairs.isEmpty { entry.report(.empty) }
    var rates: [PersonCategory: Rate] = [:]
    for (name, value) in pairs {
      guard let category = value.choice(named: name, PersonCategory.names),
        let rate = rate(value)
      else { continue }
      rates[category] = rate
    }
    return pairs.isEmpty || rates.count < pairs.count ? nil : rates
  }

  private func money(_ entry: Entry) -> Money? {
    entry.amount(.yuan).map { Money(fen: $0) }
  }

  private func rate(_ entry: Entry) -> Rate? {
    entry.amount(.rate).map { Rate(tenThousandths: $0) }
  }
}

extension PersonCategory {
  /// Every category with the name that files use: schemes, statuses of employees, groups.
  static var names: [(name: String, value: PersonCategory)] {
    Scheme.allCases.map { ($0.rawValue, .scheme($0)) }
      + EmploymentStatus.allCases.map { ($0.rawValue, .status($0)) }
      + PersonGroup.allCases.map { ($0.name, .group($0)) }
  }
}
