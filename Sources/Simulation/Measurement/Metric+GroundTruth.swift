/// What only the simulator knows.
extension Metric {
  /// The definition of a metric of what no service shows.
  var groundTruthDefinition: MetricDefinition {
    let (dependency, breaker) = ("Faultline/Dependency", "Faultline/CircuitBreaker")
    let (producer, messages) = ("Faultline/Producer", "Faultline/Messages")
    return switch self {
    case .calls: .init(dependency, "Calls", "Calls that reached the dependency.")
    case .callErrors: .init(dependency, "Errors", "Calls it refused or failed; 0 or 1 a call.")
    case .callLatency:
      .init(
        dependency, "Latency", .milliseconds, percentiles: true,
        "From a call's arrival to its answer, calls that hang not included.")
    case .callsInService:
      .init(dependency, "InService", "Calls being served, sampled every minute.")
    case .callsWaiting:
      .init(dependency, "Waiting", "Calls waiting for a server, sampled every minute.")
    case .effects: .init(dependency, "Effects", "Business effects that took place.")
    case .repeatedEffects:
      .init(dependency, "RepeatedEffects", "Effects that had taken place for the message before.")
    case .breakerState:
      .init(breaker, "State", "0 closed, 1 half-open, 2 open, sampled every minute.")
    case .breakerOpened: .init(breaker, "Opened", "Times the breaker opened.")
    case .breakerRefused: .init(breaker, "Refused", "Calls it kept back.")
    case .offered: .init(producer, "Offered", "Messages that were to be sent.")
    case .sends: .init(producer, "Attempts", "Sends, repeated ones included.")
    case .sendsAccepted: .init(producer, "Accepted", "Messages that the target acknowledged.")
    case .sendsFailed: .init(producer, "Failed", "Messages that the producer gave up.")
    case .sendLatency:
      .init(
        producer, "Latency", .milliseconds, percentiles: true,
        "From the moment a message was due to its acknowledgement.")
    case .completed:
      .init(messages, "Completed", "Messages for which all that they ask for was done: goodput.")
    case .endToEndLatency:
      .init(
        messages, "EndToEndLatency", .milliseconds, percentiles: true,
        "From the moment a message was due to its completion.")
    case .lost: .init(messages, "Lost", "Messages that ended with nothing done.")
    default: .init("Faultline/Cost", "Cost", .dollars, "What the component cost in the period.")
    }
  }
}
