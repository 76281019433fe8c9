/// A running world: the components of a blueprint, the clock that drives them, and the books.
///
/// The run is cut into stretches between the times at which something from outside happens: a fault
/// begins or ends, somebody does something by hand, gauges are sampled, a period ends. What happens
/// from outside at an instant comes before the events of that instant.
package struct World: ~Copyable {
  /// The events between two looks at whether the run should go on.
  private static let stretch = 1 << 16

  let blueprint: Blueprint
  private let replication: Int
  private let faults: FaultSchedule
  var components: Parts<any WorldComponent & ~Copyable>
  var loop = EventLoop()
  private var ledger: Ledger
  private var account = PeriodAccount(recorder: Recorder())
  private var timetable: Timetable
  private let geography: Geography
  private var active: [ActiveFault] = []
  private var costs: [Dollars]
  private var notes: [RunNote] = []
  private var journeys = JourneyLog()
  private var trace: TraceLog?
  private var phases: [Phase] = []
  var rate = EventRate()
  private var limit: LimitReached?
  private let types: [String]

  /// Makes the world of a blueprint, as one replication lives in it.
  package init(_ blueprint: Blueprint, replication: Int = 0) {
    self.blueprint = blueprint
    self.replication = replication
    let end = Instant.start + blueprint.duration
    geography = Geography(blueprint)
    faults = FaultSchedule(
      blueprint.faults, until: end, seed: blueprint.seed, replication: replication,
      geography: geography)
    timetable = Timetable(blueprint, faults: faults)
    loop.context.messages.order = blueprint.orderWatch
    loop.context.messages.compensations = blueprint.compensationTable
    ledger = Ledger(
      watchesOrder: loop.context.messages.order.isOn, compacts: blueprint.compacts,
      sagas: SagaLedger(
        areTransactions: blueprint.areTransactions, compensations: blueprint.compensationTable))
    var plan = WorldPlan()
    for component in blueprint.components {
      component.settings.contribute(to: &plan, as: component.name)
    }
    for producer in blueprint.producers {
      plan.add(producer.name, type: ProducerSettings.typeName) { address, builder in
        ProducerComponent(
          producer.value, name: producer.name, port: Port(address: address), build: builder)
      }
    }
    costs = Array(repeating: .zero, count: plan.parts.count + 1)
    types = plan.parts.map(\.type)
    loop.context.intervals = ContiguousArray(blueprint.delays)
    loop.context.concurrency = ConcurrencyPool(limit: blueprint.accountConcurrency)
    _ = loop.context.concurrency.reserve(plan.reservedConcurrency)
    journeys.isKept = blueprint.recordsMessages
    let producers = blueprint.messageKinds.map(\.producer)
    journeys.producers = producers
    if let focus = blueprint.trace { trace = TraceLog(focus, producers: producers) }
    loop.context.wires.seed(blueprint.seed, replication: replication)
    loop.limitAtInstant = blueprint.limits.eventsAtInstant
    loop.context.wires.place(
      geography.distances(
        among: plan.parts.map(\.name), blueprint.network,
        draws: RandomStream(
          seed: blueprint.seed, replication: replication, component: "wires",
          purpose: "distance")))
    let builder = WorldBuilder(blueprint, plan: plan, replication: replication, faults: faults)
    components = Parts(capacity: plan.parts.count)
    for (index, part) in plan.parts.enumerated() {
      components.append(part.make(Address(index: UInt16(index)), builder))
      loop.connect(&components[index])
    }
  }

  /// Runs from the start to the end.
  ///
  /// A run that meets one of its limits ends early, too.
  ///
  /// - Parameter progress: Told the time now and then; answering false ends the run early, with the
  ///   results so far.
  /// - Throws: `RunError` when the books do not balance.
  package mutating func run(
    progress: (Instant) -> Bool = { _ in true }
  ) throws(RunError) -> RunResult {
    for index in components.indices { components[index].begin(in: &loop.context) }
    beginPeriod(at: .start)
    var wasInterrupted = false
    while let stop = timetable.popNext() {
      guard run(until: stop.at, progress: progress) else {
        wasInterrupted = true
        break
      }
      try carryOut(stop)
    }
    if wasInterrupted { try endPeriod(at: loop.context.now, isLast: true) }
    return result(wasInterrupted: wasInterrupted)
  }

  /// Runs the events before a time; false when it was told to stop, or met a limit.
  private mutating func run(until end: Instant, progress: (Instant) -> Bool) -> Bool {
    while true {
      let pause = runStretch(before: end)
      limit = limitReached(pause)
      guard limit == nil else { return false }
      switch pause {
      case .reachedHorizon: return progress(end)
      case .usedBudget, .stuckAtInstant: if !progress(loop.context.now) { return false }
      }
    }
  }

  private mutating func runStretch(before end: Instant) -> EventLoop.Pause {
    if trace == nil {
      return loop.runStretch(Self.stretch, before: end, ledger: &ledger, journeys: &journeys)
    }
    return loop.runStretch(
      Self.stretch, before: end, ledger: &ledger, journeys: &journeys, tracedBy: &trace)
  }

  private mutating func carryOut(_ stop: Timetable.Stop) throws(RunError) {
    switch stop.happening {
    case .sample:
      for index in components.indices { components[index].sample(at: stop.at) }
    case .periodEnd(let isLast): try endPeriod(at: stop.at, isLast: isLast)
    case .faultEdge: strike(at: stop.at)
    case .action(let index): perform(blueprint.actions[index])
    }
  }
}

