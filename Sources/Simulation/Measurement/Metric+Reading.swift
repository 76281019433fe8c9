extension Metric {
  /// What a sample of a metric is, and so which of its statistics say something.
  package enum Reading: String, Sendable {
    /// Something that happened: the sum over a time is what counts, and no sample means none.
    case happening
    /// How much there is of something, sampled now and then.
    case level
    /// How long or how large something was.
    case extent

    /// The statistics that say something, the most telling first.
    package var statistics: [Statistic] {
      switch self {
      case .happening: [.sum]
      case .level: [.maximum, .average]
      case .extent: [.average, .p50, .p90, .p99, .maximum]
      }
    }
  }

  /// What a sample of the metric is.
  package var reading: Reading {
    switch self {
    case .messagesVisible, .messagesNotVisible, .messagesDelayed, .ageOfOldestMessage,
      .concurrentExecutions, .provisionedConcurrentExecutions, .callsInService, .callsWaiting,
      .breakerState, .openExecutions, .healthCheckStatus, .pendingReplications,
      .cpuUtilization, .runningTasks, .pendingTasks, .desiredTasks, .serviceWaiting,
      .dataFreshness, .groupsInFlight:
      .level
    default: definition.keepsPercentiles ? .extent : .happening
    }
  }
}
