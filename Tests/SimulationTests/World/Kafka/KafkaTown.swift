import Simulation

/// Shops write orders to a topic, and a consumer group handles them.
struct KafkaTown {
  var cluster = KafkaClusterSettings()
  var orders = KafkaTopicSettings()
  var shops = ProducerSettings()
  var packers = KafkaConsumerSettings()
  var blueprint = Blueprint()
  var duration = Interval.minutes(15)

  /// Six partitions on three brokers, three members; fifty orders a second for ten minutes, each of
  /// which takes 20 ms.
  init() {
    cluster.detection = .constant(10)
    orders.cluster = "cluster"
    orders.topic.partitions = 6
    orders.latency.produce = .constant(0.002)
    orders.latency.fetch = .constant(0.002)
    shops.target = "orders"
    shops.arrivals = .constant(rate: 50)
    shops.until = .start + .minutes(10)
    shops.message.groups = 1_000
    var retry = RetrySettings()
    retry.maximumAttempts = 1_000
    retry.base = .milliseconds(100)
    retry.cap = .seconds(1)
    retry.deadline = .minutes(2)
    shops.retry = retry
    packers.topic = "orders"
    packers.group.members = 3
    packers.commit = .after
    var work = WorkStep()
    work.time = .constant(0.02)
    packers.handler = [work]
  }

  var plan: Blueprint {
    var plan = blueprint
    plan.duration = duration
    var call = CallStep()
    call.target = "warehouse"
    call.effect = "packed"
    var packers = packers
    packers.handler += [call]
    plan.components += [
      .init(name: "cluster", settings: cluster), .init(name: "orders", settings: orders),
      .init(name: "packers", settings: packers),
      .init(name: "warehouse", settings: warehouse),
      .init(name: "letters", settings: QueueComponentSettings()),
    ]
    plan.producers = [Named("shops", shops)]
    return plan
  }

  private var warehouse: DependencySettings {
    var warehouse = DependencySettings()
    warehouse.latency = .constant(0.001)
    return warehouse
  }

  /// The group as it reads another topic, without the warehouse.
  func packers(of topic: String) -> KafkaConsumerSettings {
    var packers = packers
    packers.topic = topic
    return packers
  }

  func run() throws -> RunResult {
    var world = World(plan)
    return try world.run()
  }

  /// A town that is struck after two minutes.
  func struck(
    _ action: FaultAction, _ target: String, for duration: Interval,
    _ change: (inout Fault) -> Void = { _ in }
  ) -> KafkaTown {
    var town = self
    town.blueprint.faults.append(
      .make(action, target, at: .minutes(2), for: duration, change))
    return town
  }
}
