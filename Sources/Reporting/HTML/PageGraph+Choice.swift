internal import Simulation

extension GraphDesign {
  static let work = GraphDesign(
    lines: [.init(.invocations, .sum), .init(.errors, .sum), .init(.throttles, .sum)],
    drawing: .bars)
  static let percentiles = percentiles(.duration, "Duration")
  static let endToEnd = percentiles(.endToEndLatency, "end-to-end latency")
  static let depth = GraphDesign(subject: "depth", lines: backlog.lines, drawing: .step)
  static let age = GraphDesign(
    subject: "age", lines: [.init(.ageOfOldestMessage, .maximum, as: "oldest message")],
    drawing: .step)
  static let state = GraphDesign(
    subject: "state", lines: breakerState.lines, drawing: .step)

  /// What a page shows of any component, of which each has those whose metrics it records.
  static let page: [GraphDesign] = [
    sums(.offered, .sendsAccepted), percentiles(.sendLatency, "send latency"),
    sums(.apiCount, .apiServerErrors), percentiles(.apiLatency, "Latency"), work, percentiles,
    levels(.concurrentExecutions), sums(.stepRetries, .stepTimeouts), depth, age,
    sums(.messagesReceived, .messagesDeleted), sums(.deadLettered, .redriven),
    sums(.calls, .callErrors), percentiles(.callLatency, "Latency"), levels(.callsInService),
    sums(.consumedWriteUnits, .throttledRequests), state, sums(.breakerRefused),
    sums(.shed), sums(.retriesDenied), sums(.bulkheadRefused), sums(.hedgedCalls),
    sums(.answeredBefore, .alreadyInProgress), levels(.outboxWaiting), levels(.producerWaiting),
    sums(.scheduleAttempts, .scheduleTargetErrors),
  ]

  /// The graph of a component for all columns; nothing where none has samples of the first line.
  func graph(of component: String, in columns: [PageColumn]) -> PageGraph? {
    let runs = columns.map(\.run)
    let isMeasured = { metric in
      runs.contains { $0?.series(metric, of: component) != nil }
    }
    guard isMeasured(lines[0].metric) else { return nil }
    let shown = lines.filter { isMeasured($0.metric) }
    let panels = runs.enumerated().map { column, run in
      panel(column, run, shown.compactMap { line in line.shape(of: component, in: run) })
    }
    let period = runs.lazy.compactMap { $0?.period }.first ?? .zero
    return PageGraph(
      title: component == World.messagesName ? "Messages" : component,
      subject: subject ?? shown.map(\.name).joined(separator: ", "),
      note: lines[0].note + " per " + NumberText.duration(period),
      unit: DisplayUnit(lines[0].metric.definition.unit), drawing: pageDrawing,
      lines: shown.map(\.name), panels: panels)
  }

  private func panel(
    _ column: Int, _ run: RunResult?, _ shapes: [(values: [Double?], total: String)]
  ) -> PageGraph.Panel {
    PageGraph.Panel(
      column: column, values: shapes.map(\.values), totals: shapes.map(\.total))
  }

  private var pageDrawing: PageGraph.Drawing {
    if lines[0].metric == .breakerState { return .ribbon }
    return switch drawing {
    case .line: .line
    case .step: .step
    case .bars: .area
    }
  }
}

extension GraphDesign.Line {
  /// The values of a run, and what they come to; nothing for a run that has no such component.
  fileprivate func shape(
    of component: String, in run: RunResult?
  ) -> (values: [Double?], total: String)? {
    guard let run else { return nil }
    let isThere =
      component == World.messagesName || run.parts.contains { $0.name == component }
    guard isThere else { return nil }
    guard let series = run.series(metric, of: component) else {
      let missing: Double? = metric.reading == .happening ? 0 : nil
      return (Array(repeating: missing, count: run.phases.count), missing == nil ? "none" : "0")
    }
    return (run.values(of: series, statistic), total(of: series))
  }

