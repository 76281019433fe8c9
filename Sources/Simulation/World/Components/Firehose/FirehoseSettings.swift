/// A stream of Amazon Data Firehose as a scenario describes it.
package struct FirehoseSettings: ComponentSettings {
  package var destination = ""
  package var effect: String?
  package var source: String?
  package var buffer = DeliveryBuffer.Settings()
  package var retryDuration = Interval.hours(24)
  package var timeout = Interval.minutes(1)
  package var rateLimit = 2_000.0
  package var throughputLimit = 5 << 20
  package var latency = Distribution.lognormal(p50: 0.012, p99: 0.080)

  package init() {}

  package static let typeName = "firehose-stream"
  package static let help =
    "A stream of Amazon Data Firehose: gathers records and delivers them in batches."
  package static var metrics: [Metric] {
    [
      .firehoseRecords, .firehoseBytes, .firehoseThrottled, .deliveredRecords, .deliverySuccess,
      .dataFreshness, .recordsGivenUp,
    ]
  }

  package static var parameters: [Parameter<FirehoseSettings>] {
    [
      .component(
        "destination", \.destination, of: ["dependency"], required: true,
        help: "What takes the batches, such as a bucket; a call for each."),
      .init(
        "effect", \.effect, .text,
        help: "The business effect of a record's delivery; it is counted per message."),
      .init(
        "source", \.source, .component(of: ["kinesis-stream"]),
        help: "The stream that is read; left out, records are put directly."),
      .size(
        "bufferSize", \.buffer.size, in: 1 << 20...128 << 20,
        help: "The bytes with which a batch leaves at once."),
      .duration(
        "bufferInterval", \.buffer.interval, in: .zero ... .minutes(15),
        help: "How long the first record of a batch waits at most."),
      .duration(
        "retryDuration", \.retryDuration, in: .zero ... .days(7),
        help: "How long a batch is tried again before its records are given up."),
      .duration(
        "timeout", \.timeout, in: .seconds(1) ... .minutes(15),
        help: "How long the destination may take for a batch."),
      .rate(
        "rateLimit", \.rateLimit, in: 0.001...1e7,
        help: "The puts per second beyond which the service throttles."),
      .size(
        "throughputLimit", \.throughputLimit, in: 1 << 10...1 << 40,
        help: "The bytes per second beyond which the service throttles."),
      .distribution("latency", \.latency, help: "From a put to its acknowledgement."),
    ]
  }

  /// When a batch is tried again: a modelling choice, since the service does not say.
  var retry: RetryPolicy {
    RetryPolicy(
      maximumAttempts: 1_000_000,
      backoff: Backoff(base: .seconds(5), cap: .minutes(2), jitter: .equal),
      deadline: retryDuration)
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      FirehoseComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
