internal import Simulation

extension PartTable {
  static let containers = PartTable(
    type: ContainerServiceSettings.typeName, title: "Services",
    columns: [
      .count("requests", .serviceRequests, rank: 3, optional: true),
      .count("refused or failed", .serviceErrors, rank: 3, optional: true),
      .count("handled", .messagesHandled, rank: 3, optional: true),
      .count("errors", .messagesFailed, rank: 2, optional: true),
      .statistic("p50", .serviceLatency, .p50, optional: true),
      .statistic("p99", .serviceLatency, .p99, rank: 2, optional: true),
      .statistic("most tasks", .runningTasks, .maximum, rank: 3),
      .statistic("CPU", .cpuUtilization, .average, rank: 2),
      .count("lost", .tasksLost, rank: 2, optional: true),
      .count("retries", .stepRetries, optional: true), .cost,
    ])

  static let firehoses = PartTable(
    type: FirehoseSettings.typeName, title: "Firehose streams",
    columns: [
      .count("records", .firehoseRecords, rank: 3), .count("delivered", .deliveredRecords, rank: 3),
      .count("throttled", .firehoseThrottled, rank: 2, optional: true),
      .count("lost", .recordsGivenUp, rank: 3, optional: true),
      .statistic("oldest", .dataFreshness, .maximum, rank: 2), .cost,
    ])
}
