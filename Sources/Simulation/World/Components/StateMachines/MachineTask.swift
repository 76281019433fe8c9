/// A task of a state machine, with the component that does it.
package struct MachineTask: Sendable {
  /// What a task asks of whom.
  package enum Service: String, CaseIterable, Sendable {
    case function
    case http
    case activity
    case queue
    case topic
    case getItem
    case putItem
    case updateItem
    case deleteItem
    case events
    case execution
  }

  /// The place of the task's state in the machine.
  package let state: Int
  /// The state's name.
  package let stateName: String
  /// What is asked.
  package let service: Service
  /// Whether the function is asked by its own ARN, and answers without an envelope.
  package let isPlain: Bool
  /// Who answers.
  package let binding: StateMachineSettings.Binding
  /// When the state goes on.
  package let pattern: Resource.Pattern
  /// What is published.
  let content: MessageContent?
  /// What must be true of an item that is written.
  var condition = PutStep.Condition.none
  /// Whether a function is invoked asynchronously (`InvocationType` is `Event`).
  var isAsynchronous = false

  /// Why a task cannot be done.
  package enum Problem: Hashable, Sendable {
    /// Nobody knows which component the resource stands for.
    case unbound(state: String, resource: String, argument: String?)
    /// The component cannot do the task.
    case wrongType(state: String, target: String, type: String, allowed: [String])
    /// The integration is not simulated.
    case unsupported(state: String, resource: String)
  }

  /// Every type of component that any task can ask.
  static let allTargets: [String] = [
    "lambda-function", "dependency", "sqs-queue", "sns-topic", "dynamodb-table", "event-bus",
    "state-machine",
  ]
}

extension MachineTask.Service {
  /// The service that a resource asks, if it is simulated.
  init?(_ family: Resource.Family) {
    switch family {
    case .function: self = .function
    case .activity: self = .activity
    case .integration(let service, let action):
      switch (service, action) {
      case ("lambda", "invoke"): self = .function
      case ("http", "invoke"): self = .http
      case ("sqs", "sendMessage"): self = .queue
      case ("sns", "publish"): self = .topic
      case ("dynamodb", "getItem"): self = .getItem
      case ("dynamodb", "putItem"): self = .putItem
      case ("dynamodb", "updateItem"): self = .updateItem
      case ("dynamodb", "deleteItem"): self = .deleteItem
      case ("events", "putEvents"): self = .events
      case ("states", "startExecution"): self = .execution
      default: return nil
      }
    }
  }

  /// The types of component that can do such a task; a dependency stands for a function, or for the
  /// workers of an activity, that the scenario does not look into.
  package var targets: [String] {
    switch self {
    case .function, .activity: ["lambda-function", "dependency"]
    case .http: ["dependency"]
    case .queue: ["sqs-queue"]
    case .topic: ["sns-topic"]
    case .getItem, .putItem, .updateItem, .deleteItem: ["dynamodb-table"]
    case .events: ["event-bus"]
    case .execution: ["state-machine"]
    }
  }

  /// The argument that names whom an integration asks.
  var argument: String {
    switch self {
    case .function: "FunctionName"
    case .http: "ApiEndpoint"
    case .activity: ""
    case .queue: "QueueUrl"
    case .topic: "TopicArn"
    case .getItem, .putItem, .updateItem, .deleteItem: "TableName"
    case .events: "EventBusName"
    case .execution: "StateMachineArn"
    }
  }
}

extension StateMachineSettings {
  /// The tasks of the machine, and what is wrong with those that cannot be done.
  ///
  /// - Parameter type: The type of a component; nothing where there is no such component.
  package func tasks(
    typeOf type: (String) -> String?
  ) -> (tasks: [MachineTask], problems: [MachineTask.Problem]) {
    var found: (tasks: [MachineTask], problems: [MachineTask.Problem]) = ([], [])
    for (place, state) in (executable?.states ?? []).enumerated() {
      guard case .task(let task) = state.work else { continue }
      let resource = task.resource
      guard let service = MachineTask.Service(resource.family) else {
        found.problems.append(.unsupported(state: state.name, resource: resource.text))
        continue
      }
      let arguments = TaskArguments(state.parameters, of: service)
      guard let binding = binding(for: resource, arguments.target, typeOf: type) else {
        let argument = resource.family == .function ? nil : arguments.target
        found.problems.append(
          .unbound(state: state.name, resource: resource.text, argument: argument))
        continue
      }
      if let type = type(binding.target), !service.targets.contains(type) {
        found.problems.append(
          .wrongType(
            state: state.name, target: binding.target, type: type, allowed: service.targets))
        continue
      }
      var bound = MachineTask(
        state: place, stateName: state.name, service: service,
        isPlain: resource.family == .function, binding: binding, pattern: resource.pattern,
        content: arguments.content)
      bound.condition = arguments.condition
      bound.isAsynchronous = arguments.isAsynchronous
      found.tasks.append(bound)
    }
    return found
  }

  /// What answers for a resource: by the argument that names it, by the resource itself, or the component
  /// of the name with which either ends.
  private func binding(
    for resource: Resource, _ argument: String?, typeOf type: (String) -> String?
  ) -> Binding? {
    let names = [argument, resource.text].compactMap(\.self)
    for name in names {
      if let bound = bindings.first(where: { $0.name == name }) { return bound.value }
    }
    for name in names {
      let parts = name.split { $0 == ":" || $0 == "/" }.map { String($0) }
      for part in parts.reversed() where type(part) != nil {
        var binding = Binding()
        binding.target = part
        return binding
      }
    }
    return nil
  }

  /// The tasks that an execution does when all is well.
  func tasksOnTheWay(typeOf type: (String) -> String?) -> [MachineTask] {
    let way = executable?.statesOnTheWay ?? []
    return tasks(typeOf: type).tasks.filter { way.contains($0.state) }
  }
}
