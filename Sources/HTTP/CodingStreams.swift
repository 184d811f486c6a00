import ContentCoding

/// The compressors and decompressors of one event loop, lent out and taken back.
struct CodingStreams {
  /// How many of each are kept: as many as streamed answers are likely to be coded at once.
  private static let keptMax = 8

  private var deflaters: [Deflater] = []
  private var inflaters: [Inflater] = []

  /// Lends a compressor that has written nothing.
  mutating func lendDeflater(_ coding: ContentCoding) -> Deflater {
    guard let index = deflaters.firstIndex(where: { $0.coding == coding }) else {
      return Deflater(coding)
    }
    return deflaters.remove(at: index)
  }

  /// Lends a decompressor that has read nothing.
  mutating func lendInflater(_ coding: ContentCoding) -> Inflater {
    guard let index = inflaters.firstIndex(where: { $0.coding == coding }) else {
      return Inflater(coding)
    }
    return inflaters.remove(at: index)
  }

  /// Takes a compressor back.
  mutating func takeBack(_ deflater: Deflater) {
    deflater.reset()
    if deflaters.count < Self.keptMax { deflaters.append(deflater) }
  }

  /// Takes a decompressor back.
  mutating func takeBack(_ inflater: Inflater) {
    inflater.reset()
    if inflaters.count < Self.keptMax { inflaters.append(inflater) }
  }
}

extension ProtocolError {
  /// The violated rule of content that cannot be read.
  init(_ error: ContentCodingError) {
    switch error {
    case .malformed: self = .malformedContentCoding
    case .tooLarge: self = .contentTooLarge
    }
  }
}
