/// The readings (解释口径) this service takes where the instruments are silent or ambiguous.
///
/// The register of readings with their clauses and words is data in the policy files; the
/// formulas know the names.
public enum Reading: Int, CaseIterable, Sendable {
  /// R1: a settlement belongs to the day of service or discharge.
  case settlementDate = 1
  /// R2: whether 下降20% lowers the rate relatively or by percentage points.
  case unreferredReduction
  /// R3: whether a resident's unreferred outpatient care outside the city is paid.
  case residentUnreferredOutpatient
  /// R4: whether the cap counts what the person first bears outside the city.
  case priorSelfPayCap
  /// R5: resident chronic care shares the outpatient cap.
  case chronicCap
  /// R6: residents' ambulances are treated as employees' are.
  case residentAmbulance
  /// R7: flexible workers pay the employers' rates with maternity.
  case flexibleRates
  /// R8: the bankruptcy lump sum has the pools' rates.
  case bankruptcyRates
  /// R9: a temporary filing without referral is unreferred.
  case temporaryFiling
  /// R10: whether students have the residents' outpatient terms at primary institutions.
  case studentPrimaryOutpatient
  /// R11: the outpatient deductible carries over between schemes.
  case outpatientDeductibleCarry
  /// R12: special-disease care counts as a stay for the deductible.
  case specialDiseaseCountsAsStay
  /// R13: the lump sum of those retired before the system has the pools' rates.
  case preSystemRate
  /// R14: difficult birth adds its days once.
  case dystociaAddition
  /// R15: supplementary insurance pays on what earlier layers leave.
  case supplementaryBase
  /// R16: residents settled elsewhere have the local outpatient terms there.
  case resettledResidentOutpatient

  /// The name on the wire and in the policy files.
  public var name: String { Reading.names[rawValue - 1] }

  private static let names = allCases.map { "\($0)" }

  /// The id, such as `R2`.
  public var id: String { "R\(rawValue)" }

  /// The values that the formulas know, the default of rules 9 first.
  public var values: [String] {
    switch self {
    case .settlementDate: ["discharge"]
    case .unreferredReduction: UnreferredReduction.allCases.map(\.rawValue)
    case .residentUnreferredOutpatient: ResidentUnreferredOutpatient.allCases.map(\.rawValue)
    case .priorSelfPayCap: PriorSelfPayCap.allCases.map(\.rawValue)
    case .chronicCap: ["shared"]
    case .residentAmbulance: ["asEmployee"]
    case .flexibleRates: ["withMaternity"]
    case .bankruptcyRates: ["pools"]
    case .temporaryFiling: ["unreferredOut"]
    case .studentPrimaryOutpatient: StudentPrimaryOutpatient.allCases.map(\.rawValue)
    case .outpatientDeductibleCarry: ["carried"]
    case .specialDiseaseCountsAsStay: ["yes"]
    case .preSystemRate: ["pools"]
    case .dystociaAddition: ["once"]
    case .supplementaryBase: ["afterEarlierLayers"]
    case .resettledResidentOutpatient: ["asLocal"]
    }
  }

  /// Whether a request may choose among the values.
  public var isChoosable: Bool { values.count > 1 }
}

/// R2, A 十一（五）: 在原支付比例基础上下降20%.
public enum UnreferredReduction: String, CaseIterable, Sendable {
  /// The rate × 0.8.
  case relative
  /// The rate less 20 percentage points, not below nothing.
  case points
}

/// R3, A 十一（五）: the fund pays nothing for residents' outpatient care outside the city.
public enum ResidentUnreferredOutpatient: String, CaseIterable, Sendable {
  /// Nothing is paid.
  case none
  /// Paid as local care at the lowered rate.
  case reduced
}

/// R4, A 十三（三）: what counts towards the cap where the person first bears a share.
public enum PriorSelfPayCap: String, CaseIterable, Sendable {
  /// What enters the pool.
  case net
  /// The whole in-scope expense.
  case gross
}

/// R10, A 四（六） against B 三（八）: students at primary institutions.
public enum StudentPrimaryOutpatient: String, CaseIterable, Sendable {
  /// Nothing is paid.
  case none
  /// The residents' terms, on local and resettled routes.
  case asResident
}

