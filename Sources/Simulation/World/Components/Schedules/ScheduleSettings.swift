/// A schedule of EventBridge Scheduler as a scenario describes it.
package struct ScheduleSettings: ComponentSettings {
  package var expression = "rate(1 minute)"
  package var target = ""
  package var flexibleWindow = Interval.zero
  package var isPrecise = true
  package var start = Instant.start
  package var until: Instant?
  package var invocations = ScheduledInvocations.Settings()
  package var deadLetterQueue: String?
  package var duplicateDelivery = 0.0

  package init() {}

  package static let typeName = "eventbridge-schedule"
  package static let help = "A schedule of EventBridge Scheduler that invokes its target."
  package static var metrics: [Metric] {
    [
      .scheduleAttempts, .scheduleTargetErrors, .scheduleTargetThrottles, .scheduleDropped,
      .scheduleSentToDLQ, .scheduleNotSentToDLQ, .scheduleRepeated, .scheduleLateness,
    ]
  }
  package static var parameters: [Parameter<ScheduleSettings>] {
    timeParameters + deliveryParameters
  }

  private static var timeParameters: [Parameter<ScheduleSettings>] {
    [
      .text(
        "expression", \.expression, required: true,
        help: "When: rate(1 minute), cron(0/5 * * * ? *) or at(2025-12-01T10:00:00), in UTC; the "
          + "run starts at 2025-12-01T00:00:00."),
      .duration(
        "flexibleWindow", \.flexibleWindow, in: .zero ... .minutes(1_440),
        help: "The invocation comes at a random time within so long after it is due."),
      .flag(
        "precise", \.isPrecise,
        help: "Whether it comes at the very second; else some time within the minute, as the "
          + "service documents."),
      .instant(
        "startDate", \.start, help: "When the schedule comes into force; at(…) has its own time."),
      .init(
        "endDate", \.until, .instant, help: "When it goes out of force; left out, never."),
    ]
  }

  private static var deliveryParameters: [Parameter<ScheduleSettings>] {
    [
      .component(
        "target", \.target,
        of: [
          "lambda-function", "sqs-queue", "sns-topic", "event-bus", "kinesis-stream",
          "state-machine",
        ],
        required: true,
        help:
          "The function that is invoked asynchronously, the state machine that is started, or who "
          + "else gets an event."),
      .integer(
        "maximumRetryAttempts", \.invocations.maximumRetryAttempts, in: 0...185,
        help: "How often an invocation that the target refused is tried again."),
      .duration(
        "maximumEventAge", \.invocations.maximumEventAge, in: .seconds(60) ... .hours(24),
        help: "How long an invocation is tried again at most."),
      .init(
        "deadLetterQueue", \.deadLetterQueue, .component(of: ["sqs-queue"]),
        help: "The queue that takes what could not be delivered; without one it is dropped."),
      .share(
        "duplicateDelivery", \.duplicateDelivery,
        help: "The share of invocations that come twice, as at-least-once allows."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    if let deadLetterQueue { plan.noteDeadLetterQueue(deadLetterQueue, of: nil) }
    plan.add(name, type: Self.typeName) { address, builder in
      ScheduleComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
