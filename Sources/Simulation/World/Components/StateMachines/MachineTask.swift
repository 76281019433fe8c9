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
    /// Any further service, which a dependency stands for.
    case other
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
  /// What is asked, as the definition has it.
  let resource: Resource
  /// What is published.
  let content: MessageContent?
  /// What must be true of an item that is written.
  var condition = PutStep.Condition.none
  /// Whether a function is invoked asynchronously (`InvocationType` is `Event`).
  var isAsynchronous = false

  /// When the state goes on.
  package var pattern: Resource.Pattern { resource.pattern }

  /// Why a task cannot be done.
  package enum Problem: Hashable, Sendable {
    /// Nobody knows which component a name stands for.
    case unbound(state: String, name: String, allowed: [String])
    /// The component cannot do the task; the name to which it is bound, if it is.
    case wrongType(
      state: String, target: String, type: String, allowed: [String], boundTo: String?)
  }

  /// Every type of component that any task can ask.
  static let allTargets: [String] = [
    "lambda-function", "dependency", "sqs-queue", "sns-topic", "dynamodb-table", "event-bus",
    "state-machine",
  ]
}

extension MachineTask.Service {
  /// The service that a resource asks.
  init(_ family: Resource.Family) {
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
      default: self = .other
      }
    }
  }

  /// The types of component that can do such a task; a dependency stands for a function, or for the
  /// workers of an activity, that the scenario does not look into.
  package var targets: [String] {
    switch self {
    case .function, .activity: ["lambda-function", "dependency"]
    case .http, .other: ["dependency"]
    case .queue: ["sqs-queue"]
    case .topic: ["sns-topic"]
    case .getItem, .putItem, .updateItem, .deleteItem: ["dynamodb-table"]
    case .events: ["event-bus"]
    case .execution: ["state-machine"]
    }
  }

  /// The argument that names whom an integration asks; empty where it is the resource that does.
  var argument: String {
    switch self {
    case .function: "FunctionName"
    case .http: "ApiEndpoint"
    case .activity, .other: ""
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
      let service = MachineTask.Service(resource.family)
      let arguments = TaskArguments(state.parameters, of: service)
      let names = ResourceNames(resource, arguments.target, of: service)
      guard let binding = binding(for: names, typeOf: type) else {
        found.problems.append(
          .unbound(
            state: state.name, name: names.all.first ?? resource.text, allowed: service.targets))
        continue
      }
      if let type = type(binding.value.target), !service.targets.contains(type) {
        found.problems.append(
          .wrongType(
            state: state.name, target: binding.value.target, type: type,
            allowed: service.targets, boundTo: binding.name))
        continue
      }
      var bound = MachineTask(
        state: place, stateName: state.name, service: service,
        isPlain: resource.family == .function, binding: binding.value, resource: resource,
        content: arguments.content)
      bound.condition = arguments.condition
      bound.isAsynchronous = arguments.isAsynchronous
      found.tasks.append(bound)
    }
    return found
  }

  /// What answers for a resource: what is bound to one of its names, or the component of its name.
  private func binding(
    for names: ResourceNames, typeOf type: (String) -> String?
  ) -> (name: String?, value: Binding)? {
    for name in names.all {
      if let bound = bindings.first(where: { $0.name == name }) { return (name, bound.value) }
    }
    guard let name = names.short, type(name) != nil else { return nil }
    var binding = Binding()
    binding.target = name
    return (nil, binding)
  }

  /// The tasks that an execution does when all is well.
  func tasksOnTheWay(typeOf type: (String) -> String?) -> [MachineTask] {
    let way = executable?.statesOnTheWay ?? []
    return tasks(typeOf: type).tasks.filter { way.contains($0.state) }
  }
}
