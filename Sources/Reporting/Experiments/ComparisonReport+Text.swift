internal import Experiment
internal import Scenario
internal import Simulation

extension ComparisonReport {
  /// The report in one of its forms.
  package func text(as format: ReportFormat, in style: TerminalStyle) -> String {
    switch format {
    case .text: text(in: style)
    case .json: json
    case .csv: ComparisonTable.summary.text(of: self)
    }
  }

  /// The report for people: the verdict first, then what it rests on.
  package func text(in style: TerminalStyle) -> String {
    let sections =
      [heading(in: style), verdictSection(in: style), variantsSection(in: style)]
      + [differencesSection(in: style), expectationsSection(in: style)]
      + [cautionsSection(in: style), footer(in: style)]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func heading(in style: TerminalStyle) -> String {
    var lines = CellText.wrapped(CellText.printable(title), to: style.width)
      .map { style.painted($0, .heading) }
    lines += CellText.wrapped(circumstances, to: style.width)
    if result.wasInterrupted {
      let note = "interrupted: what follows rests on the replications that were finished"
      lines.append(style.painted(note, .warning))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var circumstances: String {
    let count = result.variants.count
    let variants = count == 1 ? "1 variant" : "\(count) variants"
    let runs = result.replications == 1 ? "1 replication" : "\(result.replications) replications"
    let lengths = result.variants.map(\.variant.blueprint.duration)
    let length =
      lengths.allSatisfy { $0 == lengths[0] } ? " of \(NumberText.duration(lengths[0]))" : ""
    return "\(variants), \(runs)\(length) each, seed \(blueprint.seed), "
      + "\(NumberText.percent(result.confidence, decimals: 2)) confidence"
  }

  /// The sentences of the verdict, and what sets each variant apart from the baseline.
  private func verdictSection(in style: TerminalStyle) -> String {
    guard result.variants.count > 1 else { return "" }
    let text = CriterionText(in: style)
    func lines(_ sentences: [Sentence], after mark: String) -> String {
      sentences.flatMap { sentence in
        CellText.wrapped(text.sentence(sentence, of: result), to: style.width - 4).enumerated()
          .map { ($0.offset == 0 ? "  " + mark : "    ") + $0.element + "\n" }
      }.joined()
    }
    let verdict = ReportSection.text("Verdict", lines(comparison.verdict, after: ""), in: style)
    let others = ReportSection.text(
      "Against '\(baseline)'", lines(comparison.sentences, after: ""), in: style)
    return verdict + "\n" + others
  }

  /// What the means would hide.
  private func cautionsSection(in style: TerminalStyle) -> String {
    let text = CriterionText(in: style)
    var table = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for caution in comparison.cautions + notes {
      table.append([
        Table.Cell("!", .warning), Table.Cell(text.sentence(caution, of: result)),
      ])
    }
    return ReportSection.text("Warnings", table.text(in: style), in: style)
  }

  /// What keeps the comparison from saying more than it does.
  private var notes: [Sentence] {
    if result.replications > 1 { return [] }
    return [Sentence(.words("a single replication has no intervals: nothing can be told apart"))]
  }

  private func footer(in style: TerminalStyle) -> String {
    style.painted("fingerprint \(fingerprint)", .quiet) + "  \(commandLine)\n"
  }
}
