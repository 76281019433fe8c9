/// An event bus of Amazon EventBridge as a scenario describes it.
package struct EventBusSettings: FanOutSettings {
  /// Whom a rule hands events to.
  package struct Target: Described {
    package var target = ""
    package var maximumRetryAttempts = 185
    package var maximumEventAge = Interval.hours(24)
    package var deadLetterQueue: String?
    package var effect: String?

    package init() {}

    package static var parameters: [Parameter<Target>] {
      [
        .component(
          "target", \.target,
          of: [
            "sqs-queue", "sns-topic", "lambda-function", "dependency", "state-machine",
            "kinesis-stream", "firehose-stream",
          ],
          required: true, help: "Who gets the events; a dependency is an API destination."),
        .integer(
          "maximumRetryAttempts", \.maximumRetryAttempts, in: 0...185,
          help: "How often a delivery that failed is tried again."),
        .duration(
          "maximumEventAge", \.maximumEventAge, in: .seconds(60) ... .hours(24),
          help: "The age at which an event is no longer tried."),
        .init(
          "deadLetterQueue", \.deadLetterQueue, .component(of: ["sqs-queue"]),
          help: "The queue that takes what could not be delivered; without one it is dropped."),
        .init(
          "effect", \.effect, .text,
          help: "The business effect of a delivery to a dependency; it is counted per message."),
      ]
    }
  }

  /// Which events go to whom.
  package struct Rule: Described {
    package var pattern = JSONValue.object([])
    package var targets: [Target] = []
    package var isEnabled = true

    package init() {}

    package static var parameters: [Parameter<Rule>] {
      [
        .document(
          "pattern", \.pattern, required: true, help: "The event pattern, as the service has it."),
        .list(
          "targets", \.targets, of: .object, count: 1...5, required: true,
          help: "Who gets the events that match: one to five."),
        .flag("enabled", \.isEnabled, help: "Whether the rule is in force."),
      ]
    }
  }

  /// What is kept to be replayed.
  package struct Archive: Described {
    package var pattern: JSONValue?
    package var archive = EventArchive.Settings()
    package var replayRate = 10_000.0

    package init() {}

    package static var parameters: [Parameter<Archive>] {
      [
        .init(
          "pattern", \.pattern, .document,
          help: "Which events are kept, as an event pattern; all of them if left out."),
        .init(
          "retention", \.archive.retention, .duration(in: .days(1) ... .longest),
          help: "How long events are kept; left out, for ever."),
        .duration(
          "arrivalDelay", \.archive.arrivalDelay, in: .zero ... .hours(1),
          help: "How long events take to reach the archive."),
        .rate(
          "replayRate", \.replayRate, in: 0.001...1e7,
          help: "How many events a second a replay brings back."),
      ]
    }
  }

  package var rules: [Named<Rule>] = []
  package var archives: [Named<Archive>] = []
  package var rateLimit = 10_000.0
  package var invocationLimit = 18_750.0
  package var latency = Distribution.lognormal(p50: 0.015, p99: 0.080)
  package var deliveryDelay = Distribution.lognormal(p50: 0.110, p99: 0.400)

  package init() {}

  package static let typeName = "event-bus"
  package static let help =
    "An event bus of Amazon EventBridge: hands each event to the targets of all rules it matches."
  package static var metrics: [Metric] {
    [
      .putEvents, .putEventsSucceeded, .putEventsFailed, .putEventsThrottled,
      .putEventsRequestSize, .putEventsEntries, .putEventsFailedEntries, .putEventsLatency,
      .matchedEvents, .triggeredRules, .throttledRules, .invocationsCreated, .busInvocations,
      .invocationAttempts, .successfulInvocationAttempts, .retryInvocationAttempts,
      .failedInvocations, .invocationsSentToDLQ, .invocationsNotSentToDLQ, .ingestionToStart,
      .ingestionToComplete, .ingestionToSuccess, .eventsArchived, .archivedEvents,
      .eventsReplayed,
    ]
  }
  package static var parameters: [Parameter<EventBusSettings>] {
    [
      .dictionary(
        "rules", \.rules, of: .object, help: "The rules by name: which events go to whom."),
      .dictionary(
        "archives", \.archives, of: .object,
        help: "The archives by name: which events are kept to be replayed (bus.replay)."),
      .rate(
        "rateLimit", \.rateLimit, in: 0.001...1e7,
        help: "The events per second beyond which the service throttles."),
      .rate(
        "invocationLimit", \.invocationLimit, in: 0.001...1e7,
        help: "The invocations of targets per second beyond which they are delayed."),
      .distribution("latency", \.latency, help: "From PutEvents to its acknowledgement."),
      .distribution(
        "deliveryDelay", \.deliveryDelay, help: "From PutEvents to the first delivery."),
    ]
  }

  /// Retries wait 1 s, 2 s, 4 s and so on up to ten minutes, between half and all of it: the service
  /// speaks of exponential back-off with jitter and gives no figures; these fill its 24 hours with
  /// its 185 attempts (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html).
  func lanes(in blueprint: Blueprint) -> [DeliveryLane] {
    rules.flatMap(\.value.targets).map { target in
      DeliveryLane(
        target: target.target, effect: target.effect,
        retry: RetryPolicy(
          maximumAttempts: target.maximumRetryAttempts + 1,
          backoff: Backoff(base: .seconds(1), cap: .seconds(600), jitter: .equal),
          deadline: target.maximumEventAge),
        timeout: .seconds(5), deadLetterQueue: target.deadLetterQueue)
    }
  }

  var watchesFirstEnds: Bool { true }

  /// The rule of each way on.
  var ruleOfLane: [Int] {
    rules.enumerated().flatMap { place, rule in rule.value.targets.map { _ in place } }
  }

  func wants(_ content: MessageContent, lane: Int) -> Bool {
    let rule = rules[ruleOfLane[lane]].value
    return rule.isEnabled && rule.matches(content.event)
  }

  /// The ways on that want an event when it is replayed, which it says of itself.
  func lanes(wantingReplayed content: MessageContent) -> [Int] {
    let event = content.replayedEvent
    return ruleOfLane.indices.filter {
      let rule = rules[ruleOfLane[$0]].value
      return rule.isEnabled && rule.matches(event)
    }
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    for queue in rules.flatMap(\.value.targets).compactMap(\.deadLetterQueue) {
      plan.noteDeadLetterQueue(queue, of: nil)
    }
    plan.add(name, type: Self.typeName) { address, builder in
      EventBusComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension EventBusSettings.Archive {
  /// Why the service refuses the event pattern, or nothing.
  package var problem: String? { pattern.flatMap { EventPattern.problem(in: $0) } }

  /// Whether an event is kept; a pattern that the service refuses wants none.
  func keeps(_ content: MessageContent) -> Bool {
    guard let pattern else { return true }
    return (try? EventPattern(pattern))?.matches(content.event) ?? false
  }
}

extension EventPattern {
  /// Why the service refuses a pattern, or nothing.
  static func problem(in pattern: JSONValue) -> String? {
    do throws(PatternProblem) {
      _ = try EventPattern(pattern)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

extension EventBusSettings.Rule {
  /// Why the service refuses the event pattern, or nothing.
  package var problem: String? { EventPattern.problem(in: pattern) }

  /// Whether the rule is for an event; a pattern that the service refuses is for none.
  func matches(_ event: JSONValue) -> Bool {
    (try? EventPattern(pattern))?.matches(event) ?? false
  }
}
