internal import Experiment
internal import Scenario
internal import Simulation

/// The tables of a comparison in comma-separated values.
package enum ComparisonTable: CaseIterable, Sendable {
  /// One row for each series and period of each variant's replication 0.
  case metrics
  /// One row for each variant and measure.
  case summary
  /// One row for each measure and variant but the baseline.
  case comparison

  /// What the file of the table is called.
  package var fileName: String {
    switch self {
    case .metrics: "metrics.csv"
    case .summary: "summary.csv"
    case .comparison: "comparison.csv"
    }
  }

  /// Writes the table.
  package func write(_ report: ComparisonReport, to output: inout some TextOutputStream) {
    switch self {
    case .metrics: Self.writeMetrics(of: report.parts, to: &output)
    case .summary: Self.writeSummary(of: report.parts, to: &output)
    case .comparison: Self.writeComparison(of: report.parts, to: &output)
    }
  }

  /// The whole table.
  package func text(of report: ComparisonReport) -> String {
    var text = ""
    write(report, to: &text)
    return text
  }
}

extension ComparisonTable {
  /// The metrics of the first replication of each variant, in the order of the variants.
  ///
  /// The metrics of all replications would fill a hundred times the space with what differs by chance
  /// only; what they have in common is in the summary.
  private static func writeMetrics(
    of parts: [ComparisonPart], to output: inout some TextOutputStream
  ) {
    var table = RunTable.metricsTable(to: &output)
    for part in parts {
      for (place, variant) in part.result.variants.enumerated() {
        guard let first = variant.first else { continue }
        RunTable.writeMetrics(
          of: first, variant: part.fileName(ofVariant: place), to: &table, &output)
      }
    }
  }

  private static let summaryColumns = [
    "variant", "measure", "unit", "replications", "mean", "low", "high", "minimum", "p50",
    "maximum", "cut_off",
  ]

  /// The columns before the last four are those of a run's summary.
  private static func writeSummary(
    of parts: [ComparisonPart], to output: inout some TextOutputStream
  ) {
    var table = CSVWriter(columns: summaryColumns, to: &output)
    for part in parts {
      for place in part.result.variants.indices {
        for summary in part.result.summaries(for: place) {
          table.append(part.fileName(ofVariant: place))
          summary.append(to: &table)
          table.endRow(to: &output)
        }
      }
    }
  }

  private static let comparisonColumns = [
    "variant", "baseline", "measure", "unit", "pairs", "mean", "baseline_mean", "difference",
    "low", "high", "p", "p_holm", "outcome",
  ]

  private static func writeComparison(
    of parts: [ComparisonPart], to output: inout some TextOutputStream
  ) {
    var table = CSVWriter(columns: comparisonColumns, to: &output)
    for part in parts {
      let baseline = part.fileName(ofVariant: part.comparison.baseline)
      for variant in part.result.variants.indices {
        for (place, criterion) in part.result.criteria.enumerated() {
          guard let difference = part.comparison.differences[place][variant] else { continue }
          table.append(part.fileName(ofVariant: variant))
          table.append(baseline)
          table.append(criterion.name)
          table.append(criterion.unit.displayUnit)
          write(difference, to: &table)
          table.endRow(to: &output)
        }
      }
    }
  }

  private static func write(_ difference: Difference, to table: inout CSVWriter) {
    let isMeasured = difference.pairs > 0
    table.append(difference.pairs)
    table.append(isMeasured ? difference.own : nil)
    table.append(isMeasured ? difference.other : nil)
    table.append(isMeasured ? difference.mean : nil)
    table.append(difference.interval?.low)
    table.append(difference.interval?.high)
    table.append(difference.probability)
    table.append(difference.adjustedProbability)
    table.append(difference.outcome.rawValue)
  }
}

extension CriterionSummary {
  /// Appends name, unit, replications, mean, interval, least, median, largest and how many were cut off.
  func append(to table: inout CSVWriter) {
    table.append(criterion.name)
    table.append(criterion.unit.displayUnit)
    table.append(replications)
    table.append(mean)
    table.append(interval?.low)
    table.append(interval?.high)
    table.append(values.min())
    table.append(order.quantile(0.5).flatMap { $0.isFinite ? $0 : nil })
    table.append(values.max())
    table.append(cutOff)
  }

  /// Writes the same as members of an object, but for the single values.
  func write(to json: inout JSONText) {
    json.member("measure", criterion.name)
    json.member("unit", criterion.unit.displayUnit)
    json.member("mean", mean)
    json.member("low", interval?.low)
    json.member("high", interval?.high)
    json.member("cutOff", cutOff)
  }
}

extension Criterion.Unit {
  /// The unit as files have it.
  var displayUnit: String {
    switch self {
    case .count: DisplayUnit.count.rawValue
    case .seconds: DisplayUnit.seconds.rawValue
    case .dollars: DisplayUnit.dollars.rawValue
    case .share: "Share"
    }
  }
}
