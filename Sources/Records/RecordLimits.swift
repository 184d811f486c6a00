/// How much is kept of lines on their way, and how long they may take.
public enum RecordLimits {
  /// Octets of lines that one event loop may be ahead of the writer; a line beyond them is dropped.
  ///
  /// 1 MiB: at a hundred thousand lines a second it lasts for thirty milliseconds, some turns of
  /// the writer, and a reader that pauses for a second costs no line of a service with a thousand.
  public static let laneBytes = 1 << 20

  /// Octets of lines that all other threads may be ahead of the writer, a lane each.
  ///
  /// 64 KiB: they write a line for an event, such as a reload, and none for a request.
  public static let sharedLaneBytes = 64 << 10

  /// The most octets of a line that is put straight into a lane.
  ///
  /// 4 KiB: what a pipe takes whole, and some ten times what a line of the log has.
  public static let roomBytesMax = 4096

  /// Threads other than event loops that can hand over a line in the same moment.
  public static let sharedLanes = 4

  /// How long the writer gathers lines after the first of them: the most that a line is late.
  ///
  /// 5 ms: two hundred system calls a second instead of one a line.
  public static let gatheringMilliseconds = 5

  /// How often a writer that waits for its reader looks whether it is to end.
  public static let patienceMilliseconds = 50

  /// How long a writer that is to give up may take to notice, on a machine that is busy.
  public static let partingMilliseconds = 1000

  /// How often lost lines are noted, at the most.
  public static let lossNoteSeconds = 1

  /// How long a file that could not be put aside is written further before the next try.
  public static let putAsidePauseSeconds = 1

  /// Octets written at once to what may block: what a pipe takes whole or not at all (PIPE_BUF).
  public static let pieceBytes = 4096
}
