/// Services on containers:
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html,
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
extension Metric {
  /// The definition of a metric of a service on containers.
  var containerDefinition: MetricDefinition {
    let (insights, own) = ("ECS/ContainerInsights", "Faultline/Service")
    return switch self {
    case .cpuUtilization:
      .init(
        "AWS/ECS", "CPUUtilization", .percent,
        "The share of the tasks' vCPUs that was used, one sample a minute.")
    case .runningTasks:
      .init(insights, "RunningTaskCount", "Tasks that are up, sampled every minute.")
    case .pendingTasks:
      .init(insights, "PendingTaskCount", "Tasks that are starting, sampled every minute.")
    case .desiredTasks:
      .init(insights, "DesiredTaskCount", "Tasks that are wanted, sampled every minute.")
    case .tasksStarted: .init(own, "TasksStarted", "Tasks that came up.")
    case .tasksLost: .init(own, "TasksLost", "Tasks that died with work in hand.")
    case .messagesHandled: .init(own, "MessagesHandled", "Messages handled well and deleted.")
    case .messagesFailed:
      .init(own, "MessagesFailed", "Messages whose handler failed; 0 or 1 each time.")
    case .handlingTime:
      .init(
        own, "HandlingTime", .milliseconds, percentiles: true,
        "How long the handler took for a message, well or not.")
    case .serviceRequests: .init(own, "Requests", "Requests that were answered.")
    case .serviceErrors: .init(own, "RequestErrors", "Requests refused or failed; 0 or 1 each.")
    case .serviceLatency:
      .init(
        own, "RequestLatency", .milliseconds, percentiles: true,
        "From a request's arrival to its answer.")
    default: .init(own, "RequestsWaiting", "Requests without a thread, sampled every minute.")
    }
  }
}
