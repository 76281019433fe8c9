/// What is known to hurt, or what AWS would refuse, in a scenario that can be simulated all the same.
package enum Lint: Hashable, Sendable {
  case visibilityTooShort(queue: String, timeout: String, function: String, functionTimeout: String)
  case visibilityBelowAdvice(queue: String, timeout: String, function: String, advised: String)
  case shortRetention(deadLetterQueue: String, retention: String, source: String)
  case singleReceive(queue: String)
  case fewReceives(queue: String, count: Int, function: String)
  case retriesMultiply(attempts: Int, layers: [String])
  case idleTimeout(step: String, timeout: String, function: String, functionTimeout: String)
  case gatewayTimeout(function: String, functionTimeout: String, gateway: String, timeout: String)
  case noDeadLetterQueue(queue: String, function: String)
  case noCanary(redrive: String)
  case notADeadLetterQueue(String)
  case emptyHandler(function: String)
  case loop([String])
  case concurrencyCap(maximum: Int, reserved: Int)
  case breakerNeverOpens(minimum: Int, window: Int)
  case unusedSources(queue: String)
  case scheduleNeverDue(String)
  case unevenPeriods(duration: String, period: String)
  case nothingSends
  case producerNeverSends(String)
  case messageTooLarge(bytes: Int, queue: String, limit: Int)
  case faultNeverBegins(String)
  case faultOutlastsRun(String)
  case identicalFaults(String, first: SourcePlace)
  case faultChangesNothing(String, why: String)
  case nothingOnLink(String)
  case linkTurnedRound(String, requests: String)
  case actionAfterEnd(String)
  case noEventSource(String)
  case neverMeasured(String, why: String)

  /// A kind of advice by its stable name, under which a scenario can switch it off.
  package enum Rule: String, CaseIterable, Sendable {
    case visibilityTimeout = "visibility-timeout"
    case visibilityAdvice = "visibility-advice"
    case deadLetterRetention = "dead-letter-retention"
    case maxReceiveCount = "max-receive-count"
    case retries
    case timeouts
    case deadLetterQueue = "dead-letter-queue"
    case canary
    case redrive
    case handler
    case loop
    case concurrency
    case breaker
    case redriveAllow = "redrive-allow"
    case schedule
    case period
    case producer
    case messageSize = "message-size"
    case faultWindow = "fault-window"
    case faultConflict = "fault-conflict"
    case faultEffect = "fault-effect"
    case link
    case action
    case expectation

    /// One sentence of help.
    package var help: String {
      switch self {
      case .visibilityTimeout:
        "A queue's visibility timeout is shorter than the time-out of the function that reads it."
      case .visibilityAdvice: "The visibility timeout is below six times the function's time-out."
      case .deadLetterRetention: "A dead-letter queue keeps messages no longer than its source."
      case .maxReceiveCount: "Messages go to the dead-letter queue after very few receives."
      case .retries: "Layers that wait for one another retry, and the attempts multiply."
      case .timeouts: "Whoever waits and whoever works have time-outs that do not go together."
      case .deadLetterQueue: "A queue that a function reads has no dead-letter queue."
      case .canary: "A redrive moves messages without asking whether things are well."
      case .redrive: "Messages are to be moved out of a queue that is no dead-letter queue."
      case .handler: "A function's handler does nothing."
      case .loop: "Every message comes back to where it was."
      case .concurrency: "An event source may run more batches than its function has concurrency."
      case .breaker: "A circuit breaker cannot open."
      case .redriveAllow: "The sources of a redrive-allow policy are not looked at."
      case .schedule: "A schedule is not due in the run."
      case .period: "The run is no whole number of periods."
      case .producer: "Nobody sends, or a producer sends nothing in the run."
      case .messageSize: "Messages are larger than their queue takes."
      case .faultWindow: "A fault begins after the run, or would outlast it."
      case .faultConflict: "Two faults of one kind strike one target at the same time."
      case .faultEffect: "A fault is set so that it changes nothing."
      case .link: "Nothing passes the link that a fault strikes, or it passes the other way."
      case .action: "Something is done by hand after the run, or to no effect."
      case .expectation: "An expectation looks at what is never measured."
      }
    }
  }

  /// The kind of advice.
  package var rule: Rule {
    switch self {
    case .visibilityTooShort: .visibilityTimeout
    case .visibilityBelowAdvice: .visibilityAdvice
    case .shortRetention: .deadLetterRetention
    case .singleReceive, .fewReceives: .maxReceiveCount
    case .retriesMultiply: .retries
    case .idleTimeout, .gatewayTimeout: .timeouts
    case .noDeadLetterQueue: .deadLetterQueue
    case .noCanary: .canary
    case .notADeadLetterQueue: .redrive
    case .emptyHandler: .handler
    case .loop: .loop
    case .concurrencyCap: .concurrency
    case .breakerNeverOpens: .breaker
    case .unusedSources: .redriveAllow
    case .scheduleNeverDue: .schedule
    case .unevenPeriods: .period
    case .nothingSends, .producerNeverSends: .producer
    case .messageTooLarge: .messageSize
    case .faultNeverBegins, .faultOutlastsRun: .faultWindow
    case .identicalFaults: .faultConflict
    case .faultChangesNothing: .faultEffect
    case .nothingOnLink, .linkTurnedRound: .link
    case .actionAfterEnd, .noEventSource: .action
    case .neverMeasured: .expectation
    }
  }
}
