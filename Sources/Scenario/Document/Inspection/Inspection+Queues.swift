import Simulation

/// Queues, their dead-letter queues, and who reads them.
extension Inspection {
  mutating func inspectQueues() {
    let queues = draft.components(of: QueueComponentSettings.self)
    var graph = NameGraph()
    for queue in queues {
      guard let policy = queue.value.redrivePolicy, !policy.deadLetterQueue.isEmpty else {
        continue
      }
      graph.connect(queue.name.text, to: policy.deadLetterQueue)
      inspect(policy, of: queue)
    }
    for circle in graph.circles() {
      guard let name = circle.last,
        let last = draft.component(name, as: QueueComponentSettings.self)
      else { continue }
      note(
        .component(.deadLetterCircle(circle)), at: last.place("redrivePolicy", "deadLetterQueue"))
    }
    for redrive in draft.components(of: RedriveSettings.self)
    where redrive.value.source == redrive.value.destination && !redrive.value.source.isEmpty {
      note(.component(.redriveToItself(redrive.value.source)), at: redrive.place("to"))
    }
  }

  private mutating func inspect(
    _ policy: QueueComponentSettings.RedrivePolicy, of queue: Entry<QueueComponentSettings>
  ) {
    let name = policy.deadLetterQueue
    guard let target = draft.settings(QueueComponentSettings.self, of: name),
      !target.redriveAllowPolicy.permits(source: queue.name.text)
    else { return }
    let problem = ComponentProblem.redriveDenied(
      source: queue.name.text, by: name, isListed: target.redriveAllow == .byQueue)
    note(.component(problem), at: queue.place("redrivePolicy", "deadLetterQueue"))
  }

  /// The queues to which some queue's redrive policy leads.
  var deadLetterQueues: Set<String> {
    Set(
      draft.components(of: QueueComponentSettings.self)
        .compactMap { $0.value.redrivePolicy?.deadLetterQueue })
  }
}

extension Inspection {
  mutating func adviseOnQueues() {
    let deadLetterQueues = deadLetterQueues
    for queue in draft.components(of: QueueComponentSettings.self) {
      adviseOnRedrive(of: queue)
      if !queue.value.redriveSources.isEmpty, queue.value.redriveAllow != .byQueue {
        advise(
          .queue(.unusedSources(queue: queue.name.text)), at: queue.place("redriveSources"))
      }
    }
    for function in draft.components(of: FunctionComponentSettings.self) {
      guard let source = function.value.eventSource,
        let queue = draft.component(source.queue, as: QueueComponentSettings.self)
      else { continue }
      adviseOnVisibility(of: queue, readBy: function, window: source.maximumBatchingWindow)
      adviseOnReceives(of: queue, readBy: function)
    }
    for redrive in draft.components(of: RedriveSettings.self) {
      if !deadLetterQueues.contains(redrive.value.source) {
        advise(.queue(.notADeadLetterQueue(redrive.value.source)), at: redrive.place("from"))
      }
      if redrive.value.canary.isEmpty {
        advise(.handler(.noCanary(redrive: redrive.name.text)), at: redrive.namePlace)
      }
    }
  }

  private mutating func adviseOnRedrive(of queue: Entry<QueueComponentSettings>) {
    guard let policy = queue.value.redrivePolicy,
      let target = draft.component(policy.deadLetterQueue, as: QueueComponentSettings.self)
    else { return }
    if policy.maxReceiveCount == 1 {
      advise(
        .queue(.singleReceive(queue: queue.name.text)),
        at: queue.place("redrivePolicy", "maxReceiveCount"))
    }
    let kept = target.value.queue.messageRetentionPeriod
    // A FIFO queue counts retention from the move.
    if queue.value.fifo == nil, kept <= queue.value.queue.messageRetentionPeriod {
      advise(
        .queue(
          .shortRetention(
            deadLetterQueue: target.name.text, retention: kept.spelt, source: queue.name.text)),
        at: target.place("messageRetentionPeriod"))
    }
  }

  /// Lambda's guide "Using Lambda with Amazon SQS", on configuring a queue.
  private mutating func adviseOnVisibility(
    of queue: Entry<QueueComponentSettings>, readBy function: Entry<FunctionComponentSettings>,
    window: Interval
  ) {
    let visible = queue.value.queue.visibilityTimeout
    let timeout = function.value.timeout
    let names = (queue: queue.name.text, function: function.name.text)
    let place = queue.place("visibilityTimeout")
    if visible < timeout {
      advise(
        .queue(
          .visibilityTooShort(
            queue: names.queue, timeout: visible.spelt, function: names.function,
            functionTimeout: timeout.spelt)), at: place)
    } else if visible < timeout * 6 + window {
      advise(
        .queue(
          .visibilityBelowAdvice(
            queue: names.queue, timeout: visible.spelt, function: names.function,
            advised: (timeout * 6 + window).spelt)), at: place)
    }
  }

  private mutating func adviseOnReceives(
    of queue: Entry<QueueComponentSettings>, readBy function: Entry<FunctionComponentSettings>
  ) {
    guard let policy = queue.value.redrivePolicy else {
      return advise(
        .queue(
          .noDeadLetterQueue(queue: queue.name.text, function: function.name.text)),
        at: queue.namePlace)
    }
    let isCapped =
      function.value.eventSource?.maximumConcurrency != nil
      || function.value.environments.reservedConcurrency != nil
    if isCapped, (2..<5).contains(policy.maxReceiveCount) {
      advise(
        .queue(
          .fewReceives(
            queue: queue.name.text, count: policy.maxReceiveCount, function: function.name.text)),
        at: queue.place("redrivePolicy", "maxReceiveCount"))
    }
  }
}
