/// Takes the content of one request as it arrives and writes the answer as it goes.
///
/// A request that breaks off simply drops its stream.
public protocol BodyStream: AnyObject {
  /// Takes the next octets and appends what there is to answer so far.
  ///
  /// It stops where the answer has reached its limit: what it leaves is given to it again, before
  /// what follows, once the client has taken that much. So a client that sends a little which is
  /// answered at length, and reads nothing, makes the server hold no more than the limit and what
  /// is answered at once.
  ///
  /// - Parameters:
  ///   - bytes: at least one.
  ///   - answer: empty; to be appended to.
  ///   - answerBytesMax: at or above it no more is answered now, in octets; at least one.
  /// - Returns: how many octets it is done with, at least one; all of them below the limit.
  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8], answerBytesMax: Int) -> Int

  /// Appends the rest of the answer: the content is complete.
  func finish(into answer: inout [UInt8])
}
