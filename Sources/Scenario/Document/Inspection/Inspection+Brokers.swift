import Simulation

/// Brokers of Amazon MQ: what cannot be, and what is known to hurt.
extension Inspection {
  mutating func inspectBrokers() {
    for broker in draft.components(of: ActiveBrokerSettings.self)
    where broker.value.deployment == .activeStandby && broker.value.storageType == .ebs {
      note(.component(.unsharedDisk), at: broker.place("storageType"))
    }
    inspectNumbers()
    let queues = draft.components(of: RabbitQueueSettings.self)
    let exchanges = draft.components(of: RabbitExchangeSettings.self)
    let brokers =
      queues.map { ($0.name.text, $0.value.broker) }
      + exchanges.map { ($0.name.text, $0.value.broker) }
    func isElsewhere(_ target: String, from broker: String) -> Bool {
      brokers.contains { $0.0 == target && $0.1 != broker }
    }
    for queue in queues {
      guard let target = queue.value.deadLetterExchange,
        isElsewhere(target, from: queue.value.broker)
      else { continue }
      note(
        .component(.otherBroker(target, broker: queue.value.broker)),
        at: queue.place("deadLetterExchange"))
    }
    for exchange in exchanges {
      for binding in exchange.value.bindings
      where isElsewhere(binding.queue, from: exchange.value.broker) {
        note(
          .component(.otherBroker(binding.queue, broker: exchange.value.broker)),
          at: exchange.place("bindings"))
      }
    }
  }

  /// Messages carry the numbers of exchanges and queues, for which there is only so much room.
  private mutating func inspectNumbers() {
    let exchanges = draft.components(of: RabbitExchangeSettings.self)
    let queues = draft.components(of: RabbitQueueSettings.self)
    let limit = RabbitDeaths.queueLimit
    if let first = exchanges.dropFirst(limit).first {
      note(.component(.tooManyOfRabbit("exchanges", limit: limit)), at: first.namePlace)
    }
    if let first = queues.dropFirst(limit).first {
      note(.component(.tooManyOfRabbit("queues", limit: limit)), at: first.namePlace)
    }
  }

  mutating func adviseOnBrokers() {
    for consumer in draft.components(of: RabbitConsumerSettings.self)
    where consumer.value.prefetch == 0 && !consumer.value.isAutomatic {
      advise(.queue(.unlimitedPrefetch(consumer: consumer.name.text)), at: consumer.namePlace)
    }
  }
}
