import Simulation

/// Components that nothing comes to, such as a queue that its producer bypasses.
extension Inspection {
  /// Advises on what no producer, schedule or action leads to; only on where such a way begins, not on
  /// all that lies behind.
  mutating func adviseOnReach(of references: [Reference]) {
    guard isAdvisable, !draft.producers.isEmpty || !draft.actions.isEmpty else { return }
    let ways = Ways(draft, references)
    let reached = ways.reached()
    let idle = draft.components.filter { !reached.contains($0.name.text) }
    let behind = Set(idle.flatMap { ways.ahead(of: $0.name.text, passingRedrives: false) })
    for entry in idle where !behind.contains(entry.name.text) {
      guard Self.waitForOthers.contains(type(of: entry.value).typeName) else { continue }
      advise(.run(.nothingReaches(entry.name.text)), at: entry.namePlace)
    }
  }

  /// The types that do nothing unless somebody sends to them or calls them.
  private static let waitForOthers: Set<String> = [
    "sqs-queue", "sns-topic", "event-bus", "kinesis-stream", "lambda-function", "state-machine",
    "api-gateway", "dependency", "dynamodb-table", "outbox", "firehose-stream", "kafka-topic",
    "rabbitmq-exchange", "rabbitmq-queue", "activemq-destination",
  ]
}

/// Which component hands messages or requests on to which.
private struct Ways {
  private var nexts: [String: [String]] = [:]
  private var starts: [String] = []
  private let redrives: Set<String>

  init(_ draft: Draft, _ references: [Reference]) {
    let types = Dictionary(
      draft.components.map { ($0.name.text, type(of: $0.value).typeName) }
    ) { first, _ in first }
    redrives = Set(types.filter { $0.value == RedriveSettings.typeName }.keys)
    starts = types.filter { $0.value == ScheduleSettings.typeName }.keys.sorted()
    for reference in references {
      guard case .component = reference.target, let section = reference.path.keys.first else {
        continue
      }
      switch ScenarioSection(rawValue: section) {
      case .producers, .actions: starts.append(reference.name)
      case .components:
        let owner = reference.path.keys[1]
        let isRead = Self.isReading(reference.path.keys.dropFirst(2), type: types[owner] ?? "")
        nexts[isRead ? reference.name : owner, default: []]
          .append(isRead ? owner : reference.name)
      default: break
      }
    }
    for machine in draft.components(of: StateMachineSettings.self) {
      let tasks = machine.value.tasks(typeOf: { draft.part($0)?.type }).tasks
      nexts[machine.name.text, default: []] += tasks.map(\.binding.target)
    }
  }

  /// Whether what stands under some keys is where a component takes its messages from.
  private static func isReading(_ keys: ArraySlice<String>, type: String) -> Bool {
    switch keys.first {
    case "eventSource", "queueSource", "source", "from": true
    case "streamSource": keys.dropFirst().first == "stream"
    case "queue", "topic", "destination": type.hasSuffix("consumer")
    default: false
    }
  }

  /// Where a component leads to, straight away.
  func ahead(of name: String, passingRedrives: Bool) -> [String] {
    !passingRedrives && redrives.contains(name) ? [] : nexts[name] ?? []
  }

  /// All that producers, schedules and actions lead to.
  func reached() -> Set<String> {
    var reached = Set(starts)
    var open = starts
    while let name = open.popLast() {
      for next in nexts[name] ?? [] where reached.insert(next).inserted { open.append(next) }
    }
    return reached
  }
}
