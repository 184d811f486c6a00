internal import CShim

extension Array where Element == UInt8 {
  /// Lets C append to the array, with room for `count` octets.
  mutating func withRoom<Result>(
    for count: Int, _ write: (inout wenbao_room) -> Result
  ) -> Result {
    var result: Result?
    append(addingCapacity: count) { memory in
      // Safe: the room is the memory just reserved, C keeps no pointer to it after the call, and
      // says how much of it has been written.
      unsafe memory.withUnsafeMutableBufferPointer { buffer, filled in
        var room = unsafe wenbao_room(base: buffer.baseAddress, room: buffer.count, count: 0)
        result = write(&room)
        filled = room.count
      }
    }
    guard let result else { preconditionFailure("room is always given") }
    return result
  }

  /// Lets C read the array.
  func withOctets<Result>(_ read: (wenbao_octets) -> Result) -> Result {
    // Safe: C keeps no pointer to the octets after the call.
    unsafe withUnsafeBufferPointer { buffer in
      unsafe read(wenbao_octets(base: buffer.baseAddress, count: buffer.count))
    }
  }
}

/// A text that C writes; nil where it has none to write.
func text(_ write: (inout wenbao_room) -> Bool) -> String? {
  /// Room for any fact or reason: RFC 5280's upper bounds make a subject of a few hundred.
  let bytesMax = 4096
  var octets: [UInt8] = []
  guard octets.withRoom(for: bytesMax, write) else { return nil }
  return String(decoding: octets, as: UTF8.self)
}

/// OpenSSL's words for the failure of the last call on this thread.
func reason(of session: OpaquePointer? = nil) -> String {
  text { room in
    // Safe: the session, if any, is alive, and the room is as long as the call.
    unsafe wenbao_tls_reason(session, &room)
    return true
  } ?? ""
}