// MARK: - Faults and actions

extension World {
  /// Tells every component which faults hold for it from now on.
  private mutating func strike(at now: Instant) {
    let before = active
    active = faults.strikes.filter { $0.window.start <= now && now < $0.window.end }
    let changed = before + active
    for index in components.indices {
      let name = components[index].name
      guard changed.contains(where: { Self.strikes($0.fault, name) }) else { continue }
      let mine = active.filter { Self.strikes($0.fault, name) }
      components[index].strike(mine, in: &loop.context)
    }
    loop.context.wires.strike(wireFaults(at: now))
    if active.isEmpty, faults.lastEnd == now, now < .start + blueprint.duration {
      ledger.watchRecovery(from: now, incomplete: loop.context.messages.incomplete)
    }
  }

  /// Whether a fault strikes a component: itself, or the schedule that belongs to it.
  private static func strikes(_ fault: Fault, _ name: String) -> Bool {
    fault.target == name
      || fault.action.strikesSchedules
        && fault.target + RedriveSettings.scheduleSuffix == name
  }

  private func wireFaults(at now: Instant) -> [Wires.Fault] {
    active.flatMap { active -> [Wires.Fault] in
      let (fault, share) = (active.fault, active.share(at: now))
      if fault.action.strikesWays { return wireFaults(betweenPlacesOf: fault, share: share) }
      guard let ends = fault.linkEnds else { return [] }
      return Self.wireFaults(
        fault, from: addresses(of: [ends.from]), to: addresses(of: [ends.to]), share: share,
        loss: fault.action == .linkLatency ? 0 : 1,
        latency: fault.action == .linkLatency ? fault.delay : .constant(0))
    }
  }

  /// What a fault of the ways between places does on links.
  private func wireFaults(betweenPlacesOf fault: Fault, share: Double) -> [Wires.Fault] {
    guard let target = PlaceTarget(fault.target) else { return [] }
    let isOfRegions = fault.action == .regionPartition
    guard fault.action == .zoneDegraded else {
      let ends = geography.ends(of: target, isOfRegions: isOfRegions)
      // Hosts in other zones go on for those that are cut off.
      let whole = ends.from.filter { $0.share == 1 }.map(\.name)
      return Self.wireFaults(
        fault, from: addresses(of: whole),
        to: addresses(of: ends.to.filter { $0.share == 1 }.map(\.name)), share: share, loss: 1,
        latency: .constant(0))
    }
    return geography.inhabitants(of: target.from, isRegion: false).flatMap { inhabitant in
      Self.wireFaults(
        fault, from: addresses(of: [inhabitant.name]), to: .all, share: share * inhabitant.share,
        loss: fault.lossShare, latency: fault.delay)
    }
  }

