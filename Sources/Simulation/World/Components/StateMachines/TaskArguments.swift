/// What the definition says of a task's arguments before anything runs: what its templates hold fast.
struct TaskArguments {
  /// Whom an integration asks.
  let target: String?
  /// What is published; gaps that are filled only when the task runs are null.
  let content: MessageContent?
  let condition: PutStep.Condition
  let isAsynchronous: Bool

  init(_ template: Template?, of service: MachineTask.Service) {
    let arguments = template?.known ?? .null
    func text(_ value: JSONValue?) -> String? {
      if case .string(let text)? = value { text } else { nil }
    }
    let entry: JSONValue? =
      if case .array(let entries)? = arguments["Entries"] { entries.first } else { nil }
    switch service {
    case .events:
      target = text(entry?["EventBusName"]) ?? "default"
      content = MessageContent(
        attributes: .object([]), body: entry?["Detail"] ?? .object([]),
        source: text(entry?["Source"]) ?? "", detailType: text(entry?["DetailType"]) ?? "")
    case .topic:
      target = text(arguments["TopicArn"])
      content = MessageContent(
        attributes: Self.attributes(arguments["MessageAttributes"]),
        body: arguments["Message"] ?? .null, source: "", detailType: "message")
    default:
      target = text(arguments[service.argument])
      content = nil
    }
    let expression = text(arguments["ConditionExpression"]) ?? ""
    condition =
      expression.contains("attribute_not_exists")
      ? .absent : expression.contains("attribute_exists") ? .present : .none
    isAsynchronous = text(arguments["InvocationType"]) == "Event"
  }

  /// The attributes of what is published to a topic, without their types.
  private static func attributes(_ value: JSONValue?) -> JSONValue {
    guard case .object(let members)? = value else { return .object([]) }
    return .object(
      members.map { member in
        let value = member.value["StringValue"] ?? .null
        guard case .string("Number")? = member.value["DataType"], case .string(let text) = value,
          let number = Double(text)
        else { return (member.key, value) }
        return (member.key, .number(number, source: text))
      })
  }
}

extension Template {
  /// The value with null for whatever is known only when the machine runs.
  fileprivate var known: JSONValue {
    switch self {
    case .literal(let value): value
    case .path, .intrinsic, .expression: .null
    case .array(let parts): .array(parts.map(\.known))
    case .object(let parts): .object(parts.map { (key: $0.key, value: $0.value.known) })
    }
  }
}
