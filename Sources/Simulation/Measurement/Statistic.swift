/// A statistic of a metric over a time, under CloudWatch's name for it.
package enum Statistic: String, CaseIterable, Hashable, Sendable {
  case sampleCount = "SampleCount"
  case sum = "Sum"
  case average = "Average"
  case minimum = "Minimum"
  case maximum = "Maximum"
  case p50
  case p90
  case p99

  /// Whether it needs a metric that keeps percentiles.
  package var isPercentile: Bool { [.p50, .p90, .p99].contains(self) }
}

extension Statistics {
  /// The value of a statistic; `nil` for a percentile that is not known.
  package subscript(statistic: Statistic) -> Double? {
    switch statistic {
    case .sampleCount: Double(sampleCount)
    case .sum: sum
    case .average: average
    case .minimum: minimum
    case .maximum: maximum
    case .p50: p50
    case .p90: p90
    case .p99: p99
    }
  }
}

extension MetricSeries {
  /// The statistics of all samples of the run, or of one phase of it; `nil` without samples.
  package func statistics(in phase: Phase? = nil) -> Statistics? {
    let summary = phase.map { phases[$0] } ?? total
    return summary?.statistics(inUnitsOf: metric.definition.unit.scale)
  }
}
