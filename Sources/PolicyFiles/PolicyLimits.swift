/// How much a policy folder may hold.
///
/// A whole policy of today is some 40 kilobytes in ten files with under a hundred parameters; the
/// limits leave room for decades of dated values and refuse a folder that is something else.
public enum PolicyLimits {
  /// Files that end in `.yaml`.
  public static let filesMax = 64
  /// Bytes in one file; what Kubernetes lets a mounted ConfigMap hold, 1 MiB.
  public static let fileBytesMax = 1 << 20
  /// Entries in any one mapping or list.
  public static let entriesMax = 1000
  /// Duplicate keys named in one file before reading of it is given up.
  public static let duplicatesMax = 20
  /// The largest multiple, or number of days, months or years.
  public static let countMax: Int64 = 9999
}
