internal import Experiment
internal import Scenario
internal import Simulation

/// Whether the scenario's expectations held, and how to do it all again.
extension RunReport {
  /// A line for each expectation, and their sum.
  func expectationsSection(in style: TerminalStyle) -> String {
    if result.wasInterrupted { return "" }
    var table = Table([.init(), .init(overflow: .wrap), .init(overflow: .wrap)], indentation: 2)
    for verdict in verdicts {
      table.append([
        verdict.result.mark(in: style), Table.Cell(verdict.expectation.text),
        Table.Cell(verdict.sentence, verdict.result == .fail ? .bad : .plain),
      ])
    }
    return ReportSection.text(tally, table.text(in: style), in: style)
  }

  private var tally: String {
    let held = verdicts.filter { $0.result == .pass }.count
    return "Expectations: \(held) of \(verdicts.count) hold"
  }

  /// What makes sure that two runs were the same, and the command that repeats this one.
  func footer(in style: TerminalStyle) -> String {
    style.painted("fingerprint \(fingerprint)", .quiet) + "  \(command)\n"
  }

  /// The hash of the run in sixteen hexadecimal digits.
  var fingerprint: String { result.fingerprint.hexadecimal }
}

extension Verdict.Result {
  /// The sign of the result before an expectation.
  func mark(in style: TerminalStyle) -> Table.Cell {
    let isUnicode = style.glyphs == .unicode
    return switch self {
    case .pass: Table.Cell(isUnicode ? "✓" : "ok", .good)
    case .fail: Table.Cell(isUnicode ? "✗" : "FAIL", .bad)
    case .inconclusive: Table.Cell("?", .warning)
    }
  }
}

extension Verdict {
  /// What was seen of the expectation.
  var sentence: String {
    switch observation {
    case .value(let value): "it is \(expectation.unit.text(value))"
    case .atLeast(let least):
      "it is more than \(expectation.unit.text(least)): the run ended before"
    case .nothing: "there was nothing to measure"
    }
  }
}

extension Expectation.Unit {
  /// A value as a person reads it; counts in full.
  func text(_ value: Double) -> String {
    switch self {
    case .count:
      value == value.rounded()
        ? NumberText.grouped(value) : NumberText.significant(value, digits: 4)
    case .seconds: DisplayUnit.seconds.text(value)
    case .bytes: DisplayUnit.bytes.text(value)
    case .dollars: DisplayUnit.dollars.text(value)
    case .shareOfOffered: NumberText.percent(value, decimals: 3)
    }
  }
}