  private static func wireFaults(
    _ fault: Fault, from: AddressSet, to: AddressSet, share: Double, loss: Double,
    latency: Distribution
  ) -> [Wires.Fault] {
    func wire(_ from: AddressSet, _ to: AddressSet) -> Wires.Fault {
      Wires.Fault(
        from: from, to: to, loss: loss, latency: latency, noticedAfter: fault.noticedAfter,
        share: share)
    }
    switch fault.direction {
    case .request: return [wire(from, to)]
    case .response: return [wire(to, from)]
    case .both: return [wire(from, to), wire(to, from)]
    }
  }

  private func addresses(of names: [String]) -> AddressSet {
    AddressSet(names.compactMap { address(of: $0) })
  }

  private func address(of name: String) -> Address? {
    place(of: name).map { Address(index: UInt16($0)) }
  }

  private func place(of name: String) -> Int? {
    components.indices.first { components[$0].name == name }
  }

  private mutating func perform(_ action: ManualAction) {
    guard let index = place(of: action.target) else { return }
    var action = action
    action.destinationAddress = action.destination.flatMap { address(of: $0) }
    let problem = components[index].perform(action, in: &loop.context)
    notes.append(
      RunNote(
        at: loop.context.now,
        text: "\(action.deed.rawValue) \(action.target)"
          + (problem.map { ": refused, \($0)" } ?? "")
      ))
  }
}

// MARK: - Periods

extension World {
  private mutating func beginPeriod(at now: Instant) {
    let end = min(now + blueprint.period, .start + blueprint.duration)
    let phase = faults.phase(from: now, to: end)
    account.recorder.begin(period: phases.count, phase: phase)
    phases.append(phase)
  }

  private mutating func endPeriod(at now: Instant, isLast: Bool) throws(RunError) {
    for index in components.indices {
      account.component = index
      account.name = components[index].name
      account.cost = .zero
      components[index].report(to: &account, at: now)
      recordCost(of: index)
    }
    account.component = components.count
    account.name = World.messagesName
    account.take(.completed, &ledger.completed)
    account.take(.endToEndLatency, &ledger.latency)
    account.take(.lost, &ledger.lost)
    account.take(.sagasCommitted, &ledger.sagas.committed)
    account.take(.sagasCompensated, &ledger.sagas.compensated)
    account.take(.sagasInconsistent, &ledger.sagas.inconsistent)
    try checkBooks(at: now)
    if !isLast { beginPeriod(at: now) }
  }

  /// What the measures of the run as a whole stand under.
  package static let messagesName = "messages"

  private mutating func recordCost(of index: Int) {
    account.cost = account.cost + transferCost(of: index)
    guard account.cost > costs[index] else { return }
    var spent = Metric.cost.definition.summary
    spent.record(Int64(clamping: (account.cost - costs[index]).trillionths))
    account.take(.cost, &spent)
    costs[index] = account.cost
  }

  /// What the messages that a component has sent to other places have cost so far.
  ///
  /// Between zones both ends pay (https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer).
  private func transferCost(of index: Int) -> Dollars {
    let distances = loop.context.wires.distances
    guard !distances.areNone else { return .zero }
    return Prices.crossZone.dollars(bytes: 2 * distances.bytes(sentBy: index, .acrossZones))
      + Prices.crossRegion.dollars(bytes: distances.bytes(sentBy: index, .acrossRegions))
  }

  /// Sees that every copy of a message is where the books say, within each queue and over all.
  private func checkBooks(at now: Instant) throws(RunError) {
    for index in components.indices {
      if let imbalance = components[index].imbalance {
        throw RunError.imbalance(imbalance, at: now, seed: blueprint.seed, replication: replication)
      }
    }
    let held = components.indices.reduce(loop.context.copiesOnWires) {
      $0 + components[$1].copiesHeld
    }
    let books = loop.context.messages.copies
    if held != books {
      throw RunError.imbalance(
        "the books have \(books) copies of messages, but \(held) are held", at: now,
        seed: blueprint.seed, replication: replication)
    }
  }
}

