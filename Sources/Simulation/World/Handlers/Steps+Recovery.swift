/// Starts moving messages out of a dead-letter queue.
package struct RedriveStep: GuardedStep {
  package var source = ""
  package var destination = ""
  package var rate: Double?
  package var guards = StepGuards()

  package init() {}

  package static let verb = "redrive"
  package static let help =
    "Starts a move task from a dead-letter queue to another queue (StartMessageMoveTask)."
  package static var parameters: [Parameter<RedriveStep>] {
    [
      .component(verb, \.source, of: ["sqs-queue"], required: true, help: "The queue to empty."),
      .component("to", \.destination, of: ["sqs-queue"], required: true, help: "Where to."),
      .init(
        "rate", \.rate, .rate(in: 1...500),
        help: "Messages a second, 1 to 500; the service chooses if left out."),
    ] + StepGuards.parameters(of: Self.self)
  }
}

/// Closes a circuit breaker.
package struct CloseBreakerStep: GuardedStep {
  package var target = ""
  package var guards = StepGuards()

  package init() {}

  package static let verb = "closeBreaker"
  package static let help = "Closes a circuit breaker, as a redrive function does after its canary."
  package static var parameters: [Parameter<CloseBreakerStep>] {
    [
      .component(
        verb, \.target, of: ["circuit-breaker"], required: true, help: "The circuit breaker.")
    ] + StepGuards.parameters(of: Self.self)
  }
}
