/// Takes the content of one request as it arrives and writes the answer as it goes.
///
/// A request that breaks off simply drops its stream.
public protocol BodyStream: AnyObject {
  /// Takes the next octets and appends what there is to answer so far.
  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8])

  /// Appends the rest of the answer: the content is complete.
  func finish(into answer: inout [UInt8])
}
