internal import Simulation

extension PartTable {
  static let machines = PartTable(
    type: StateMachineSettings.typeName, title: "State machines",
    columns: [
      .count("started", .executionsStarted, rank: 3),
      .count("succeeded", .executionsSucceeded, rank: 3),
      .count("failed", .executionsFailed, rank: 3),
      .count("aborted", .executionsAborted, rank: 2, optional: true),
      .count("timed out", .executionsTimedOut, rank: 2, optional: true),
      .count("throttled", .throttledEvents, rank: 2, optional: true),
      .count("retries", .taskRetries, rank: 1, optional: true),
      .count("transitions", .stateTransitions, rank: 2),
      .count("delayed", .executionThrottled, rank: 2, optional: true),
      .statistic("p50", .executionTime, .p50), .statistic("p99", .executionTime, .p99, rank: 2),
      .statistic("open", .openExecutions, .maximum, rank: 2), .cost,
    ])
}
