/// Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
extension Metric {
  /// The definition of a metric of a state machine, or of sagas.
  var stateMachineDefinition: MetricDefinition {
    let (states, own, sagas) = ("AWS/States", "Faultline/StateMachine", "Faultline/Sagas")
    return switch self {
    case .executionsStarted: .init(states, "ExecutionsStarted", "Executions that were started.")
    case .executionsSucceeded: .init(states, "ExecutionsSucceeded", "Executions that succeeded.")
    case .executionsFailed: .init(states, "ExecutionsFailed", "Executions that failed.")
    case .executionsTimedOut:
      .init(states, "ExecutionsTimedOut", "Executions that took too long as a whole.")
    case .executionsAborted: .init(states, "ExecutionsAborted", "Executions that were stopped.")
    case .executionThrottled:
      .init(states, "ExecutionThrottled", "Transitions that were delayed by their quota.")
    case .throttledEvents: .init(states, "ThrottledEvents", "Starts that were throttled.")
    case .executionTime:
      .init(
        states, "ExecutionTime", .milliseconds, percentiles: true,
        "From the start of an execution to its end.")
    case .openExecutions:
      .init(states, "OpenExecutionCount", "Executions under way, sampled every minute.")
    case .expressBilledDuration:
      .init(
        states, "ExpressExecutionBilledDuration", .milliseconds,
        "The time that an express workflow is billed for.")
    case .stateTransitions:
      .init(
        own, "StateTransitions",
        "Transitions, retries among them; standard workflows are billed by them.")
    case .tasksFailed: .init(own, "TasksFailed", "Attempts of tasks that failed.")
    case .tasksTimedOut:
      .init(own, "TasksTimedOut", "Attempts of tasks given up before their answer came.")
    case .taskRetries: .init(own, "TaskRetries", "Attempts of tasks beyond the first.")
    case .sagasCommitted:
      .init(sagas, "SagasCommitted", "Transactions that ended with all of their steps done once.")
    case .sagasCompensated:
      .init(sagas, "SagasCompensated", "Transactions that ended with every step taken back.")
    default:
      .init(sagas, "SagasInconsistent", "Transactions that ended with steps half done.")
    }
  }
}
