internal import Experiment
internal import Simulation

/// The tables of numbers.
extension PagePart {
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
    if comparison?.survival.winners.contains(place) == true { remarks.append("survives best") }
    if let front = comparison?.front, front.variants.contains(place) {
      remarks.append(
        front.doubtful.contains(place) ? "perhaps on the Pareto front" : "on the Pareto front")
    }
    return PageTable.Cell(text: column.name, details: [remarks.joined(separator: ", ")])
  }

  private func score(
    _ criterion: Int, for place: Int, _ column: PageColumn
  ) -> PageTable.Cell {
    let summary = column.summaries[criterion]
    guard summary.mean != nil else {
      return summary.cutOff > 0
        ? PageTable.Cell(text: "never", details: ["within the run"], tone: "quiet") : .missing
    }
    var cell = estimate(summary)
    guard let difference = comparison?.differences[criterion][place] else { return cell }
    let isTold = [.better, .worse, .different].contains(difference.outcome)
    let amount = isTold ? " " + values.difference(difference, summary.criterion.unit) : ""
    cell.details.append(difference.outcome.mark + amount + difference.outcome.words)
    cell.tone = difference.outcome.rawValue
    return cell
  }

  /// The mean with its interval beneath; an interval without width is left out.
  private func estimate(_ summary: CriterionSummary) -> PageTable.Cell {
    guard let mean = summary.mean else { return .missing }
    let unit = summary.criterion.unit
    var cell = PageTable.Cell(text: values.value(mean, unit))
    guard let interval = summary.interval, interval.halfWidth > 0, interval.halfWidth.isFinite
    else { return cell }
    cell.details.append(
      summary.proportion == nil
        ? "± " + values.value(interval.halfWidth, unit)
        : values.value(interval.low, unit) + " to " + values.value(interval.high, unit))
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
        headings: ["Expectation"]
          + (isComparison ? columns.map(\.name) : ["Result", "What was seen"]))
      table.isWordy = true
      for text in texts {
        let cells = columns.flatMap { column -> [PageTable.Cell] in
          guard let verdict = column.expectations.first(where: { $0.text == text })
          else { return [.missing] }
          return isComparison ? [verdict.cell] : [verdict.mark, .init(text: verdict.seen)]
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
          table.rows.append(
            (
              .init(text: criterion.label, details: [criterion.name]),
              columns.map { estimate($0.summaries[place]) }
            ))
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
  fileprivate var mark: PageTable.Cell {
    let text =
      switch result {
      case .pass: "✓ held"
      case .fail: "✗ failed"
      case .inconclusive: "? open"
      }
    return PageTable.Cell(text: text, tone: result.rawValue)
  }

  /// The verdict with what was seen beneath.
  fileprivate var cell: PageTable.Cell {
    var cell = mark
    cell.details = [seen]
    return cell
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
