import Simulation
import Testing

/// A shop that publishes orders to a topic: a queue with a kitchen behind it, and a web hook.
private struct TopicShop {
  var topic = TopicSettings()
  var producer = ProducerSettings()
  var faults: [Fault] = []
  var duration = Interval.minutes(10)

  init(subscriptions: [TopicSettings.Subscription]) {
    topic.subscriptions = subscriptions
    topic.deliveryDelay = .constant(0.02)
    producer.target = "topic"
    producer.arrivals = .constant(rate: 1)
    producer.until = .start + .minutes(5)
  }

  func run() throws -> RunResult {
    var put = PutStep()
    put.target = "table"
    put.effect = "coffee"
    var kitchen = FunctionComponentSettings()
    kitchen.eventSource = .init()
    kitchen.eventSource?.queue = "queue"
    kitchen.handler = [put]
    var blueprint = Blueprint()
    blueprint.duration = duration
    blueprint.components = [
      .init(name: "topic", settings: topic), .init(name: "queue", settings: quietQueue),
      .init(name: "dlq", settings: quietQueue), .init(name: "hook", settings: DependencySettings()),
      .init(name: "kitchen", settings: kitchen), .init(name: "table", settings: TableSettings()),
    ]
    blueprint.producers = [Named("shop", producer)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }

  private var quietQueue: QueueComponentSettings {
    var settings = QueueComponentSettings()
    settings.queue.randomness.duplicateDeliveryProbability = 0
    settings.queue.randomness.resurrectionProbability = 0
    return settings
  }
}

extension TopicSettings.Subscription {
  fileprivate init(_ endpoint: String, _ change: (inout Self) -> Void = { _ in }) {
    self.init()
    self.endpoint = endpoint
    change(&self)
  }
}

private func json(_ text: String) throws -> JSONValue { try JSONReader.read(text) }

@Suite struct `A topic in the world` {
  private let queue = TopicSettings.Subscription("queue")
  private let hook = TopicSettings.Subscription("hook") {
    $0.transport = .https
    $0.effect = "points"
  }

  @Test func `hands each message to every subscription`() throws {
    let result = try TopicShop(subscriptions: [queue, hook]).run()
    #expect(result.outcomes.completed == 300)
    #expect(result.sum(.messagesPublished, of: "topic") == 300)
    #expect(result.sum(.notificationsDelivered, of: "topic") == 600)
    #expect(result.sum(.messagesSent, of: "queue") == 300)
    #expect(result.sum(.calls, of: "hook") == 300)
    #expect(result.books.unanswered == 0)
  }

  /// Three hundred publishes at 0.50 dollars a million, as many HTTP deliveries at 0.60; queues are
  /// free.
  @Test func `is billed by publishes and by how they are delivered`() throws {
    let result = try TopicShop(subscriptions: [queue, hook]).run()
    let cost = result.parts.first { $0.name == "topic" }?.cost.amount ?? 0
    #expect(abs(cost - 300 * (0.5 + 0.6) / 1e6) < 1e-12)
  }

