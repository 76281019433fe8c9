package import Experiment
package import Scenario
internal import Simulation

/// What is told of a map of stability: a table, a picture, and how far it is to the cliff.
package struct MapReport: Sendable {
  /// The scenario file, as the user named it.
  package let scenario: String
  let map: StabilityMap
  private let variant: ScenarioDocument.Variant
  private let options: [String]

  /// A report on a map.
  package init(
    scenario: String, options: [String], _ variant: ScenarioDocument.Variant, _ map: StabilityMap
  ) {
    self.scenario = scenario
    self.options = options
    self.variant = variant
    self.map = map
  }

  /// The report in one of its forms.
  package func text(as format: ReportFormat, in style: TerminalStyle) -> String {
    switch format {
    case .text: text(in: style)
    case .json: json
    case .csv: table
    }
  }

  private func text(in style: TerminalStyle) -> String {
    let title = variant.blueprint.title.isEmpty ? scenario : variant.blueprint.title
    let heading = style.painted(CellText.printable(title), .heading) + "\n"
    let legend = StabilityMap.Verdict.allCases.map { "\($0.mark(in: style)) \($0.rawValue)" }
      .joined(separator: "   ")
    let capacity = NumberText.significant(map.capacity, digits: 3)
    let about =
      "at best \(capacity) messages/s get done; the load is in multiples of the scenario's own\n"
    let picture = ReportSection.text(
      "Fault duration (down) by load (across)",
      picture(in: style) + "\n"
        + CellText.wrapped(legend, to: style.width - 2).map { "  \($0)\n" }
        .joined(), in: style)
    let cliffs = ReportSection.text(
      "The distance to the cliff", cliffs(in: style) + advice(in: style), in: style)
    return [heading + about, picture, cliffs, commandLine + "\n"].joined(separator: "\n")
  }

  private func picture(in style: TerminalStyle) -> String {
    var table = Table([.init("", .right)] + map.loads.map { .init(Self.text(ofLoad: $0), .right) })
    for (row, duration) in map.durations.enumerated() {
      table.append(
        [Table.Cell(duration.spelt)]
          + map.cells[row].map { cell in
            Table.Cell(
              String(repeating: cell.verdict.mark(in: style), count: 2), cell.verdict.paint)
          })
    }
    return table.text(in: style)
  }

  private func cliffs(in style: TerminalStyle) -> String {
    var table = Table([.init("faults last", .right), .init(overflow: .wrap)], indentation: 2)
    for (row, duration) in map.durations.enumerated() {
      table.append([Table.Cell(duration.spelt), Table.Cell(sentence(ofRow: row))])
    }
    return table.text(in: style)
  }

  /// How far it is from the scenario's own load to the cliff, for faults of a length, and which loads
  /// do not tell.
  private func sentence(ofRow row: Int) -> String {
    let untold = map.loads.indices.filter { map.cells[row][$0].verdict == .untold }
    guard let last = untold.last else { return cliffSentence(ofRow: row) }
    let loads = untold.map { Self.text(ofLoad: map.loads[$0]) }.joined(separator: ", ")
    let why = map.cells[row][last].shortfall?.sentence ?? "the runs are too short"
    let place = untold.count == 1 ? "" : "at \(Self.text(ofLoad: map.loads[last])) "
    let unknown = "it cannot be told at \(loads): \(place)\(why)"
    return untold.count == map.loads.count ? unknown : cliffSentence(ofRow: row) + "; " + unknown
  }

  private func cliffSentence(ofRow row: Int) -> String {
    guard let cliff = map.cliff(ofRow: row) else {
      let told = map.loads.indices.last { map.cells[row][$0].verdict != .untold }
      return "no cliff up to \(Self.text(ofLoad: map.loads[told ?? 0])) of the load"
    }
    let first = "fails at \(Self.text(ofLoad: cliff.first)) of the load"
    guard let last = cliff.last else { return first + ", the least that was tried" }
    let distance =
      last >= 1
      ? ": \(NumberText.percent(last - 1, decimals: 0)) to "
        + "\(NumberText.percent(cliff.first - 1, decimals: 0)) more than now"
      : ": the scenario's own load is beyond the cliff"
    return first + ", not at \(Self.text(ofLoad: last))" + distance
  }

  private func advice(in style: TerminalStyle) -> String {
    guard let warning else { return "" }
    return "\n"
      + CellText.wrapped(warning, to: style.width - 2)
      .map { "  " + style.painted($0, .warning) + "\n" }.joined()
  }

  /// That some points cannot be told, and how long the runs should be; `nil` where all can.
  package var warning: String? {
    guard !map.untold.isEmpty else { return nil }
    let points = map.loads.count * map.durations.count
    let length = variant.blueprint.duration.spelt
    let begin =
      map.untold.count == points
      ? "runs of \(length) cannot tell where the cliff is"
      : "runs of \(length) do not tell \(map.untold.count) of \(points.counted("point"))"
    guard let duration = map.durationToTell else { return begin }
    return begin + "; 'duration: \"\(duration.spelt)\"' in the scenario would do"
  }

  static func text(ofLoad load: Double) -> String { NumberText.shortest(load) + "x" }

  private var commandLine: String {
    let words =
      ["faultline", "map", scenario] + options + ["--seed", "\(variant.blueprint.seed)"]
    return words.map(\.asShellWord).joined(separator: " ")
  }
}

