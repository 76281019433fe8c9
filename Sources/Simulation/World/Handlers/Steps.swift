/// One step of a handler as a scenario spells it out.
package protocol Step: Described {
  /// The key that tells this step from the others.
  static var verb: String { get }
  /// One sentence of help.
  static var help: String { get }
}

/// A step that asks another component, and what the caller does when that goes wrong.
package protocol GuardedStep: Step {
  /// How carefully the step is taken.
  var guards: StepGuards { get set }
}

/// Patience, persistence, protection and plan B of a step that asks another component.
package struct StepGuards: Sendable {
  /// What happens after the last failure of a step.
  package enum OnFailure: Sendable {
    /// The handler fails.
    case fail
    /// The handler goes on with the next step.
    case proceed
    /// The handler does other steps, then goes on.
    case steps([any Described])
  }

  /// How long the caller waits for an answer; `nil` waits as long as the handler may run.
  package var timeout: Interval?
  /// How the step is tried again; `nil` tries once.
  package var retry: RetrySettings?
  /// How long all attempts together may take; `nil` for as long as the handler may run.
  package var deadline: Interval?
  /// What the component's steps with the same words here may spend on retries together.
  package var retryBudget: RetryBudgetSettings?
  /// How many calls of the step may be under way at a time.
  package var bulkhead: BulkheadSettings?
  /// How a call that takes long is sent once more.
  package var hedge: HedgeSettings?
  /// The circuit breaker in front of the step.
  package var circuitBreaker: String?
  /// What happens after the last failure.
  package var onFailure = OnFailure.fail

  /// A step without protection.
  package init() {}

  /// The keys that every guarded step has.
  static func parameters<Root: GuardedStep>(of root: Root.Type) -> [Parameter<Root>] {
    [
      .init(
        "timeout", \.guards.timeout, .duration(in: .milliseconds(1) ... .days(365)),
        help: "How long the caller waits for an answer; the other side may go on working."),
      .init(
        "retry", \.guards.retry, .object,
        help: "How the step is tried again; left out, it is tried once."),
      .init(
        "retryBudget", \.guards.retryBudget, .retryBudget,
        help: "What the component may spend on retries: an AWS SDK's mode, gRPC's throttling, or a "
          + "share of what succeeds. A mode brings its attempts and pauses along where retry says "
          + "nothing."),
      .init(
        "deadline", \.guards.deadline, .duration(in: .milliseconds(1) ... .days(365)),
        help: "How long all attempts together may take, pauses included."),
      .init(
        "bulkhead", \.guards.bulkhead, .object,
        help: "How many calls of the step may be under way at a time."),
      .init(
        "hedge", \.guards.hedge, .object,
        help: "How a call that takes long is sent once more; the first answer counts."),
      .init(
        "circuitBreaker", \.guards.circuitBreaker, .component(of: ["circuit-breaker"]),
        help: "The circuit breaker that is asked before the step and told how it went."),
      .init(
        "onFailure", \.guards.onFailure, .onFailure,
        help: "After the last failure: \"fail\" the handler, \"continue\", or take other steps."),
    ]
  }
}

/// How a failed step is tried again.
package struct RetrySettings: Described {
  package var maximumAttempts = 3
  package var base = Interval.milliseconds(100)
  package var cap = Interval.seconds(20)
  package var factor = 2.0
  package var jitter = Backoff.Jitter.full
  package var deadline: Interval?

  package init() {}

  package static var parameters: [Parameter<RetrySettings>] {
    [
      .integer(
        "attempts", \.maximumAttempts, in: 1...1_000,
        help: "The most attempts, the first one among them."),
      .duration(
        "base", \.base, in: .zero ... .days(1), help: "The pause before the first retry."),
      .duration(
        "cap", \.cap, in: .zero ... .days(1), help: "The longest pause between two attempts."),
      .number(
        "factor", \.factor, in: 1...100, help: "How much longer each pause is than the one before."),
      .choice(
        "jitter", \.jitter,
        help: "How pauses are spread: none, full (0 to v), equal (v/2 to v) or decorrelated."),
      .init(
        "deadline", \.deadline, .duration(in: .milliseconds(1) ... .days(365)),
        help: "How long after the first attempt began no further one begins."),
    ]
  }

  /// The policy that the settings spell out.
  var policy: RetryPolicy {
    RetryPolicy(
      maximumAttempts: maximumAttempts,
      backoff: Backoff(base: base, cap: max(base, cap), factor: factor, jitter: jitter),
      deadline: deadline)
  }
}

