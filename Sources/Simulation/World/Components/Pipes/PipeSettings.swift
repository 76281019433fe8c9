/// A pipe of Amazon EventBridge as a scenario describes it.
package struct PipeSettings: ComponentSettings {
  /// Which messages pass.
  package struct Filter: Described {
    package var pattern = JSONValue.object([])

    package init() {}

    package static var parameters: [Parameter<Filter>] {
      [
        .document(
          "pattern", \.pattern, required: true,
          help: "An event pattern on the record that the source gives: `body` and "
            + "`messageAttributes` of a queue, `data` of a stream.")
      ]
    }
  }

  /// Whether the pipe waits for the end of what it starts.
  package enum InvocationType: String, CaseIterable, Sendable {
    /// The pipe waits, and a failure is a failure of the execution.
    case requestResponse
    /// The pipe is done when the target has taken the message.
    case fireAndForget
  }

  package var source = ""
  package var filters: [Filter] = []
  package var enrichment: String?
  package var target = ""
  package var effect: String?
  package var invocationType = InvocationType.requestResponse
  package var batchSize: Int?
  package var maximumBatchingWindow = Interval.zero
  package var stream = StreamMapping.Settings()
  package var deadLetterQueue: String?
  package var isEnabled = true

  package init() {}

  package static let typeName = "eventbridge-pipe"
  package static let help =
    "A pipe of Amazon EventBridge: from a queue or a stream through a filter and an enrichment to a "
    + "target."
  package static var metrics: [Metric] {
    [
      .pipeInvocations, .pipeConcurrency, .pipeDuration, .pipeEvents, .pipeEventSize,
      .pipeThrottled, .pipeTimedOut, .pipeFailed, .pipePartiallyFailed, .enrichmentDuration,
      .enrichmentFailed, .targetDuration, .targetFailed, .targetPartiallyFailed, .targetSkipped,
      .pipeFilteredOut, .pipeDeadLettered, .pipeDropped,
    ]
  }

  package static var parameters: [Parameter<PipeSettings>] {
    wayParameters + batchParameters + failureParameters
  }

  private static var wayParameters: [Parameter<PipeSettings>] {
    [
      .component(
        "source", \.source, of: ["sqs-queue", "kinesis-stream"], required: true,
        help: "Where messages come from."),
      .list(
        "filters", \.filters, of: .object, count: 0...5,
        help: "Which messages pass: those that match one of up to five; all of them if left out."),
      .init(
        "enrichment", \.enrichment, .component(of: ["lambda-function"]),
        help: "The function that is called for each message before the target, and waited for."),
      .component(
        "target", \.target,
        of: [
          "sqs-queue", "sns-topic", "event-bus", "lambda-function", "kinesis-stream",
          "state-machine", "dependency",
        ],
        required: true, help: "Who gets the messages; a dependency is an API destination."),
      .init(
        "effect", \.effect, .text,
        help: "The business effect of a delivery to a dependency; it is counted per message."),
      .choice(
        "invocationType", \.invocationType,
        help: "Whether a function or an express workflow as the target is waited for."),
      .flag("enabled", \.isEnabled, help: "Whether the pipe runs from the start."),
    ]
  }

  private static var batchParameters: [Parameter<PipeSettings>] {
    [
      .init(
        "batchSize", \.batchSize, .integer(in: 1...10_000),
        help: "The most messages of an execution; left out, 10 of a queue and 100 of a stream, or "
          + "what the target takes."),
      .duration(
        "maximumBatchingWindow", \.maximumBatchingWindow, in: .zero ... .minutes(5),
        help: "How long a batch is gathered."),
      .integer(
        "parallelizationFactor", \.stream.parallelizationFactor, in: 1...10,
        help: "How many batches of a stream's shard are processed at a time; a key stays in one of "
          + "them."),
    ]
  }

  private static var failureParameters: [Parameter<PipeSettings>] {
    [
      .flag(
        "automaticBisect", \.stream.bisectsBatchOnFunctionError,
        help: "Whether a stream's batch that failed is split in two; that uses up no retry."),
      .init(
        "maximumRetryAttempts", \.stream.maximumRetryAttempts, .integer(in: 0...10_000),
        help: "How often a stream's batch is tried again; left out, until its records expire."),
      .init(
        "maximumRecordAge", \.stream.maximumRecordAge,
        .duration(in: .seconds(60) ... .days(7)),
        help: "How old a stream's record may get before it is given up; left out, until it expires."
      ),
      .init(
        "deadLetterQueue", \.deadLetterQueue, .component(of: ["sqs-queue"]),
        help:
          "Where a stream's records are noted down that were given up; a queue as the source has "
          + "a redrive policy of its own."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    if let deadLetterQueue { plan.noteDeadLetterQueue(deadLetterQueue, of: nil) }
    plan.add(name, type: Self.typeName) { address, builder in
      PipeComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension PipeSettings {
  /// The most messages that a type of target takes at a time; `nil` for as many as there are.
  ///
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
  package static func batchLimit(ofTarget type: String) -> Int? {
    switch type {
    case "sqs-queue", "sns-topic", "event-bus": 10
    case "kinesis-stream": 500
    case "dependency": 1
    default: nil
    }
  }

  /// The most messages of an execution.
  ///
  /// - Precondition: The types are those of the pipe's source and target.
  package func batchSize(ofSource source: String, target: String) -> Int {
    let standard = source == StreamSettings.typeName ? 100 : 10
    return min(batchSize ?? standard, Self.batchLimit(ofTarget: target) ?? .max)
  }

  /// The keys in use that only a stream as the source has.
  package var keysOfStreams: [String] {
    [
      ("parallelizationFactor", stream.parallelizationFactor != 1),
      ("automaticBisect", stream.bisectsBatchOnFunctionError),
      ("maximumRetryAttempts", stream.maximumRetryAttempts != nil),
      ("maximumRecordAge", stream.maximumRecordAge != nil),
      ("deadLetterQueue", deadLetterQueue != nil),
    ].filter { $0.1 }.map { $0.0 }
  }

  /// Whether a message passes the filter; a pattern that the service refuses lets nothing pass.
  func wants(_ content: MessageContent, isRecord: Bool) -> Bool {
    guard !filters.isEmpty else { return true }
    let event = isRecord ? content.streamRecord : content.queueRecord
    return filters.contains { (try? EventPattern($0.pattern))?.matches(event) ?? false }
  }
}

extension PipeSettings.Filter {
  /// Why the service refuses the event pattern, or nothing.
  package var problem: String? { EventPattern.problem(in: pattern) }
}

extension MessageContent {
  /// The message as a queue hands it to a pipe.
  var queueRecord: JSONValue {
    var attributes: [(key: String, value: JSONValue)] = []
    if case .object(let members) = self.attributes {
      attributes = members.map { ($0.key, .object([(key: "stringValue", value: $0.value.asText)])) }
    }
    return .object([
      (key: "messageId", value: .string(Self.placeholderID)),
      (key: "body", value: body == .null ? .object([]) : body),
      (key: "messageAttributes", value: .object(attributes)),
      (key: "eventSource", value: .string("aws:sqs")),
    ])
  }

  /// The message as a stream hands it to a pipe.
  var streamRecord: JSONValue {
    .object([
      (key: "data", value: body == .null ? .object([]) : body),
      (key: "eventSource", value: .string("aws:kinesis")),
    ])
  }
}

extension JSONValue {
  /// The value as the text that a message attribute holds.
  fileprivate var asText: JSONValue {
    if case .string = self { self } else { .string(description) }
  }
}
