/// A topic in a world: the value that knows Kafka's rules, wired to producers, consumers, brokers.
struct KafkaTopicComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Time alone changes something in the topic.
    case wake
    /// Time alone changes something in a group.
    case wakeGroup(UInt32)
  }

  let name: String
  let port: Port<Event>
  private let settings: KafkaTopicSettings
  let readers: [KafkaReader]
  var topic: KafkaTopic
  var groups: Parts<KafkaGroup>
  /// The group of each reader that is one.
  var groupOfReader: [Int?] = []
  /// Whether functions wait for records, by partition and reader.
  private var waits: [Bool]
  private var produceLatency: Timing
  private var fetchLatency: Timing
  private let keys: RandomKey
  var writers = KafkaWriters()
  private var usage: KafkaUsage
  /// Which components are producers, whose clients send again by themselves.
  private let sendsByClient: [Bool]
  /// Which kinds of messages delete their keys.
  private let areTombstones: [Bool]
  private var armedFor = Instant.never
  var meters = KafkaTopicMeters()

  init(_ settings: KafkaTopicSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    readers = build.kafkaReaders(of: name)
    let made = settings.made(in: build, readers: readers)
    topic = KafkaTopic(made)
    usage = KafkaUsage(on: build.brokerType(of: settings.cluster), of: made)
    groups = Parts(capacity: readers.count)
    waits = Array(repeating: false, count: made.partitions * max(1, readers.count))
    produceLatency = Timing(settings.latency.produce, draws: build.stream(name, "produce latency"))
    fetchLatency = Timing(settings.latency.fetch, draws: build.stream(name, "fetch latency"))
    keys = build.key(name, "partition keys")
    sendsByClient = build.areProducers
    areTombstones = build.blueprint.messageKinds.map(\.template.tombstone)
    meters.isCompacted = made.isCompacted
    for (place, reader) in readers.enumerated() {
      groupOfReader.append(reader.consumer.map { _ in groups.count })
      if let consumer = reader.consumer {
        groups.append(
          KafkaGroup(reader: place, settings: consumer, partitions: made.partitions))
      }
    }
  }

  mutating func begin(in context: inout Context) {
    for (place, reader) in readers.enumerated() where reader.consumer == nil {
      for partition in 0..<settings.topic.partitions {
        context.pass(
          Request(.openShard, cargo: UInt32(partition), detail: UInt8(place)),
          to: reader.address)
      }
    }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    let now = context.now
    topic.advance(to: now)
    switch request.operation {
    case Operation.send.rawValue: append(request, in: &context)
    case Operation.fetch.rawValue: fetch(request, in: &context)
    case Operation.commit.rawValue: _ = commit(request)
    case Operation.commitTransaction.rawValue: commitTransaction(request, in: &context)
    case Operation.mark.rawValue: mark(request, in: &context)
    case Operation.probe.rawValue: probe(request, in: &context)
    case Operation.memberSilent.rawValue: memberSilent(request, at: now)
    case Operation.memberAwake.rawValue: memberAwake(request, at: now)
    case Operation.brokerDown.rawValue:
      topic.brokerDown(
        Int(request.cargo), noticedAfter: .milliseconds(Int(request.token)), at: now)
    case Operation.brokerUp.rawValue: topic.brokerUp(Int(request.cargo), at: now)
    case Operation.pauseReplication.rawValue:
      topic.pauseReplication(request.cargo == 1, at: now)
    default: preconditionFailure("a topic cannot do operation \(request.operation)")
    }
    settle(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake:
      if armedFor <= context.now { armedFor = .never }
      topic.advance(to: context.now)
    case .wakeGroup(let place):
      if groups[Int(place)].armedFor <= context.now { groups[Int(place)].armedFor = .never }
      groups[Int(place)].rules.advance(to: context.now)
    }
    settle(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }
}

// MARK: - Producers

extension KafkaTopicComponent {
  /// Answers a health check: well as long as every partition has a leader.
  private mutating func probe(_ request: Request, in context: inout Context) {
    context.answer(
      Reply(to: request, topic.offlinePartitions > 0 ? .unavailable : .ok), from: port.address,
      to: request.caller)
  }

  private mutating func append(_ request: Request, in context: inout Context) {
    context.arrive()
    let message = context.messages[request.message]
    // An application that handles a message again sends a record of its own.
    let isClient = request.caller != .nobody && sendsByClient[Int(request.caller.index)]
    let identity =
      !isClient
      ? nil
      : RecordIdentity(
        slot: request.message.slot, birth: message.birth, producer: UInt32(request.caller.index))
    let answer = topic.append(
      request.message, to: partition(of: message), bytes: Int(message.size), identity: identity,
      waiter: UInt64(request.caller.index) << 32 | UInt64(request.token),
      transaction: writers.transaction(of: request.message, by: request.caller),
      key: message.group, isTombstone: isTombstone(message), at: context.now)
    switch answer {
    case .written:
      meters.written.count()
      acknowledge(request, .ok, in: &context)
    case .waits: meters.written.count()
    case .known:
      meters.deduplicated.count()
      context.messages.end(request.message, as: .consumed)
      acknowledge(request, .ok, in: &context)
    case .noLeader, .notEnoughReplicas: refuse(request, .unavailable, in: &context)
    case .tooLarge: refuse(request, .rejected, in: &context)
    }
  }

