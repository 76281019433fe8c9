internal import Simulation

/// The tables of a run in comma-separated values.
package enum RunTable: CaseIterable, Sendable {
  /// One row for each series and period.
  case metrics
  /// One row for each number that the run came to.
  case summary
  /// One row for each message.
  case messages

  /// What the file of the table is called.
  package var fileName: String {
    switch self {
    case .metrics: "metrics.csv"
    case .summary: "summary.csv"
    case .messages: "messages.csv"
    }
  }

  /// Writes the table.
  package func write(_ report: RunReport, to output: inout some TextOutputStream) {
    switch self {
    case .metrics: writeMetrics(of: report, to: &output)
    case .summary: writeSummary(of: report, to: &output)
    case .messages: writeMessages(of: report, to: &output)
    }
  }
}

extension RunTable {
  /// The whole table.
  package func text(of report: RunReport) -> String {
    var text = ""
    write(report, to: &text)
    return text
  }
}

// MARK: - Metrics

extension RunTable {
  private static let metricColumns = [
    "variant", "replication", "start_s", "period_s", "phase", "namespace", "component", "metric",
    "unit", "sample_count", "sum", "average", "minimum", "maximum", "p50", "p90", "p99",
  ]

  /// The rows are sorted by variant, replication, component, metric and time.
  private func writeMetrics(of report: RunReport, to output: inout some TextOutputStream) {
    var table = Self.metricsTable(to: &output)
    Self.writeMetrics(of: report.result, variant: report.variant, to: &table, &output)
  }

  /// The table of metrics without rows.
  static func metricsTable(to output: inout some TextOutputStream) -> CSVWriter {
    CSVWriter(columns: metricColumns, to: &output)
  }

  /// Writes the metrics of a run, sorted by component, metric and time.
  static func writeMetrics(
    of result: RunResult, variant: String, to table: inout CSVWriter,
    _ output: inout some TextOutputStream
  ) {
    let sorted = result.series.sorted {
      ($0.component, $0.metric.definition.name) < ($1.component, $1.metric.definition.name)
    }
    for series in sorted {
      for point in series.points {
        write(point, of: series, in: result, variant: variant, to: &table)
        table.endRow(to: &output)
      }
    }
  }

  private static func write(
    _ point: MetricSeries.Point, of series: MetricSeries, in result: RunResult, variant: String,
    to table: inout CSVWriter
  ) {
    let (start, length) = result.span(ofPeriod: point.period)
    let definition = series.metric.definition
    table.append(variant)
    table.append(result.replication)
    table.append(start.seconds)
    table.append(length.seconds)
    table.append(result.phases[point.period].rawValue)
    table.append(definition.namespace)
    table.append(series.component)
    table.append(definition.name)
    table.append(DisplayUnit(definition.unit).rawValue)
    for statistic in Statistic.allCases { table.append(point.statistics[statistic]) }
  }
}

// MARK: - Summary

extension RunTable {
  private static let summaryColumns = [
    "variant", "measure", "unit", "replications", "mean", "low", "high",
  ]

  /// A single run has no interval, so the last two columns stay empty.
  private func writeSummary(of report: RunReport, to output: inout some TextOutputStream) {
    var table = CSVWriter(columns: Self.summaryColumns, to: &output)
    for measure in report.result.measures {
      table.append(report.variant)
      table.append(measure.name)
      table.append(measure.unit.rawValue)
      table.append(1)
      table.append(measure.value)
      table.append("")
      table.append("")
      table.endRow(to: &output)
    }
  }
}

// MARK: - Messages

extension RunTable {
  private static let messageColumns = [
    "producer", "number", "due_s", "completed_s", "ended_s", "end_to_end_s", "outcome",
  ]

  /// The rows are sorted by producer and number.
  private func writeMessages(of report: RunReport, to output: inout some TextOutputStream) {
    let effects = report.result.effects.map(\.name)
    var table = CSVWriter(columns: Self.messageColumns + effects + ["traits"], to: &output)
    let journeys = report.result.journeys.sorted {
      ($0.producer, $0.number, $0.dueAt) < ($1.producer, $1.number, $1.dueAt)
    }
    for journey in journeys {
      table.append(report.blueprint.producers[journey.producer].name)
      table.append(journey.number.description)
      table.append(journey.dueAt.seconds)
      table.append(journey.completedAt?.seconds)
      table.append(journey.endedAt?.seconds)
      table.append(journey.completedAt.map { ($0 - journey.dueAt).seconds })
      table.append(journey.outcome.rawValue)
      for effect in effects.indices { table.append(Int(journey.effects[UInt8(effect)])) }
      table.append(journey.traits.words.joined(separator: " "))
      table.endRow(to: &output)
    }
  }
}

extension MessageTraits {
  /// The traits in words, in a fixed order.
  fileprivate var words: [String] {
    let names: [(MessageTraits, String)] = [
      (.poison, "poison"), (.malformed, "malformed"), (.expired, "expired"),
      (.deadLettered, "dead-lettered"), (.dropped, "dropped"), (.errand, "errand"),
      (.outOfOrder, "out-of-order"), (.superseded, "superseded"),
    ]
    return names.compactMap { contains($0.0) ? $0.1 : nil }
  }
}
