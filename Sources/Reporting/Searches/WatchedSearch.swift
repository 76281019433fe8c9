package import Experiment
package import Simulation

/// A search that has so much time, that somebody may be watching, and that stops when it is asked to.
package struct WatchedSearch {
  private let search: Search
  private let budget: Interval?
  private let title: String?

  /// A search; without a title no progress is shown, without a budget it ends with its runs.
  package init(_ search: Search, budget: Interval?, title: String?) {
    self.search = search
    self.budget = budget
    self.title = title
  }

  /// Searches to the end, until time is up, or until Control-C or a request to terminate.
  package func result() throws(ExperimentError) -> SearchResult {
    Interruption.listen()
    var line = title.map { ProgressLine($0) }
    defer { line?.finish() }
    let (budget, began) = (budget, ContinuousClock.now)
    return try search.run(
      progress: { state in
        let share =
          budget.map { began.elapsed / $0 }
          ?? search.runs.map { Double(state.runs) / Double($0) } ?? 0
        line?.update(share: share, note: state.note)
      },
      isOver: { stage in
        if Interruption.request != nil { return true }
        return budget.map { began.elapsed > $0 * stage.end } ?? false
      })
  }
}

extension Search.Stage {
  /// The share of the time after which the stage must be over.
  fileprivate var end: Double {
    switch self {
    case .exploring: 0.6
    case .shrinking: 0.9
    case .measuring: 1
    }
  }
}

extension Search.Progress {
  fileprivate var note: String {
    let found = "\(NumberText.grouped(runs)) schedules, \(findings) broken"
    return switch stage {
    case .exploring: found
    case .shrinking: found + ", shrinking"
    case .measuring: found + ", measuring"
    }
  }
}
