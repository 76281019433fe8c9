/// A queue or topic of ActiveMQ as a scenario describes it.
package struct ActiveDestinationSettings: ComponentSettings {
  /// Who gets a message.
  package enum Kind: String, CaseIterable, Sendable {
    /// One consumer.
    case queue
    /// Every subscription.
    case topic
  }

  /// How long the broker takes over each of its operations.
  package struct Latency: Described {
    package var store = Distribution.lognormal(p50: 0.012, p99: 0.060)
    package var dispatch = Distribution.lognormal(p50: 0.001, p99: 0.010)

    package init() {}

    package static var parameters: [Parameter<Latency>] {
      [
        .distribution(
          "store", \.store, help: "Until a persistent message is stored and acknowledged."),
        .distribution("dispatch", \.dispatch, help: "From the broker to a consumer."),
      ]
    }
  }

  package var broker = ""
  package var kind = Kind.queue
  package var isPersistent = true
  package var timeToLive: Interval?
  package var deadLetterQueue: String?
  package var networkTo: String?
  package var latency = Latency()

  package init() {}

  package static let typeName = "activemq-destination"
  package static let help = "A queue or topic of ActiveMQ: dispatches messages to JMS consumers."
  package static var metrics: [Metric] {
    [
      .mqQueueSize, .mqInFlight, .mqConsumerCount, .mqEnqueued, .mqDequeued, .mqDispatched,
      .mqExpiredCount, .mqRedelivered, .mqForwarded, .mqDeadLettered, .mqDropped, .mqLost,
      .mqUnroutable, .mqPublishesBlocked,
    ]
  }
  package static var parameters: [Parameter<ActiveDestinationSettings>] {
    [
      .component(
        "broker", \.broker, of: [ActiveBrokerSettings.typeName], required: true,
        help: "The broker that keeps it."),
      .choice(
        "kind", \.kind,
        help: "\"queue\": one consumer gets a message; \"topic\": every subscription does."),
      .flag(
        "persistent", \.isPersistent,
        help: "Whether messages are stored, and producers wait for it; others lie in memory."),
      .init(
        "timeToLive", \.timeToLive, .duration(in: .milliseconds(1) ... .longest),
        help: "How long a message may wait."),
      .init(
        "deadLetterQueue", \.deadLetterQueue, .component(of: [typeName]),
        help: "Where messages go that are given up or expire; ActiveMQ.DLQ if left out, which "
          + "nobody reads."),
      .init(
        "networkTo", \.networkTo, .component(of: [typeName]),
        help: "The same destination on another broker, to which a network connector forwards "
          + "messages that wait here."),
      .object("latency", \.latency, help: "How long the broker takes over its operations."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    if let queue = deadLetterQueue { plan.noteDeadLetterQueue(queue, of: nil) }
    plan.add(name, type: Self.typeName) { address, builder in
      ActiveDestinationComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
