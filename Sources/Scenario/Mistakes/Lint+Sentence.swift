extension Lint {
  /// What is known to hurt, why, and what to do about it.
  var sentence: String {
    switch self {
    case .visibilityTooShort, .visibilityBelowAdvice, .shortRetention, .singleReceive, .fewReceives,
      .noDeadLetterQueue, .unusedSources, .messageTooLarge, .notADeadLetterQueue:
      queueSentence
    case .retriesMultiply, .idleTimeout, .gatewayTimeout, .noCanary, .emptyHandler, .loop,
      .concurrencyCap, .breakerNeverOpens:
      handlerSentence
    case .scheduleNeverDue, .unevenPeriods, .nothingSends, .producerNeverSends, .faultNeverBegins,
      .faultOutlastsRun, .identicalFaults, .faultChangesNothing, .nothingOnLink, .linkTurnedRound,
      .actionAfterEnd, .noEventSource, .neverMeasured:
      runSentence
    }
  }

  private var queueSentence: String {
    switch self {
    case .visibilityTooShort(let queue, let timeout, let function, let functionTimeout):
      "the visibility timeout of \(queue.named) is \(timeout), shorter than the time-out of "
        + "\(function.named), \(functionTimeout): messages come back while they are being worked "
        + "on, and AWS refuses such an event source mapping"
    case .visibilityBelowAdvice(let queue, let timeout, let function, let advised):
      "the visibility timeout of \(queue.named) is \(timeout); AWS advises six times the time-out "
        + "of \(function.named), \(advised), so that throttled batches have time to be tried again"
    case .shortRetention(let queue, let retention, let source):
      "\(queue.named) keeps messages for \(retention), no longer than \(source.named), and a "
        + "message's age counts from its first send: give it a longer 'messageRetentionPeriod'"
    case .singleReceive(let queue):
      "one failure is enough to move a message out of \(queue.named), a throttle or a crash "
        + "included; 'maxReceiveCount' should be at least 2"
    case .fewReceives(let queue, let count, let function):
      "messages leave \(queue.named) after \(count) receives, and throttles count as receives: as "
        + "the concurrency of \(function.named) is capped, AWS advises a 'maxReceiveCount' of at "
        + "least 5"
    case .noDeadLetterQueue(let queue, let function):
      "\(queue.named) has no dead-letter queue: what \(function.named) cannot process is tried "
        + "again until it expires"
    case .unusedSources(let queue):
      "'redriveSources' of \(queue.named) is looked at only with 'redriveAllow' \"byQueue\""
    case .messageTooLarge(let bytes, let queue, let limit):
      "messages have \(SizeText.spelt(bytes)), and \(queue.named) takes up to "
        + "\(SizeText.spelt(limit)): every send is refused"
    case .notADeadLetterQueue(let queue):
      "no redrive policy leads to \(queue.named), and only a dead-letter queue can be emptied: the "
        + "move is refused"
    default: ""
    }
  }

  private var handlerSentence: String {
    switch self {
    case .retriesMultiply(let attempts, let layers):
      "retries multiply: a message can cause \(attempts.grouped) attempts here "
        + "(\(layers.map { $0.printable(upTo: 80) }.joined(separator: " × "))); retry in one layer"
    case .idleTimeout(let step, let timeout, let function, let functionTimeout):
      "\(step.named) may take \(timeout), and \(function.named) is killed after "
        + "\(functionTimeout): the step's time-out never ends first"
    case .gatewayTimeout(let function, let functionTimeout, let gateway, let timeout):
      "\(function.named) may run for \(functionTimeout), and \(gateway.named) answers 504 after "
        + "\(timeout) while the function works on"
    case .noCanary(let redrive):
      "\(redrive.named) asks no 'canary': it moves messages back even while nothing is mended"
    case .emptyHandler(let function):
      "the handler of \(function.named) has no steps: it succeeds at once with every message"
    case .loop(let components):
      "every message comes back to where it was: \(components.inCircle); AWS stops such loops "
        + "after 16 rounds, this simulation does not"
    case .concurrencyCap(let maximum, let reserved):
      "'maximumConcurrency' is \(maximum.grouped), more than the \(reserved.grouped) of the "
        + "function's 'reservedConcurrency': the rest is throttled, and throttles count as receives"
    case .breakerNeverOpens(let minimum, let window):
      "'minimumNumberOfCalls' is \(minimum.grouped), more than the \(window.grouped) calls that "
        + "the window holds: the breaker cannot open"
    default: ""
    }
  }

  private var runSentence: String {
    switch self {
    case .scheduleNeverDue(let expression): "\(expression.inQuotes) is not due within the run"
    case .unevenPeriods(let duration, let period):
      "'duration' is \(duration), no multiple of the 'period' of \(period): the last period is "
        + "shorter than the others"
    case .nothingSends: "nobody sends anything: there are no 'producers' and no schedules"
    case .producerNeverSends(let name): "\(name.named) sends nothing before the run ends"
    case .faultNeverBegins(let fault): "\(fault.named) begins after the run has ended"
    case .faultOutlastsRun(let fault):
      "\(fault.named) would hold for longer than the run; leave 'duration' out to say \"to the end\""
    case .identicalFaults(let fault, let first):
      "\(fault.named) holds while the same fault at \(first) strikes the same target; both act "
        + "at once"
    case .faultChangesNothing(let fault, let why): "\(fault.named) changes nothing: \(why)"
    case .nothingOnLink(let link): "nothing passes from one end of \(link.named) to the other"
    case .linkTurnedRound(let link, let requests):
      "requests pass \(requests.named), not \(link.named), so 'direction' means the opposite"
    case .actionAfterEnd(let deed): "\(deed.named) comes after the end of the run"
    case .noEventSource(let function): "\(function.named) has no 'eventSource' to switch"
    case .neverMeasured(let subject, let why): "\(subject.named) is never measured: \(why)"
    default: ""
    }
  }
}
