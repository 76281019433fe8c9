/// Who of a fair queue's tenants is noisy, and the messages of those who are.
///
/// A tenant is a message group. It becomes noisy when one of its messages is received and it then has
/// more than a tenth of all messages in flight, 30 at least, or a tenth of the consumers' recent time,
/// and more waiting. It is quiet again once nothing of it waits, or when nothing of it has come for five
/// minutes (SQSDeveloperGuide/sqs-fair-queues-detailed.html).
///
/// What the service calls recent and approximate is exact here: the minute of the clock under way and
/// the one before it, as soon as a whole one has gone by; and the messages of noisy tenants leave
/// the line when their turn comes, for a lane of their tenant's. All modelling choices.
struct FairShare: ~Copyable, Sendable {
  /// The most tenants that are noisy at a time; nine at most can have more than a tenth each.
  private static let laneCount = 16
  /// What one tenant of ten would have.
  private static let fairPart = 10
  private static let fewInFlight = 30
  private static let silence = Interval.minutes(5)
  /// The tenant that a message of no group belongs to, which is alone and so never noisy.
  private static let nobody = UInt32.max

  private var tenants = Buffer<Tenant>()
  private var tenantOfSlot = Buffer<UInt32>()
  private var all = ProcessingTime()
  private var firstReceivedAt = Instant.never
  private var lanes: Parts<NoisyLane>
  /// Whether the queue is fair at all; nothing else is called if not.
  let isOn: Bool
  /// How many tenants are noisy.
  private(set) var noisyCount = 0

  /// Nobody is noisy.
  init(isOn: Bool) {
    self.isOn = isOn
    lanes = Parts(capacity: isOn ? Self.laneCount : 0)
    guard isOn else { return }
    for _ in 0..<Self.laneCount { lanes.append(NoisyLane()) }
  }

  /// Notes whose message lies in a slot.
  mutating func note(_ tenant: UInt32?, in slot: UInt32, at now: Instant) {
    while tenantOfSlot.count <= Int(slot) { tenantOfSlot.append(Self.nobody) }
    tenantOfSlot[Int(slot)] = tenant ?? Self.nobody
    guard let tenant else { return }
    while tenants.count <= Int(tenant) { tenants.append(Tenant()) }
    tenants[Int(tenant)].lastCame = now
  }

  /// Whether a message's tenant is noisy.
  func isNoisy(_ slot: UInt32) -> Bool {
    let tenant = tenantOfSlot[Int(slot)]
    return tenant != Self.nobody && tenants[Int(tenant)].isNoisy
  }

  /// Counts a message that enters a state.
  mutating func enter(_ state: StoredMessage.State, _ slot: UInt32, at now: Instant) {
    count(1, state, slot, at: now)
  }

  /// Counts a message that leaves a state; who has nothing left that waits is quiet.
  mutating func leave(
    _ state: StoredMessage.State, _ slot: UInt32, at now: Instant,
    in records: borrowing Slab<StoredMessage>
  ) {
    count(-1, state, slot, at: now)
    let tenant = tenantOfSlot[Int(slot)]
    guard state == .visible, tenant != Self.nobody, tenants[Int(tenant)].isNoisy,
      tenants[Int(tenant)].visibleCount == 0
    else { return }
    lanes[Int(tenants[Int(tenant)].lane)].clear()
    quieten(tenant)
  }

  private mutating func count(
    _ change: Int, _ state: StoredMessage.State, _ slot: UInt32, at now: Instant
  ) {
    if state == .inFlight { all.add(change, at: now) }
    let tenant = tenantOfSlot[Int(slot)]
    guard tenant != Self.nobody else { return }
    switch state {
    case .visible: tenants[Int(tenant)].visibleCount &+= change
    case .delayed: tenants[Int(tenant)].delayedCount &+= change
    case .inFlight: tenants[Int(tenant)].processing.add(change, at: now)
    case .missedDelete, .vacant: break
    }
  }
}

// MARK: - Noise

