internal import Experiment
internal import Simulation

/// The tables of numbers.
extension ReportPage {
  /// The variants held against the baseline in the dimensions that count.
  func writeScores(to html: inout HTMLText) {
    guard let comparison else { return }
    let places = Criterion.Dimension.allCases.flatMap { comparison.result.criteria(of: $0) }
    let share = NumberText.percent(comparison.result.confidence)
    let baseline = columns[comparison.baseline].name
    let note =
      "Means of \(comparison.result.replications) replications with their \(share) intervals; "
      + "beneath, the paired difference to '\(baseline)', corrected for several comparisons: "
      + "▲ better, ▼ worse, = alike, ? too few replications to tell."
    write(.variants, "The variants compared", note: note, to: &html) { html in
      var table = PageTable(
        caption: "The variants compared",
        headings: ["Variant"] + places.map { criteria[$0].label })
      for (place, column) in columns.enumerated() {
        table.rows.append(
          (name(of: place, column), places.map { score($0, for: place, column) }))
      }
      table.write(to: &html)
    }
  }

  private func name(of place: Int, _ column: PageColumn) -> PageTable.Cell {
    var remarks: [String] = []
    if place == comparison?.baseline { remarks.append("baseline") }
    if comparison?.survival.best.contains(place) == true { remarks.append("survives best") }
    if comparison?.front.variants.contains(place) == true { remarks.append("on the Pareto front") }
    return PageTable.Cell(text: column.name, detail: remarks.joined(separator: ", "))
  }

  private func score(
    _ criterion: Int, for place: Int, _ column: PageColumn
  ) -> PageTable.Cell {
    let summary = column.summaries[criterion]
    guard summary.mean != nil else {
      return summary.cutOff > 0
        ? PageTable.Cell(text: "never", detail: "within the run", tone: "quiet") : .missing
    }
    var cell = PageTable.Cell(text: values.estimate(summary))
    guard let difference = comparison?.differences[criterion][place] else { return cell }
    cell.detail = difference.outcome.mark
    let isTold = [.better, .worse, .different].contains(difference.outcome)
    if isTold {
      cell.detail += " " + values.difference(difference, summary.criterion.unit)
    }
    cell.detail += difference.outcome.words
    cell.tone = difference.outcome.rawValue
    return cell
  }

  /// Every expectation in every variant.
  func writeExpectations(to html: inout HTMLText) {
    let texts = columns.flatMap { $0.expectations.map(\.text) }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard !texts.isEmpty else { return }
    write(.expectations, "Expectations", to: &html) { html in
      var table = PageTable(
        caption: "Expectations",
        headings: ["Expectation"] + (isComparison ? columns.map(\.name) : ["Result"]))
      table.isWordy = true
      for text in texts {
        let cells = columns.map { column in
          column.expectations.first { $0.text == text }?.cell ?? .missing
        }
        table.rows.append((.init(text: text), cells))
      }
      table.write(to: &html)
    }
  }

  /// The components of a single run, a table for each type.
  func writeParts(to html: inout HTMLText) {
    guard !isComparison, let run = columns.first?.run else { return }
    let tables = PartTable.all.compactMap { $0.page(of: run) }
    write(.components, "Components", to: &html) { html in
      for table in tables { table.write(to: &html) }
    }
  }

  /// Every criterion with its value for every variant.
  func writeMeasures(to html: inout HTMLText) {
    let note = isComparison ? "Means with their intervals." : ""
    write(.measures, "All numbers", note: note, to: &html) { html in
      html.element("details") { html in
        html.element("summary", text: "\(criteria.count) measures")
        var table = PageTable(
          caption: "All numbers",
          headings: ["Measure"] + (isComparison ? columns.map(\.name) : ["Value"]))
        for (place, criterion) in criteria.enumerated() {
          let cells = columns.map { column -> PageTable.Cell in
            let summary = column.summaries[place]
            return summary.mean == nil
              ? .missing : PageTable.Cell(text: values.estimate(summary))
          }
          table.rows.append((.init(text: criterion.label, detail: criterion.name), cells))
        }
        table.write(to: &html)
      }
    }
  }
}

extension Difference.Outcome {
  /// A sign that can be told without its colour.
  fileprivate var mark: String {
    switch self {
    case .better: "▲"
    case .worse: "▼"
    case .different: "◆"
    case .alike: "="
    case .undecided: "?"
    case .unmeasured: ""
    }
  }

  fileprivate var words: String {
    switch self {
    case .better, .worse, .different: ""
    case .alike: " alike"
    case .undecided: " cannot tell"
    case .unmeasured: "nothing to compare"
    }
  }
}

extension PageExpectation {
  /// The verdict with a mark that can be told without its colour.
  fileprivate var cell: PageTable.Cell {
    let mark =
      switch result {
      case .pass: "✓ held"
      case .fail: "✗ failed"
      case .inconclusive: "? open"
      }
    return PageTable.Cell(text: mark, detail: seen, tone: result.rawValue)
  }
}

extension PartTable {
  /// The table of a run's components of the type; `nil` where there are none.
  fileprivate func page(of run: RunResult) -> PageTable? {
    let parts = run.parts.filter { $0.type == type }
    guard !parts.isEmpty else { return nil }
    let shown = columns.filter { column in
      !column.isOptional || parts.contains { column.value(of: $0, in: run) ?? 0 > 0 }
    }
    var table = PageTable(caption: title, headings: [title] + shown.map(\.heading))
    for part in parts {
      let cells = shown.map { column in
        let cell = column.cell(of: part, in: run)
        return PageTable.Cell(text: cell.text, tone: cell.paint == .quiet ? "quiet" : "")
      }
      table.rows.append((.init(text: part.name), cells))
    }
    return table
  }
}
