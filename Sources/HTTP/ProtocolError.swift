/// A rule of the protocol, or a limit of the server, that a client has broken.
///
/// Each case is one rule; it knows the status it is answered with and a code that stays the same
/// from release to release. The wording is in `ProtocolError+Wording.swift`.
public enum ProtocolError: String, Error, Sendable, CaseIterable {
  // The request line (RFC 9112 section 3).
  /// The method is missing or is not a token.
  case invalidMethod
  /// The target is missing, has a character no URI has, or has a form its method does not allow.
  case invalidTarget
  /// The version is not `HTTP/` digit `.` digit.
  case malformedVersion
  /// The version is not 1.0 or 1.1.
  case unsupportedVersion
  /// The request line is longer than `Limits.requestLineBytesMax`.
  case requestLineTooLong
  /// The method is not implemented for any target.
  case methodNotImplemented

  // Lines (RFC 9112 section 2.2).
  /// A carriage return is not followed by a line feed.
  case bareCarriageReturn
  /// A line feed does not follow a carriage return.
  case bareLineFeed

  // The field section (RFC 9112 section 5).
  /// A field name is empty, has a character no token has, or has no colon after it.
  case invalidFieldName
  /// There is white space between a field name and its colon.
  case spaceBeforeColon
  /// A field line begins with white space.
  case lineFolding
  /// A field value has a control character.
  case invalidFieldValue
  /// The field lines are longer than `Limits.fieldSectionBytesMax`.
  case fieldSectionTooLarge
  /// There are more field lines than `Limits.fieldLinesMax`.
  case tooManyFieldLines

  // Fields that frame and route the message (RFC 9112 sections 3.2, 6 and 7).
  /// A request of HTTP/1.1 has no Host field.
  case missingHost
  /// There is more than one Host field line.
  case repeatedHost
  /// The Host field is not a host with an optional port.
  case invalidHost
  /// The Content-Length is not one run of digits.
  case invalidContentLength
  /// There is more than one Content-Length field line.
  case repeatedContentLength
  /// There are both a Content-Length and a Transfer-Encoding.
  case contentLengthWithTransferEncoding
  /// The Transfer-Encoding is not a list of codings, or names chunked twice.
  case malformedTransferEncoding
  /// The Transfer-Encoding names a coding other than chunked.
  case unsupportedTransferCoding
  /// A request of HTTP/1.0 has a Transfer-Encoding.
  case transferEncodingInHTTP10
  /// The expectation is not 100-continue.
  case unsupportedExpectation

  // The content (RFC 9112 section 7.1).
  /// The content is longer than `Limits.bodyBytesMax` or the responder's own limit.
  case contentTooLarge
  /// A chunk size is not a run of hexadecimal digits, or is beyond counting.
  case invalidChunkSize
  /// The extension of a chunk has a control character or does not begin with a semicolon.
  case invalidChunkExtension
  /// The extension of a chunk is longer than `Limits.chunkExtensionBytesMax`.
  case chunkExtensionTooLong
  /// The data of a chunk is longer than its size says.
  case unterminatedChunk
  /// The overhead of the chunks is above `Limits.chunkOverheadBytesMax` and four fifths.
  case excessiveChunkOverhead
  /// The trailer section is longer than `Limits.trailerBytesMax`.
  case trailerSectionTooLarge

  // The coding of the content (RFC 9110 section 8.4).

  /// The content is coded otherwise than by gzip or deflate, or by several codings.
  case unsupportedContentCoding
  /// The content is not what its coding says.
  case malformedContentCoding

  // Time (RFC 9112 section 8 and RFC 9110 section 15.5.9).
  /// The connection ended within a request.
  case truncatedRequest
  /// A request was not complete when its time was up.
  case requestTimeout

  /// The status the request is answered with.
  public var status: Status {
    switch self {
    case .requestTimeout: .requestTimeout
    case .contentTooLarge: .contentTooLarge
    case .requestLineTooLong: .uriTooLong
    case .unsupportedExpectation: .expectationFailed
    case .unsupportedContentCoding: .unsupportedMediaType
    case .fieldSectionTooLarge, .tooManyFieldLines, .trailerSectionTooLarge:
      .requestHeaderFieldsTooLarge
    case .methodNotImplemented, .unsupportedTransferCoding: .notImplemented
    case .unsupportedVersion: .httpVersionNotSupported
    default: .badRequest
    }
  }

  /// The name of the case: stable, for machines.
  public var code: String { rawValue }
}
