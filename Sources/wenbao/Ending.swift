/// Why a command ends early: a message for stderr and the exit code.
struct Ending: Error {
  /// The exit codes, as README.md documents them.
  enum Code: Int32 {
    /// Done; a settlement was answered, covered or not.
    case done = 0
    /// The input was refused; the answer says why.
    case refusedInput = 1
    /// The arguments were wrong.
    case usage = 2
    /// The policy or the settings have faults.
    case badPolicy = 3
    /// The service could not start, for instance because the port is taken.
    case cannotStart = 4
    /// An answer is not what its request comes to.
    case differs = 5
    /// Another policy or version computed an answer.
    case notVerifiable = 6
    /// Broken off: lines cannot be read on, answers cannot be written, or a signal ended a batch.
    case brokenOff = 7

    /// The service asked is not there, or not well.
    static let notWell = Code.refusedInput
    /// A line of a batch was refused; the others were settled.
    static let lineRefused = Code.refusedInput
  }

  let code: Code
  let message: String
}

extension Ending {
  /// The end of a command whose policy or settings have these faults, told one a line.
  init(faults: [String], of subject: String) {
    let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
    let lines = faults + ["\(subject) cannot be used: \(count)"]
    self.init(code: .badPolicy, message: lines.joined(separator: "\n"))
  }
}
