extension StaticString {
  /// The UTF-8 of the literal.
  ///
  /// Safe: a literal lies in the program's read-only data, so `utf8Start` points at
  /// `utf8CodeUnitCount` bytes that nothing writes or frees while the program runs; it traps for a
  /// literal that is kept as a scalar instead.
  @inlinable
  public var bytes: Span<UInt8> {
    @_lifetime(immortal)
    get {
      let span = unsafe Span(_unsafeStart: utf8Start, count: utf8CodeUnitCount)
      return unsafe _overrideLifetime(span, copying: ())
    }
  }
}

extension String {
  /// Passes the octets on, as UTF-8.
  ///
  /// Not by `utf8.span`: of a short string, whose octets are in the value itself, the optimiser of
  /// Swift 6.3 lets them go before they are read.
  @inlinable
  public func withOctets<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    var text = self
    // Safe: the span is read within the closure, for as long as the octets stay.
    return text.withUTF8 { octets in body(unsafe Span(_unsafeElements: octets)) }
  }
}
