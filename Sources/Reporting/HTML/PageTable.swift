/// A table of a page, whose first column names its rows.
struct PageTable {
  /// A cell: what it says, what else in lesser lines beneath, and how it is meant.
  struct Cell {
    var text: String
    var details: [String] = []
    var tone = ""
    /// What is said of the cell to those who do not see its mark or colour.
    var spoken = ""
  }

  /// What the table is, for those who cannot see it.
  let caption: String
  /// The headings, that of the row's names first.
  let headings: [String]
  /// The rows: a name with what explains it, and the cells.
  var rows: [(name: Cell, cells: [Cell])] = []
  /// Whether the cells are words, which go left, and not numbers.
  var isWordy = false

  /// Writes the table in a frame of its own that scrolls where the page is narrow.
  func write(to html: inout HTMLText) {
    let frame: KeyValuePairs<StaticString, String> = [
      "class": isWordy ? "frame wordy" : "frame", "role": "region", "tabindex": "0",
      "aria-label": caption,
    ]
    html.element("div", frame) { html in
      html.element("table") { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for heading in headings { html.element("th", ["scope": "col"], text: heading) }
          }
        }
        html.element("tbody") { html in
          for row in rows { write(row.name, row.cells, to: &html) }
        }
      }
    }
    html.breakLine()
  }

  private func write(_ name: Cell, _ cells: [Cell], to html: inout HTMLText) {
    html.element("tr") { html in
      html.element("th", ["scope": "row"]) { name.write(to: &$0) }
      for cell in cells {
        html.element("td", ["class": cell.tone]) { cell.write(to: &$0) }
      }
    }
  }
}

extension PageTable.Cell {
  /// What stands where nothing was measured.
  static let missing = PageTable.Cell(text: "–", tone: "quiet", spoken: "not measured")

  fileprivate func write(to html: inout HTMLText) {
    if spoken.isEmpty {
      html.text(text)
    } else {
      html.element("span", ["aria-hidden": "true"], text: text)
      html.element("span", ["class": "spoken"], text: spoken)
    }
    for detail in details where !detail.isEmpty { html.element("small", text: detail) }
  }
}
