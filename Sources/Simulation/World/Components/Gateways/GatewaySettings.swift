/// An API of Amazon API Gateway as a scenario describes it.
package struct GatewaySettings: ComponentSettings {
  /// Which of the two products the API is.
  package enum Kind: String, CaseIterable, Sendable {
    case rest
    case http
  }

  package var kind = Kind.rest
  package var integration = ""
  package var rateLimit = 10_000.0
  package var burstLimit = 5_000
  package var timeout: Interval?
  package var shedding: SheddingSettings?
  package var overhead = Distribution.lognormal(p50: 0.008, p99: 0.040)

  package init() {}

  package static let typeName = "api-gateway"
  package static let help =
    "An API of Amazon API Gateway that hands requests straight to a queue or a function."
  package static var metrics: [Metric] {
    [
      .apiCount, .apiClientErrors, .apiServerErrors, .apiLatency, .apiIntegrationLatency, .shed,
      .concurrencyLimit,
    ]
  }
  package static var parameters: [Parameter<GatewaySettings>] {
    [
      .choice("kind", \.kind, help: "REST API or HTTP API, which have their own prices."),
      .component(
        "integration", \.integration,
        of: [
          "sqs-queue", "sns-topic", "event-bus", "lambda-function", "kinesis-stream", "failover",
          "state-machine", "firehose-stream", "container-service",
        ],
        required: true,
        help:
          "Storage first: the queue, topic, bus or stream that takes the requests; a state machine "
          + "that is started; or a function or service called in sync."),
      .rate(
        "rateLimit", \.rateLimit, in: 0.001...1e7,
        help: "The steady rate beyond which requests are throttled (429)."),
      .integer(
        "burstLimit", \.burstLimit, in: 1...1_000_000, help: "The requests that may come at once."),
      .init(
        "timeout", \.timeout, .duration(in: .milliseconds(50) ... .minutes(5)),
        help: "How long the integration may take before the client gets 504; 29 s for REST APIs "
          + "and 30 s for HTTP APIs if left out."),
      .init(
        "shedding", \.shedding, .object,
        help: "Which requests are refused (503) under load; an API has no line of its own, so that "
          + "kind concurrency alone has an effect."),
      .distribution("overhead", \.overhead, help: "The time that the API itself takes."),
    ]
  }

  /// How long the integration may take, whether the scenario says so or the service.
  package var timeoutInEffect: Interval { gateway.timeout }

  /// The service's own settings.
  var gateway: Gateway.Settings {
    Gateway.Settings(
      kind: kind == .rest ? .rest : .http, rateLimit: rateLimit, burstLimit: burstLimit,
      timeout: timeout)
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      GatewayComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
