/// What the consumers of all brokers that push have in common.
protocol BrokerConsumerSettings: HandlingSettings {
  /// How many consumers there are, each of which handles one message at a time.
  var consumers: Int { get }
  /// How many messages each may have in hand; zero for any number.
  var prefetch: Int { get }
  /// Whether messages are done as soon as they are sent.
  var isAutomatic: Bool { get }
  /// How long a consumer takes to connect again.
  var reconnect: Interval { get }
  /// What is said of messages, and when.
  var habits: BrokerConsumerHabits { get }
}

/// When a consumer acknowledges, and what it does with a message that it failed on.
struct BrokerConsumerHabits: Sendable {
  /// What a consumer does with a message that it failed on.
  enum Failure: Sendable {
    /// It gives the message back, to come again.
    case requeue
    /// It gives the message up.
    case reject
    /// It keeps the message and tries again by a policy, before it gives it up.
    case redeliver(JMSRedelivery)
  }

  /// Whether messages are done as soon as they are sent, whatever is said of them.
  var isAutomatic = false
  var failure = Failure.requeue
  /// How many messages are acknowledged together.
  var batch = 1
  /// Whether those before it in the batch are handled again when a message fails: a transaction.
  var rollsBack = false
  /// Whether a batch is acknowledged early when no message waits.
  var acknowledgesWhenIdle = true
}

/// Consumers of a queue of RabbitMQ as a scenario describes them.
package struct RabbitConsumerSettings: ComponentSettings, BrokerConsumerSettings {
  /// What a consumer does with a message that it failed on.
  package enum OnFailure: String, CaseIterable, Sendable {
    /// `basic.nack` with requeue.
    case requeue
    /// `basic.reject` without.
    case reject
  }

  package var queue = ""
  package var consumers = 1
  package var prefetch = 0
  package var isAutomatic = false
  package var onFailure = OnFailure.requeue
  package var reconnect = Interval.seconds(5)
  package var handler: [any Described] = []

  package init() {}

  package var sources: [String] { [queue] }

  package static let typeName = "rabbitmq-consumer"
  package static let help = "Consumers of a queue of RabbitMQ: each handles one message at a time."
  package static var metrics: [Metric] { BrokerConsumerMeters.metrics }
  package static var parameters: [Parameter<RabbitConsumerSettings>] {
    [
      .component(
        "queue", \.queue, of: [RabbitQueueSettings.typeName], required: true,
        help: "The queue that is read."),
      .integer(
        "consumers", \.consumers, in: 1...1_000, help: "How many consumers share the work."),
      .integer(
        "prefetch", \.prefetch, in: 0...65_535,
        help: "How many messages each may have without having acknowledged them; 0 for any number."
      ),
      .flag(
        "autoAck", \.isAutomatic,
        help: "Whether a message counts as done as soon as it is sent: at most once."),
      .choice(
        "onFailure", \.onFailure,
        help: "Whether a message that failed comes again, or is rejected for good."),
      .duration(
        "reconnect", \.reconnect, in: .zero ... .hours(1),
        help: "How long a consumer takes to connect again."),
      .init(
        "handler", \.handler, StepCatalogue.notation, required: true,
        help: "What a consumer does with a message, step by step."),
    ]
  }

  var habits: BrokerConsumerHabits {
    var habits = BrokerConsumerHabits()
    habits.isAutomatic = isAutomatic
    habits.failure = onFailure == .requeue ? .requeue : .reject
    return habits
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      BrokerConsumerComponent(
        self, of: queue, name: name, port: Port(address: address), build: builder)
    }
  }
}
