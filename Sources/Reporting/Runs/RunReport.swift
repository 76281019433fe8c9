package import Experiment
package import Scenario
package import Simulation

/// What is told of one run: what was asked for, what came of it, and how to do it again.
package struct RunReport: Sendable {
  /// The scenario file, as the user named it.
  package var scenario: String
  /// The variant that was run; empty for the scenario as it stands.
  package var variant: String
  /// The variants that the file has.
  package var variants: [String]
  /// What was simulated, with what the command line changed.
  package var blueprint: Blueprint
  /// The options that repeat the run: the variant and what was changed.
  package var options: [String]
  /// What came of it.
  package var result: RunResult
  /// How the expectations fared; empty when the run was interrupted.
  package var verdicts: [Verdict]
  /// Where the expectations stand in the file.
  package var places: [SourcePlace]

  /// A report on the run of a variant.
  package init(
    scenario: String, _ setup: ScenarioDocument.Variant, variants: [String] = [],
    options: [String] = [], result: RunResult
  ) {
    self.scenario = scenario
    variant = setup.name
    self.variants = variants
    blueprint = setup.blueprint
    self.options = options
    self.result = result
    places = setup.places
    verdicts =
      result.wasInterrupted ? [] : setup.expectations.map { $0.verdict(on: result) }
  }

  /// What the run is called: the scenario's title, or its file.
  package var title: String { blueprint.title.isEmpty ? scenario : blueprint.title }

  /// What the program's exit code says of the run.
  package var exitCode: ExitCode {
    if result.limit != nil { return .limitReached }
    if result.wasInterrupted { return Interruption.request?.exitCode ?? .interrupted }
    return verdicts.lazy.map(\.result).exitCode
  }

  /// The command line that repeats the run.
  package var command: String {
    let words = ["faultline", "run", scenario] + options + ["--seed", result.seed.description]
    return words.map(\.asShellWord).joined(separator: " ")
  }
}

extension String {
  /// The text as a POSIX shell needs it to be one word.
  package var asShellWord: String {
    let isPlain = unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_./=:,+@%".unicodeScalars.contains(scalar))
    }
    return isPlain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}

extension RunResult {
  /// When a period began, and how long it lasted; the last one may be cut short by the run's end.
  package func span(ofPeriod index: Int) -> (start: Instant, length: Interval) {
    let start = Instant.start + period * index
    return (start, min(period, endedAt - start))
  }

  /// One statistic of a metric of a component over the whole run; `nil` without samples.
  func total(_ metric: Metric, _ statistic: Statistic, of component: String) -> Double? {
    series(metric, of: component)?.statistics()?[statistic]
  }

  /// How often something happened; without samples it did not.
  func count(_ metric: Metric, of component: String) -> Int {
    Int(series(metric, of: component)?.total.sum ?? 0)
  }

  /// How many messages a queue held in each period: visible, in flight and delayed together.
  func depths(of queue: String) -> [Double?] {
    let held: [Metric] = [.messagesVisible, .messagesNotVisible, .messagesDelayed]
    var depths = [Double?](repeating: nil, count: phases.count)
    for series in held.compactMap({ series($0, of: queue) }) {
      for point in series.points {
        depths[point.period] = (depths[point.period] ?? 0) + point.statistics.maximum
      }
    }
    return depths
  }

  /// The most messages that a queue held in any period.
  func peakDepth(of queue: String) -> Double {
    depths(of: queue).reduce(0) { max($0, $1 ?? 0) }
  }
}
