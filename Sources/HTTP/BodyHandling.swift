/// What is to happen to the content of a request.
public enum BodyHandling {
  /// Gather up to `bytesMax` octets (and no more than `Limits.bodyBytesMax`), then call `respond`.
  ///
  /// The way of every request without content too. The permit is held meanwhile and handed back
  /// with the request.
  case collect(bytesMax: Int, permit: (any Permit)? = nil)
  /// Send the response as filled; the content is not wanted.
  case refuse
  /// Send the response's head as filled, then hand the content over piece by piece, up to
  /// `bytesMax` octets; the answer's content is what the stream appends. Not for HEAD.
  case stream(any BodyStream, bytesMax: Int)
}

extension BodyHandling {
  /// The content that is read, in octets.
  func bytesMax(_ limits: Limits) -> Int {
    switch self {
    case .collect(let bytesMax, _): min(bytesMax, limits.bodyBytesMax)
    case .stream(_, let bytesMax): bytesMax
    case .refuse: limits.discardedBytesMax
    }
  }

  /// What the request holds until it is answered.
  var permit: (any Permit)? {
    if case .collect(_, let permit) = self { permit } else { nil }
  }
}
