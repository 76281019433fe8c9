/// A schedule of EventBridge Scheduler as a scenario describes it.
package struct ScheduleSettings: ComponentSettings {
  package var expression = "rate(1 minute)"
  package var target = ""
  package var flexibleWindow = Interval.zero
  package var isPrecise = true
  package var maximumRetryAttempts = 185
  package var maximumEventAge = Interval.hours(24)

  package init() {}

  package static let typeName = "eventbridge-schedule"
  package static let help = "A schedule of EventBridge Scheduler that invokes a function."
  package static var metrics: [Metric] {
    [.scheduleAttempts, .scheduleTargetErrors, .scheduleDropped]
  }
  package static var parameters: [Parameter<ScheduleSettings>] {
    [
      .text(
        "expression", \.expression, required: true,
        help: "When: rate(1 minute), cron(0/5 * * * ? *) or at(2025-12-01T10:00:00), in UTC; the "
          + "run starts at 2025-12-01T00:00:00."),
      .component(
        "target", \.target, of: ["lambda-function", "sqs-queue", "state-machine"], required: true,
        help: "The function that is invoked asynchronously, the queue that gets a message, or the "
          + "state machine that is started."),
      .duration(
        "flexibleWindow", \.flexibleWindow, in: .zero ... .minutes(1_440),
        help: "The invocation comes at a random time within so long after it is due."),
      .flag(
        "precise", \.isPrecise,
        help: "Whether it comes at the very second; else some time within the minute, as the "
          + "service documents."),
      .integer(
        "maximumRetryAttempts", \.maximumRetryAttempts, in: 0...185,
        help: "How often an invocation that the target refused is tried again."),
      .duration(
        "maximumEventAge", \.maximumEventAge, in: .seconds(60) ... .hours(24),
        help: "How long an invocation is tried again at most."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      ScheduleComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
