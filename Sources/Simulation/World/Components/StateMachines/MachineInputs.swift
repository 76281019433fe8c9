/// What executions are started with: the bodies of messages, read once and shared by all.
struct MachineInputs: Sendable {
  /// The bodies of the messages of each kind.
  private let bodies: [JSONValue]
  /// The events in which buses wrap them.
  private let events: [JSONValue]
  /// Which components are event buses, by their addresses.
  private let isBus: [Bool]

  init(_ build: WorldBuilder) {
    let contents = build.blueprint.messageKinds.map { kind in
      kind.template.content(from: build.blueprint.producers[kind.producer].name)
    }
    bodies = contents.map { $0.body == .null ? .object([]) : $0.body }
    events = contents.map(\.event)
    isBus = build.types.map { $0 == EventBusSettings.typeName }
  }

  /// What an execution for a message is started with.
  ///
  /// - Parameter starter: Who starts it: a bus hands the whole event over.
  func input(of message: Message, from starter: Address) -> JSONValue {
    let kind = Int(message.kind)
    guard kind < bodies.count else { return .object([]) }
    let place = Int(starter.index)
    return place < isBus.count && isBus[place] ? events[kind] : bodies[kind]
  }
}
