/// A value of the document that was parsed: a place on its tape.
public struct JSONNode: Hashable, Sendable {
  @usableFromInline let index: UInt32

  @inlinable
  init(index: UInt32) { self.index = index }
}
