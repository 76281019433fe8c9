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

  /// Tells apart what executions are started with.
  func number(of message: Message, from starter: Address) -> UInt32 {
    UInt32(message.kind) << 1 | (isEvent(from: starter) ? 1 : 0)
  }

  private func isEvent(from starter: Address) -> Bool {
    let place = Int(starter.index)
    return place < isBus.count && isBus[place]
  }

  /// What an execution for a message is started with.
  ///
  /// - Parameter starter: Who starts it: a bus hands the whole event over.
  func input(of message: Message, from starter: Address) -> JSONValue {
    let kind = Int(message.kind)
    guard kind < bodies.count else { return .object([]) }
    return isEvent(from: starter) ? events[kind] : bodies[kind]
  }
}