// MARK: - Results

extension World {
  private mutating func result(wasInterrupted: Bool) -> RunResult {
    let now = loop.context.now
    countOpenMessages()
    let parts = components.indices.map { index in
      RunResult.Part(
        name: components[index].name, type: types[index], cost: costs[index],
        averages: Self.averages(of: components[index], at: now))
    }
    var result = RunResult(
      replication: replication, seed: blueprint.seed, endedAt: now,
      wasInterrupted: wasInterrupted, limit: limit, period: blueprint.period, phases: phases,
      parts: parts,
      series: account.recorder.series, windows: faults.windows, outcomes: ledger.outcomes,
      effects: blueprint.effects.enumerated().map { Named($1, ledger.effects[$0]) }, sagas: sagas,
      books: RunResult.Books(loop.context, unanswered: unansweredRequests),
      recovery: recovery(wasInterrupted: wasInterrupted),
      notes: notes, journeys: journeys.rows, eventCount: loop.eventCount,
      fingerprint: fingerprint())
    result.trace = trace
    return result
  }

  /// What has become of transactions, where there are any.
  private var sagas: RunResult.Sagas? {
    guard ledger.sagas.isKept else { return nil }
    let compensations = blueprint.compensations.map(\.effect)
    let steps = zip(blueprint.effects, ledger.sagas.steps).map { Named($0, $1) }
    return RunResult.Sagas(
      outcomes: ledger.sagas.outcomes, steps: steps.filter { !compensations.contains($0.name) })
  }

  private var unansweredRequests: Int {
    components.indices.reduce(0) { $0 + Self.unanswered(by: components[$1]) }
  }

  private static func unanswered(by component: borrowing any WorldComponent & ~Copyable) -> Int {
    component.unanswered
  }

  private func recovery(wasInterrupted: Bool) -> RunResult.Recovery {
    guard let healed = faults.lastEnd, !faults.windows.isEmpty else { return .notNeeded }
    guard healed < .start + blueprint.duration, !wasInterrupted else { return .notReached }
    return ledger.recoveredAt.map { .after($0 - healed) } ?? .notReached
  }

  // These two lend a component explicitly: the compiler takes a plain call of a method that does
  // not change it, on a component of unknown type, for a consumption.
  private static func averages(
    of component: borrowing any WorldComponent & ~Copyable, at now: Instant
  ) -> [WorldAverage] { component.averages(at: now) }

  private static func visitDeadLetters(
    of component: borrowing any WorldComponent & ~Copyable, _ body: (MessageID) -> Void
  ) { component.visitDeadLetters(body) }

  /// Adds the messages that somebody still refers to to the outcomes.
  private mutating func countOpenMessages() {
    var deadLetters = [UInt32](repeating: 0, count: loop.context.messages.capacity)
    for index in components.indices {
      Self.visitDeadLetters(of: components[index]) { deadLetters[Int($0.slot)] += 1 }
    }
    for slot in deadLetters.indices {
      let id = MessageID(slot: UInt32(slot))
      guard loop.context.messages.isHeld(id) else { continue }
      let message = loop.context.messages[id]
      guard !message.traits.contains(.errand) else { continue }
      // Stuck is what lies in dead-letter queues only; whoever else holds it may yet complete it.
      let isStuck = deadLetters[slot] == message.holders
      ledger.noteOpen(message, isStuck: isStuck)
      journeys.note(message, outcome: isStuck ? .stuck : .pending, at: nil)
    }
  }

  /// The running hash of the events, with the outcomes folded in.
  private func fingerprint() -> UInt64 {
    let outcomes = ledger.outcomes
    return [
      outcomes.offered, outcomes.completed, outcomes.lost, outcomes.halfDone, outcomes.stuck,
      outcomes.pending, outcomes.doubled, loop.eventCount,
    ].reduce(loop.fingerprint) { ($0 ^ UInt64(truncatingIfNeeded: $1)) &* 0x9fb2_1c65_1e98_df25 }
  }
}
