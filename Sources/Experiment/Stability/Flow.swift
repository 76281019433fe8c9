package import Simulation

/// What came in and what got done in a run, period by period.
package struct Flow: Sendable {
  /// The length of a period.
  package let period: Interval
  /// The messages that producers were to send.
  package let offered: [Double]
  /// The messages of which all was done.
  package let completed: [Double]
  /// The messages that ended with nothing done.
  package let lost: [Double]
  /// The phase of each period.
  package let phases: [Phase]

  /// The flow of a run.
  package init(_ result: RunResult) {
    period = result.period
    phases = result.phases
    func counts(_ metric: Metric) -> [Double] {
      var counts = Array(repeating: 0.0, count: result.phases.count)
      for series in result.series where series.metric == metric {
        for point in series.points { counts[point.period] += point.statistics.sum }
      }
      return counts
    }
    offered = counts(.offered)
    completed = counts(.completed)
    lost = counts(.lost)
  }

  /// How many periods there are.
  package var count: Int { phases.count }

  /// The periods of a phase.
  package func periods(in phase: Phase) -> [Int] { phases.indices.filter { phases[$0] == phase } }

  /// The share of what came in that got done in some periods; `nil` where nothing came in.
  package func goodput(in periods: some Sequence<Int>) -> Double? {
    let (offered, completed) = periods.reduce((0.0, 0.0)) {
      ($0.0 + self.offered[$1], $0.1 + self.completed[$1])
    }
    return offered == 0 ? nil : completed / offered
  }

  /// What was neither done nor lost before a period begins.
  package func backlog(before end: Int) -> Double {
    (0..<end).reduce(0) { max(0, $0 + offered[$1] - completed[$1] - lost[$1]) }
  }

  /// What comes in per second from a period on.
  package func arrivalRate(from start: Int) -> Double {
    let periods = (start < count ? start : 0)..<count
    guard !periods.isEmpty else { return 0 }
    return periods.reduce(0) { $0 + offered[$1] } / (period.seconds * Double(periods.count))
  }

  /// The most that got done per second over a twentieth of the run.
  package var peakRate: Double {
    let width = max(1, count / 20)
    guard count >= width else { return 0 }
    let sums = (0...(count - width)).map { start in
      (start..<(start + width)).reduce(0) { $0 + completed[$1] }
    }
    return (sums.max() ?? 0) / (period.seconds * Double(width))
  }
}
