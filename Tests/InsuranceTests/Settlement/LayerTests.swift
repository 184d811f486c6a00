import Insurance
import TestPolicies
import Testing

@Suite struct `the layers after the basic fund` {
  let policy: Policy

  init() throws { policy = try TestPolicies.withLayers() }

  /// Accumulators of all layers.
  private func layers(
    catastrophic: LayerAccumulator = .nothing, civilServant: LayerAccumulator = .nothing,
    assistance: LayerAccumulator = .nothing
  ) -> LayerAccumulators {
    var layers = LayerAccumulators()
    layers[.catastrophic] = catastrophic
    layers[.civilServant] = civilServant
    layers[.assistance] = assistance
    return layers
  }

  /// A stay of an employee whom all four layers are for.
  private func stayWithAllLayers() throws -> Claim {
    var claim = try Claim.stay("400600.00")
    claim.person.isCivilServant = true
    claim.person.holdsSupplementary = true
    claim.person.groups = PersonGroups(.minimumLiving)
    claim.yearToDate.layers = layers()
    return claim
  }

  /// A tertiary stay of which exactly so much is left to a resident, the cap being used up.
  private func selfPay(_ amount: Money, after: LayerAccumulator) throws -> Settlement {
    var claim = try Claim.stay(
      amount, .resident,
      after: InpatientAccumulator(
        inScope: "200000.00", deductiblePaid: "700.00", highestLevel: .tertiary))
    claim.yearToDate.layers = layers(catastrophic: after)
    return try policy.settle(claim)
  }

  @Test func `pay in order, each on what the earlier ones leave`() throws {
    // 400 000 × 90 % leave 600 + 40 000
    let paid = try policy.settle(stayWithAllLayers())
    #expect(paid.amounts.basicFund == "360000.00")
    // (40 600 − 16 000) × 60 % of 40 600
    #expect(paid.amounts.layers[.catastrophic] == "14760.00")
    // 20 000 × 40 % + 5 840 × 70 % of 25 840
    #expect(paid.amounts.layers[.civilServant] == "12088.00")
    // 35 % of 13 752
    #expect(paid.amounts.layers[.supplementary] == "4813.20")
    // (8 938.80 − 1 000) × 80 % of 8 938.80
    #expect(paid.amounts.layers[.assistance] == "6351.04")
    #expect(paid.amounts.personal == "2587.76")
  }

  @Test func `move on the accumulators of those that need one, and write no other`() throws {
    let after = try policy.settle(stayWithAllLayers()).yearToDate.layers
    #expect(after[.catastrophic] == LayerAccumulator(selfPay: "40600.00", paid: "14760.00"))
    #expect(after[.civilServant] == LayerAccumulator(selfPay: "25840.00", paid: "12088.00"))
    #expect(after[.supplementary] == nil)
    #expect(after[.assistance] == LayerAccumulator(selfPay: "8938.80", paid: "6351.04"))
  }

  @Test func `leave an accumulator that they do not need as it was sent`() throws {
    var claim = try stayWithAllLayers()
    claim.yearToDate.layers[.supplementary] = LayerAccumulator(selfPay: "7.00", paid: "3.00")
    let after = try policy.settle(claim).yearToDate.layers
    #expect(after[.supplementary] == LayerAccumulator(selfPay: "7.00", paid: "3.00"))
  }

  @Test func `refuse a claim without an accumulator they need`() throws {
    for layer in [Layer.catastrophic, .civilServant, .assistance] {
      var claim = try stayWithAllLayers()
      claim.yearToDate.layers[layer] = nil
      #expect(throws: ClaimFault.layerAccumulatorMissing(layer)) { try policy.settle(claim) }
      claim.person.isEntitled = false
      #expect(try policy.settle(claim).amounts.layersTotal == "0.00")
    }
  }

  @Test func `cross a threshold and two borders of bands in one claim`() throws {
    // 200 000 − 700 at 70 % leave 700 + 59 790 + 60 000 over the cap
    var claim = try Claim.stay("260000.00", .resident)
    claim.yearToDate.layers = layers()
    let paid = try policy.settle(claim)
    // 34 000 × 60 % + 50 000 × 65 % + 20 490 × 75 %
    #expect(paid.amounts.layers[.catastrophic] == "68267.50")
  }

