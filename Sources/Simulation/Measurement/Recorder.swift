/// Which part of an experiment a period belongs to.
package enum Phase: String, CaseIterable, Sendable {
  /// Before the first fault, or the whole of a run without faults.
  case baseline
  /// While any fault holds.
  case chaos
  /// After the last fault.
  case recovery
}

/// One metric of one component over the run.
package struct MetricSeries: Sendable {
  /// What was measured in one period.
  package struct Point: Sendable {
    /// The period, from zero.
    package let period: Int
    /// The statistics over the period's samples.
    package let statistics: Statistics
  }

  /// The component or producer, or `messages` for the run as a whole.
  package let component: String
  /// What was measured.
  package let metric: Metric
  /// The periods in which there were samples; as with CloudWatch, nothing happening is no point.
  package fileprivate(set) var points: [Point] = []
  /// All samples of a phase together.
  package fileprivate(set) var phases: [Phase: Summary] = [:]

  /// All samples of the run together.
  package var total: Summary {
    Phase.allCases.reduce(into: metric.definition.summary) { whole, phase in
      if let part = phases[phase] { whole.merge(part) }
    }
  }
}

/// Takes in what the components measured, period by period.
package struct Recorder: Sendable {
  /// The series so far, by component in the order of the world, then by metric.
  package private(set) var series: [MetricSeries] = []
  /// Where each component's metrics stand in `series`; filled as metrics appear.
  private var places: [[Int32]] = []
  private var period = 0
  private var phase = Phase.baseline

  /// A recorder of components in their order.
  package init() {}

  /// Begins to take in the samples of a period.
  package mutating func begin(period: Int, phase: Phase) {
    self.period = period
    self.phase = phase
  }

  /// Takes in one metric's samples of the period and empties the summary; no samples, no point.
  package mutating func take(
    _ metric: Metric, _ summary: inout Summary, of component: Int, named name: String
  ) {
    guard let statistics = summary.statistics(inUnitsOf: metric.definition.unit.scale) else {
      return
    }
    let place = place(of: metric, component: component, name: name)
    series[place].points.append(.init(period: period, statistics: statistics))
    series[place].phases[phase, default: metric.definition.summary].merge(summary)
    summary.removeAll()
  }

  private mutating func place(of metric: Metric, component: Int, name: String) -> Int {
    while places.count <= component {
      places.append(Array(repeating: -1, count: Metric.allCases.count))
    }
    let known = places[component][Int(metric.rawValue)]
    if known >= 0 { return Int(known) }
    series.append(MetricSeries(component: name, metric: metric))
    places[component][Int(metric.rawValue)] = Int32(series.count - 1)
    return series.count - 1
  }
}
