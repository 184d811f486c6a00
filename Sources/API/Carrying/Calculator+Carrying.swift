import HTTP
import Insurance
import JSON

/// What became of a line of a batch that carries its persons' years.
public enum CarriedLine: Sendable {
  /// It is settled, and what the person has used up is moved on.
  case settled
  /// It is refused, and nothing is moved on.
  case refused
  /// It is not answered: there are as many persons as there may be.
  case full
}

extension Calculator {
  /// The key of the person a line is about; nil where it names none, or cannot be read.
  public mutating func personKey(of line: borrowing BatchLine) -> PersonKey? {
    line.isTooLong ? nil : personKey(in: line.bytes)
  }

  /// Computes one settlement of a person whose year is carried along, and moves that on.
  ///
  /// - Parameters:
  ///   - key: the key of the person, nil where there is none.
  ///   - persons: the share of persons to which this one belongs.
  /// - Returns: nil where there are as many persons as there may be.
  /// - Throws: `Problem`, naming every fault of the request; nothing is moved on then.
  public mutating func settlement(
    _ body: Span<UInt8>, of key: PersonKey?, carrying persons: inout CarriedPersons
  ) throws(Problem) -> SettlementAnswer? {
    let carried = key.flatMap { persons[$0] }
    let (answer, isOpened) = try settlement(body, after: carried)
    guard let key else { preconditionFailure("a request that is carried names its person") }
    guard persons.admit(key) else { return nil }
    let year = CarriedYear(
      day: answer.claim.encounter.date, isOpened: isOpened,
      yearToDate: answer.settlement.yearToDate)
    persons.keep(year, of: key)
    return answer
  }

  /// Appends one line of answer to one line of a batch, whose person's year is carried along.
  ///
  /// - Parameters:
  ///   - key: the key of the person, nil where there is none.
  ///   - persons: the share of persons to which this one belongs.
  public mutating func settle(
    _ line: borrowing BatchLine, of key: PersonKey?, carrying persons: inout CarriedPersons,
    in language: Language, explains: Bool = true, into output: inout [UInt8]
  ) -> CarriedLine {
    do throws(Problem) {
      if line.isTooLong { throw Problem(ProtocolError.contentTooLarge) }
      guard var answer = try settlement(line.bytes, of: key, carrying: &persons) else {
        return .full
      }
      if !explains { answer.explains = false }
      append(answer, in: language, to: &output)
      output.append(UInt8(ascii: "\n"))
      return .settled
    } catch {
      append(error, at: line.number, in: language, to: &output)
      return .refused
    }
  }
}