  @Test func `pay the same on two claims as on one`() throws {
    var claim = try Claim.stay("100000.00", .resident)
    claim.yearToDate.layers = layers()
    let first = try policy.settle(claim)
    // (30 490 − 16 000) × 60 %
    #expect(first.amounts.layers[.catastrophic] == "8694.00")
    claim = try Claim.stay("160000.00", .resident)
    claim.yearToDate = first.yearToDate
    let second = try policy.settle(claim)
    #expect(second.amounts.layers[.catastrophic] == "59573.50")
    #expect(
      second.yearToDate.layers[.catastrophic]
        == LayerAccumulator(selfPay: "120490.00", paid: "68267.50"))
  }

  @Test func `pay nothing up to the threshold and something from one fen above`() throws {
    let before = LayerAccumulator(selfPay: "15000.00", paid: "0.00")
    #expect(try selfPay("1000.00", after: before).amounts.layers[.catastrophic] == "0.00")
    // 0.01 × 60 % = 0.006
    #expect(try selfPay("1000.01", after: before).amounts.layers[.catastrophic] == "0.01")
  }

  @Test func `add bands up exactly and round once, half a fen up`() throws {
    let atBorder = LayerAccumulator(selfPay: "50000.00", paid: "0.00")
    // 0.10 × 65 % = 0.065
    #expect(try selfPay("0.10", after: atBorder).amounts.layers[.catastrophic] == "0.07")
    let astride = LayerAccumulator(selfPay: "49999.95", paid: "0.00")
    // 0.05 × 60 % + 0.05 × 65 % = 0.0625
    #expect(try selfPay("0.10", after: astride).amounts.layers[.catastrophic] == "0.06")
  }

  @Test func `stop at their yearly cap`() throws {
    // 10 000 × 75 % = 7 500
    for (before, payment) in [
      ("292500.00", "7500.00"), ("292500.01", "7499.99"), ("299999.00", "1.00"),
      ("300000.00", "0.00"), ("400000.00", "0.00"),
    ] as [(Money, Money)] {
      let paid = try selfPay(
        "10000.00", after: LayerAccumulator(selfPay: "500000.00", paid: before))
      #expect(paid.amounts.layers[.catastrophic] == payment)
      #expect(
        paid.yearToDate.layers[.catastrophic]
          == LayerAccumulator(selfPay: "510000.00", paid: before + payment))
    }
  }

  @Test func `have rates by the place of care`() throws {
    var claim = try Claim.stay("1000.00", .resident, at: .primary)
    claim.yearToDate.inpatient?.inScope = "200000.00"
    claim.yearToDate.layers = layers(
      catastrophic: LayerAccumulator(selfPay: "60000.00", paid: "0.00"))
    #expect(try policy.settle(claim).amounts.layers[.catastrophic] == "700.00")
  }

  @Test func `have rates by status`() throws {
    // 600 + 400 of 1 600 are left to the active, 400 + 400 of 1 400 to the retired
    for (status, inScope, payment) in [
      (.active, "1600.00", "400.00"), (.retired, "1400.00", "400.00"),
    ] as [(EmploymentStatus, Money, Money)] {
      var claim = try Claim.visit(inScope, .employee(status))
      claim.person.isCivilServant = true
      claim.yearToDate.layers = layers()
      #expect(try policy.settle(claim).amounts.layers[.civilServant] == payment)
    }
    var claim = try Claim.visit("1600.00")
    claim.person.isCivilServant = true
    claim.yearToDate.layers = layers(
      civilServant: LayerAccumulator(selfPay: "19900.00", paid: "0.00"))
    // 100 × 40 % + 900 × 70 %
    #expect(try policy.settle(claim).amounts.layers[.civilServant] == "670.00")
  }

  @Test func `have rates by group, of several the highest`() throws {
    for (groups, payment) in [
      ([.extremePoverty], "1000.00"), ([.minimumLiving], "800.00"),
      ([.marginalMinimumLiving], "600.00"), ([.disabled], "500.00"),
      ([.disabled, .marginalMinimumLiving], "600.00"),
      ([.minimumLiving, .extremePoverty, .disabled], "1000.00"), ([.orphan], "0.00"), ([], "0.00"),
    ] as [([PersonGroup], Money)] {
      var claim = try Claim.stay("1000.00", .resident)
      claim.yearToDate.inpatient?.inScope = "200000.00"
      claim.yearToDate.layers = layers(
        assistance: LayerAccumulator(selfPay: "1000.00", paid: "0.00"))
      claim.person.groups = PersonGroups(groups.map { PersonGroups($0) })
      #expect(try policy.settle(claim).amounts.layers[.assistance] == payment, "\(groups)")
    }
  }

  @Test func `count residents' chronic disease as catastrophic from 2024-03-01`() throws {
    var claim = try Claim.visit(
      "1000.00", .resident, of: .chronicDisease, at: .primary, on: "2024-02-29",
      for: .chronic(.copd),
      after: OutpatientAccumulator(inScope: "1500.00", deductiblePaid: "0.00"))
    claim.yearToDate.layers = layers(
      catastrophic: LayerAccumulator(selfPay: "16000.00", paid: "0.00"))
    #expect(try policy.settle(claim).amounts.layers[.catastrophic] == "0.00")
    claim.encounter.date = "2024-03-01"
    #expect(try policy.settle(claim).amounts.layers[.catastrophic] == "600.00")
    claim.person.enrolment = .employee(.active)
    #expect(try policy.settle(claim).amounts.layers[.catastrophic] == "0.00")
  }
}

