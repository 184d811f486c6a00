internal import Foundation

/// Puts a file, a folder or a link in the place of another at one stroke.
///
/// The corresponding C function is `rename`.
public func move(_ path: String, over other: String) throws {
  // Swift lends both paths as C strings for the call.
  guard unsafe rename(path, other) == 0 else { throw CocoaError(.fileWriteUnknown) }
}
