import Simulation

/// What FIFO queues ask of those around them, and the services refuse otherwise.
extension Inspection {
  mutating func inspectOrder(_ steps: [PlacedStep]) {
    for queue in draft.components(of: QueueComponentSettings.self) { inspectKind(of: queue) }
    for redrive in draft.components(of: RedriveSettings.self)
    where isMismatch(redrive.value.source, redrive.value.destination) {
      note(
        .component(.moveBetweenKinds(redrive.value.source, redrive.value.destination)),
        at: redrive.place("to"))
    }
    for function in draft.components(of: FunctionComponentSettings.self) { inspect(function) }
    inspectSubscriptions()
    for step in steps {
      guard let send = step.step as? SendStep, send.delay != nil, isFIFO(send.target) == true
      else { continue }
      note(.component(.delayToFIFO(send.target)), at: step.place("delay"))
    }
  }

  /// Whether a component is a FIFO queue; `nil` if it is no queue.
  func isFIFO(_ name: String) -> Bool? {
    draft.settings(QueueComponentSettings.self, of: name).map { $0.fifo != nil }
  }

  private func isMismatch(_ source: String, _ target: String) -> Bool {
    guard let source = isFIFO(source), let target = isFIFO(target) else { return false }
    return source != target
  }

  private mutating func inspectKind(of queue: Entry<QueueComponentSettings>) {
    let name = queue.name.text
    if let policy = queue.value.redrivePolicy, isMismatch(name, policy.deadLetterQueue) {
      let problem = ComponentProblem.deadLetterKind(
        queue: name, isFIFO: queue.value.fifo != nil, deadLetterQueue: policy.deadLetterQueue)
      note(.component(problem), at: queue.place("redrivePolicy", "deadLetterQueue"))
    }
    if let fifo = queue.value.fifo, fifo.throughputLimit == .perMessageGroupId,
      fifo.deduplicationScope == .queue
    {
      note(.component(.throughputWithoutScope), at: queue.place("fifo", "fifoThroughputLimit"))
    }
  }

  /// Lambda's guide "Using Lambda with Amazon SQS": batches of ten, without a window.
  private mutating func inspect(_ function: Entry<FunctionComponentSettings>) {
    if let source = function.value.eventSource, isFIFO(source.queue) == true {
      if source.batchSize > 10 {
        note(
          .component(.batchOfFIFO(size: source.batchSize)),
          at: function.place("eventSource", "batchSize"))
      }
      if source.maximumBatchingWindow > .zero {
        note(.component(.windowOfFIFO), at: function.place("eventSource", "maximumBatchingWindow"))
      }
    }
    for (key, target) in [
      ("deadLetterQueue", function.value.deadLetterQueue), ("onFailure", function.value.onFailure),
    ] {
      guard let target, isFIFO(target) == true else { continue }
      note(.component(.standardOnly(target, key: key)), at: function.place(key))
    }
  }

  /// A standard topic delivers to standard queues only, for it has no group to send a message under; a
  /// FIFO topic to queues only, and its dead-letter queues are FIFO queues
  /// (https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html).
  private mutating func inspectSubscriptions() {
    for topic in draft.components(of: TopicSettings.self) {
      for subscription in topic.value.subscriptions {
        let letters = subscription.deadLetterQueue ?? ""
        let place = topic.place("subscriptions")
        if topic.value.fifo == nil {
          for name in [subscription.endpoint, letters] where isFIFO(name) == true {
            note(.component(.standardOnly(name, key: "subscriptions")), at: place)
          }
        } else {
          if isFIFO(subscription.endpoint) == nil, !subscription.endpoint.isEmpty {
            note(.component(.queuesOnly(subscription.endpoint)), at: place)
          }
          if isFIFO(letters) == false {
            note(.component(.lettersOfTopic(letters, topic: topic.name.text)), at: place)
          }
        }
      }
    }
  }
}
