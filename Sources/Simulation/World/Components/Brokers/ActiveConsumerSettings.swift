/// JMS consumers of a destination of ActiveMQ as a scenario describes them.
package struct ActiveConsumerSettings: ComponentSettings, BrokerConsumerSettings {
  /// When a consumer acknowledges.
  package enum Acknowledge: String, CaseIterable, Sendable {
    /// Each message when its handler is done.
    case auto
    /// So many messages together, by the application.
    case client
    /// Lazily, half a prefetch at a time: what is not acknowledged in time comes twice.
    case dupsOk = "dups-ok"
    /// So many messages together, all or none of which count.
    case transacted
  }

  package var destination = ""
  package var consumers = 1
  package var prefetchLimit: Int?
  package var acknowledge = Acknowledge.auto
  package var batch = 10
  package var isDurable = false
  package var redelivery = JMSRedelivery()
  package var handler: [any Described] = []

  package init() {}

  package var sources: [String] { [destination] }

  package static let typeName = "activemq-consumer"
  package static let help =
    "JMS consumers of a queue of ActiveMQ, or a subscription to a topic: each handles one message "
    + "at a time."
  package static var metrics: [Metric] { BrokerConsumerMeters.metrics }
  package static var parameters: [Parameter<ActiveConsumerSettings>] {
    [
      .component(
        "destination", \.destination, of: [ActiveDestinationSettings.typeName], required: true,
        help: "The queue or topic that is read."),
      .integer(
        "consumers", \.consumers, in: 1...1_000, help: "How many consumers share the work."),
      .init(
        "prefetch", \.prefetchLimit, .integer(in: 1...65_535),
        help: "How many messages each may have in hand; left out, 1,000."),
      .choice("acknowledge", \.acknowledge, help: "When messages are acknowledged."),
      .integer(
        "batch", \.batch, in: 1...10_000,
        help: "How many messages are acknowledged together, with \"client\" and \"transacted\"."),
      .flag(
        "durable", \.isDurable,
        help: "Whether a topic keeps messages for the subscription while nobody is connected."),
      .object(
        "redelivery", \.redelivery, help: "How a message that failed is tried again."),
      .init(
        "handler", \.handler, StepCatalogue.notation, required: true,
        help: "What a consumer does with a message, step by step."),
    ]
  }

  var prefetch: Int { prefetchLimit ?? 1_000 }
  var isAutomatic: Bool { false }
  var reconnect: Interval { .zero }

  var habits: BrokerConsumerHabits {
    var habits = BrokerConsumerHabits()
    habits.failure = .redeliver(redelivery)
    switch acknowledge {
    case .auto: break
    case .client: habits.batch = batch
    case .dupsOk:
      habits.batch = max(1, prefetch / 2)
      habits.acknowledgesWhenIdle = false
    case .transacted:
      habits.batch = batch
      habits.rollsBack = true
    }
    return habits
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      BrokerConsumerComponent(
        self, of: destination, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension JMSRedelivery: Described {
  package static var parameters: [Parameter<JMSRedelivery>] {
    [
      .integer(
        "maximumRedeliveries", \.maximumRedeliveries, in: -1...1_000_000,
        help: "How often a message is tried again before it is given up; -1 for ever."),
      .duration(
        "initialRedeliveryDelay", \.initialRedeliveryDelay, in: .zero ... .days(1),
        help: "The pause before the first redelivery."),
      .duration(
        "redeliveryDelay", \.redeliveryDelay, in: .zero ... .days(1),
        help: "The pause before the others, where they do not grow."),
      .flag("useExponentialBackOff", \.usesExponentialBackOff, help: "Whether pauses grow."),
      .number(
        "backOffMultiplier", \.backOffMultiplier, in: 1...1_000,
        help: "How many times longer each pause is than the one before."),
      .init(
        "maximumRedeliveryDelay", \.maximumRedeliveryDelay, .duration(in: .zero ... .days(1)),
        help: "The longest pause."),
      .share(
        "collisionAvoidance", \.collisionAvoidance,
        help: "The share by which pauses are spread to both sides."),
    ]
  }
}