@Suite struct `supplementary insurance` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  private func visit(
    _ kind: EncounterKind = .outpatient, at place: Place, on day: Day = "2024-03-01"
  ) throws -> Settlement {
    var claim = try Claim.visit("1600.00", of: kind, at: place, on: day)
    claim.person.holdsSupplementary = true
    return try policy.settle(claim)
  }

  @Test func `pays from 2024-03-01 and is not configured before`() throws {
    let before = try visit(at: .tertiary, on: "2024-02-29")
    #expect(before.amounts.layers[.supplementary] == "0.00")
    #expect(before.notes.notConfigured[.supplementary])
    // 35 % of 600 + 400
    let after = try visit(at: .tertiary, on: "2024-03-01")
    #expect(after.amounts.layers[.supplementary] == "350.00")
    #expect(!after.notes.notConfigured[.supplementary])
  }

  @Test func `pays 55 per cent at primary and 35 elsewhere, ambulances included`() throws {
    for kind in [EncounterKind.outpatient, .ambulance, .chronicDisease] {
      // 600 + 200, 600 + 300 and 600 + 400 are left
      #expect(try visit(kind, at: .primary).amounts.layers[.supplementary] == "440.00")
      #expect(try visit(kind, at: .secondary).amounts.layers[.supplementary] == "315.00")
      #expect(try visit(kind, at: .tertiary).amounts.layers[.supplementary] == "350.00")
    }
  }

  @Test func `pays nothing at pharmacies`() throws {
    let paid = try visit(.pharmacy, at: .pharmacy)
    #expect(paid.amounts.layers[.supplementary] == "0.00")
    #expect(!paid.notes.notConfigured[.supplementary])
  }

  @Test func `pays on whatever of the stay is left, first borne and over the cap too`() throws {
    // 1 000 first borne; 9 000 − 600 at 90 % leave 600 + 840
    var claim = try Claim.stay("10000.00", by: .referredOut)
    claim.person.holdsSupplementary = true
    #expect(try policy.settle(claim).amounts.layers[.supplementary] == "854.00")
    claim.yearToDate.inpatient?.inScope = "598332.00"
    #expect(try policy.settle(claim).amounts.layers[.supplementary] == "3500.00")
  }

  @Test func `is for employees who hold it`() throws {
    var claim = try Claim.visit("1600.00")
    #expect(try policy.settle(claim).amounts.layers[.supplementary] == "0.00")
    claim.person.holdsSupplementary = true
    claim.person.enrolment = .resident
    #expect(try policy.settle(claim).amounts.layers[.supplementary] == "0.00")
  }

  @Test func `shows its rate unless a yearly cap cuts what that gives`() throws {
    let rates = "        rates: { primary: 0.55"
    var files = try TestPolicies.shippedFiles()
    files["layers.yaml"] = files["layers.yaml"]?
      .replacing(rates, with: "        yearlyCap: 500\n\(rates)")
    let policy = try TemporaryFolder(files).loadPolicy()
    var claim = try Claim.visit("1600.00", on: "2024-03-01")
    claim.person.holdsSupplementary = true
    // 600 + 400 of 1 600 are left, of which 35 %
    for (paid, amount, rate) in [
      ("0.00", "350.00", Rate(percent: 35)), ("150.00", "350.00", Rate(percent: 35)),
      ("150.01", "349.99", nil),
    ] as [(Money, Money, Rate?)] {
      claim.yearToDate.layers[.supplementary] = LayerAccumulator(selfPay: "0.00", paid: paid)
      let step = try #require(try policy.steps(claim).first { $0.rule == .supplementary })
      #expect(step.base == "1000.00" && step.amount == amount && step.rate == rate)
    }
  }

  @Test func `needs no accumulator and writes none`() throws {
    #expect(try visit(at: .tertiary).yearToDate.layers == LayerAccumulators())
  }
}

extension LayerAccumulator {
  /// Nothing counted yet.
  static let nothing = LayerAccumulator(selfPay: .zero, paid: .zero)
}