  private mutating func refuse(
    _ request: Request, _ outcome: Outcome, in context: inout Context
  ) {
    meters.errors.count()
    // Who waits for nothing does not hear of it.
    let isUnheard = settings.topic.acknowledgement == .none
    context.messages.end(request.message, as: isUnheard ? .lostInBroker : .refused)
    acknowledge(request, isUnheard ? .ok : outcome, in: &context)
  }

  private mutating func acknowledge(
    _ request: Request, _ outcome: Outcome, in context: inout Context
  ) {
    context.answer(
      Reply(to: request, outcome), from: port.address, to: request.caller,
      after: settings.topic.acknowledgement == .none ? .zero : produceLatency.next())
  }

  private func isTombstone(_ message: Message) -> Bool {
    Int(message.kind) < areTombstones.count && areTombstones[Int(message.kind)]
  }

  /// The partition that a message's key belongs to: a hash of its group.
  @inline(__always)
  func partition(of message: Message) -> Int {
    Int(keys.bits(for: UInt64(message.group)) % UInt64(settings.topic.partitions))
  }
}

// MARK: - Readers

extension KafkaTopicComponent {
  private mutating func fetch(_ request: Request, in context: inout Context) {
    let reader = Int(request.detail)
    guard let group = groupOfReader[reader] else {
      return fetchForFunction(request, reader, in: &context)
    }
    let member = Int(request.token & ~KafkaConsumerComponent.pollToken)
    let now = context.now
    if groups[group].settings.commit == .auto { commitFor(member, of: group, at: now) }
    if groups[group].rules.isSilent(member) || request.cargo == 1 {
      restartPartitions(of: member, in: group)
    }
    if groups[group].rules.poll(member, at: now) == .reads {
      serve(member, of: group, in: &context)
    }
  }

  /// Gives a member records of one of its partitions, if there are any.
  private mutating func serve(_ member: Int, of group: Int, in context: inout Context) {
    guard groups[group].rules.isPolling(member) else { return }
    let share = groups[group].rules.share(of: member)
    let reader = groups[group].reader
    let first = share.firstIndex { $0 >= groups[group].cursors[member] } ?? 0
    for offset in share.indices {
      let partition = share[(first + offset) % share.count]
      guard topic.hasNews(partition, for: reader) else { continue }
      let consumer = groups[group].settings
      topic.read(
        partition, by: reader, maximum: consumer.maxPollRecords, reset: consumer.offsetReset,
        at: context.now)
      guard topic.handed.count > 0 else { continue }
      groups[group].cursors[member] = partition + 1
      groups[group].rules.handed(member, of: partition, at: context.now)
      if consumer.commit == .before { commitHanded(partition, reader) }
      return send(
        partition, to: reader, token: KafkaConsumerComponent.pollToken | UInt32(member),
        in: &context)
    }
  }

  private mutating func fetchForFunction(
    _ request: Request, _ reader: Int, in context: inout Context
  ) {
    let order = FetchOrder(request)
    let partition = Int(order.lane)
    topic.read(
      partition, by: reader, maximum: order.maximum, restarts: order.restarts, at: context.now)
    if topic.handed.count > 0 {
      send(partition, to: reader, token: request.token, in: &context)
    } else if order.isPrompt {
      context.answer(
        Reply(token: request.token), from: port.address, to: request.caller,
        after: fetchLatency.next())
    } else {
      waits[partition * readers.count + reader] = true
    }
  }

  /// Sends the records that were read on their way.
  private mutating func send(
    _ partition: Int, to reader: Int, token: UInt32, in context: inout Context
  ) {
    var shipment = Shipment()
    let count = topic.handed.count
    for place in 0..<count {
      let record = topic.handed[place]
      context.messages.retain(record.message)
      context.shipments.append(
        ShippedMessage(
          message: record.message, slot: UInt32(truncatingIfNeeded: record.number),
          epoch: UInt32(truncatingIfNeeded: partition), copy: record.writtenAt.milliseconds),
        to: &shipment)
    }
    context.answer(
      Reply(token: token, cargo: shipment.head, count: UInt16(truncatingIfNeeded: count)),
      from: port.address, to: readers[reader].address, after: fetchLatency.next())
  }

  private mutating func commitHanded(_ partition: Int, _ reader: Int) {
    let last = topic.handed[topic.handed.count - 1].number
    topic.commit(partition, by: reader, upTo: UInt32(truncatingIfNeeded: last &+ 1))
  }

