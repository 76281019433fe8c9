package import Simulation

/// One metric of one component over all replications.
package struct PooledSeries: Sendable {
  /// The samples of one period in all replications.
  package struct Period: Hashable, Sendable {
    /// How many there were.
    package internal(set) var sampleCount = 0
    /// Their sum, in the metric's unit.
    package internal(set) var sum = 0.0

    /// Their mean; `nil` where there were none.
    package var average: Double? { sampleCount == 0 ? nil : sum / Double(sampleCount) }
  }

  /// The component or producer.
  package let component: String
  /// What was measured.
  package let metric: Metric
  /// The samples by phase, in the order of the phases; empty ones for phases without samples.
  package private(set) var phases: [Summary]
  /// The samples by period, from the first one of the run; empty where they were not to be kept.
  package private(set) var periods: [Period] = []

  /// The samples of one run.
  init(_ series: MetricSeries, keepsPeriods: Bool) {
    component = series.component
    metric = series.metric
    let empty = series.metric.definition.summary
    phases = Phase.allCases.map { series.phases[$0] ?? empty }
    guard keepsPeriods, let last = series.points.last else { return }
    periods = Array(repeating: Period(), count: last.period + 1)
    for point in series.points {
      periods[point.period].sampleCount = point.statistics.sampleCount
      periods[point.period].sum = point.statistics.sum
    }
  }

  /// All samples together.
  package var total: Summary {
    phases.reduce(into: metric.definition.summary) { $0.merge($1) }
  }

  /// The samples of a phase.
  package func samples(in phase: Phase) -> Summary {
    zip(Phase.allCases, phases).first { $0.0 == phase }?.1 ?? metric.definition.summary
  }

  /// Whether another one is of the same metric and component.
  func belongs(to other: PooledSeries) -> Bool {
    metric == other.metric && component == other.component
  }

  /// Adds the samples of the next run.
  mutating func merge(_ other: PooledSeries) {
    for phase in phases.indices { phases[phase].merge(other.phases[phase]) }
    for (place, period) in other.periods.enumerated() {
      if place == periods.count { periods.append(Period()) }
      periods[place].sampleCount += period.sampleCount
      periods[place].sum += period.sum
    }
  }
}
