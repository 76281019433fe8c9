package import Experiment
internal import Scenario
internal import Simulation

/// The causal story of a scenario in words and numbers.
package struct ExplanationReport: Sendable {
  /// The scenario file, as the user named it.
  package let scenario: String
  private let explanation: Explanation
  private let options: [String]
  /// How many replications there were to be; `nil` for as many as it takes.
  private let planned: Int?

  /// A report on an explanation.
  package init(
    scenario: String, options: [String], planned: Int? = nil, _ explanation: Explanation
  ) {
    self.scenario = scenario
    self.planned = planned
    self.options = options
    self.explanation = explanation
  }

  private var result: ExperimentResult { explanation.result }

  /// The report in one of its forms.
  package func text(as format: ReportFormat, in style: TerminalStyle) -> String {
    switch format {
    case .text: text(in: style)
    case .json: json
    case .csv: table
    }
  }

  private func text(in style: TerminalStyle) -> String {
    let sections = [
      heading(in: style), storySection(in: style), tableSection(in: style), commandLine + "\n",
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func heading(in style: TerminalStyle) -> String {
    let blueprint = explanation.counterfactuals[0].variant.blueprint
    let title = blueprint.title.isEmpty ? scenario : blueprint.title
    let lines =
      CellText.wrapped(CellText.printable(title), to: style.width)
      .map { style.painted($0, .heading) }
      + CellText.wrapped(
        "\(result.variants.count.counted("way")) to run it, "
          + "\(result.replications.counted("replication")) each under the same arrivals and faults, "
          + "seed \(blueprint.seed)", to: style.width)
      + interruption.flatMap { CellText.wrapped($0, to: style.width) }
      .map { style.painted($0, .warning) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What was left undone, where the explanation was stopped.
  private var interruption: [String] {
    guard result.wasInterrupted else {
      return explanation.sequel == nil
        ? [
          "interrupted: all replications were finished, what came after the faults was not looked at"
        ] : []
    }
    let reason = result.failure.map { $0.note + ";" } ?? "interrupted:"
    let planned = planned.map { " of \($0)" } ?? ""
    return [
      "\(reason) \(result.replications)\(planned) replications of each way were finished, and what "
        + "follows rests on them"
    ]
  }

  /// What the program's exit code says of the explanation.
  package var exitCode: ExitCode {
    if let failure = result.failure { return failure.exitCode }
    if result.wasInterrupted || explanation.sequel == nil {
      return Interruption.request?.exitCode ?? .interrupted
    }
    return .success
  }

  private var commandLine: String {
    let seed = explanation.counterfactuals[0].variant.blueprint.seed
    let words = ["faultline", "explain", scenario] + options + ["--seed", "\(seed)"]
    return words.map(\.asShellWord).joined(separator: " ")
  }
}

// MARK: - The story

extension ExplanationReport {
  private func storySection(in style: TerminalStyle) -> String {
    let story = [
      ("Trigger", triggers(in: style)), ("Amplifiers", amplifiers(in: style)),
      ("What kept it going", [aftermath(in: style)]),
      ("What each pattern bought", patterns(in: style)),
    ]
    return story.filter { !$0.1.isEmpty }.map { title, sentences in
      let body = sentences.flatMap { sentence in
        CellText.wrapped(sentence, to: style.width - 4).enumerated()
          .map { ($0 == 0 ? "  " : "    ") + $1 + "\n" }
      }
      return ReportSection.text(title, body.joined(), in: style)
    }.joined(separator: "\n")
  }

  private func places(where isWanted: (Counterfactual.Role) -> Bool) -> [Int] {
    explanation.counterfactuals.indices.filter { isWanted(explanation.counterfactuals[$0].role) }
  }

  private func triggers(in style: TerminalStyle) -> [String] {
    let single = places { if case .trigger = $0 { true } else { false } }
    let all = places { $0 == .noFaults }
    if all.isEmpty { return ["no fault strikes"] }
    return (single.isEmpty ? all : single).map { place in
      sentence(
        of: place, better: "without \(name(of: place)): ", none: "makes no difference", in: style)
    }
  }

  private func amplifiers(in style: TerminalStyle) -> [String] {
    places { if case .amplifier = $0 { true } else { false } }.compactMap { place in
      let factor = explanation.workFactor(of: place) ?? 1
      guard factor >= 1.01 || !explanation.changes(of: place, [.better]).isEmpty else { return nil }
      let work =
        factor >= 1.01 ? "\(NumberText.significant(factor, digits: 3)) times the work; " : ""
      return "\(name(of: place)): " + work
        + sentence(of: place, better: "without: ", none: "nothing else changes", in: style)
    }
  }

  private func patterns(in style: TerminalStyle) -> [String] {
    places { if case .pattern = $0 { true } else { false } }.map { place in
      "\(name(of: place)): "
        + sentence(
          of: place, better: "without: ", none: "nothing, as far as can be told", in: style)
    }
  }

  private func name(of place: Int) -> String {
    explanation.counterfactuals[place].role.thing ?? ""
  }

  /// What changes without something: each measure with its value instead of the present one.
  private func sentence(
    of place: Int, better: String, none: String, in style: TerminalStyle
  ) -> String {
    let text = CriterionText(in: style)
    let changed = explanation.changes(of: place, [.better, .worse, .different])
    let parts = changed.compactMap { criterion -> String? in
      let unit = result.criteria[criterion].unit
      guard let own = result.summary(of: criterion, for: place).mean,
        let present = result.summary(of: criterion, for: 0).mean
      else { return nil }
      let (without, with) = (text.value(own, unit), text.value(present, unit))
      // What shows no difference is none that anybody would act on.
      return without == with
        ? nil : "\(result.criteria[criterion].label) \(without) instead of \(with)"
    }
    return parts.isEmpty ? none : better + parts.joined(separator: ", ")
  }

  /// Whether the drain time explains how long it went on.
  private func aftermath(in style: TerminalStyle) -> String {
    explanation.sequel?.sentence ?? "this was not looked at: interrupted"
  }
}

// MARK: - Tables

extension ExplanationReport {
  private func tableSection(in style: TerminalStyle) -> String {
    let text = CriterionText(in: style)
    let columns = result.criteria.indices.map { criterion in
      MeasureColumn(
        heading: result.criteria[criterion].label,
        cells: result.variants.indices.map { place in
          let outcome = comparisonOutcome(criterion, place)
          let paint: Paint = outcome == .worse ? .bad : outcome == .better ? .good : .plain
          return Table.Cell(text.estimate(result.summary(of: criterion, for: place)), paint)
        })
    }
    return MeasureColumn.tables(
      of: columns, rows: result.variants.map(\.name), title: "Each way to run it", in: style)
  }

  private func comparisonOutcome(_ criterion: Int, _ place: Int) -> Difference.Outcome? {
    explanation.comparison.differences[criterion][place]?.outcome
  }

  private var table: String {
    var text = ""
    var table = CSVWriter(
      columns: [
        "way", "measure", "unit", "replications", "mean", "low", "high", "minimum", "p50",
        "maximum", "cut_off",
      ], to: &text)
    for place in result.variants.indices {
      for summary in result.summaries(for: place) {
        table.append(result.variants[place].name)
        summary.append(to: &table)
        table.endRow(to: &text)
      }
    }
    return text
  }

  private var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-explanation")
      json.member("schemaVersion", reportFormatVersion)
      json.member("scenario", scenario)
      json.member("replications", result.replications)
      json.member("interrupted", result.wasInterrupted || explanation.sequel == nil)
      json.member("capacity", explanation.sequel?.capacity)
      json.member("standing", explanation.sequel?.aftermath.standing.rawValue ?? "unknown")
      json.member("backlog", explanation.sequel?.aftermath.backlog)
      json.member("drainTime", explanation.sequel?.aftermath.drainTime?.seconds)
      json.array("ways", Array(result.variants.indices)) { json, place in
        json.object { json in
          json.member("name", result.variants[place].name)
          json.array("measures", Array(result.criteria.indices)) { json, criterion in
            json.object(compact: true) { json in
              result.summary(of: criterion, for: place).write(to: &json)
              json.member("outcome", comparisonOutcome(criterion, place)?.rawValue ?? "present")
            }
          }
        }
      }
      json.member("command", commandLine)
    }
  }
}
