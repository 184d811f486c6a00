/// Something that is otherwise in a policy than its files say, to see what it would cost.
public enum PolicyChange: Hashable, Sendable {
  /// Every value of a parameter is this one, in the smallest unit of the parameter's unit.
  case parameter(name: String, amount: Int64)
  /// A reading has this value unless a request chooses another.
  case reading(Reading, String)
}

extension Policy {
  /// This policy with changes that hold on every day, checked as any policy is.
  ///
  /// - Throws: every fault that the changes bring about, at least one.
  public func changed(by changes: [PolicyChange]) throws(PolicyFaults) -> Policy {
    var parameters = register.parameters
    var readings = readings
    for change in changes {
      switch change {
      case .parameter(let name, let amount):
        parameters = parameters.map { $0.name == name ? $0.with(amount: amount) : $0 }
      case .reading(let reading, let value):
        readings = readings.map { $0.reading == reading ? $0.inForce(as: value) : $0 }
      }
    }
    return try Policy(
      id: id, digest: digest, inForceFrom: inForceFrom,
      register: Register(instruments: register.instruments, parameters: parameters),
      readings: readings, layers: layers)
  }
}

extension Parameter {
  /// The parameter with one value on all its days.
  fileprivate func with(amount: Int64) -> Parameter {
    let values = values.map { value in
      DatedValue(
        from: value.from, until: value.until, amount: amount, isProvisional: value.isProvisional,
        citation: value.citation, source: value.source, origin: value.origin)
    }
    return Parameter(
      name: name, title: title, unit: unit, isYearly: isYearly, values: values, origin: origin)
  }
}

extension ReadingEntry {
  /// The entry with another value in force.
  fileprivate func inForce(as value: String) -> ReadingEntry {
    ReadingEntry(
      reading: reading, title: title, citations: citations, inForce: value, source: source,
      origin: origin)
  }
}
