/// A function of AWS Lambda as a scenario describes it.
package struct FunctionComponentSettings: ComponentSettings {
  /// How an event source mapping reads a queue and calls the function.
  package struct EventSource: Described {
    package var queue = ""
    package var batchSize = 10
    package var maximumBatchingWindow = Interval.zero
    package var maximumConcurrency: Int?
    package var reportBatchItemFailures = false
    package var backOff = true
    package var isEnabled = true

    package init() {}

    package static var parameters: [Parameter<EventSource>] {
      [
        .component(
          "queue", \.queue, of: ["sqs-queue"], required: true, help: "The queue that is read."),
        .integer(
          "batchSize", \.batchSize, in: 1...10_000, help: "The most messages of an invocation."),
        .duration(
          "maximumBatchingWindow", \.maximumBatchingWindow, in: .zero ... .minutes(5),
          help: "How long a batch is gathered; needed for batches of more than 10."),
        .init(
          "maximumConcurrency", \.maximumConcurrency, .integer(in: 2...1_000),
          help: "The most batches that are processed at a time."),
        .flag(
          "reportBatchItemFailures", \.reportBatchItemFailures,
          help: "Whether only the messages that failed come back, not the whole batch."),
        .flag(
          "backOff", \.backOff,
          help: "Whether errors and throttles reduce the number of concurrent batches."),
        .flag("enabled", \.isEnabled, help: "Whether the pollers run from the start."),
      ]
    }
  }

  /// The processor the function runs on, which has its own price.
  package enum Architecture: String, CaseIterable, Sendable {
    case x86
    case arm
  }

  package var timeout = Interval.seconds(3)
  package var memory = 128 << 20
  package var architecture = Architecture.x86
  package var runtime = Runtime.node
  package var coldStart: Distribution?
  package var overhead = Distribution.lognormal(p50: 0.006, p99: 0.040)
  package var environments = FunctionEnvironments.Settings()
  package var eventSource: EventSource?
  package var streamSource: StreamSource?
  package var asynchronous = AsynchronousInvocations.Settings()
  package var deadLetterQueue: String?
  package var onFailure: String?
  package var handler: [any Described] = []
  package var idempotency: IdempotencySettings?
  package var onRejected: DestinationSettings?
  package var shedding: SheddingSettings?
  package var onShed: DestinationSettings?

  package init() {}

  package static let typeName = "lambda-function"
  package static let help = "A function of AWS Lambda: its handler is a list of steps."
  package static var metrics: [Metric] {
    [
      .invocations, .errors, .throttles, .duration, .concurrentExecutions,
      .provisionedConcurrentExecutions, .provisionedConcurrencySpilloverInvocations,
      .asyncEventsReceived, .asyncEventAge, .asyncEventsDropped, .deadLetterErrors,
      .destinationDeliveryFailures, .initDuration, .coldStarts, .functionTimeouts, .stepRetries,
      .stepTimeouts, .retriesDenied, .bulkheadRefused, .hedgedCalls, .answeredBefore,
      .alreadyInProgress, .messagesRejected, .shed, .iteratorAge, .failedRecords, .droppedRecords,
    ]
  }

  package static var parameters: [Parameter<FunctionComponentSettings>] {
    runningParameters + triggerParameters + protectionParameters
  }

  private static var runningParameters: [Parameter<FunctionComponentSettings>] {
    [
      .duration(
        "timeout", \.timeout, in: .seconds(1) ... .minutes(15),
        help: "How long an invocation may run before it is killed."),
      .size(
        "memory", \.memory, in: 128 << 20...10_240 << 20,
        help: "The memory of an environment, which duration is billed by."),
      .choice("architecture", \.architecture, help: "The processor, which has its own price."),
      .choice("runtime", \.runtime, help: "What the function runs on: how long cold starts take."),
      .init(
        "coldStart", \.coldStart, .durationDistribution,
        help: "How long a cold start takes, instead of the runtime's usual time."),
      .distribution(
        "overhead", \.overhead, help: "The time from the call of a warm function to its start."),
      .init(
        "reservedConcurrency", \.environments.reservedConcurrency, .integer(in: 0...1_000_000),
        help: "Concurrency set aside for the function, and its limit; 0 switches it off."),
      .integer(
        "provisionedConcurrency", \.environments.provisionedConcurrency, in: 0...1_000_000,
        help: "Environments that are kept ready."),
      .init(
        "handler", \.handler, StepCatalogue.notation, required: true,
        help: "What the function does with a message, step by step."),
    ]
  }

  private static var triggerParameters: [Parameter<FunctionComponentSettings>] {
    [
      .object(
        "eventSource", \.eventSource,
        help: "The queue that the function's event source mapping reads."),
      .init(
        "streamSource", \.streamSource, .object,
        help: "The stream that an event source mapping of the function reads."),
      .integer(
        "maximumRetryAttempts", \.asynchronous.maximumRetryAttempts, in: 0...2,
        help: "How often an asynchronous event is tried again after a function error."),
      .duration(
        "maximumEventAge", \.asynchronous.maximumEventAge, in: .seconds(60) ... .hours(6),
        help: "How old an asynchronous event may get before it is given up."),
      .init(
        "deadLetterQueue", \.deadLetterQueue, .component(of: ["sqs-queue"]),
        help: "Where asynchronous events go that were given up (the function's own DLQ)."),
      .init(
        "onFailure", \.onFailure, .component(of: ["sqs-queue"]),
        help: "The on-failure destination of asynchronous events that were given up."),
    ]
  }

  private static var protectionParameters: [Parameter<FunctionComponentSettings>] {
    [
      .init(
        "idempotency", \.idempotency, .object,
        help: "Keeps a record of each message in a table, so that its handler runs once."),
      .init(
        "onRejected", \.onRejected, .object,
        help: "Where messages go at once that nobody can process, for a person to mend; left out, "
          + "they fail until the queue's redrive policy takes them."),
      .init(
        "shedding", \.shedding, .object,
        help: "Which messages are dropped unprocessed, by their age: kind deadline or codel."),
      .init(
        "onShed", \.onShed, .object,
        help: "Where messages go that are dropped; left out, they are gone."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.reserve(environments.guaranteedConcurrency)
    for queue in [deadLetterQueue, onFailure, streamSource?.onFailure].compactMap(\.self) {
      plan.noteDeadLetterQueue(queue, of: nil)
    }
    plan.add(name, type: Self.typeName) { address, builder in
      FunctionComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }

  /// How long a cold start takes.
  var coldStartTime: Distribution {
    if let coldStart { return coldStart }
    let (p50, p99) = runtime.coldStart
    return p50 == .zero ? .constant(0) : .lognormal(p50: p50.seconds, p99: p99.seconds)
  }
}