/// The choosable readings in force for one settlement.
public struct Readings: Hashable, Sendable {
  /// R2.
  public var unreferredReduction: UnreferredReduction
  /// R3.
  public var residentUnreferredOutpatient: ResidentUnreferredOutpatient
  /// R4.
  public var priorSelfPayCap: PriorSelfPayCap
  /// R10.
  public var studentPrimaryOutpatient: StudentPrimaryOutpatient

  /// The readings; each has the default of rules 9.
  public init(
    unreferredReduction: UnreferredReduction = .relative,
    residentUnreferredOutpatient: ResidentUnreferredOutpatient = .none,
    priorSelfPayCap: PriorSelfPayCap = .net,
    studentPrimaryOutpatient: StudentPrimaryOutpatient = .none
  ) {
    self.unreferredReduction = unreferredReduction
    self.residentUnreferredOutpatient = residentUnreferredOutpatient
    self.priorSelfPayCap = priorSelfPayCap
    self.studentPrimaryOutpatient = studentPrimaryOutpatient
  }

  /// Chooses a value of a reading by name; false where the formulas do not know it.
  public mutating func choose(_ reading: Reading, _ value: String) -> Bool {
    func put<Choice: RawRepresentable<String>>(_ path: WritableKeyPath<Readings, Choice>) -> Bool {
      guard let choice = Choice(rawValue: value) else { return false }
      self[keyPath: path] = choice
      return true
    }
    return switch reading {
    case .unreferredReduction: put(\.unreferredReduction)
    case .residentUnreferredOutpatient: put(\.residentUnreferredOutpatient)
    case .priorSelfPayCap: put(\.priorSelfPayCap)
    case .studentPrimaryOutpatient: put(\.studentPrimaryOutpatient)
    default: reading.values == [value]
    }
  }

  /// The place among `Reading.values` of the value in force.
  public func place(of reading: Reading) -> Int {
    switch reading {
    case .unreferredReduction: unreferredReduction == .relative ? 0 : 1
    case .residentUnreferredOutpatient: residentUnreferredOutpatient == .none ? 0 : 1
    case .priorSelfPayCap: priorSelfPayCap == .net ? 0 : 1
    case .studentPrimaryOutpatient: studentPrimaryOutpatient == .none ? 0 : 1
    default: 0
    }
  }

  /// The value in force of a reading, choosable or not.
  public func value(of reading: Reading) -> String {
    switch reading {
    case .unreferredReduction: unreferredReduction.rawValue
    case .residentUnreferredOutpatient: residentUnreferredOutpatient.rawValue
    case .priorSelfPayCap: priorSelfPayCap.rawValue
    case .studentPrimaryOutpatient: studentPrimaryOutpatient.rawValue
    default: reading.values[0]
    }
  }
}

/// A set of readings.
public struct ReadingSet: OptionSet, Hashable, Sendable {
  /// One bit a reading: R1 is bit 1.
  public let rawValue: UInt32

  /// The readings of these bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The one reading.
  public init(_ reading: Reading) { self.init(rawValue: 1 << UInt32(reading.rawValue)) }

  /// The reading, where there is just one.
  public var soleReading: Reading? {
    rawValue & (rawValue &- 1) == 0 ? Reading(rawValue: rawValue.trailingZeroBitCount) : nil
  }

  /// Whether a reading is among them.
  public func contains(_ reading: Reading) -> Bool { contains(ReadingSet(reading)) }
}

/// A reading as the policy files register it.
public struct ReadingEntry: Sendable {
  /// Which reading it is.
  public let reading: Reading
  /// What it settles, in both languages.
  public let title: Words
  /// The clauses that can be read so.
  public let citations: [Citation]
  /// The value in force unless a request chooses another.
  public let inForce: String
  /// Why, and where from.
  public let source: String
  /// Where the entry stands.
  public let origin: SourceLine

  /// An entry of the register of readings.
  public init(
    reading: Reading, title: Words, citations: [Citation], inForce: String, source: String,
    origin: SourceLine
  ) {
    self.reading = reading
    self.title = title
    self.citations = citations
    self.inForce = inForce
    self.source = source
    self.origin = origin
  }
}
