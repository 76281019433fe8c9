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
      [heading(in: style), overview(in: style)]
      + parts.flatMap { $0.sections(in: style) } + [notesSection(in: style), footer(in: style)]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func heading(in style: TerminalStyle) -> String {
    var lines = CellText.wrapped(CellText.printable(title), to: style.width)
      .map { style.painted($0, .heading) }
    lines += CellText.wrapped(circumstances, to: style.width)
    if first.wasInterrupted {
      let reason = first.failure.map { $0.note + ";" } ?? "interrupted:"
      let note = reason + " what follows rests on the replications that were finished"
      lines += CellText.wrapped(note, to: style.width).map { style.painted($0, .warning) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var circumstances: String {
    let count = first.variants.count
    let variants = count == 1 ? "1 variant" : "\(count) variants"
    let faults = parts.count == 1 ? "" : " under each of \(parts.count) faults"
    let runs = first.replications == 1 ? "1 replication" : "\(first.replications) replications"
    let lengths = first.variants.map(\.variant.blueprint.duration)
    let length =
      lengths.allSatisfy { $0 == lengths[0] } ? " of \(NumberText.duration(lengths[0]))" : ""
    return "\(variants)\(faults), \(runs)\(length) each, seed \(blueprint.seed), "
      + "\(NumberText.percent(first.confidence, decimals: 2)) confidence"
  }

  /// Which variants survive best under which fault, where each fault has a comparison of its own.
  private func overview(in style: TerminalStyle) -> String {
    guard parts.count > 1, first.variants.count > 1 else { return "" }
    let columns = parts.map { part in
      MeasureColumn(
        heading: part.fault,
        cells: first.variants.indices.map { variant in
          if part.comparison.survival.winners.contains(variant) { return Table.Cell("best", .good) }
          return part.comparison.front.variants.contains(variant)
            ? "on the front" : Table.Cell("beaten", .quiet)
        })
    }
    return MeasureColumn.tables(
      of: columns, rows: first.variants.map(\.name), title: "Who survives best", in: style)
  }

  /// What keeps the comparison from saying more than it does.
  private func notesSection(in style: TerminalStyle) -> String {
    first.replications > 1
      ? ""
      : style.painted("a single replication has no intervals: nothing can be told apart", .warning)
        + "\n"
  }

  private func footer(in style: TerminalStyle) -> String {
    style.painted("fingerprint \(fingerprint)", .quiet) + "  \(commandLine)\n"
  }
}

extension ComparisonPart {
  /// The part for people, section by section.
  func sections(in style: TerminalStyle) -> [String] {
    let title = fault.isEmpty ? "" : style.painted("Under '\(fault)' alone", .heading) + "\n"
    return [
      title, verdictSection(in: style), variantsSection(in: style), differencesSection(in: style),
      expectationsSection(in: style), cautionsSection(in: style),
    ]
  }

  /// The sentences of the verdict, and what sets each variant apart from the baseline.
  private func verdictSection(in style: TerminalStyle) -> String {
    guard result.variants.count > 1 else { return "" }
    let verdict = lines(comparison.verdict, in: style)
    let others = lines(comparison.sentences, in: style)
    return ReportSection.text("Verdict", verdict, in: style) + "\n"
      + ReportSection.text("Against '\(baseline)'", others, in: style)
  }

  /// Sentences, each with its further lines set in.
  private func lines(_ sentences: [Sentence], in style: TerminalStyle) -> String {
    let text = CriterionText(in: style)
    return sentences.flatMap { sentence in
      CellText.wrapped(text.sentence(sentence, of: result), to: style.width - 4).enumerated()
        .map { ($0.offset == 0 ? "  " : "    ") + $0.element + "\n" }
    }.joined()
  }

  /// What the means would hide.
  private func cautionsSection(in style: TerminalStyle) -> String {
    let text = CriterionText(in: style)
    var table = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for caution in comparison.cautions {
      table.append([
        Table.Cell("!", .warning), Table.Cell(text.sentence(caution, of: result)),
      ])
    }
    return ReportSection.text("Warnings", table.text(in: style), in: style)
  }
}