  /// Commits what a member has been given so far, as its client does by itself within a poll.
  private mutating func commitFor(_ member: Int, of group: Int, at now: Instant) {
    let isRebalancing = groups[group].rules.isBeingRebalanced
    let due = groups[group].committedAt[member] + groups[group].settings.autoCommitInterval
    guard isRebalancing || due <= now else { return }
    groups[group].committedAt[member] = now
    guard !groups[group].rules.isSilent(member) else { return }
    for partition in groups[group].rules.share(of: member)
    where groups[group].rules.acceptsCommit(by: member, of: partition) {
      topic.commitRead(partition, by: groups[group].reader)
    }
  }

  private mutating func memberSilent(_ request: Request, at now: Instant) {
    guard let group = groupOfReader[Int(request.detail)] else { return }
    groups[group].rules.fallSilent(Int(request.cargo), at: now)
  }

  private mutating func memberAwake(_ request: Request, at now: Instant) {
    guard let group = groupOfReader[Int(request.detail)] else { return }
    _ = groups[group].rules.wake(Int(request.cargo), at: now)
  }

  private mutating func restartPartitions(of member: Int, in group: Int) {
    for partition in 0..<settings.topic.partitions
    where groups[group].rules.owns(member, partition) {
      topic.restart(partition, by: groups[group].reader)
    }
  }
}

// MARK: - What follows from every event

extension KafkaTopicComponent {
  private mutating func settle(in context: inout Context) {
    while let ended = topic.nextAcknowledgement() {
      let outcome = ended.isWritten ? Outcome.ok : .unavailable
      context.answer(
        Reply(token: UInt32(truncatingIfNeeded: ended.waiter), outcome: outcome.rawValue),
        from: port.address, to: Address(index: UInt16(truncatingIfNeeded: ended.waiter >> 32)),
        after: produceLatency.next())
    }
    for group in groups.indices where groups[group].rules.takeCompletion() {
      startAnew(group, in: &context)
    }
    while let partition = topic.nextNews() { spread(partition, in: &context) }
    while let notice = topic.nextNotice() { book(notice, in: &context) }
    arm(in: &context)
  }

  /// Lets the members of a group begin with their new shares.
  private mutating func startAnew(_ group: Int, in context: inout Context) {
    meters.rebalances.count()
    for partition in 0..<settings.topic.partitions
    where !groups[group].rules.isInHand(partition) {
      topic.restart(partition, by: groups[group].reader)
    }
    for member in 0..<groups[group].settings.group.members
    where groups[group].rules.isPolling(member) {
      serve(member, of: group, in: &context)
    }
  }

  /// Tells whoever waits for records of a partition.
  private mutating func spread(_ partition: Int, in context: inout Context) {
    for reader in readers.indices {
      if let group = groupOfReader[reader] {
        guard let member = groups[group].rules.reader(of: partition) else { continue }
        serve(member, of: group, in: &context)
      } else if waits[partition * readers.count + reader] {
        topic.read(partition, by: reader, maximum: 10_000, at: context.now)
        guard topic.handed.count > 0 else { continue }
        waits[partition * readers.count + reader] = false
        send(
          partition, to: reader, token: FunctionComponent.laneToken | UInt32(partition),
          in: &context)
      }
    }
  }

  private mutating func book(_ notice: KafkaTopic.Notice, in context: inout Context) {
    switch notice {
    case .passed(let message): context.messages.end(message, as: .consumed)
    case .expired(let message):
      meters.expired.count()
      context.messages.end(message, as: .expired)
    case .superseded(let message):
      context.messages.end(message, as: .superseded)
    case .lost(let message, let producer):
      meters.lost.count()
      topic.forget(
        RecordIdentity(
          slot: message.slot, birth: context.messages[message].birth, producer: producer))
      context.messages.end(message, as: .lostInBroker)
    }
  }

  private mutating func arm(in context: inout Context) {
    let due = topic.nextWakeUp
    if due < armedFor {
      armedFor = due
      context.schedule(.wake, for: port, at: due)
    }
    for group in groups.indices {
      let due = groups[group].rules.nextWakeUp
      guard due < groups[group].armedFor else { continue }
      groups[group].armedFor = due
      context.schedule(.wakeGroup(UInt32(group)), for: port, at: due)
    }
  }

  mutating func sample(at now: Instant) {
    meters.offline.record(Int64(topic.offlinePartitions))
    meters.underReplicated.record(Int64(topic.underReplicatedPartitions))
    meters.underMinimum.record(Int64(topic.partitionsUnderMinimum))
    for reader in readers.indices {
      var (largest, sum) = (0, 0)
      for partition in 0..<settings.topic.partitions {
        let lag = topic.lag(partition, of: reader)
        (largest, sum) = (max(largest, lag), sum + lag)
      }
      meters.maximumLag.record(Int64(largest))
      meters.sumLag.record(Int64(sum))
    }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.note(topic.books)
    meters.report(to: &account)
    account.cost = usage.cost(topic.books, until: now)
  }

  var copiesHeld: Int { topic.kept }
}
