internal import Experiment
internal import Scenario

/// The tables of a comparison.
extension ComparisonPart {
  /// The variants with what they came to in the dimensions that count, as many tables as the width
  /// asks for.
  func variantsSection(in style: TerminalStyle) -> String {
    let text = CriterionText(in: style)
    let columns =
      [frontColumn].compactMap(\.self)
      + judgedCriteria.map { criterion in
        MeasureColumn(
          heading: result.criteria[criterion].label,
          cells: result.variants.indices.map { variant in
            Table.Cell(text.estimate(result.summary(of: criterion, for: variant)))
          })
      }
    let names = result.variants.indices.map { place in
      place == comparison.baseline && result.variants.count > 1
        ? result.variants[place].name + " (baseline)" : result.variants[place].name
    }
    return MeasureColumn.tables(of: columns, rows: names, title: "Variants", in: style)
  }

  /// Whether each variant is on the Pareto front; of a single one that says nothing.
  private var frontColumn: MeasureColumn? {
    guard result.variants.count > 1 else { return nil }
    return MeasureColumn(
      heading: "front",
      cells: result.variants.indices.map { variant in
        guard comparison.front.variants.contains(variant) else { return "-" }
        return comparison.front.doubtful.contains(variant) ? "perhaps" : Table.Cell("yes", .good)
      })
  }

  /// The criteria that stand for a dimension and have values, the weightiest dimension first.
  var judgedCriteria: [Int] {
    Criterion.Dimension.allCases.flatMap { result.criteria(of: $0) }.filter { criterion in
      result.variants.indices.contains { result.summary(of: criterion, for: $0).mean != nil }
    }
  }

  /// How each variant differs from the baseline, criterion by criterion.
  func differencesSection(in style: TerminalStyle) -> String {
    guard result.variants.count > 1, result.replications > 1 else { return "" }
    let text = CriterionText(in: style)
    var table = Table([
      .init("Differences", overflow: .wrap), .init("variant", overflow: .wrap),
      .init("to '\(baseline)'", .right), .init("p", .right), .init("", .left),
    ])
    for criterion in judgedCriteria {
      var label = result.criteria[criterion].label
      for variant in result.variants.indices {
        guard let difference = comparison.differences[criterion][variant],
          difference.outcome != .unmeasured
        else { continue }
        table.append([
          Table.Cell(label), Table.Cell(result.variants[variant].name),
          Table.Cell(text.difference(difference, result.criteria[criterion].unit)),
          Table.Cell(Self.probability(difference.adjustedProbability), .quiet),
          difference.outcome.cell,
        ])
        label = ""
      }
    }
    let note = "paired by replication; p and intervals are corrected for several variants (Holm)"
    return table.text(in: style)
      + CellText.wrapped(note, to: style.width).map { style.painted($0, .quiet) + "\n" }.joined()
  }

  private static func probability(_ p: Double?) -> String {
    guard let p else { return "-" }
    return p < 0.001 ? "<0.001" : NumberText.fixed(p, decimals: 3)
  }
}

extension Difference.Outcome {
  /// The outcome as a table has it.
  fileprivate var cell: Table.Cell {
    switch self {
    case .better: Table.Cell("better", .good)
    case .worse: Table.Cell("worse", .bad)
    case .different: "different"
    case .alike: Table.Cell("alike", .quiet)
    case .undecided: Table.Cell("undecided", .warning)
    case .unmeasured: Table.Cell("-", .quiet)
    }
  }
}

/// How the expectations of all variants fared.
extension ComparisonPart {
  func expectationsSection(in style: TerminalStyle) -> String {
    var table = Table(
      [.init(), .init(overflow: .wrap), .init(overflow: .wrap), .init(overflow: .wrap)],
      indentation: 2)
    for (place, verdicts) in verdicts.enumerated() {
      var name = result.variants[place].name
      for verdict in verdicts {
        table.append([
          verdict.result.mark(in: style), Table.Cell(name), Table.Cell(verdict.expectation.text),
          Table.Cell(verdict.sentence(in: style), verdict.result == .fail ? .bad : .plain),
        ])
        name = ""
      }
    }
    let all = Array(verdicts.joined())
    let held = all.count { $0.result == .pass }
    let tally = "Expectations: \(held) of \(all.count) hold"
    return all.isEmpty ? "" : ReportSection.text(tally, table.text(in: style), in: style)
  }
}

extension ReplicatedVerdict {
  /// What was seen of the expectation: its mean with the interval, and how many runs kept to it.
  func sentence(in style: TerminalStyle) -> String {
    let runs = "kept in \(kept.hits) of \(kept.trials) runs"
    guard let mean else {
      return kept.trials == 0 ? "there was nothing to measure" : runs
    }
    let reach = interval?.halfWidth ?? 0
    let plusMinus = style.glyphs == .unicode ? " ± " : " +- "
    let unit = expectation.unit
    let error = reach > 0 && reach.isFinite ? plusMinus + unit.text(reach) : ""
    return "\(unit.text(mean))\(error), \(runs)"
  }
}