/// Asks an external dependency, or a service, to do something for the message.
package struct CallStep: GuardedStep {
  package var target = ""
  package var effect: String?
  package var undoes: String?
  package var guards = StepGuards()

  package init() {}

  package static let verb = "call"
  package static let help =
    "Asks an external dependency, or a service, to do something for the message, and waits."
  package static var parameters: [Parameter<CallStep>] {
    [
      .component(
        verb, \.target, of: ["dependency", "container-service", "failover"], required: true,
        help: "Whom to ask."),
      .init(
        "effect", \.effect, .text,
        help: "The business effect that a successful call has; it is counted per message."),
      .undoes(\.undoes),
    ] + StepGuards.parameters(of: Self.self)
  }
}

/// Stores an item for the message in a table.
package struct PutStep: GuardedStep {
  /// What must be true of the message's item for the write to happen.
  package enum Condition: String, CaseIterable, Sendable {
    /// Nothing.
    case none
    /// There is no such item yet (`attribute_not_exists`).
    case absent
    /// There is such an item (`attribute_exists`).
    case present
  }

  package var target = ""
  package var effect: String?
  package var undoes: String?
  package var condition = Condition.none
  package var guards = StepGuards()

  package init() {}

  package static let verb = "put"
  package static let help = "Stores an item for the message in a table."
  package static var parameters: [Parameter<PutStep>] {
    [
      .component(
        verb, \.target, of: ["dynamodb-table", "failover"], required: true, help: "The table."),
      .init(
        "effect", \.effect, .text,
        help: "The business effect that storing the item has; it is counted per message."),
      .undoes(\.undoes),
      .choice(
        "condition", \.condition,
        help: "What must be true of the item, else the write fails and is not tried again."),
    ] + StepGuards.parameters(of: Self.self)
  }
}

/// Reads the message's item from a table.
package struct GetStep: GuardedStep {
  package var target = ""
  package var guards = StepGuards()

  package init() {}

  package static let verb = "get"
  package static let help = "Reads the message's item from a table."
  package static var parameters: [Parameter<GetStep>] {
    [
      .component(
        verb, \.target, of: ["dynamodb-table", "failover"], required: true, help: "The table.")
    ]
      + StepGuards.parameters(of: Self.self)
  }
}

/// Sends a copy of the message to a queue, or to a function asynchronously.
package struct SendStep: GuardedStep {
  package var target = ""
  package var delay: Interval?
  package var when: JSONValue?
  package var whenScope = FilterPolicy.Scope.messageAttributes
  package var guards = StepGuards()

  package init() {}

  package static let verb = "send"
  package static let help =
    "Sends a copy of the message to a queue, stream or topic of Kafka, by way of an outbox or, "
    + "asynchronously, to a function; all messages, or those that the sender picks."
  package static var parameters: [Parameter<SendStep>] {
    [
      .component(
        verb, \.target,
        of: [
          "sqs-queue", "lambda-function", "outbox", "kinesis-stream", "kafka-topic", "failover",
          "firehose-stream",
          "rabbitmq-queue", "activemq-destination",
        ],
        required: true, help: "Where to."),
      .init(
        "delay", \.delay, .duration(in: .zero ... .minutes(15)),
        help: "How long the queue hides the message at first; the queue's own delay if left out."),
      .init(
        "when", \.when, .document,
        help:
          "Which messages are sent, as a filter policy; others go on with the next step. Several "
          + "such steps are a recipient list."),
      .choice("whenScope", \.whenScope, help: "What 'when' looks at."),
    ] + StepGuards.parameters(of: Self.self)
  }

  /// What picks the messages that are sent: the language of a topic's filters, here the sender's own.
  package var choice: TopicSettings.Subscription {
    var choice = TopicSettings.Subscription()
    (choice.filterPolicy, choice.filterPolicyScope) = (when, whenScope)
    return choice
  }
}

