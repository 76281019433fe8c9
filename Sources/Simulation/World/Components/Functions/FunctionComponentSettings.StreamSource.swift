extension FunctionComponentSettings {
  /// How an event source mapping reads a stream and calls the function.
  package struct StreamSource: Described {
    package var stream = ""
    package var mapping = StreamMapping.Settings()
    package var onFailure: String?
    package var enhancedFanOut = false
    package var isEnabled = true

    package init() {}

    package static var parameters: [Parameter<StreamSource>] {
      batchParameters + failureParameters
    }

    private static var batchParameters: [Parameter<StreamSource>] {
      [
        .component(
          "stream", \.stream, of: ["kinesis-stream", "kafka-topic"], required: true,
          help: "The stream that is read."),
        .integer(
          "batchSize", \.mapping.batchSize, in: 1...10_000,
          help: "The most records of an invocation."),
        .duration(
          "maximumBatchingWindow", \.mapping.maximumBatchingWindow, in: .zero ... .minutes(5),
          help: "How long a batch is gathered."),
        .integer(
          "parallelizationFactor", \.mapping.parallelizationFactor, in: 1...10,
          help: "How many batches of a shard are processed at a time; a key stays in one of them."),
        .flag(
          "enhancedFanOut", \.enhancedFanOut,
          help: "Whether the function has read throughput of its own, and is pushed records."),
        .flag("enabled", \.isEnabled, help: "Whether the stream is read from the start."),
      ]
    }

    private static var failureParameters: [Parameter<StreamSource>] {
      [
        .flag(
          "bisectBatchOnFunctionError", \.mapping.bisectsBatchOnFunctionError,
          help: "Whether a batch that failed is split in two; that uses up no retry."),
        .init(
          "maximumRetryAttempts", \.mapping.maximumRetryAttempts, .integer(in: 0...10_000),
          help: "How often a batch is tried again after a function error; left out, until its "
            + "records expire."),
        .init(
          "maximumRecordAge", \.mapping.maximumRecordAge,
          .duration(in: .seconds(60) ... .days(7)),
          help: "How old a record may get before it is given up; left out, until it expires."),
        .flag(
          "reportBatchItemFailures", \.mapping.reportsBatchItemFailures,
          help: "Whether only the first record that failed and those behind it are tried again."),
        .init(
          "onFailure", \.onFailure, .component(of: ["sqs-queue"]),
          help: "Where records are noted down that were given up."),
      ]
    }
  }
}

extension FunctionComponentSettings {
  /// What the function's event source mappings read.
  package var sources: [String] { [eventSource?.queue, streamSource?.stream].compactMap(\.self) }
}

extension WorldBuilder {
  /// The mapping that a function's settings describe; no record outlives its stream's retention.
  func mapping(of source: FunctionComponentSettings.StreamSource) -> StreamMapping.Settings {
    var mapping = source.mapping
    if type(of: source.stream) == KafkaTopicSettings.typeName {
      mapping.parallelizationFactor = 1
      return mapping
    }
    let retention = retention(of: source.stream)
    mapping.maximumRecordAge = min(mapping.maximumRecordAge ?? retention, retention)
    return mapping
  }
}
