extension Markup {
  /// A heading of a column: of words, or of numbers, which stand at the end of their cells.
  enum Head {
    case text(String)
    case number(String)
  }

  /// A table whose first column names its rows; where it is too wide, it can be moved by keys too.
  ///
  /// - Parameters:
  ///   - groups: a row above the headings, each over so many columns.
  ///   - foot: the cells of a last row that sums the others.
  ///   - marked: for each row whether it stands out.
  mutating func table(
    caption: String? = nil, groups: [(name: String, columns: Int)] = [], heads: [Head],
    rows: [[String]], foot: [String]? = nil,
    marked: [Bool] = []
  ) {
    element("div", ["class": "scroll", "tabindex": "0"]) { markup in
      markup.element("table") { markup in
        if let caption { markup.element("caption", caption) }
        markup.element("thead") { markup in
          if !groups.isEmpty { markup.groups(groups) }
          markup.element("tr") { markup in
            for head in heads { markup.head(head) }
          }
        }
        markup.element("tbody") { markup in
          for (index, row) in rows.enumerated() {
            markup.row(row, heads, isMarked: index < marked.count && marked[index])
          }
        }
        if let foot { markup.element("tfoot") { $0.row(foot, heads, isMarked: false) } }
      }
    }
  }

  private mutating func groups(_ groups: [(name: String, columns: Int)]) {
    element("tr", ["class": "groups"]) { markup in
      for (name, columns) in groups {
        if name.isEmpty {
          markup.element("td", ["colspan": "\(columns)"], "")
        } else {
          markup.element("th", ["scope": "colgroup", "colspan": "\(columns)"], name)
        }
      }
    }
  }

  private mutating func head(_ head: Head) {
    switch head {
    case .text(let text): element("th", ["scope": "col"], text)
    case .number(let text): element("th", ["scope": "col", "class": "number"], text)
    }
  }

  private mutating func row(_ cells: [String], _ heads: [Head], isMarked: Bool) {
    precondition(cells.count == heads.count, "a row has a cell for every column")
    element("tr", isMarked ? ["class": "differs"] : [:]) { markup in
      for index in cells.indices {
        switch heads[index] {
        case _ where index == 0: markup.element("th", ["scope": "row"], cells[0])
        case .text: markup.element("td", cells[index])
        case .number: markup.element("td", ["class": "number"], cells[index])
        }
      }
    }
  }
}