extension FairShare {
  /// Judges the tenant of a message that was just received.
  mutating func judge(_ slot: UInt32, at now: Instant) {
    firstReceivedAt = min(firstReceivedAt, now)
    let tenant = tenantOfSlot[Int(slot)]
    guard tenant != Self.nobody, noisyCount < Self.laneCount, isNoisy(tenant, at: now) else {
      return
    }
    for place in lanes.indices where lanes[place].tenant == nil {
      lanes[place].tenant = tenant
      tenants[Int(tenant)].lane = UInt8(place)
      noisyCount &+= 1
      return
    }
  }

  private mutating func isNoisy(_ index: UInt32, at now: Instant) -> Bool {
    let tenant = tenants[Int(index)]
    guard !tenant.isNoisy, tenant.visibleCount > 0, now < tenant.lastCame + Self.silence else {
      return false
    }
    let inFlight = tenant.processing.count
    if inFlight >= Self.fewInFlight, inFlight &* Self.fairPart > all.count { return true }
    guard now >= firstReceivedAt + .minutes(1) else { return false }
    return tenants[Int(index)].processing.recent(at: now) * Self.fairPart > all.recent(at: now)
  }

  private mutating func quieten(_ tenant: UInt32) {
    lanes[Int(tenants[Int(tenant)].lane)].tenant = nil
    tenants[Int(tenant)].lane = Tenant.quiet
    noisyCount &-= 1
  }

  /// Lets those be quiet of whom nothing has come for long; their messages go back into the line.
  mutating func forgive(
    at now: Instant, into line: inout VisibleLine, in records: borrowing Slab<StoredMessage>
  ) {
    guard noisyCount > 0 else { return }
    for place in lanes.indices {
      guard let tenant = lanes[place].tenant,
        now >= tenants[Int(tenant)].lastCame + Self.silence
      else { continue }
      while let slot = lanes[place].popFirst(in: records) { line.putBack(slot, in: records) }
      quieten(tenant)
    }
  }
}

// MARK: - The lanes

extension FairShare {
  /// Keeps a noisy tenant's message, taken out of the line, until nobody quiet has one.
  mutating func setAside(_ slot: UInt32, in records: borrowing Slab<StoredMessage>) {
    lanes[Int(tenants[Int(tenantOfSlot[Int(slot)])].lane)].insert(slot, in: records)
  }

  /// Takes the first message of the noisy tenant with the fewest in flight.
  mutating func popFirst(in records: borrowing Slab<StoredMessage>) -> UInt32? {
    var best: (place: Int, inFlight: Int)?
    for place in lanes.indices {
      guard let tenant = lanes[place].tenant, lanes[place].hasMessage(in: records) else {
        continue
      }
      let inFlight = tenants[Int(tenant)].processing.count
      if inFlight < best?.inFlight ?? .max { best = (place, inFlight) }
    }
    guard let best else { return nil }
    return lanes[best.place].popFirst(in: records)
  }

  /// How many messages noisy tenants have in a state.
  func noisyMessages(_ state: StoredMessage.State) -> Int {
    guard noisyCount > 0 else { return 0 }
    var sum = 0
    for place in lanes.indices {
      guard let tenant = lanes[place].tenant else { continue }
      switch state {
      case .visible: sum += tenants[Int(tenant)].visibleCount
      case .delayed: sum += tenants[Int(tenant)].delayedCount
      case .inFlight: sum += tenants[Int(tenant)].processing.count
      case .missedDelete, .vacant: break
      }
    }
    return sum
  }

  /// The slots of the messages in the lanes, void entries left out; for tests.
  func slots(in records: borrowing Slab<StoredMessage>) -> Set<UInt32> {
    var slots: Set<UInt32> = []
    for place in lanes.indices { slots.formUnion(lanes[place].slots(in: records)) }
    return slots
  }

  /// Whether the counts of all tenants are those of the messages in a state; for tests.
  func counts(_ slots: Set<UInt32>, _ state: StoredMessage.State) -> Bool {
    var counts = Array(repeating: 0, count: tenants.count)
    for slot in slots where tenantOfSlot[Int(slot)] != Self.nobody {
      counts[Int(tenantOfSlot[Int(slot)])] += 1
    }
    for tenant in counts.indices {
      let known =
        switch state {
        case .visible: tenants[tenant].visibleCount
        case .delayed: tenants[tenant].delayedCount
        case .inFlight: tenants[tenant].processing.count
        case .missedDelete, .vacant: 0
        }
      if known != counts[tenant] { return false }
    }
    return true
  }
}
