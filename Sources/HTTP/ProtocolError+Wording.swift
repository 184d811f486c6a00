extension ProtocolError {
  /// What is wrong, in one English sentence for the author of the client.
  public var detail: String {
    switch self {
    case .invalidMethod: "The method is missing or is not a token."
    case .invalidTarget: "The request target is not one its method allows."
    case .malformedVersion: "The version is not of the form HTTP/1.1."
    case .unsupportedVersion: "The version is neither HTTP/1.1 nor HTTP/1.0."
    case .requestLineTooLong: "The request line is too long."
    case .methodNotImplemented: "The method is not implemented."
    case .bareCarriageReturn: "A carriage return is not followed by a line feed."
    case .bareLineFeed: "A line feed does not follow a carriage return."
    case .invalidFieldName: "A field name is not a token followed by a colon."
    case .spaceBeforeColon: "There is white space between a field name and its colon."
    case .lineFolding: "A field line begins with white space."
    case .invalidFieldValue: "A field value has a control character."
    case .fieldSectionTooLarge: "The header fields are too long."
    case .tooManyFieldLines: "There are too many header fields."
    case .missingHost: "The Host field is missing."
    case .repeatedHost: "There is more than one Host field."
    case .invalidHost: "The Host field is not a host with an optional port."
    case .invalidContentLength: "The Content-Length is not a number."
    case .repeatedContentLength: "There is more than one Content-Length."
    case .contentLengthWithTransferEncoding:
      "There are both a Content-Length and a Transfer-Encoding."
    case .malformedTransferEncoding: "The Transfer-Encoding is malformed."
    case .unsupportedTransferCoding: "The only transfer coding understood is chunked."
    case .transferEncodingInHTTP10: "HTTP/1.0 has no Transfer-Encoding."
    case .unsupportedExpectation: "The only expectation met is 100-continue."
    case .contentTooLarge: "The content is too large."
    case .invalidChunkSize: "A chunk size is not a hexadecimal number in range."
    case .invalidChunkExtension: "The extension of a chunk is malformed."
    case .chunkExtensionTooLong: "The extension of a chunk is too long."
    case .unterminatedChunk: "The data of a chunk does not end where its size says."
    case .excessiveChunkOverhead: "The content is cut into too many small chunks."
    case .trailerSectionTooLarge: "The trailer fields are too long."
    case .unsupportedContentCoding: "The only content codings understood are gzip and deflate."
    case .malformedContentCoding: "The content is not what its Content-Encoding says."
    case .truncatedRequest: "The connection ended within a request."
    case .requestTimeout: "The request did not arrive in time."
    }
  }
}
