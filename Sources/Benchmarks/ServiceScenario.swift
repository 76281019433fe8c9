import Simulation

/// A service between a producer and those who read from it, at a light load or a hundred times it.
struct ServiceScenario {
  /// Which service.
  enum Service: String, CaseIterable {
    /// A topic that hands every message to two queues.
    case topic
    /// An event bus with a rule that hands every event to a queue.
    case bus
    /// A data stream that a function reads.
    case stream
    /// A topic of Kafka that a consumer group reads.
    case kafka
    /// FIFO queues that functions read.
    case fifo
    /// A queue that tasks on containers read.
    case containers
    /// A queue that a pipe reads, for a function.
    case pipe
    /// A queue of RabbitMQ.
    case rabbit
    /// A queue of ActiveMQ.
    case active
  }

  let service: Service
  /// How many times the light load comes, to as many times the shards and readers.
  var load = 1
  var duration = Interval.minutes(10)
  /// Whether anybody reads; otherwise all messages are still there at the end.
  var isRead = true

  /// The messages of a second at the light load.
  static let lightLoad = 50.0

  /// What a run depends on: messages that each cause one effect per reader, after 5 ms.
  var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.duration = duration
    blueprint.accountConcurrency = 100_000
    blueprint.components = [.init(name: "payments", settings: Self.payments)] + components
    blueprint.producers = producers
    return blueprint
  }

  private var components: [Blueprint.Component] {
    switch service {
    case .topic: [.init(name: "service", settings: topic)] + reader("left") + reader("right")
    case .bus: [.init(name: "service", settings: bus)] + reader("left")
    case .stream:
      [.init(name: "service", settings: stream), .init(name: "left", settings: counter)]
    case .kafka:
      [
        .init(name: "cluster", settings: KafkaClusterSettings()),
        .init(name: "service", settings: log),
      ] + (isRead ? [.init(name: "left", settings: group)] : [])
    case .fifo: lines
    case .containers: containers
    case .pipe: pipe
    case .rabbit: rabbit
    case .active: active
    }
  }

  private static var payments: DependencySettings {
    var settings = DependencySettings()
    settings.latency = .constant(0.005)
    return settings
  }

  /// A call that has an effect of the reader's own.
  static func charge(by reader: String) -> CallStep {
    var step = CallStep()
    step.target = "payments"
    step.effect = "charge-\(reader)"
    return step
  }
}

// MARK: - Topics and buses

extension ServiceScenario {
  private var topic: TopicSettings {
    var settings = TopicSettings()
    settings.subscriptions = ["left", "right"].map { side in
      var subscription = TopicSettings.Subscription()
      subscription.endpoint = "queue-\(side)"
      return subscription
    }
    return settings
  }

  private var bus: EventBusSettings {
    var target = EventBusSettings.Target()
    target.target = "queue-left"
    var rule = EventBusSettings.Rule()
    rule.pattern = .object([("source", .array([.string("guests")]))])
    rule.targets = [target]
    var settings = EventBusSettings()
    settings.rules = [Named("all", rule)]
    return settings
  }

  /// A queue, and a function that reads it.
  private func reader(_ side: String) -> [Blueprint.Component] {
    var source = FunctionComponentSettings.EventSource()
    source.queue = "queue-\(side)"
    source.maximumConcurrency = 10 * load
    source.isEnabled = isRead
    var settings = function(side)
    settings.environments.reservedConcurrency = 10 * load
    settings.eventSource = source
    return [
      .init(name: "queue-\(side)", settings: QueueComponentSettings()),
      .init(name: side, settings: settings),
    ]
  }

  func function(_ side: String) -> FunctionComponentSettings {
    var settings = FunctionComponentSettings()
    settings.timeout = .seconds(30)
    settings.handler = [Self.charge(by: side)]
    return settings
  }
}

// MARK: - Streams and logs

extension ServiceScenario {
  private var stream: StreamSettings {
    var settings = StreamSettings()
    settings.stream.shards = load
    return settings
  }

  private var counter: FunctionComponentSettings {
    var source = FunctionComponentSettings.StreamSource()
    source.stream = "service"
    source.isEnabled = isRead
    var settings = function("left")
    settings.streamSource = source
    return settings
  }

  private var log: KafkaTopicSettings {
    var settings = KafkaTopicSettings()
    settings.cluster = "cluster"
    settings.topic.partitions = 3 * load
    return settings
  }

  private var group: KafkaConsumerSettings {
    var settings = KafkaConsumerSettings()
    settings.topic = "service"
    settings.group.members = 3 * load
    settings.handler = [Self.charge(by: "left")]
    return settings
  }
}
