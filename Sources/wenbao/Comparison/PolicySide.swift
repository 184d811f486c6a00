import API
import ArgumentParser
import Comparison
import Insurance
import PolicyFiles

/// One side of a comparison: a folder, perhaps with the terms of one day, perhaps changed.
struct PolicySide {
  /// The policy to settle under.
  let edition: PolicyEdition
  /// What the report says of it.
  let name: ComparedPolicy

  /// The side that an argument names, such as `Config/policy@2024-03-01`.
  ///
  /// - Throws: an `Ending` where the policy has faults, and wrong usage where it has no such day.
  init(_ argument: String) throws {
    let (folder, day) = try PolicySide.parts(of: argument)
    try self.init(PolicySource.edition(folder: folder).policy, folder: folder, day: day)
  }

  private init(
    _ policy: Policy, folder: String, day: Day?, changes: [String] = []
  ) throws {
    let standing = day.map { policy.standing(on: $0) } ?? policy
    guard let standing else {
      throw ValidationError("\(folder) is in force from \(policy.inForceFrom) only")
    }
    edition = PolicyEdition(standing, by: .thisProgram)
    name = ComparedPolicy(
      folder: folder, id: policy.id, digest: policy.digest, day: day, changes: changes)
  }

  /// This side with parameters and readings changed on all days.
  ///
  /// - Throws: wrong usage where a text names none, an `Ending` where the policy is refused then.
  func changed(parameters: [String], readings: [String]) throws -> PolicySide {
    let policy = edition.policy
    let changes: [PolicyChange]
    do throws(PolicyChangeFault) {
      changes =
        try parameters.map { (text) throws(PolicyChangeFault) in
          try PolicyChange(parameter: text, of: policy)
        }
        + readings.map { (text) throws(PolicyChangeFault) in try PolicyChange(reading: text) }
    } catch {
      throw ValidationError("\(error)")
    }
    if changes.isEmpty { return self }
    let changed: Policy
    do throws(PolicyFaults) {
      changed = try policy.changed(by: changes)
    } catch {
      throw Ending(faults: error.faults.map(\.description), of: "the changed policy")
    }
    return try PolicySide(
      changed, folder: name.folder, day: name.day, changes: parameters + readings)
  }

  /// A folder, and the day after the last `@` where what stands there looks like one.
  private static func parts(of argument: String) throws -> (folder: String, day: Day?) {
    guard let mark = argument.lastIndex(of: "@") else { return (argument, nil) }
    let text = String(argument[argument.index(after: mark)...])
    guard text.wholeMatch(of: /[0-9-]{8,10}/) != nil else { return (argument, nil) }
    return (String(argument[..<mark]), try Day.argument(text))
  }
}
