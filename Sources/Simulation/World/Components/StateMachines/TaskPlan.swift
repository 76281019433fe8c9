/// A task made ready to be asked: with the address of the component that does it.
struct TaskPlan: Sendable {
  let stateName: String
  let service: MachineTask.Service
  let resource: Resource
  let operation: Operation
  let target: Address
  /// The operand of the operation.
  let detail: UInt8
  /// The number of the item that the task is about, where it belongs to no message.
  let item: UInt32?
  /// The number of the effect that stands for a table's item; no effect's for none.
  let effect: UInt8
  /// What the answer is made of.
  private let reply: Reply
  /// What the scenario says of the answer.
  private let returns: JSONValue?

  /// When the state goes on.
  var pattern: Resource.Pattern { resource.pattern }

  /// What a task is answered.
  private enum Reply: Sendable {
    /// Always the same.
    case fixed(JSONValue)
    /// What was given, in the envelope of the service's own answer where it has one.
    case echo(isPlain: Bool)
    /// The table's item, if it is there.
    case item(JSONValue)
  }

  /// The plans of a machine's tasks, by the places of their states.
  static func all(
    of settings: StateMachineSettings, states: Int, build: WorldBuilder
  ) -> [TaskPlan?] {
    var plans = [TaskPlan?](repeating: nil, count: states)
    for task in settings.tasks(typeOf: { build.knownType(of: $0) }).tasks {
      plans[task.state] = TaskPlan(task, build: build)
    }
    return plans
  }

  private init(_ task: MachineTask, build: WorldBuilder) {
    stateName = task.stateName
    service = task.service
    resource = task.resource
    target = build.address(of: task.binding.target)
    let effect = build.effectDetail(task.binding.namedEffect)
    self.effect = effect == 0 ? Self.noEffect : effect - 1
    item = build.sharedItem(task.binding.item)
    switch task.service {
    case .function, .http, .activity, .other:
      let isFunction =
        build.type(of: task.binding.target) == FunctionComponentSettings.typeName
      operation = !isFunction ? .call : task.isAsynchronous ? .send : .invoke
      detail = isFunction ? 0 : effect
    case .queue: (operation, detail) = (.send, 0)
    case .topic, .events:
      (operation, detail) = (.publish, build.contentDetail(of: task.content))
    case .getItem: (operation, detail) = (item == nil ? .get : .readItem, 0)
    case .putItem, .updateItem, .deleteItem:
      guard item == nil else {
        operation = task.service == .deleteItem ? .deleteItem : .writeItem
        detail = build.delayDetail(task.binding.expiry)
        break
      }
      operation = .put
      detail = PutDetail(effect: effect, condition: task.condition).packed
    case .execution:
      (operation, detail) = (task.pattern == .runJob ? .invoke : .send, 0)
    }
    reply = Self.reply(to: task)
    returns = task.binding.returns
  }

  private static let noEffect = UInt8.max

  private static func reply(to task: MachineTask) -> Reply {
    func object(_ members: [(key: String, value: JSONValue)]) -> JSONValue { .object(members) }
    let returns = task.binding.returns
    switch task.service {
    case .function where task.isPlain, .activity:
      return returns.map { .fixed($0) } ?? .echo(isPlain: true)
    case .function where task.isAsynchronous:
      return .fixed(
        object([("StatusCode", .number(202, source: "202")), ("Payload", .string(""))]))
    case .function: return returns.map { .fixed(functionAnswer($0)) } ?? .echo(isPlain: false)
    case .getItem: return .item(returns ?? object([]))
    case .http:
      return .fixed(
        object([
          ("StatusCode", .number(200, source: "200")), ("ResponseBody", returns ?? object([])),
        ]))
    case .queue, .topic:
      return .fixed(returns ?? object([("MessageId", .string(MessageContent.placeholderID))]))
    case .putItem, .updateItem, .deleteItem, .other: return .fixed(returns ?? object([]))
    case .events:
      let entry = object([("EventId", .string(MessageContent.placeholderID))])
      return .fixed(
        returns
          ?? object([
            ("Entries", .array([entry])), ("FailedEntryCount", .number(0, source: "0")),
          ]))
    case .execution: return .fixed(execution(task, output: returns))
    }
  }

  /// What `states:startExecution` hands on: of an execution begun, or of one that has ended, whose
  /// output is an object with `.sync:2` and else a text
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html).
  private static func execution(_ task: MachineTask, output: JSONValue?) -> JSONValue {
    let name = ("ExecutionArn", JSONValue.string(MessageContent.placeholderID))
    let start = ("StartDate", JSONValue.number(0, source: "0"))
    guard task.pattern == .runJob else { return .object([name, start].map { ($0.0, $0.1) }) }
    let output = output ?? .object([])
    let isText = !task.resource.text.hasSuffix(":2")
    return .object([
      ("ExecutionArn", name.1), ("Output", isText ? .string(output.description) : output),
      ("StartDate", start.1), ("Status", .string("SUCCEEDED")),
    ])
  }

  /// A function's answer as `lambda:invoke` hands it on.
  private static func functionAnswer(_ payload: JSONValue) -> JSONValue {
    .object([
      ("ExecutedVersion", .string("$LATEST")), ("Payload", payload),
      ("StatusCode", .number(200, source: "200")),
    ])
  }

  /// What the token of a task comes back with: what the scenario says, or what the task was given.
  func returned(given: JSONValue) -> JSONValue { returns ?? given }

  /// Whether the answer depends on what the task was given.
  var echoes: Bool {
    if case .echo = reply { true } else { false }
  }

  /// The answer to a task that was done well.
  ///
  /// - Parameters:
  ///   - standing: How often the effect that stands for a table's item has happened.
  ///   - given: What the task was given.
  func answer(standing: Int, given: JSONValue) -> JSONValue {
    switch reply {
    case .fixed(let value): return value
    case .echo(isPlain: true): return given
    case .echo(isPlain: false): return Self.functionAnswer(given["Payload"] ?? given)
    case .item(let content):
      let isThere = item == nil && effect == Self.noEffect || standing > 0
      return .object(isThere ? [("Item", content)] : [])
    }
  }
}
