/// What is known to hurt, or what AWS would refuse, in a scenario that can be simulated all the same.
package enum Lint: Hashable, Sendable {
  case queue(QueueAdvice)
  case handler(HandlerAdvice)
  case fault(FaultAdvice)
  case run(RunAdvice)

  /// A kind of advice by its stable name, under which a scenario can switch it off.
  package enum Rule: String, CaseIterable, Sendable {
    case visibilityTimeout = "visibility-timeout"
    case visibilityAdvice = "visibility-advice"
    case deadLetterRetention = "dead-letter-retention"
    case maxReceiveCount = "max-receive-count"
    case deadLetterQueue = "dead-letter-queue"
    case redriveAllow = "redrive-allow"
    case redrive
    case messageSize = "message-size"
    case prefetch
    case retries
    case timeouts
    case canary
    case handler
    case loop
    case concurrency
    case breaker
    case faultWindow = "fault-window"
    case faultConflict = "fault-conflict"
    case faultEffect = "fault-effect"
    case link
    case schedule
    case period
    case producer
    case unreached
    case action
    case expectation
  }

  /// The kind of advice.
  package var rule: Rule {
    switch self {
    case .queue(let advice): advice.rule
    case .handler(let advice): advice.rule
    case .fault(let advice): advice.rule
    case .run(let advice): advice.rule
    }
  }

  /// How bad it is.
  var severity: Mistake.Severity { rule.severity }

  /// What is known to hurt, why, and what to do about it.
  var sentence: String {
    switch self {
    case .queue(let advice): advice.sentence
    case .handler(let advice): advice.sentence
    case .fault(let advice): advice.sentence
    case .run(let advice): advice.sentence
    }
  }
}

extension Lint.Rule {
  /// How bad it is that a scenario goes against it.
  package var severity: Mistake.Severity { self == .visibilityAdvice ? .note : .warning }

  /// One sentence of help.
  package var help: String {
    switch self {
    case .visibilityTimeout:
      "A queue's visibility timeout is shorter than the time-out of the function that reads it."
    case .visibilityAdvice: "The visibility timeout is below six times the function's time-out."
    case .deadLetterRetention: "A dead-letter queue keeps messages no longer than its source."
    case .maxReceiveCount: "Messages go to the dead-letter queue after very few receives."
    case .deadLetterQueue: "A queue that a function reads has no dead-letter queue."
    case .redriveAllow: "The sources of a redrive-allow policy are not looked at."
    case .redrive: "Messages are to be moved out of a queue that is no dead-letter queue."
    case .messageSize: "Messages are larger than their queue takes."
    case .prefetch: "Consumers of RabbitMQ take as many messages as there are."
    case .retries: "Layers that wait for one another retry, and the attempts multiply."
    case .timeouts: "Whoever waits and whoever works have time-outs that do not go together."
    case .canary: "A redrive moves messages without asking whether things are well."
    case .handler: "A function's handler does nothing."
    case .loop: "Every message comes back to where it was."
    case .concurrency: "An event source may run more batches than its function has concurrency."
    case .breaker: "A circuit breaker cannot open."
    case .faultWindow: "A fault begins after the run, or would outlast it."
    case .faultConflict: "Two faults of one kind strike one target at the same time."
    case .faultEffect: "A fault is set so that it changes nothing."
    case .link: "Nothing passes the link that a fault strikes, or it passes the other way."
    case .schedule: "A schedule is not due in the run."
    case .period: "The run is no whole number of periods."
    case .producer: "Nobody sends, or a producer sends nothing in the run."
    case .unreached: "Nothing that anybody sends comes to a component."
    case .action: "Something is done by hand after the run, or to no effect."
    case .expectation: "There is nothing to measure for an expectation."
    }
  }
}
