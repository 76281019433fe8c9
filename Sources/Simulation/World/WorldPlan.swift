/// What a world is to be made of, gathered from a scenario before any part of it is alive.
package struct WorldPlan {
  /// One component to be made.
  struct Part {
    let name: String
    let type: String
    let make: (Address, WorldBuilder) -> any WorldComponent & ~Copyable
  }

  private(set) var parts: [Part] = []
  /// The queues that take in what others give up: whose redrive policy leads there, or `nil` for a
  /// function's dead-letter queue or on-failure destination.
  private(set) var deadLetterQueues: [(name: String, source: String?)] = []
  private(set) var reservedConcurrency = 0

  /// An empty plan.
  init() {}

  /// Adds a component.
  mutating func add(
    _ name: String, type: String,
    make: @escaping (Address, WorldBuilder) -> any WorldComponent & ~Copyable
  ) {
    parts.append(Part(name: name, type: type, make: make))
  }

  /// Notes that a queue takes in what another queue, or a function, gives up.
  mutating func noteDeadLetterQueue(_ name: String, of source: String?) {
    deadLetterQueues.append((name, source))
  }

  /// Sets concurrency of the account aside for a function.
  mutating func reserve(_ concurrency: Int) { reservedConcurrency += concurrency }
}

/// What a component may ask while it is made: addresses by name, random streams, its program.
package struct WorldBuilder {
  let blueprint: Blueprint
  let replication: Int
  let faults: FaultSchedule
  private let plan: WorldPlan
  private let addresses: [String: Address]
  private let effects: [String]
  /// The names that handlers give their errors.
  let failures: [String]
  /// The delays that requests name by their place.
  let delays: [Interval]

  init(_ blueprint: Blueprint, plan: WorldPlan, replication: Int, faults: FaultSchedule) {
    self.blueprint = blueprint
    self.replication = replication
    self.faults = faults
    self.plan = plan
    var addresses: [String: Address] = [:]
    for (index, part) in plan.parts.enumerated() {
      addresses[part.name] = Address(index: UInt16(index))
    }
    self.addresses = addresses
    effects = blueprint.effects
    failures = blueprint.failureNames
    delays = blueprint.delays
  }

  /// The end of the run.
  var end: Instant { .start + blueprint.duration }

  /// Where a component lives.
  ///
  /// - Precondition: There is one; the scenario reader has resolved every reference.
  func address(of name: String) -> Address {
    guard let address = addresses[name] else {
      preconditionFailure("no component '\(name)'; the scenario reader should have said so")
    }
    return address
  }

  /// The type of a component, if there is one of the name.
  func knownType(of name: String) -> String? { addresses[name] == nil ? nil : type(of: name) }

  /// The types of all components, by their addresses.
  var types: [String] { plan.parts.map(\.type) }

  /// The type of a component, as its callers know it: a DNS name is what it stands for.
  func type(of name: String) -> String {
    plan.parts[Int(address(of: blueprint.firstTarget(of: name)).index)].type
  }

  /// How long the way from each component to some others takes on average, in seconds.
  func distances(to names: [String]) -> [[Double]] {
    let geography = Geography(blueprint)
    return plan.parts.map { part in
      names.map { geography.meanDistance(from: part.name, to: $0, blueprint.network) }
    }
  }

  /// Whether a component is a DNS name, which answers nothing by itself.
  func isName(_ name: String) -> Bool { blueprint.firstTarget(of: name) != name }

  /// The types of all components, by their addresses.
  var partTypes: [String] { plan.parts.map(\.type) }

  /// Whether a queue takes in what somebody gives up.
  func holdsDeadLetters(_ name: String) -> Bool {
    plan.deadLetterQueues.contains { $0.name == name }
  }

  /// The queues whose redrive policies lead to a queue.
  func redriveSources(of name: String) -> [Address] {
    plan.deadLetterQueues.compactMap { $0.name == name ? $0.source.map(address(of:)) : nil }
  }

  /// Whether a queue allows another one to use it as its dead-letter queue.
  func allowsRedrive(from source: String, to queue: String) -> Bool {
    let settings = blueprint.components.first { $0.name == queue }?.settings
    return (settings as? QueueComponentSettings)?.redriveAllowPolicy.permits(source: source) ?? true
  }

  /// The visibility timeout that a queue is set to.
  func visibilityTimeout(of name: String) -> Interval {
    let settings = blueprint.components.first { $0.name == name }?.settings
    return (settings as? QueueComponentSettings)?.queue.visibilityTimeout ?? .seconds(30)
  }

  /// Whether a component is a FIFO queue.
  func isFIFO(_ name: String) -> Bool {
    let settings = blueprint.components.first { $0.name == name }?.settings
    return (settings as? QueueComponentSettings)?.fifo != nil
  }

  /// The random stream of a purpose of a component.
  func stream(_ component: String, _ purpose: String) -> RandomStream {
    RandomStream(
      seed: blueprint.seed, replication: replication, component: component, purpose: purpose)
  }

  /// The key of draws that belong to single messages.
  func key(_ component: String, _ purpose: String) -> RandomKey {
    RandomKey(
      seed: blueprint.seed, replication: replication, component: component, purpose: purpose)
  }

  /// The program of a function's handler.
  func program(_ function: FunctionComponentSettings, named name: String) -> Program {
    var compiler = ProgramCompiler(build: self)
    var program = compiler.compile(function)
    program.failureKey = key(name, "failures")
    return program
  }

  /// The program of a list of steps.
  func program(steps: [any Described], named name: String) -> Program {
    var compiler = ProgramCompiler(build: self)
    var program = compiler.compile(steps)
    program.failureKey = key(name, "failures")
    return program
  }

  /// The program of one step.
  func program(_ step: Instruction, guardedBy guards: StepGuards) -> Program {
    var compiler = ProgramCompiler(build: self)
    return compiler.compile(step, guardedBy: guards)
  }

  /// Whether every execution environment has a circuit breaker of its own under a name.
  func isPerEnvironment(breaker name: String) -> Bool {
    let settings = blueprint.components.first { $0.name == name }?.settings
    return (settings as? BreakerSettings)?.scope == .environment
  }

  /// The replicas of a table, itself left out: whoever names whom, they replicate to each other.
  func replicas(of table: String) -> [String] {
    let tables = blueprint.components.compactMap { component in
      (component.settings as? TableSettings).map { (component.name, $0.replicas) }
    }
    var group = [table]
    var isGrowing = true
    while isGrowing {
      let found = tables.filter { name, replicas in
        !group.contains(name) && replicas.contains(where: group.contains)
          || group.contains(name) && replicas.contains { !group.contains($0) }
      }
      for (name, replicas) in found {
        for other in [name] + replicas where !group.contains(other) { group.append(other) }
      }
      isGrowing = !found.isEmpty
    }
    return Array(group.dropFirst())
  }

  /// How the functions that keep their records in a table or one of its replicas do it, by their
  /// addresses.
  func idempotencyPolicies(keptIn table: String) -> [IdempotencyPolicy?] {
    let tables = [table] + replicas(of: table)
    var policies = [IdempotencyPolicy?](repeating: nil, count: plan.parts.count)
    for component in blueprint.components {
      guard let function = component.settings as? FunctionComponentSettings,
        let idempotency = function.idempotency, tables.contains(idempotency.table)
      else { continue }
      policies[Int(address(of: component.name).index)] = idempotency.policy(of: function)
    }
    return policies
  }

  /// The functions whose records a component's are found among: the first with the same prefix of
  /// keys, by the addresses of all components.
  var recordOwners: [UInt16] {
    var owners = plan.parts.indices.map { UInt16($0) }
    var first: [String: UInt16] = [:]
    for component in blueprint.components {
      guard let function = component.settings as? FunctionComponentSettings,
        let prefix = function.idempotency?.keyPrefix
      else { continue }
      let own = address(of: component.name).index
      owners[Int(own)] = first[prefix] ?? own
      first[prefix] = first[prefix] ?? own
    }
    return owners
  }

  /// The operand by which a request names an effect: its place plus one, zero for none.
  func effectDetail(_ effect: String?) -> UInt8 {
    guard let effect, let place = effects.firstIndex(of: effect) else { return 0 }
    return UInt8(place + 1)
  }

  /// The number of an item that belongs to no message.
  func sharedItem(_ name: String?) -> UInt32? {
    name.flatMap { blueprint.sharedItems.firstIndex(of: $0) }.map { UInt32($0) }
  }

  /// The operand by which a failure names its error: its place plus one, zero for none.
  func failureDetail(_ name: String?) -> UInt8 {
    guard let name, let place = failures.firstIndex(of: name), place < Blueprint.failureLimit
    else { return FailureDetail.unnamed }
    return UInt8(place + 1)
  }

  /// The operand by which a request names a delay: its place plus one, zero for none.
  func delayDetail(_ delay: Interval?) -> UInt8 {
    guard let delay, let place = delays.firstIndex(of: delay) else { return 0 }
    return UInt8(place + 1)
  }

  /// How a component takes a message over from whoever sends it.
  func handOver(to name: String) -> Operation {
    switch type(of: name) {
    case DependencySettings.typeName, ContainerServiceSettings.typeName: .call
    case TopicSettings.typeName, EventBusSettings.typeName, RabbitExchangeSettings.typeName:
      .publish
    default: .send
    }
  }

  /// The operand by which a request names what a step publishes.
  func contentDetail(of step: PublishStep) -> UInt8 { contentDetail(of: step.content) }

  /// The operand by which a request names what is published; zero for what the message came with.
  func contentDetail(of content: MessageContent?) -> UInt8 {
    guard let content, let place = blueprint.stepContents.firstIndex(of: content)
    else { return 0 }
    return UInt8(place + 1)
  }

  /// The place of a producer's first kind of message among those of all producers.
  func firstKind(of producer: String) -> Int {
    blueprint.messageKinds.firstIndex { blueprint.producers[$0.producer].name == producer } ?? 0
  }

  /// The effects that make a kind of a producer's messages complete, a bit each.
  func required(by producer: ProducerSettings, kind: Int) -> UInt8 {
    let names =
      blueprint.messageKinds[kind].template.expects ?? producer.expects
      ?? blueprint.effectsOnTheWay(from: producer.target, content: kind)
    return names.reduce(0) { mask, name in
      effects.firstIndex(of: name).map { mask | 1 << UInt8($0) } ?? mask
    }
  }

  /// The faults that change a producer's rate, each in one of its windows.
  func rateFaults(of producer: String) -> [ActiveFault] {
    faults.strikes.filter { $0.fault.target == producer && $0.fault.action.changesRate }
  }
}
