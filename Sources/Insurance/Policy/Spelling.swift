/// Which known name a misspelt one was probably meant to be.
public enum Spelling {
  /// The most changes of a letter that still count as a slip.
  public static let changesMax = 3

  /// The name among `known` that is nearest to `name`, or nil where none is near.
  ///
  /// Near is at most `changesMax` letters changed, added or left out, and at most a third of them.
  public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let most = min(changesMax, max(1, name.unicodeScalars.count / 3))
    return known.map { (name: $0, changes: changes(from: name, to: $0)) }
      .filter { $0.changes <= most }
      .min { ($0.changes, $0.name) < ($1.changes, $1.name) }?.name
  }

  /// How many letters must be changed, added or left out (Levenshtein's distance).
  private static func changes(from one: String, to other: String) -> Int {
    let target = Array(other.unicodeScalars)
    var row = Array(0...target.count)
    for (place, letter) in one.unicodeScalars.enumerated() {
      var diagonal = row[0]
      row[0] = place + 1
      for column in target.indices {
        let changed = diagonal + (letter == target[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[target.count]
  }
}
