/// How much a run over many lines does at a time.
public enum BulkLimits {
  /// The most threads that work: as many as the cores of a large server.
  public static let threadsMax = 128
  /// The octets read at a time, and so about those of a chunk: some hundred settlements, next to
  /// which handing a chunk from thread to thread costs nothing.
  public static let chunkBytes = 128 * 1024
  /// The most lines of a chunk: more than requests fill it with, and few enough that the answers to
  /// empty lines, which are two hundred times as long, take no more room than those to requests.
  public static let chunkLines = 1000
  /// The chunks under way for each thread: one it works on, and one that waits.
  static let chunksOfThread = 2
  /// The octets of a compressed file read at a time.
  static let codedPieceBytes = 64 * 1024
}
