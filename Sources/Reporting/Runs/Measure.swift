internal import Experiment
internal import Scenario
package import Simulation

/// One number that a run came to, under the name by which expectations ask for it.
package struct Measure: Hashable, Sendable {
  /// The name, such as `messages.lost` or `process-order.Duration.p99`.
  package let name: String
  /// What the value counts.
  package let unit: DisplayUnit
  /// The number; `nil` where there was nothing to measure.
  package let value: Double?

  /// A number under its name.
  package init(_ name: String, _ unit: DisplayUnit, _ value: Double?) {
    self.name = name
    self.unit = unit
    self.value = value
  }
}

extension RunResult {
  /// All that the run came to, in the order of the summary: messages, effects, recovery, cost, then
  /// every component's metrics in the order of the scenario.
  package var measures: [Measure] {
    outcomeMeasures + sagaMeasures + effectMeasures + wholeMeasures + costMeasures + metricMeasures
  }

  private var outcomeMeasures: [Measure] {
    outcomes.named.map { Measure("messages.\($0.name)", .count, Double($0.value)) }
  }

  private var effectMeasures: [Measure] {
    effects.flatMap { effect in
      [
        Measure("\(effect.name).total", .count, Double(effect.value.times)),
        Measure("\(effect.name).messages", .count, Double(effect.value.messages)),
        Measure("\(effect.name).duplicates", .count, Double(effect.value.duplicates)),
      ]
    }
  }

  private var wholeMeasures: [Measure] {
    [
      Measure("recoveryTime", .seconds, recovery.seconds),
      Measure("cost", .dollars, cost.amount),
      Measure("costPerCompleted", .dollars, costPerCompleted),
    ]
  }

  private var costMeasures: [Measure] {
    parts.compactMap { part in
      part.cost > .zero ? Measure("\(part.name).cost", .dollars, part.cost.amount) : nil
    }
  }

  private var metricMeasures: [Measure] {
    orderedSeries.filter { $0.metric != .cost }.flatMap { series -> [Measure] in
      let statistics = series.statistics()
      let definition = series.metric.definition
      return series.metric.reading.statistics.map { statistic in
        Measure(
          "\(series.component).\(definition.name).\(statistic.rawValue)",
          DisplayUnit(definition.unit), statistics?[statistic])
      }
    }
  }

  /// The series in the order of the scenario's components, then of the metrics; those of the run as a
  /// whole come first.
  package var orderedSeries: [MetricSeries] {
    let names = parts.map(\.name)
    func key(_ series: MetricSeries) -> (Int, UInt16) {
      (names.firstIndex(of: series.component) ?? -1, series.metric.rawValue)
    }
    return series.sorted { key($0) < key($1) }
  }

  /// What the run cost for each message that was completed; `nil` when none was.
  package var costPerCompleted: Double? {
    outcomes.completed > 0 ? cost.amount / Double(outcomes.completed) : nil
  }
}

extension Ledger.Outcomes {
  /// The counts under the names by which expectations ask for them, those that there are.
  package var named: [Named<Int>] {
    Expectation.Outcome.allCases.compactMap { outcome in
      count(of: outcome).map { Named(outcome.rawValue, $0) }
    }
  }
}

extension RunResult.Recovery {
  /// The time that recovery took, in seconds; `nil` where it was not reached or not needed.
  package var seconds: Double? {
    guard case .after(let time) = self else { return nil }
    return time.seconds
  }
}

extension DisplayUnit {
  /// The unit of a metric.
  package init(_ unit: MetricDefinition.Unit) {
    switch unit {
    case .count: self = .count
    case .milliseconds: self = .milliseconds
    case .seconds: self = .seconds
    case .bytes: self = .bytes
    case .dollars: self = .dollars
    case .percent: self = .percent
    }
  }
}
