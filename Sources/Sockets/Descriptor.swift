/// An open file descriptor that closes itself when its owner lets go of it.
///
/// It cannot be copied, so there is one owner and one close. A close that finds the number already
/// closed (EBADF) is a programmer's mistake and traps: someone else's descriptor may be next.
@safe public struct Descriptor: ~Copyable, Sendable {
  /// The number by which the kernel knows it.
  let number: CInt

  /// Takes over an open descriptor; nobody else may close it.
  public init(adopting number: CInt) {
    precondition(number >= 0, "a descriptor is not negative: look at errno first")
    self.number = number
  }

  deinit { SystemCalls.close(number) }

  /// Gives the number away without closing it; whoever takes it closes it.
  public consuming func release() -> CInt {
    let number = number
    discard self
    return number
  }

  /// Another descriptor of the same open file.
  ///
  /// The corresponding C function is `fcntl` with `F_DUPFD_CLOEXEC`.
  public borrowing func duplicated() throws(SystemCallError) -> Descriptor {
    Descriptor(adopting: try SystemCalls.duplicate(number))
  }
}
