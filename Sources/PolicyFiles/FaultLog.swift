import Insurance

/// Collects faults, so that one reading of the folder reports all of them.
///
/// It also remembers which parameters, layers and readings a fault has damaged: what the checks of
/// the whole policy say about those follows from that fault and is left unsaid.
final class FaultLog {
  private(set) var faults: [PolicyFault] = []
  private var damaged: Set<Subject> = []

  /// What a fault can damage.
  enum Subject: Hashable {
    case parameter(String)
    case layer(Layer)
    case reading(Reading)
    /// A whole file or chapter, with whatever it would have given.
    case everything
  }

  /// Reports a fault at a place, if there is one to go to.
  func report(_ fault: FormatFault, at origin: SourceLine?) {
    faults.append(PolicyFault(.malformed(fault.words), at: origin))
  }

  /// Remembers that what the files say of the subject is not all there.
  func damage(_ subject: Subject) { damaged.insert(subject) }

  /// Marks the subject as damaged if reading it reports a fault.
  func watching<Value>(_ subject: Subject, _ read: () -> Value) -> Value {
    let before = faults.count
    let value = read()
    if faults.count > before { damage(subject) }
    return value
  }

  /// Takes the faults of the checks of the whole policy that stand on their own.
  func add(_ checked: PolicyFaults) {
    for fault in checked.faults {
      guard case .unknownParameter(_, let nearest?) = fault.reason else { continue }
      damage(.parameter(nearest))
    }
    faults += checked.faults.filter { !follows($0) }
  }

  private func follows(_ fault: PolicyFault) -> Bool {
    switch fault.reason {
    case .missingValue(let name, _): isMissing(.parameter(name))
    case .missingLayer(let layer, _): isMissing(.layer(layer))
    case .missingReading(let reading): isMissing(.reading(reading))
    case .belowFloor(let name, _, _, _): damaged.contains(.parameter(name))
    default: false
    }
  }

  /// Whether a fault can be why the subject is not there.
  private func isMissing(_ subject: Subject) -> Bool {
    damaged.contains(subject) || damaged.contains(.everything)
  }
}
