/// The talk's redrive: a function that asks a canary first and then starts a move task, by hand or
/// on a schedule.
///
/// Nothing but a function with a handler made of these settings, and a schedule in front of it.
package struct RedriveSettings: ComponentSettings {
  package var source = ""
  package var destination = ""
  package var rate: Double? = 1
  package var schedule: String?
  package var canary: [any Described] = []
  package var closes: String?
  package var timeout = Interval.seconds(30)
  package var memory = 128 << 20
  package var runtime = Runtime.node

  package init() {}

  package static let typeName = "redrive"
  package static let help =
    "A function that moves a dead-letter queue's messages back once a canary call succeeds."
  package static var metrics: [Metric] { FunctionComponentSettings.metrics }
  package static var parameters: [Parameter<RedriveSettings>] {
    [
      .component(
        "from", \.source, of: ["sqs-queue"], required: true, help: "The dead-letter queue."),
      .component(
        "to", \.destination, of: ["sqs-queue"], required: true, help: "Where the messages go."),
      .init(
        "rate", \.rate, .rate(in: 1...500),
        help: "Messages a second, 1 to 500; null lets the service choose."),
      .init(
        "schedule", \.schedule, .text,
        help: "When it runs, such as rate(1 minute); left out, only by hand (function.invoke)."),
      .init(
        "canary", \.canary, .canary,
        help: "A step, or steps, that must succeed before anything is moved."),
      .init(
        "closes", \.closes, .component(of: ["circuit-breaker"]),
        help: "The circuit breaker that is closed after the canary's success."),
      .duration(
        "timeout", \.timeout, in: .seconds(1) ... .minutes(15),
        help: "The function's time-out, which a canary that hangs runs into."),
      .size("memory", \.memory, in: 128 << 20...10_240 << 20, help: "The function's memory."),
      .choice("runtime", \.runtime, help: "What the function runs on."),
    ]
  }

  /// The function that the settings stand for.
  var function: FunctionComponentSettings {
    var function = FunctionComponentSettings()
    function.timeout = timeout
    function.memory = memory
    function.runtime = runtime
    // The schedule asks again soon enough: a failed canary is an answer, not a reason to retry.
    function.asynchronous.maximumRetryAttempts = 0
    function.handler = canary + closing + [moving]
    return function
  }

  private var closing: [any Described] {
    guard let closes else { return [] }
    var step = CloseBreakerStep()
    step.target = closes
    return [step]
  }

  private var moving: any Described {
    var step = RedriveStep()
    step.source = source
    step.destination = destination
    step.rate = rate
    // A move task that is still under way refuses another; that is no failure.
    step.guards.onFailure = .proceed
    return step
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    function.contribute(to: &plan, as: name)
    guard let expression = schedule else { return }
    var schedule = ScheduleSettings()
    schedule.expression = expression
    schedule.target = name
    schedule.contribute(to: &plan, as: name + Self.scheduleSuffix)
  }

  /// What the name of a redrive's schedule ends in.
  package static let scheduleSuffix = "-schedule"
}

extension Notation<[any Described]> {
  /// A step or a list of steps.
  static var canary: Self {
    let steps = StepCatalogue.notation
    let step = Notation<any Described>.keyed(
      StepCatalogue.types.map { (key: $0.verb, type: $0) })
    return Self(.either([step.kind, steps.kind])) { value in
      if case .object(let object) = value { return [object] }
      return steps.value(value)
    } parameterValue: {
      steps.parameterValue($0)
    }
  }
}
