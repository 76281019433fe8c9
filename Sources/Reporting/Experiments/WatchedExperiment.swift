package import Experiment
package import Scenario

/// An experiment that somebody may be watching: it shows how far it is, and stops when it is asked to.
package struct WatchedExperiment {
  private let choice: ExperimentChoice
  private let keepsPeriods: Bool
  private let progress: ProgressLine?

  /// An experiment; without a title no progress is shown.
  ///
  /// - Parameter keepsPeriods: Whether what graphs and `metrics.csv` are made from is kept.
  package init(_ choice: ExperimentChoice, title: String?, keepsPeriods: Bool = true) {
    self.choice = choice
    self.keepsPeriods = keepsPeriods
    progress = title.map { ProgressLine($0) }
  }

  /// Runs to the end, or until Control-C or a request to terminate.
  ///
  /// - Parameter criteria: What to judge by; the standard ones if left out.
  package func result(
    of variants: [ScenarioDocument.Variant], criteria: [Criterion]? = nil
  ) throws(ExperimentError) -> ExperimentResult {
    Interruption.listen()
    var replications = Replications(choice.replications.count)
    replications.confidence = choice.confidence
    replications.keepsPeriods = keepsPeriods
    if let jobs = choice.jobs { replications.jobs = jobs }
    var line = progress
    defer { line?.finish() }
    return try replications.run(
      variants, criteria: criteria, progress: { line?.update(done: $0.done, of: $0.whole) },
      isInterrupted: { Interruption.request != nil })
  }
}

extension ExperimentError: CommandError {
  package var exitCode: ExitCode {
    switch self {
    case .run(let error, variant: _, replication: _): error.exitCode
    case .interrupted: Interruption.request?.exitCode ?? .interrupted
    }
  }

  package var message: String? { "error: \(self)" }
}
