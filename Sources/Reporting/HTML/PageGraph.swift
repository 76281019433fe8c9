internal import Simulation

/// One graph of a page: the same lines for every variant, each in a panel of its own, on one scale.
struct PageGraph: Sendable {
  /// How the values of the lines are drawn.
  enum Drawing: String, Sendable {
    /// The middles of the periods, joined.
    case line
    /// Level within a period, for what keeps its value until it changes.
    case step
    /// Level within a period and filled beneath the first line, for sums.
    case area
    /// A strip whose pattern changes with the state.
    case ribbon
  }

  /// The lines of one variant.
  struct Panel: Sendable {
    /// The variant's place among the columns of the page.
    let column: Int
    /// By line; empty for a variant that has no such component.
    let values: [[Double?]]
    /// What each line comes to over the run, in words; shown while nobody points at a period.
    let totals: [String]
  }

  /// The component, or what of the whole run is shown.
  let title: String
  /// What is shown of it.
  let subject: String
  /// What the statistic is, such as `sum per 1 min`.
  let note: String
  let unit: DisplayUnit
  let drawing: Drawing
  /// The names of the lines.
  let lines: [String]
  /// A panel for each column of the page.
  var panels: [Panel]

  /// The largest value of all panels, zero at least.
  var largest: Double {
    panels.joinedValues.reduce(0) { max($0, $1) }
  }

  /// Whether there is anything to see: a sample that is not zero.
  var hasNews: Bool { panels.joinedValues.contains { $0 != 0 } }

  /// How many values there are.
  var pointCount: Int {
    panels.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }
  }

  /// The axis on which all panels are drawn.
  var axis: ValueAxis {
    let series = Chart.Series(subject, unit: unit, values: panels.joinedValues, drawing: .step)
    return ValueAxis.fitting([.init(unit: unit, series: [series], reach: 0)])[0]
  }
}

extension [PageGraph.Panel] {
  fileprivate var joinedValues: [Double] {
    flatMap { $0.values.flatMap { $0.compactMap(\.self) } }
  }
}

extension PageGraph {
  /// The graph with as many periods drawn as one as asked for: sums added up, of all else the
  /// highest.
  func folded(by count: Int) -> PageGraph {
    var folded = self
    folded.panels = panels.map { panel in
      Panel(
        column: panel.column,
        values: panel.values.map { Self.folded($0, by: count, adds: drawing == .area) },
        totals: panel.totals)
    }
    return folded
  }

  private static func folded(_ values: [Double?], by count: Int, adds: Bool) -> [Double?] {
    stride(from: 0, to: values.count, by: count).map { start in
      let part = values[start..<min(start + count, values.count)].compactMap { $0 }
      return adds && !part.isEmpty ? part.reduce(0, +) : part.max()
    }
  }
}
