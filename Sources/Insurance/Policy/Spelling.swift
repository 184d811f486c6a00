/// Which known name a misspelt one was probably meant to be.
public enum Spelling {
  /// The most slips that a name may have and still be recognised.
  public static let slipsMax = 3

  /// The name among `known` that is nearest to `name`, or nil where none is near.
  ///
  /// Near is at most `slipsMax` slips, and at most one for every three letters. A slip is a letter
  /// changed, added or left out, or two neighbours swapped.
  public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let most = min(slipsMax, max(1, name.unicodeScalars.count / 3))
    return known.map { (name: $0, slips: slips(from: name, to: $0)) }
      .filter { $0.slips <= most }
      .min { ($0.slips, $0.name) < ($1.slips, $1.name) }?.name
  }

  /// The fewest slips that turn one name into the other (Damerau's distance).
  private static func slips(from one: String, to other: String) -> Int {
    let source = Array(one.unicodeScalars)
    let target = Array(other.unicodeScalars)
    var rows = [Array(0...target.count)]
    for (row, letter) in source.enumerated() {
      rows.append([row + 1])
      for column in target.indices {
        var fewest = min(
          rows[row][column] + (letter == target[column] ? 0 : 1),
          rows[row][column + 1] + 1, rows[row + 1][column] + 1)
        if row > 0, column > 0, letter == target[column - 1], source[row - 1] == target[column] {
          fewest = min(fewest, rows[row - 1][column - 1] + 1)
        }
        rows[row + 1].append(fewest)
      }
    }
    return rows[source.count][target.count]
  }
}
