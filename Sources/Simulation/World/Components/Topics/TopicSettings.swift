/// A topic of Amazon SNS, standard or FIFO, as a scenario describes it.
package struct TopicSettings: FanOutSettings {
  /// How a subscriber is reached.
  package enum Transport: String, CaseIterable, Sendable {
    case sqs
    case lambda
    case http
    case https
    case email
    case sms
    case firehose
  }

  /// The waits between deliveries to an HTTP endpoint, as a delivery policy spells them out.
  package struct DeliveryPolicy: Described {
    package var minDelayTarget = Interval.seconds(20)
    package var maxDelayTarget = Interval.seconds(20)
    package var numRetries = 3
    package var numNoDelayRetries = 0
    package var numMinDelayRetries = 0
    package var numMaxDelayRetries = 0
    package var backoffFunction = RetryLadder.Curve.linear

    package init() {}

    package static var parameters: [Parameter<DeliveryPolicy>] {
      [
        .duration(
          "minDelayTarget", \.minDelayTarget, in: .seconds(1) ... .hours(1),
          help: "The shortest wait."),
        .duration(
          "maxDelayTarget", \.maxDelayTarget, in: .seconds(1) ... .hours(1),
          help: "The longest wait."),
        .integer("numRetries", \.numRetries, in: 0...100, help: "The retries of all phases."),
        .integer(
          "numNoDelayRetries", \.numNoDelayRetries, in: 0...100, help: "Retries without a wait."),
        .integer(
          "numMinDelayRetries", \.numMinDelayRetries, in: 0...100,
          help: "Retries at the shortest wait."),
        .integer(
          "numMaxDelayRetries", \.numMaxDelayRetries, in: 0...100,
          help: "Retries at the longest wait, after those that back off."),
        .choice(
          "backoffFunction", \.backoffFunction, help: "How waits grow from shortest to longest."),
      ]
    }

    /// The retries of all phases but that of back-off.
    package var retriesOfPhases: Int {
      numNoDelayRetries + numMinDelayRetries + numMaxDelayRetries
    }

    var ladder: RetryLadder {
      var ladder = RetryLadder()
      ladder.immediate = numNoDelayRetries
      ladder.before = numMinDelayRetries
      ladder.after = numMaxDelayRetries
      ladder.backingOff = numRetries - retriesOfPhases
      ladder.shortest = minDelayTarget
      ladder.longest = max(minDelayTarget, maxDelayTarget)
      ladder.curve = backoffFunction
      return ladder
    }
  }

  /// One who gets the messages of the topic.
  package struct Subscription: Described {
    package var endpoint = ""
    package var transport: Transport?
    package var filterPolicy: JSONValue?
    package var filterPolicyScope = FilterPolicy.Scope.messageAttributes
    package var deliveryPolicy: DeliveryPolicy?
    package var deadLetterQueue: String?
    package var effect: String?

    package init() {}

    package static var parameters: [Parameter<Subscription>] {
      [
        .component(
          "endpoint", \.endpoint,
          of: [
            "sqs-queue", "lambda-function", "dependency", "firehose-stream", "container-service",
          ],
          required: true, help: "Who gets the messages."),
        .init(
          "protocol", \.transport, .choice,
          help: "How; sqs, lambda, firehose or https by the endpoint's type if left out. It sets "
            + "the retries and the price."),
        .init(
          "filterPolicy", \.filterPolicy, .document,
          help: "Which messages, as the service has it; all of them if left out."),
        .choice(
          "filterPolicyScope", \.filterPolicyScope, help: "What the filter policy looks at."),
        .init(
          "deliveryPolicy", \.deliveryPolicy, .object,
          help: "When a delivery to an HTTP endpoint is tried again."),
        .init(
          "deadLetterQueue", \.deadLetterQueue, .component(of: ["sqs-queue"]),
          help: "The queue that takes what could not be delivered; without one it is dropped."),
        .init(
          "effect", \.effect, .text,
          help: "The business effect of a delivery to a dependency; it is counted per message."),
      ]
    }
  }

  package var subscriptions: [Subscription] = []
  package var fifo: FIFO?
  package var rateLimit = 30_000.0
  package var maximumMessageSize = 256 << 10
  package var latency = Distribution.lognormal(p50: 0.012, p99: 0.060)
  package var deliveryDelay = Distribution.lognormal(p50: 0.020, p99: 0.100)

  package init() {}

  package static let typeName = "sns-topic"
  package static let help =
    "A topic of Amazon SNS: hands each message to every subscription whose filter it passes."
  package static var metrics: [Metric] {
    [
      .messagesPublished, .publishSize, .notificationsDelivered, .notificationsFailed,
      .notificationsFilteredOut, .notificationsRedriven, .notificationsNotRedriven,
      .deliveryAttempts, .deliveryLatency, .publishesThrottled,
    ]
  }
  package static var parameters: [Parameter<TopicSettings>] {
    [
      .list(
        "subscriptions", \.subscriptions, of: .object, count: 0...1_000,
        help: "Who gets the messages."),
      .init(
        "fifo", \.fifo, .object,
        help: "Makes it a FIFO topic, which keeps the order of each group; {} takes the defaults."),
      .rate(
        "rateLimit", \.rateLimit, in: 0.001...1e7,
        help: "The publishes per second beyond which the service throttles."),
      .size(
        "maximumMessageSize", \.maximumMessageSize, in: 1 << 10...1 << 20,
        help: "The largest message that is accepted."),
      .distribution("latency", \.latency, help: "From a publish to its acknowledgement."),
      .distribution(
        "deliveryDelay", \.deliveryDelay, help: "From a publish to the first delivery."),
    ]
  }

  /// What a FIFO topic's deduplication ID is.
  package struct FIFO: Described {
    package var deduplicationID = QueueComponentSettings.FIFO.DeduplicationID.message
    package var throughputScope = PublishQuota.Scope.topic

    package init() {}

    package static var parameters: [Parameter<FIFO>] {
      [
        .choice(
          "deduplicationId", \.deduplicationID,
          help: "What publishers name a publish by: the message, so that repeated ones are dropped "
            + "for five minutes, or each publish anew."),
        .choice(
          "fifoThroughputScope", \.throughputScope,
          help: "What the quota is for, and within what a publish is known again: the Topic, with "
            + "3,000 messages or 20 MB a second, or the MessageGroup, with `rateLimit`. A group "
            + "gets 300 a second either way."),
      ]
    }
  }

  package var promisesOrder: Bool { fifo != nil }
  var deduplicationScope: PublishQuota.Scope? {
    fifo?.deduplicationID == .message ? fifo?.throughputScope : nil
  }
  var publishQuota: PublishQuota {
    guard let fifo else { return PublishQuota(perSecond: rateLimit) }
    return PublishQuota(ofFIFOTopic: fifo.throughputScope, perSecond: rateLimit)
  }

  func lanes(in blueprint: Blueprint) -> [DeliveryLane] {
    subscriptions.map { subscription in
      DeliveryLane(
        target: subscription.endpoint, effect: subscription.effect,
        retry: RetryPolicy(subscription.ladder(in: blueprint)), timeout: .seconds(15),
        deadLetterQueue: subscription.deadLetterQueue)
    }
  }

  func wants(_ content: MessageContent, lane: Int) -> Bool {
    subscriptions[lane].wants(content)
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    for subscription in subscriptions {
      if let queue = subscription.deadLetterQueue { plan.noteDeadLetterQueue(queue, of: nil) }
    }
    plan.add(name, type: Self.typeName) { address, builder in
      TopicComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension TopicSettings.Subscription {
  /// How the subscriber is reached, whether the scenario says so or its type.
  func transport(in blueprint: Blueprint) -> TopicSettings.Transport {
    if let transport { return transport }
    return switch blueprint.type(of: blueprint.firstTarget(of: endpoint)) {
    case QueueComponentSettings.typeName: .sqs
    case FunctionComponentSettings.typeName: .lambda
    case FirehoseSettings.typeName: .firehose
    default: .https
    }
  }

  /// When a delivery that failed is tried again.
  fileprivate func ladder(in blueprint: Blueprint) -> RetryLadder {
    if let deliveryPolicy { return deliveryPolicy.ladder }
    return switch transport(in: blueprint) {
    case .sqs, .lambda, .firehose: .managedByAWS
    case .http, .https: RetryLadder()
    case .email, .sms: .managedByCustomer
    }
  }

  /// Why the service refuses the filter policy, or nothing.
  package var problem: String? {
    guard let filterPolicy else { return nil }
    do throws(PatternProblem) {
      _ = try FilterPolicy(filterPolicy, scope: filterPolicyScope)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Whether the subscriber gets a message; a policy that the service refuses lets none through.
  func wants(_ content: MessageContent) -> Bool {
    guard let filterPolicy else { return true }
    guard let policy = try? FilterPolicy(filterPolicy, scope: filterPolicyScope) else {
      return false
    }
    var search = MatchSearch()
    return switch filterPolicyScope {
    case .messageAttributes: policy.matches(content.messageAttributes, using: &search)
    case .messageBody: policy.matches(body: content.body, using: &search)
    }
  }
}

extension MessageContent {
  /// The attributes as they are published: numbers as such, lists as `String.Array`, all else as text.
  fileprivate var messageAttributes: [MessageAttribute] {
    guard case .object(let members) = attributes else { return [] }
    return members.map { member in
      switch member.value {
      case .string(let text): MessageAttribute(name: member.key, type: "String", value: text)
      case .number: MessageAttribute(name: member.key, type: "Number", value: "\(member.value)")
      case .array:
        MessageAttribute(name: member.key, type: "String.Array", value: "\(member.value)")
      default: MessageAttribute(name: member.key, type: "String", value: "\(member.value)")
      }
    }
  }
}
