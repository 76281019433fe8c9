/// An external dependency as a scenario describes it.
package struct DependencySettings: ComponentSettings {
  /// Whether a repeated call has a repeated effect.
  package enum Repeats: String, CaseIterable, Sendable {
    /// Every call has its effect.
    case none
    /// A call with the key of an earlier one gets that one's answer and has no effect of its own.
    case key
  }

  package var latency = Distribution.lognormal(p50: 0.080, p99: 0.400)
  package var errorRate = 0.0
  package var concurrency: Int?
  package var queueLimit: Int?
  package var idempotency = Repeats.none
  package var shedding: SheddingSettings?

  package init() {}

  package static let typeName = "dependency"
  package static let help =
    "A service outside of the system, such as a payment system: servers and a waiting room."
  package static let habitat = Habitat.zones
  package static var metrics: [Metric] {
    [
      .calls, .callErrors, .callLatency, .callsInService, .callsWaiting, .effects,
      .repeatedEffects, .shed, .concurrencyLimit,
    ]
  }
  package static var parameters: [Parameter<DependencySettings>] {
    [
      .distribution("latency", \.latency, help: "How long a call is served."),
      .share("errorRate", \.errorRate, help: "The share of calls that fail when all is well."),
      .init(
        "concurrency", \.concurrency, .integer(in: 1...1_000_000),
        help: "How many calls are served at a time; unlimited if left out."),
      .init(
        "queueLimit", \.queueLimit, .integer(in: 0...1_000_000_000),
        help: "How many calls may wait for a server; unlimited if left out."),
      .choice(
        "idempotency", \.idempotency,
        help: "\"key\": a repeated call for the same message has no second effect."),
      .init(
        "shedding", \.shedding, .object,
        help: "Which calls the service refuses under load, so that it serves the others in time."),
    ]
  }

  /// The station of servers that the settings describe.
  var station: ExternalService.Settings {
    ExternalService.Settings(
      concurrency: concurrency, queueLimit: queueLimit,
      idempotency: idempotency == .key ? .key : .none)
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      DependencyComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
