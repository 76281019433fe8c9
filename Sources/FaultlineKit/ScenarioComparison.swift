import Experiment
import Reporting

/// A mean over replications, with the interval that covers the true one with the confidence asked for.
public struct Estimate: Hashable, Sendable {
  /// The mean; `nil` where no run had a value.
  public let mean: Double?
  /// Where the interval begins; `nil` for fewer than two values.
  public let low: Double?
  /// Where the interval ends; `nil` for fewer than two values.
  public let high: Double?

  init(_ summary: CriterionSummary) {
    mean = summary.mean
    low = summary.interval?.low
    high = summary.interval?.high
  }
}

/// What a comparison of variants came to.
public struct ScenarioComparison: Sendable {
  private let report: ComparisonReport

  init(_ report: ComparisonReport) { self.report = report }

  private var part: ComparisonPart { report.parts[0] }

  /// Who survives best and why, and who is on the Pareto front, in words.
  public var verdict: [String] { part.verdict }

  /// What the means would hide, in words, such as runs that did not recover.
  public var warnings: [String] { part.cautions }

  /// The names of the variants, in the order asked for.
  public var variants: [String] { part.result.variants.map(\.name) }

  /// The variants that survive best: one, or several that cannot be told apart.
  public var best: [String] { part.comparison.survival.best.map { variants[$0] } }

  /// The variants that no other one beats in loss, duplicates, recovery, latency and cost together.
  public var paretoFront: [String] { part.comparison.front.variants.map { variants[$0] } }

  /// What is measured, by the names of `summary.csv`, such as `messages.lost` or `cost`.
  public var measures: [String] { part.result.criteria.map(\.name) }

  /// A measure of a variant; `nil` where there is no measure or variant of the name.
  public func estimate(_ measure: String, of variant: String) -> Estimate? {
    guard let criterion = measures.firstIndex(of: measure),
      let place = variants.firstIndex(of: variant)
    else { return nil }
    return Estimate(part.result.summary(of: criterion, for: place))
  }

  /// Whether every expectation of every variant held; one that cannot be judged did not.
  public var expectationsHold: Bool { report.exitCode == .success }

  /// The report for people, 80 characters wide.
  public var text: String { report.text(in: TerminalStyle()) }

  /// One row per series and period of each variant's first replication.
  public var metricsCSV: String { ComparisonTable.metrics.text(of: report) }

  /// One row per variant and measure.
  public var summaryCSV: String { ComparisonTable.summary.text(of: report) }

  /// One row per measure and variant but the baseline: paired differences with intervals.
  public var comparisonCSV: String { ComparisonTable.comparison.text(of: report) }

  /// Everything a program may want to know, as one JSON document.
  public var json: String { report.json }
}

/// What a sweep came to, point by point.
public struct ScenarioSweep: Sendable {
  /// A point of the grid.
  public struct Point: Sendable {
    /// The values in the order of the settings, as a scenario writes them.
    public let values: [String]
    /// The place of the point among all.
    fileprivate let place: Int
  }

  private let result: SweepResult

  init(_ result: SweepResult) { self.result = result }

  /// The points; the last setting varies fastest.
  public var points: [Point] {
    result.sweep.points.enumerated().map { Point(values: $0.element, place: $0.offset) }
  }

  /// What is measured, by the names of `sweep.csv`, such as `messages.lost` or `cost`.
  public var measures: [String] { result.result.criteria.map(\.name) }

  /// A measure at a point; `nil` where there is no measure of the name.
  public func estimate(_ measure: String, at point: Point) -> Estimate? {
    guard let criterion = measures.firstIndex(of: measure) else { return nil }
    return Estimate(result.result.summary(of: criterion, for: point.place))
  }
}
