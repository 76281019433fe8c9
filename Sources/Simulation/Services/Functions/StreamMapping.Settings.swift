extension StreamMapping {
  /// How an event source mapping reads a stream and calls its function.
  ///
  /// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
  package struct Settings: Hashable, Sendable {
    /// Records in a batch, 1 to 10,000.
    package var batchSize = 100
    /// How long a batch is gathered from its first record on, 0 to 300 s.
    package var maximumBatchingWindow = Interval.zero
    /// Batches of a shard that are worked on at a time, 1 to 10.
    package var parallelizationFactor = 1
    /// Whether a batch that failed is split in two before it is tried again.
    package var bisectsBatchOnFunctionError = false
    /// How often a batch that failed is tried again; `nil` until its records expire.
    package var maximumRetryAttempts: Int?
    /// How old a record may get before it is given up; `nil` until it expires.
    package var maximumRecordAge: Interval?
    /// Whether the function may name the first record that failed (`ReportBatchItemFailures`).
    package var reportsBatchItemFailures = false

    /// Batches of a hundred that are tried until they succeed or expire.
    package init() {}

    /// Traps on settings that the scenario reader must have refused.
    func check() {
      precondition((1...10_000).contains(batchSize), "batches of \(batchSize) records")
      precondition(
        (.zero ... .seconds(300)).contains(maximumBatchingWindow),
        "a batching window of \(maximumBatchingWindow.seconds) s")
      precondition(
        (1...10).contains(parallelizationFactor),
        "\(parallelizationFactor) batches of a shard at a time")
    }
  }
}
