internal import Experiment
internal import Scenario
internal import Simulation

extension SearchReport {
  /// The report in one of its forms.
  package func text(as format: ReportFormat, in style: TerminalStyle) -> String {
    switch format {
    case .text: text(in: style)
    case .json: json
    case .csv: table
    }
  }

  /// The report for people.
  private func text(in style: TerminalStyle) -> String {
    let sections = [
      heading(in: style), findingsSection(in: style), heldSection(in: style),
      asideSection(in: style), lessonsSection(in: style), commandLine + "\n",
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func heading(in style: TerminalStyle) -> String {
    let blueprint = result.variant.blueprint
    let title = blueprint.title.isEmpty ? scenario : blueprint.title
    var lines = CellText.wrapped(CellText.printable(title), to: style.width)
      .map { style.painted($0, .heading) }
    lines += CellText.wrapped(
      "\(result.runs.counted("schedule")) tried, drawn from \(result.armCount.counted("fault")) "
        + "that can strike, seed \(result.seed)", to: style.width)
    lines += CellText.wrapped(effort, to: style.width)
    if let shortness {
      lines += CellText.wrapped(shortness, to: style.width).map { style.painted($0, .warning) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What the runs were spent on.
  private var effort: String {
    let effort = result.effort
    let looking = effort.exploring.counted("run") + " to look"
    guard !findings.isEmpty else { return looking }
    return looking
      + ", \(NumberText.grouped(effort.shrinking)) to make smaller what was found, "
      + "\(NumberText.grouped(effort.measuring)) to measure how often it fails"
  }

  /// Why the search ended before its end, and what it left undone; `nil` where it did not.
  private var shortness: String? {
    guard Interruption.request != nil else {
      return result.wasCutShort ? "time was up before all was tried" : nil
    }
    let planned = result.plannedRuns.map { " of \(NumberText.grouped($0))" } ?? ""
    let looked =
      "interrupted: \(NumberText.grouped(result.runs))\(planned) schedules were tried"
    guard !findings.isEmpty else { return looked }
    let small = findings.count(where: \.isShrunk)
    let measured = findings.count { $0.probability.trials == Search.trials }
    return looked + "; of \(findings.count.counted("finding")) \(small) made as small as can be, "
      + "\(measured) measured to the end"
  }

  private func findingsSection(in style: TerminalStyle) -> String {
    guard !findings.isEmpty else {
      return result.wasCutShort
        ? "nothing that was tried breaks anything\n" : "no faults were found that break anything\n"
    }
    let body = findings.enumerated().map { text(of: $1, at: $0, in: style) }.joined()
    return ReportSection.text(
      "Found: " + findings.count.counted("broken rule"), body, in: style)
  }

  private func text(of finding: SearchFinding, at place: Int, in style: TerminalStyle) -> String {
    let mark = Verdict.Result.fail.mark(in: style)
    var lines = [
      style.painted(mark.text, .bad) + " " + style.painted(finding.rule.sentence, .heading)
    ]
    let minimal = finding.minimal
    lines += minimal.faults.isEmpty ? ["  without any fault, with this seed"] : []
    lines += minimal.faults.map { "  " + $0.sentence }
    lines.append("  " + finding.shape(in: result.variant.blueprint))
    lines.append("  " + finding.chance)
    if !finding.isShrunk { lines.append("  \(Self.why) before it was as small as can be") }
    if let path = files?.path(of: place) { lines.append("  faultline run \(path.asShellWord)") }
    return lines.flatMap { line in
      let margin = line.prefix { $0 == " " }
      return CellText.wrapped(line, to: style.width - 6).enumerated()
        .map { "  " + margin + ($0 == 0 ? "" : "  ") + $1 + "\n" }
    }.joined()
  }

  private func heldSection(in style: TerminalStyle) -> String {
    rulesSection(
      result.wasCutShort ? "Not broken so far" : "Not broken", result.unbroken, .pass, in: style)
  }

  private func asideSection(in style: TerminalStyle) -> String {
    rulesSection("Broken without any fault, and left aside", result.leftAside, .fail, in: style)
  }

  private func rulesSection(
    _ title: String, _ rules: [SearchRule], _ verdict: Verdict.Result, in style: TerminalStyle
  ) -> String {
    guard !rules.isEmpty else { return "" }
    var table = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for rule in rules { table.append([verdict.mark(in: style), Table.Cell(rule.sentence)]) }
    return ReportSection.text(title, table.text(in: style), in: style)
  }

  /// What ended a search before its end.
  fileprivate static var why: String {
    Interruption.request == nil ? "time was up" : "interrupted"
  }

  private static let shownLessons = 10

  private func lessonsSection(in style: TerminalStyle) -> String {
    let lessons = result.lessons.filter { $0.strain >= 0.005 }.prefix(Self.shownLessons)
    guard !lessons.isEmpty else { return "" }
    var table = Table(
      [
        .init("fault"), .init("target", overflow: .wrap), .init("runs", .right),
        .init("strain", .right),
      ],
      indentation: 2)
    for lesson in lessons {
      table.append([
        Table.Cell(lesson.action.rawValue), Table.Cell(lesson.target), "\(lesson.runs)",
        Table.Cell(NumberText.percent(lesson.strain, decimals: 0)),
      ])
    }
    return ReportSection.text("Where trouble lies", table.text(in: style), in: style)
  }
}

extension SearchFinding {
  /// How long the run is, of how many messages, with which seed.
  fileprivate func shape(in blueprint: Blueprint) -> String {
    let limits = zip(blueprint.producers, minimal.limits).compactMap { producer, limit in
      limit.map { "at most \($0.counted("message")) from \(producer.name)" }
    }
    return ([minimal.duration.spelt + " long", "seed \(minimal.seed)"] + limits)
      .joined(separator: ", ")
  }

  /// How likely the rule is broken again.
  fileprivate var chance: String {
    guard probability.trials > 0 else {
      return "how often it fails was not measured: \(SearchReport.why)"
    }
    let interval = probability.interval(confidence: 0.95)
    return "fails in \(probability.hits) of \(probability.trials) runs with fresh seeds: "
      + "\(NumberText.percent(interval.low)) to \(NumberText.percent(interval.high))"
  }
}

// MARK: - For programs

extension SearchReport {
  private var table: String {
    var text = ""
    var table = CSVWriter(
      columns: ["rule", "faults", "duration", "seed", "failures", "trials", "low", "high"],
      to: &text)
    for finding in findings {
      let interval = finding.probability.interval(confidence: 0.95)
      table.append(finding.rule.sentence)
      table.append(finding.minimal.faults.map(\.sentence).joined(separator: "; "))
      table.append(finding.minimal.duration.spelt)
      table.append("\(finding.minimal.seed)")
      table.append(finding.probability.hits)
      table.append(finding.probability.trials)
      table.append(NumberText.shortest(interval.low))
      table.append(NumberText.shortest(interval.high))
      table.endRow(to: &text)
    }
    return text
  }

  private var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-search")
      json.member("schemaVersion", reportFormatVersion)
      json.member("scenario", scenario)
      json.member("seed", result.seed)
      json.member("schedules", result.runs)
      json.object("runs") { json in
        json.member("exploring", result.effort.exploring)
        json.member("shrinking", result.effort.shrinking)
        json.member("measuring", result.effort.measuring)
      }
      json.member("cutShort", result.wasCutShort)
      json.member("interrupted", Interruption.request != nil)
      json.array("findings", Array(findings.enumerated())) { json, finding in
        json.object { write(finding.element, at: finding.offset, to: &$0) }
      }
      json.array("unbroken", result.unbroken) { $0.value($1.sentence) }
      json.array("leftAside", result.leftAside) { $0.value($1.sentence) }
      json.array("lessons", result.lessons) { json, lesson in
        json.object(compact: true) { json in
          json.member("action", lesson.action.rawValue)
          json.member("target", lesson.target)
          json.member("runs", lesson.runs)
          json.member("strain", lesson.strain)
        }
      }
      json.member("command", commandLine)
    }
  }

  private func write(_ finding: SearchFinding, at place: Int, to json: inout JSONText) {
    let interval = finding.probability.interval(confidence: 0.95)
    json.member("rule", finding.rule.sentence)
    json.array("faults", finding.minimal.faults) { $0.value($1.spelt.text(for: .file)) }
    json.member("duration", finding.minimal.duration.seconds)
    json.member("seed", finding.minimal.seed)
    json.member("failures", finding.probability.hits)
    json.member("trials", finding.probability.trials)
    json.member("low", interval.low)
    json.member("high", interval.high)
    json.member("isShrunk", finding.isShrunk)
    if let path = files?.path(of: place) { json.member("file", path) }
  }
}