  @Test func `filters by attributes, and by the body`() throws {
    let policies: [(String, FilterPolicy.Scope)] = [
      (#"{"kind": ["large"]}"#, .messageAttributes),
      (#"{"order": {"total": [{"numeric": [">", 50]}]}}"#, .messageBody),
    ]
    for (policy, scope) in policies {
      let filter = try json(policy)
      var shop = TopicShop(
        subscriptions: [
          queue,
          .init("hook") {
            $0.filterPolicy = filter
            $0.filterPolicyScope = scope
            $0.effect = "points"
          },
        ])
      var small = ProducerSettings.MessageTemplate()
      small.weight = 2
      small.attributes = try json(#"{"kind": "small"}"#)
      small.body = try json(#"{"order": {"total": 5}}"#)
      var large = ProducerSettings.MessageTemplate()
      large.attributes = try json(#"{"kind": "large"}"#)
      large.body = try json(#"{"order": {"total": 90}}"#)
      shop.producer.messages = [small, large]
      let result = try shop.run()
      // Small orders ask for a coffee alone, and are complete without points.
      #expect(result.outcomes.completed == 300)
      let points = result.sum(.calls, of: "hook")
      #expect((70...130).contains(points), "a third of 300, not \(points)")
      #expect(result.sum(.notificationsFilteredOut, of: "topic") == 300 - points)
    }
  }

  @Test func `loses without an error what no filter wants`() throws {
    let filter = try json(#"{"kind": ["typo"]}"#)
    let result = try TopicShop(subscriptions: [.init("queue") { $0.filterPolicy = filter }]).run()
    #expect(result.sum(.sendsAccepted, of: "shop") == 300)
    #expect(result.outcomes.lost == 300)
    #expect(result.books.fates.first { $0.fate == .filteredOut }?.count == 300)
  }

  /// Four attempts 20 s apart, each refused at once, then the dead-letter queue.
  @Test(arguments: [TopicSettings.Transport?.some(.https), nil])
  func `gives up on a web hook after three retries`(transport: TopicSettings.Transport?) throws {
    var shop = TopicShop(
      subscriptions: [
        .init("hook") {
          $0.transport = transport
          $0.effect = "points"
          $0.deadLetterQueue = "dlq"
        }
      ])
    shop.producer.limit = 10
    shop.faults = [.of("hook", .dependencyOutage, from: 0, to: 600)]
    let result = try shop.run()
    #expect(result.sum(.calls, of: "hook") == 40)
    #expect(result.sum(.notificationsFailed, of: "topic") == 10)
    #expect(result.sum(.notificationsRedriven, of: "topic") == 10)
    #expect(result.sum(.messagesSent, of: "dlq") == 10)
    #expect(result.outcomes.stuck == 10)
  }

  @Test func `drops what it cannot deliver and has no dead-letter queue for`() throws {
    var shop = TopicShop(subscriptions: [hook])
    shop.producer.limit = 10
    shop.faults = [.of("hook", .dependencyOutage, from: 0, to: 600)]
    let result = try shop.run()
    #expect(result.outcomes.lost == 10)
    #expect(result.sum(.notificationsRedriven, of: "topic") == 0)
  }

  /// A queue that is away for two minutes gets everything in the end, and nobody else is delayed.
  @Test func `keeps trying a queue, and delays no other subscription`() throws {
    var shop = TopicShop(subscriptions: [queue, hook])
    shop.faults = [.of("queue", .queueUnavailable, from: 60, to: 180)]
    let result = try shop.run()
    #expect(result.outcomes.completed == 300)
    #expect(result.sum(.notificationsFailed, of: "topic") == 0)
    #expect(result.sum(.deliveryAttempts, of: "topic") > 1_000)
    #expect(result.maximum(.callLatency, of: "hook") < 2_000_000_000)
  }

  @Test(arguments: [
    (FaultAction.topicUnavailable, 240, 0), (.topicThrottle, 240, 0), (.topicFilterError, 300, 60),
    (.topicDeliveryDelay, 300, 0),
  ])
  func `suffers its faults`(action: FaultAction, published: Int, filtered: Int) throws {
    var shop = TopicShop(subscriptions: [queue])
    shop.faults = [.of("topic", action, from: 60, to: 120)]
    let result = try shop.run()
    #expect(result.sum(.messagesPublished, of: "topic") == published)
    #expect(result.sum(.notificationsFilteredOut, of: "topic") == filtered)
    #expect(result.outcomes.completed == published - filtered)
  }

  @Test func `refuses what is too large, and what comes too fast`() throws {
    var shop = TopicShop(subscriptions: [queue])
    shop.producer.message.size = .constant(300_000)
    #expect(try shop.run().sum(.sendsFailed, of: "shop") == 300)
    var hasty = TopicShop(subscriptions: [queue])
    hasty.topic.rateLimit = 0.5
    let result = try hasty.run()
    #expect(result.sum(.messagesPublished, of: "topic") == 150)
    #expect(result.sum(.publishesThrottled, of: "topic") == 150)
  }

  /// Four hundred publishes a second for ten seconds; a group gets three hundred of them.
  @Test(arguments: [
    (PublishQuota.Scope.topic, 1, 3_000), (.messageGroup, 1, 3_000), (.topic, 100, 4_000),
  ])
  func `takes so much of a group, if it is a FIFO topic`(
    scope: PublishQuota.Scope, groups: Int, published: Int
  ) throws {
    var shop = TopicShop(subscriptions: [queue])
    shop.topic.fifo = .init()
    shop.topic.fifo?.throughputScope = scope
    shop.producer.arrivals = .constant(rate: 400)
    shop.producer.until = .start + .seconds(10)
    shop.producer.message.groups = groups
    let result = try shop.run()
    let taken = result.sum(.messagesPublished, of: "topic")
    // The last one may fall on the eleventh second.
    #expect((published...published + 1).contains(taken))
    #expect(result.sum(.publishesThrottled, of: "topic") == 4_000 - taken)
  }
}

@Suite struct `A schedule's event on a topic` {
  /// A function that a schedule invokes publishes what it was given: no producer's message.
  @Test func `goes to those who want all messages, and to no filter`() throws {
    var publish = PublishStep()
    publish.target = "topic"
    var function = FunctionComponentSettings()
    function.handler = [publish]
    var schedule = ScheduleSettings()
    schedule.expression = "rate(1 minute)"
    schedule.target = "function"
    let filter = try json(#"{"kind": ["large"]}"#)
    var topic = TopicSettings()
    topic.subscriptions = [.init("all"), .init("some") { $0.filterPolicy = filter }]
    var blueprint = Blueprint()
    blueprint.duration = .minutes(10)
    blueprint.components = [
      .init(name: "schedule", settings: schedule), .init(name: "function", settings: function),
      .init(name: "topic", settings: topic),
      .init(name: "all", settings: QueueComponentSettings()),
      .init(name: "some", settings: QueueComponentSettings()),
    ]
    var world = World(blueprint)
    let result = try world.run()
    let published = result.sum(.messagesPublished, of: "topic")
    #expect(published >= 9)
    #expect(result.sum(.messagesSent, of: "all") == published)
    #expect(result.sum(.messagesSent, of: "some") == 0)
  }
}

@Suite struct `An event bus in the world` {
  private func run(
    rules: [(pattern: String, target: EventBusSettings.Target)],
    faults: [Fault] = [], _ change: (inout ProducerSettings) -> Void = { _ in }
  ) throws -> RunResult {
    var bus = EventBusSettings()
    for (place, rule) in rules.enumerated() {
      var settings = EventBusSettings.Rule()
      settings.pattern = try json(rule.pattern)
      settings.targets = [rule.target]
      bus.rules.append(Named("rule-\(place)", settings))
    }
    var producer = ProducerSettings()
    producer.target = "bus"
    producer.arrivals = .constant(rate: 1)
    producer.until = .start + .minutes(5)
    change(&producer)
    var blueprint = Blueprint()
    blueprint.duration = .minutes(30)
    blueprint.components = [
      .init(name: "bus", settings: bus), .init(name: "dlq", settings: QueueComponentSettings()),
      .init(name: "hook", settings: DependencySettings()),
    ]
    blueprint.producers = [Named("shop", producer)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }

  private func hook(_ change: (inout EventBusSettings.Target) -> Void = { _ in })
    -> EventBusSettings.Target
  {
    var target = EventBusSettings.Target()
    target.target = "hook"
    target.effect = "points"
    change(&target)
    return target
  }

  @Test func `hands an event to the targets of all rules it matches`() throws {
    let result = try run(rules: [
      (#"{"source": ["shop"]}"#, hook()), (#"{"source": [{"prefix": "sh"}]}"#, hook()),
      (#"{"source": ["bar"]}"#, hook()),
    ])
    #expect(result.sum(.putEvents, of: "bus") == 300)
    #expect(result.sum(.matchedEvents, of: "bus") == 300)
    #expect(result.sum(.triggeredRules, of: "bus") == 600)
    #expect(result.sum(.busInvocations, of: "bus") == 600)
    // The same target by two rules: twice the same, as the service does it.
    #expect(result.effects.first?.value.duplicates == 300)
  }

  /// A hook that does not answer is given up on after five seconds, by the first attempt as by others.
  @Test func `measures its calls, and how first attempts end`() throws {
    let rule = (pattern: #"{"source": ["shop"]}"#, target: hook())
    let well = try run(rules: [rule])
    #expect(well.sum(.putEventsEntries, of: "bus") == 300)
    #expect(well.sum(.putEventsFailedEntries, of: "bus") == 0)
    #expect((5...500).contains(well.longest(.putEventsLatency, of: "bus").milliseconds))
    #expect(
      well.longest(.ingestionToComplete, of: "bus") == well.longest(.ingestionToSuccess, of: "bus"))

    let hanging = try run(
      rules: [rule],
      faults: [
        .of("hook", .dependencyHang, from: 60, to: 180),
        .of("bus", .busThrottle, from: 200, to: 230),
      ])
    #expect(hanging.sum(.putEventsFailedEntries, of: "bus") == 30)
    #expect(hanging.longest(.ingestionToComplete, of: "bus") > .seconds(5))
    #expect(hanging.longest(.ingestionToComplete, of: "bus") < .seconds(7))
    #expect(hanging.longest(.ingestionToSuccess, of: "bus") > .seconds(60))
  }

  @Test func `forgets what no rule wants`() throws {
    let result = try run(rules: [(#"{"source": ["bar"]}"#, hook())])
    #expect(result.outcomes.lost == 300)
    #expect(result.sum(.sendsFailed, of: "shop") == 0)
  }

  /// Ten retries wait 1 + 2 + … + 512 s at most, half of that at least: past the outage of 2 minutes.
  @Test func `retries until the target is back`() throws {
    let result = try run(
      rules: [(#"{"source": ["shop"]}"#, hook { $0.deadLetterQueue = "dlq" })],
      faults: [.of("hook", .dependencyOutage, from: 60, to: 180)])
    #expect(result.outcomes.completed == 300)
    #expect(result.sum(.failedInvocations, of: "bus") == 0)
    #expect(result.sum(.retryInvocationAttempts, of: "bus") > 300)
  }

  @Test func `gives up after its attempts or at its age`() throws {
    for change: (inout EventBusSettings.Target) -> Void in [
      { $0.maximumRetryAttempts = 2 }, { $0.maximumEventAge = .seconds(60) },
    ] {
      let result = try run(
        rules: [
          (
            #"{"source": ["shop"]}"#,
            hook {
              $0.deadLetterQueue = "dlq"
              change(&$0)
            }
          )
        ], faults: [.of("hook", .dependencyOutage, from: 0, to: 1_800)])
      #expect(result.sum(.invocationsSentToDLQ, of: "bus") == 300)
      #expect(result.outcomes.stuck == 300)
    }
  }

  @Test(arguments: [
    (FaultAction.busUnavailable, 240), (.busThrottle, 240), (.busRulesDisabled, 240),
    (.busDeliveryDelay, 300),
  ])
  func `suffers its faults`(action: FaultAction, completed: Int) throws {
    let result = try run(
      rules: [(#"{"source": ["shop"]}"#, hook())], faults: [.of("bus", action, from: 60, to: 120)])
    #expect(result.outcomes.completed == completed)
  }
}
