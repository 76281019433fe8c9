/// A DNS name of Amazon Route 53 with health checks, as a scenario describes it.
package struct FailoverSettings: ComponentSettings {
  /// One of the targets that a name can stand for.
  package struct Target: Described {
    package var to = ""
    package var weight = 1.0
    package var check: String?

    package init() {}

    package static var parameters: [Parameter<Target>] {
      [
        .component(
          "to", \.to, of: FailoverSettings.targetTypes, required: true,
          help: "Whom requests go to; all targets of a name are of one type."),
        .number(
          "weight", \.weight, in: 0...255, help: "With policy weighted: its share of the answers."),
        .init(
          "check", \.check, .component(of: FailoverSettings.targetTypes),
          help: "Whom the health check asks instead of the target, such as the database behind it: "
            + "a deep check."),
      ]
    }
  }

  /// What a name can stand for, and what a health check can ask.
  static let targetTypes = [
    "api-gateway", "sqs-queue", "sns-topic", "event-bus", "lambda-function", "dependency",
    "kinesis-stream", "kafka-topic", "dynamodb-table",
  ]

  package var policy = FailoverName.Policy.failover
  package var targets: [Target] = []
  package var interval = Interval.seconds(30)
  package var failureThreshold = 3
  package var timeout = Interval.seconds(4)
  package var ttl = Interval.seconds(60)
  package var caches = 100

  package init() {}

  package static let typeName = "failover"
  package static let help =
    "A DNS name of Amazon Route 53 that stands for one of several targets, with health checks."
  package static var metrics: [Metric] { [.healthCheckStatus, .dnsQueries, .failoverSwitches] }
  package static var parameters: [Parameter<FailoverSettings>] {
    [
      .choice(
        "policy", \.policy,
        help: "Which healthy target an answer names: the first (failover: active/standby), one by "
          + "weight or the nearest (weighted, latency: active/active)."),
      .list(
        "targets", \.targets, of: .object, count: 1...20, required: true,
        help: "Whom the name stands for, the active one first."),
      .duration(
        "interval", \.interval, in: .seconds(1) ... .hours(1),
        help: "The time between two health checks of a target; Route 53 offers 30s and 10s."),
      .integer(
        "failureThreshold", \.failureThreshold, in: 1...10,
        help: "How many checks in a row must fail, or succeed, before a target changes its status."),
      .duration(
        "timeout", \.timeout, in: .milliseconds(1) ... .minutes(1),
        help: "How long a check waits; Route 53 wants a connection within 4 s."),
      .duration(
        "ttl", \.ttl, in: .zero ... .days(7), help: "How long clients keep an answer."),
      .integer(
        "caches", \.caches, in: 1...100_000,
        help: "How many caches clients are behind: each asks anew at its own time."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      FailoverComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension Blueprint {
  /// The component that a name leads to: the first target of a DNS name, or the component itself.
  func firstTarget(of name: String) -> String {
    let settings = components.first { $0.name == name }?.settings
    return (settings as? FailoverSettings)?.targets.first?.to ?? name
  }
}
