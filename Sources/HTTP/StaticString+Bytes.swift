extension StaticString {
  /// The UTF-8 of the literal.
  ///
  /// Safe: a literal lies in the program's read-only data, so `utf8Start` points at
  /// `utf8CodeUnitCount` bytes that nothing writes or frees while the program runs; it traps for a
  /// literal that is kept as a scalar instead.
  var bytes: Span<UInt8> {
    @_lifetime(immortal)
    get {
      let span = unsafe Span(_unsafeStart: utf8Start, count: utf8CodeUnitCount)
      return unsafe _overrideLifetime(span, copying: ())
    }
  }
}