  private func total(of series: MetricSeries) -> String {
    if metric == .breakerState { return Self.timeOpen(in: series) }
    guard let value = series.statistics()?[statistic] else { return "none" }
    let unit = DisplayUnit(series.metric.definition.unit)
    let text = unit == .count ? NumberText.grouped(value) : unit.text(value)
    switch statistic {
    case .sum: return text + " in all"
    case .maximum: return "at most " + text
    default: return text + " overall"
    }
  }

  /// In how many of its samples a breaker was open.
  private static func timeOpen(in series: MetricSeries) -> String {
    let open = series.points.count { $0.statistics.maximum == 2 }
    return open == 0 ? "never open" : "open in \(open) of \(series.points.count) periods"
  }

  /// What is said of the statistic; lines named after their percentiles need no more words.
  fileprivate var note: String {
    switch statistic {
    case .sum: "sum"
    case .maximum: "highest"
    default: "percentiles"
    }
  }
}

extension PageGraph {
  /// What was to be sent, how often it was tried, and what was completed: where the tries run away
  /// from the rest, the system is busy with itself.
  ///
  /// The tries are the calls that reached the busiest dependency; in a system without one, the
  /// invocations of the busiest function.
  static func goodput(of columns: [PageColumn], among names: [String]) -> PageGraph? {
    let offered = columns.map { $0.run?.sum(of: .offered) }
    guard offered.contains(where: { $0 != nil }) else { return nil }
    let tries = busiest(.calls, names, columns) ?? busiest(.invocations, names, columns)
    let panels = columns.enumerated().map { column, page in
      guard let run = page.run else { return Panel(column: column, values: [], totals: []) }
      var values = [run.sum(of: .offered)]
      if let tries {
        values.append(run.sum(of: tries.metric) { $0 == tries.component })
      }
      values.append(run.sum(of: .completed))
      let totals = values.map { NumberText.grouped($0.reduce(0) { $0 + ($1 ?? 0) }) + " in all" }
      return Panel(column: column, values: values, totals: totals)
    }
    let attempts = tries.map { ["attempts at \($0.component)"] } ?? []
    return PageGraph(
      title: "Messages", subject: "offered, attempts, goodput",
      note: "sum per " + periodText(of: columns), unit: .count, drawing: .area,
      lines: ["offered"] + attempts + ["completed"], panels: panels)
  }

  /// What the whole system has cost by each time.
  static func cost(of columns: [PageColumn]) -> PageGraph? {
    let panels = columns.enumerated().map { column, page -> Panel in
      guard let run = page.run else { return Panel(column: column, values: [], totals: []) }
      var sum = 0.0
      let values = run.sum(of: .cost).map { value -> Double? in
        sum += value ?? 0
        return sum
      }
      let total = NumberText.dollars(run.cost.amount) + " in all"
      return Panel(column: column, values: [values], totals: [total])
    }
    let graph = PageGraph(
      title: "Cost", subject: "so far", note: "all components, since the start", unit: .dollars,
      drawing: .step, lines: ["cost"], panels: panels)
    return graph.hasNews ? graph : nil
  }

  private static func periodText(of columns: [PageColumn]) -> String {
    NumberText.duration(columns.lazy.compactMap { $0.run?.period }.first ?? .zero)
  }

  /// The component that counts most of a metric in any column.
  private static func busiest(
    _ metric: Metric, _ names: [String], _ columns: [PageColumn]
  ) -> (metric: Metric, component: String)? {
    var best: (name: String?, count: Int) = (nil, 0)
    for name in names {
      let count = columns.reduce(0) { max($0, $1.run?.count(metric, of: name) ?? 0) }
      if count > best.count { best = (name, count) }
    }
    return best.name.map { (metric, $0) }
  }
}

extension RunResult {
  /// A metric's sum in each period over all components, or over some.
  fileprivate func sum(
    of metric: Metric, where isMeant: (String) -> Bool = { _ in true }
  ) -> [Double?] {
    var sums = [Double?](repeating: 0, count: phases.count)
    for series in series where series.metric == metric && isMeant(series.component) {
      for point in series.points {
        sums[point.period] = (sums[point.period] ?? 0) + point.statistics.sum
      }
    }
    return sums
  }
}
