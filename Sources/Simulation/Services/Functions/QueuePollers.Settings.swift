extension QueuePollers {
  /// How an event source mapping reads a standard queue and calls its function.
  ///
  /// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
  package struct Settings: Hashable, Sendable {
    /// Messages in a batch, 1 to 10,000; more than ten need a window of at least a second.
    package var batchSize = 10
    /// How long a batch is gathered from its first message on, 0 to 300 s.
    package var maximumBatchingWindow = Interval.zero
    /// How the number of concurrent batches is found.
    package var scaling = PollerScaling.Mode.automatic(maximumConcurrency: nil)
    /// Whether the function may list the messages that failed (`ReportBatchItemFailures`).
    package var reportsBatchItemFailures = false
    /// Whether errors and throttles lower the number of concurrent batches.
    package var backsOff = true

    /// Batches of ten without a window, scaled automatically.
    package init() {}

    /// How long a message that the mapping receives stays hidden.
    ///
    /// If window and time-out together outlast the queue's visibility timeout, the mapping asks for
    /// their sum and 30 s
    /// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
    package func visibilityTimeout(ofQueue queue: Interval, functionTimeout: Interval) -> Interval {
      let needed = maximumBatchingWindow + functionTimeout
      return maximumBatchingWindow > .zero && needed > queue ? needed + .seconds(30) : queue
    }

    /// Traps on settings that the scenario reader must have refused.
    func check() {
      precondition((1...10_000).contains(batchSize), "batches of \(batchSize) messages")
      precondition(
        (.zero ... .seconds(300)).contains(maximumBatchingWindow),
        "a batching window of \(maximumBatchingWindow.seconds) s")
      precondition(
        batchSize <= 10 || maximumBatchingWindow >= .seconds(1),
        "batches of \(batchSize) messages need a batching window of at least 1 s")
    }
  }
}
