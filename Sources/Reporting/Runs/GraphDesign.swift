internal import Simulation

/// What a graph of a component shows: one or two statistics over time, as an operator would plot them.
struct GraphDesign {
  /// A statistic of a metric, under the name that the legend has for it.
  struct Line {
    let name: String
    let metric: Metric
    let statistic: Statistic

    init(_ metric: Metric, _ statistic: Statistic, as name: String? = nil) {
      self.name = name ?? metric.definition.name
      self.metric = metric
      self.statistic = statistic
    }
  }

  /// What is shown, where the names of the lines do not say it.
  var subject: String?
  let lines: [Line]
  let drawing: Chart.Series.Drawing

  static let invocations = sums(.invocations, .errors)
  static let duration = GraphDesign(
    subject: "Duration",
    lines: [.init(.duration, .p99, as: "p99"), .init(.duration, .average, as: "average")],
    drawing: .line)
  static let backlog = GraphDesign(
    subject: "messages",
    lines: [
      .init(.messagesVisible, .maximum, as: "visible"),
      .init(.messagesNotVisible, .maximum, as: "in flight"),
    ], drawing: .step)
  static let breakerState = GraphDesign(
    subject: "1 half-open, 2 open", lines: [.init(.breakerState, .maximum)],
    drawing: .step)

  /// The graphs of any component, of which each has those whose metrics it records.
  static let all: [GraphDesign] = [
    sums(.offered, .sendsAccepted), sums(.apiCount, .apiServerErrors),
    sums(.notificationsDelivered, .notificationsFailed), sums(.matchedEvents, .failedInvocations),
    invocations, duration,
    levels(.concurrentExecutions), backlog, levels(.ageOfOldestMessage),
    sums(.calls, .callErrors), percentiles(.callLatency, "Latency"), levels(.callsInService),
    sums(.consumedWriteUnits, .throttledRequests), breakerState,
    sums(.scheduleAttempts, .scheduleTargetErrors),
    sums(.executionsSucceeded, .executionsFailed), percentiles(.executionTime, "Duration"),
    sums(.stateTransitions),
  ]

  static func sums(_ metrics: Metric...) -> GraphDesign {
    GraphDesign(lines: metrics.map { .init($0, .sum) }, drawing: .bars)
  }

  static func levels(_ metric: Metric) -> GraphDesign {
    GraphDesign(lines: [.init(metric, .maximum)], drawing: .step)
  }

  static func percentiles(_ metric: Metric, _ subject: String) -> GraphDesign {
    GraphDesign(
      subject: subject,
      lines: [.init(metric, .p99, as: "p99"), .init(metric, .p50, as: "p50")], drawing: .line)
  }
}

extension GraphDesign {
  /// The graph of a component; nothing where it has no samples of what the first line shows.
  func chart(of component: String, in report: RunReport) -> Chart? {
    let series = lines.compactMap { line in
      report.result.series(line.metric, of: component).map { self.series(line, $0, report) }
    }
    guard report.result.series(lines[0].metric, of: component) != nil else { return nil }
    let subject = subject ?? series.map(\.name).joined(separator: ", ")
    return report.chart("\(component)  \(subject)", lines[0].statistic, series)
  }

  private func series(
    _ line: Line, _ series: MetricSeries, _ report: RunReport
  ) -> Chart.Series {
    Chart.Series(
      line.name, unit: DisplayUnit(line.metric.definition.unit),
      values: report.result.values(of: series, line.statistic), drawing: drawing)
  }
}

extension RunReport {
  /// A graph over the time of the run, with its faults.
  func chart(_ title: String, _ statistic: Statistic, _ series: [Chart.Series]) -> Chart {
    let period = NumberText.duration(result.period)
    let subtitle = lines(series) ? "per \(period)" : "\(statistic.rawValue) per \(period)"
    return Chart(
      title: title, subtitle: subtitle, duration: max(result.endedAt - .start, result.period),
      period: result.period, series: series,
      faults: result.windows.map { window in
        Chart.FaultMark(blueprint.faults[window.fault].label, start: window.start, end: window.end)
      }, height: 6)
  }

  /// Whether the legend's names are the statistics.
  private func lines(_ series: [Chart.Series]) -> Bool { series[0].drawing == .line }
}

extension RunResult {
  /// A value for each period; where nothing happened a sum is zero, and all else is not known.
  func values(of series: MetricSeries, _ statistic: Statistic) -> [Double?] {
    let missing: Double? = series.metric.reading == .happening ? 0 : nil
    var values = [Double?](repeating: missing, count: phases.count)
    for point in series.points { values[point.period] = point.statistics[statistic] }
    return values
  }
}
