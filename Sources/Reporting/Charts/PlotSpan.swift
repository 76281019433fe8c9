internal import Simulation

/// One value and the columns for which it stands.
struct PlotSpan {
  var columns: Range<Int>
  var value: Double?

  /// The values of a series on so many columns: several columns for a value, or several values to a
  /// column, which are then reduced to one.
  static func spans(
    of series: Chart.Series, period: Interval, duration: Interval, columnCount: Int
  ) -> [PlotSpan] {
    let columnsPerPeriod = period / duration * Double(columnCount)
    func column(ofPeriod index: Int) -> Int {
      // A period's edge that falls on a column's edge must not slip below it by a rounding error.
      min(columnCount, Int(Double(index) * columnsPerPeriod * (1 + 1e-12) + 1e-9))
    }
    var spans: [PlotSpan] = []
    var bucket: [Double] = []
    for (index, value) in series.values.enumerated() {
      let start = column(ofPeriod: index)
      guard start < columnCount else { break }
      let end = max(start + 1, column(ofPeriod: index + 1))
      if let last = spans.last, last.columns.lowerBound == start {
        if let value { bucket.append(value) }
        spans[spans.count - 1].value = series.reduction.apply(to: bucket)
      } else {
        bucket = value.map { [$0] } ?? []
        spans.append(PlotSpan(columns: start..<end, value: value))
      }
    }
    return spans
  }
}

extension Chart.Reduction {
  /// One value for several, or none for none.
  func apply(to values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    return switch self {
    case .maximum: values.reduce(0, max)
    case .mean: values.reduce(0, +) / Double(values.count)
    }
  }
}