/// Publishes the message to a topic or an event bus.
package struct PublishStep: GuardedStep {
  package var target = ""
  package var attributes: JSONValue?
  package var body: JSONValue?
  package var source: String?
  package var detailType: String?
  package var routingKey: String?
  package var guards = StepGuards()

  package init() {}

  package static let verb = "publish"
  package static let help =
    "Publishes a copy of the message to a topic or an event bus, with what it came with or anew."
  package static var parameters: [Parameter<PublishStep>] {
    [
      .component(
        verb, \.target, of: ["sns-topic", "event-bus", "failover", "rabbitmq-exchange"],
        required: true,
        help: "Where to."),
      .init("attributes", \.attributes, .document, help: "The attributes of what is published."),
      .init("body", \.body, .document, help: "The body of what is published; an event's detail."),
      .init("source", \.source, .text, help: "The source of the event that is published."),
      .init("detailType", \.detailType, .text, help: "Its detail-type."),
      .init("routingKey", \.routingKey, .text, help: "The routing key for an exchange."),
    ] + StepGuards.parameters(of: Self.self)
  }

  /// What topics and buses see; nothing if the message is published as it came.
  var content: MessageContent? {
    if attributes == nil, body == nil, source == nil, detailType == nil,
      routingKey == nil
    {
      return nil
    }
    return MessageContent(
      attributes: attributes ?? .object([]), body: body ?? .object([]), source: source ?? "",
      detailType: detailType ?? "message", routingKey: routingKey ?? "")
  }
}

/// Runs a function for the message and waits for it.
package struct InvokeStep: GuardedStep {
  package var target = ""
  package var guards = StepGuards()

  package init() {}

  package static let verb = "invoke"
  package static let help = "Runs a function for the message and waits until it ends."
  package static var parameters: [Parameter<InvokeStep>] {
    [
      .component(
        verb, \.target, of: ["lambda-function", "failover"], required: true, help: "The function.")
    ]
      + StepGuards.parameters(of: Self.self)
  }
}

/// Works for a while without asking anybody.
package struct WorkStep: Step {
  package var time = Distribution.constant(0)

  package init() {}

  package static let verb = "work"
  package static let help = "Works for a while without asking anybody."
  package static var parameters: [Parameter<WorkStep>] {
    [.distribution(verb, \.time, required: true, help: "How long the work takes.")]
  }
}

/// Makes the handler fail.
package struct FailStep: Step {
  package var reason = ""
  package var share = 1.0

  package init() {}

  package static let verb = "fail"
  package static let help = "Makes the handler fail, as an exception would."
  package static var parameters: [Parameter<FailStep>] {
    [
      .text(
        verb, \.reason, required: true,
        help: "Why: the name of the error, which a state machine that waits for the function gets."),
      .share(
        "share", \.share,
        help: "The share of messages for which it fails, each time it comes to the same one."),
    ]
  }
}

/// Every kind of step there is.
package enum StepCatalogue {
  /// The kinds of step in the order of the reference.
  package static let types: [any Step.Type] = [
    CallStep.self, PutStep.self, GetStep.self, SendStep.self, PublishStep.self, InvokeStep.self,
    StartStep.self, AnswerStep.self, WorkStep.self, RedriveStep.self, CloseBreakerStep.self,
    FailStep.self,
  ]

  /// A list of steps as it stands in a scenario.
  static var notation: Notation<[any Described]> {
    .list(of: .keyed(types.map { (key: $0.verb, type: $0) }))
  }
}

extension Notation<StepGuards.OnFailure> {
  /// `"fail"`, `"continue"`, or a list of steps.
  static var onFailure: Self {
    let steps = StepCatalogue.notation
    return Self(.either([.choice(["fail", "continue"]), steps.kind])) { value in
      switch value {
      case .text("continue"): .proceed
      case .list: .steps(steps.value(value))
      default: .fail
      }
    } parameterValue: { onFailure in
      switch onFailure {
      case .fail: .text("fail")
      case .proceed: .text("continue")
      case .steps(let list): steps.parameterValue(list)
      }
    }
  }
}