extension Shortfall {
  /// Why the runs do not tell.
  fileprivate var sentence: String {
    switch self {
    case .noFault: "no fault strikes within the run"
    case .recurringFaults: "the faults come again to the end of the run"
    case .noRoom: "the load leaves nothing free to drain a backlog with"
    case .shortRun(.zero, let drainTime, _):
      "a fault lasts to the end of the run, and its backlog takes up to "
        + NumberText.duration(drainTime.rounded) + " to drain"
    case .shortRun(let rest, .zero, _):
      "the run ends \(NumberText.duration(rest.rounded)) after the faults, which is too soon"
    case .shortRun(let rest, let drainTime, _):
      "the run ends \(NumberText.duration(rest.rounded)) after the faults, and the backlog takes "
        + "about \(NumberText.duration(drainTime.rounded)) to drain"
    }
  }
}

extension StabilityMap.Verdict {
  /// The sign of the verdict in a picture of characters.
  func mark(in style: TerminalStyle) -> String {
    let isUnicode = style.glyphs == .unicode
    return switch self {
    case .stable: isUnicode ? "·" : "."
    case .vulnerable: isUnicode ? "▒" : "+"
    case .metastable: isUnicode ? "█" : "#"
    case .overloaded: "X"
    case .untold: "?"
    }
  }

  /// The paint of the verdict.
  var paint: Paint {
    switch self {
    case .stable: .good
    case .vulnerable: .warning
    case .metastable, .overloaded: .bad
    case .untold: .quiet
    }
  }

  /// The colour of the verdict in a picture, told apart without red and green.
  var colour: String {
    switch self {
    case .stable: "#cfe8cf"
    case .vulnerable: "#f2c14e"
    case .metastable: "#b2182b"
    case .overloaded: "#4d4d4d"
    case .untold: "#e8e8e8"
    }
  }
}

// MARK: - For programs

extension MapReport {
  /// Writes a row for each point.
  func writeTable(to output: inout some TextOutputStream) {
    var table = CSVWriter(
      columns: [
        "load", "fault_duration_s", "verdict", "replications", "metastable", "low", "high",
        "goodput", "drain_time_s", "duration_to_tell_s",
      ], to: &output)
    for (row, duration) in map.durations.enumerated() {
      for (column, load) in map.loads.enumerated() {
        let cell = map.cells[row][column]
        let interval = cell.metastable.interval(confidence: 0.95)
        table.append(NumberText.shortest(load))
        table.append(NumberText.shortest(duration.seconds))
        table.append(cell.verdict.rawValue)
        table.append(cell.metastable.trials)
        table.append(cell.metastable.hits)
        table.append(NumberText.shortest(interval.low))
        table.append(NumberText.shortest(interval.high))
        table.append(cell.goodput.map(NumberText.shortest) ?? "")
        table.append(cell.drainTime.map { NumberText.shortest($0.seconds) } ?? "")
        table.append(
          (cell.shortfall?.duration).map { NumberText.shortest($0.seconds) } ?? "")
        table.endRow(to: &output)
      }
    }
  }

  private var table: String {
    var text = ""
    writeTable(to: &text)
    return text
  }

  private var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-map")
      json.member("schemaVersion", reportFormatVersion)
      json.member("scenario", scenario)
      json.member("capacity", map.capacity)
      json.array("rows", Array(map.durations.indices)) { json, row in
        json.object { json in
          json.member("faultDuration", map.durations[row].seconds)
          json.array("cells", Array(map.loads.indices)) { json, column in
            let cell = map.cells[row][column]
            json.object(compact: true) { json in
              json.member("load", map.loads[column])
              json.member("verdict", cell.verdict.rawValue)
              json.member("metastable", cell.metastable.hits)
              json.member("replications", cell.metastable.trials)
              json.member("goodput", cell.goodput)
              json.member("drainTime", cell.drainTime?.seconds)
              json.member("durationToTell", cell.shortfall?.duration?.seconds)
            }
          }
        }
      }
      json.member("command", commandLine)
    }
  }
}
