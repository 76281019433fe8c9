/// A state machine of AWS Step Functions as a scenario describes it.
package struct StateMachineSettings: ComponentSettings {
  /// What answers for a resource that the definition names.
  package struct Binding: Described, ReversingStep {
    package var target = ""
    package var effect: String?
    package var undoes: String?
    package var returns: JSONValue?
    package var item: String?
    package var expiry: Interval?

    package init() {}

    package static var parameters: [Parameter<Binding>] {
      [
        .component(
          "target", \.target, of: MachineTask.allTargets, required: true, help: "The component."),
        .init(
          "effect", \.effect, .text,
          help:
            "The business effect of a task that a dependency or a table does; it is counted per "
            + "message."),
        .undoes(\.undoes),
        .init(
          "returns", \.returns, .document,
          help: "What a task gets for an answer; left out, what it was given, or what the service "
            + "itself answers."),
        .init(
          "item", \.item, .text,
          help:
            "The name of the item that a task of a table is about, if it is the same one for all "
            + "messages, such as the state of a circuit."),
        .init(
          "expiry", \.expiry, .duration(in: .seconds(1) ... .days(365)),
          help: "How long such an item counts after it was stored; for ever if left out."),
      ]
    }
  }

  /// What executions are called.
  package enum Naming: String, CaseIterable, Sendable {
    /// Each has a name of its own, so that nothing keeps one message from having two.
    case random
    /// As their messages: of two executions for one message the second is not begun.
    case message
  }

  package var definition = JSONValue.null
  package var workflowType = StateMachine.Kind.standard
  package var bindings: [Named<Binding>] = []
  package var executionName = Naming.random
  package var startRateLimit: Double?
  package var startBurst: Int?
  package var transitionRateLimit = 5_000.0
  package var transitionBurst = 5_000
  package var openExecutions = 1_000_000
  package var latency = Distribution.lognormal(p50: 0.020, p99: 0.100)
  package var transitionTime: Distribution?
  /// The machine, once the definition was read.
  package var machine: StateMachine?

  package init() {}

  package static let typeName = "state-machine"
  package static let help =
    "A state machine of AWS Step Functions: executes a definition in the Amazon States Language."
  package static var metrics: [Metric] {
    [
      .executionsStarted, .executionsSucceeded, .executionsFailed, .executionsTimedOut,
      .executionsAborted, .executionThrottled, .throttledEvents, .executionTime,
      .openExecutions, .expressBilledDuration, .stateTransitions, .tasksFailed, .tasksTimedOut,
      .taskRetries,
    ]
  }
  package static var parameters: [Parameter<StateMachineSettings>] {
    [
      .document(
        "definition", \.definition, required: true,
        help:
          "The definition as the service has it: an object, or the name of its file, beside the "
          + "scenario."),
      .choice("workflowType", \.workflowType, help: "The kind of workflow."),
      .dictionary(
        "bindings", \.bindings, of: .binding,
        help: "What answers for each resource that the definition names: the ARN of a function, "
          + "machine or topic, a queue's URL, a table or a bus. Where the resource's name is a "
          + "component's, it needs no binding."),
      .choice(
        "executionName", \.executionName,
        help: "Whether executions are named after their messages, so that one message cannot have "
          + "two of them."),
    ] + quotaParameters
  }

  private static var quotaParameters: [Parameter<StateMachineSettings>] {
    [
      .init(
        "startRateLimit", \.startRateLimit, .rate(in: 0.001...1e7),
        help: "The starts per second beyond which the service throttles; 300 for standard "
          + "workflows and 6,000 for express ones if left out."),
      .init(
        "startBurst", \.startBurst, .integer(in: 1...10_000_000),
        help: "The starts that may come at once; 1,300 or 6,000 if left out."),
      .rate(
        "transitionRateLimit", \.transitionRateLimit, in: 0.001...1e7,
        help: "The state transitions per second of standard workflows; further ones are delayed."),
      .integer(
        "transitionBurst", \.transitionBurst, in: 1...10_000_000,
        help: "The transitions that may come at once."),
      .integer(
        "openExecutions", \.openExecutions, in: 1...1_000_000,
        help: "The executions that may be open at a time."),
      .distribution("latency", \.latency, help: "From StartExecution to its answer."),
      .init(
        "transitionTime", \.transitionTime, .durationDistribution,
        help:
          "From a start, or an answer of a task, to the next one that is asked; left out, 25 ms in "
          + "the middle for standard workflows and 5 ms for express ones."),
    ]
  }

  /// The name of the file that holds the definition, unless it stands in the scenario.
  package var definitionFile: String? {
    switch definition {
    case .string(let path): path
    case .object(let members) where members.count == 1 && members[0].key == "file":
      if case .string(let path) = members[0].value { path } else { nil }
    default: nil
    }
  }

  /// The machine of the definition; nothing where the service would refuse it.
  var executable: StateMachine? {
    if let machine { return machine }
    return DefinitionReader.read("\(definition)", kind: workflowType).machine
  }

  /// The starts that the service takes: the rate, and how many at once
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html).
  var startQuota: (rate: Double, burst: Int) {
    switch workflowType {
    case .standard: (startRateLimit ?? 300, startBurst ?? 1_300)
    case .express: (startRateLimit ?? 6_000, startBurst ?? 6_000)
    }
  }

  /// How long it takes from an answer to the next task.
  var timeOfTransition: Distribution {
    if let transitionTime { return transitionTime }
    return switch workflowType {
    case .standard: .lognormal(p50: 0.025, p99: 0.150)
    case .express: .lognormal(p50: 0.005, p99: 0.040)
    }
  }

  /// The queues to which catchers alone lead: for what an execution cannot complete.
  private func queuesOfLastResort(_ machine: StateMachine) -> [String] {
    let way = machine.statesOnTheWay
    return tasks(typeOf: { _ in QueueComponentSettings.typeName }).tasks
      .filter { $0.service == .queue && !way.contains($0.state) }.map(\.binding.target)
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    guard let machine = executable else {
      preconditionFailure(
        "'\(name)' has no definition that the service takes; the reader should have said so")
    }
    for queue in queuesOfLastResort(machine) { plan.noteDeadLetterQueue(queue, of: nil) }
    plan.add(name, type: Self.typeName) { address, builder in
      StateMachineComponent(
        self, machine: machine, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension Notation<StateMachineSettings.Binding> {
  /// The name of a component, or an object.
  static var binding: Self {
    let name = Notation<String>.component(of: MachineTask.allTargets)
    let object = Notation<StateMachineSettings.Binding>.object
    return Self(.either([name.kind, object.kind])) { value in
      guard case .text(let target) = value else { return object.value(value) }
      var binding = StateMachineSettings.Binding()
      binding.target = target
      return binding
    } parameterValue: {
      $0.isName ? .text($0.target) : object.parameterValue($0)
    }
  }
}

extension StateMachineSettings.Binding {
  /// Whether nothing but the component is said.
  fileprivate var isName: Bool { effect == nil && undoes == nil && returns == nil && item == nil }
}
