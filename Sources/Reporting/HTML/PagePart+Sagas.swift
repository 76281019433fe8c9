internal import Experiment
internal import Scenario
internal import Simulation

/// What became of transactions.
extension PagePart {
  /// Whether any variant has transactions.
  var hasSagas: Bool {
    columns.contains { $0.blueprint.areTransactions.contains(true) }
  }

  /// Transactions by their ends for each variant; of a single run with the steps that are half done.
  func writeSagas(to html: inout HTMLText) {
    guard hasSagas else { return }
    let note =
      "Committed: every step stands, once. Compensated: every step that was done was taken back. "
      + "Inconsistent: ended with steps half done."
    write(.sagas, "What became of the transactions", note: note, to: &html) { html in
      var table = PageTable(
        caption: "What became of the transactions",
        headings: [isComparison ? "Variant" : "Transactions"]
          + Expectation.SagaOutcome.allCases.map(\.rawValue))
      for column in columns {
        let name = isComparison ? column.name : "number"
        table.rows.append((.init(text: name), counts(of: column)))
      }
      table.write(to: &html)
      if !isComparison { writeHalfDone(to: &html) }
    }
  }

  private func counts(of column: PageColumn) -> [PageTable.Cell] {
    Expectation.SagaOutcome.allCases.map { outcome in
      let name = "\(Expectation.SagaOutcome.owner).\(outcome.rawValue)"
      guard let mean = column.mean(name) else { return .missing }
      let isNews = outcome == .inconsistent || outcome == .stuck || outcome == .open
      let tone = mean == 0 ? "quiet" : isNews ? "news" : ""
      return PageTable.Cell(text: values.value(mean, .count), tone: tone)
    }
  }

  private func writeHalfDone(to html: inout HTMLText) {
    let steps = columns.first?.run?.sagas?.steps.filter { $0.value != .init() } ?? []
    guard !steps.isEmpty else { return }
    var table = PageTable(
      caption: "Steps that are half done",
      headings: ["Step", "stands alone", "stands twice", "missing"])
    for step in steps {
      let counts = [step.value.standing, step.value.repeated, step.value.missing]
      table.rows.append(
        (
          .init(text: step.name),
          counts.map { .init(text: NumberText.grouped($0), tone: $0 == 0 ? "quiet" : "news") }
        ))
    }
    table.write(to: &html)
  }
}
