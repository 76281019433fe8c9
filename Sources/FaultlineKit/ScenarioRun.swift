import Experiment
import Reporting
import Simulation

/// What one run of a scenario came to.
public struct ScenarioRun: Sendable {
  /// How many messages came to which end, or had not come to one.
  public struct Outcomes: Hashable, Sendable {
    /// Messages that producers were to send.
    public let offered: Int
    /// All that they ask for was done.
    public let completed: Int
    /// Gone, with nothing done.
    public let lost: Int
    /// Gone, with some of what they ask for done.
    public let halfDone: Int
    /// Incomplete, in a dead-letter queue at the end.
    public let stuck: Int
    /// Incomplete, and waiting or being worked on at the end.
    public let pending: Int
    /// Messages for which an effect happened more than once.
    public let doubled: Int
    /// Gone undone, since a newer message of their key took their place; `nil` where nothing is compacted.
    public let superseded: Int?
    /// Messages that took effect after later ones of their group; `nil` where no order is watched.
    public let outOfOrder: Int?
  }

  private let report: RunReport

  init(_ report: RunReport) { self.report = report }

  /// What became of the messages.
  public var outcomes: Outcomes {
    let outcomes = report.result.outcomes
    return Outcomes(
      offered: outcomes.offered, completed: outcomes.completed, lost: outcomes.lost,
      halfDone: outcomes.halfDone, stuck: outcomes.stuck, pending: outcomes.pending,
      doubled: outcomes.doubled, superseded: outcomes.superseded,
      outOfOrder: outcomes.outOfOrder)
  }

  /// What the run cost at the prices of its table, in dollars.
  public var costInDollars: Double { report.result.cost.amount }

  /// A hash of every event and result: equal fingerprints, equal runs.
  public var fingerprint: UInt64 { report.result.fingerprint }

  /// Whether every expectation of the scenario held; one without anything to measure did not.
  public var expectationsHold: Bool { report.verdicts.allSatisfy { $0.result == .pass } }

  /// One row per series and period: CloudWatch's metrics, and the truth beside them.
  public var metricsCSV: String { RunTable.metrics.text(of: report) }

  /// One row per number.
  public var summaryCSV: String { RunTable.summary.text(of: report) }

  /// Everything a program may want to know, as one JSON document.
  public var json: String { report.json }
}
