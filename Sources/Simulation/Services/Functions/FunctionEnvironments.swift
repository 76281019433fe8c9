/// The execution environments of one function: which invocation runs where, and which may not run.
///
/// An invocation takes concurrency first, then the idle environment used last, else it starts a new
/// one as far as the scaling rate allows; provisioned environments come before all others
/// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html). That the one used last
/// comes first is a modelling choice. Each environment runs one invocation at a time.
///
/// Admitting and finishing take constant time; idle environments end by one timer each that is
/// looked at when it goes off, not moved at every use, so a use costs nothing.
package struct FunctionEnvironments: ~Copyable, Sendable {
  enum Condition: UInt8, BitwiseCopyable {
    /// An invocation runs. To `idle` when it ends, or to `ended` if the environment is too old.
    case running
    /// Waits for an invocation. To `running` at its next one, or to `ended` when its time is up.
    case idle
    /// Is no more; its slot is free, or will be when it comes up in the stack of idle ones.
    case ended
  }

  struct Environment: Sendable, BitwiseCopyable {
    var idleSince: Instant
    var retiresAt: Instant
    var idleLifetime: Interval
    /// Tells the environment from an earlier one in the same slot.
    var epoch: UInt32
    var condition: Condition
    var isReset = false
    var isProvisioned: Bool
    /// Whether the invocation that runs holds a unit of the account's unreserved concurrency.
    var holdsShare = false

    /// The earliest time at which it may end, as seen now.
    func earliestEnd(at now: Instant) -> Instant {
      let idleEnd = (condition == .running ? now : idleSince) + idleLifetime
      return retiresAt > now || condition == .idle ? min(idleEnd, retiresAt) : idleEnd
    }
  }

  private let settings: Settings
  private var ceiling: Int
  private var requests: RequestAllowance
  private var scaling: ScalingRate
  private var environments = Slab<Environment>()
  /// Idle environments, the one used last on top, with ended ones between.
  private var idleOnDemand = Buffer<UInt32>()
  private var idleProvisioned = Buffer<UInt32>()
  private var timers = Deadlines()
  /// The epoch of the environment started last; the first is 1.
  private var lastEpoch: UInt32 = 0
  /// Environments up to this epoch take no further invocation.
  private var lastReplacedEpoch: UInt32 = 0

  /// How many invocations run now.
  package private(set) var concurrent = 0
  /// How many of them run in provisioned environments.
  package private(set) var provisionedInUse = 0
  /// How many on-demand environments wait for an invocation.
  package private(set) var idle = 0
  /// How many invocations ever ran on demand because all provisioned environments were busy.
  package private(set) var spilledOver = 0
  /// When `advance(to:)` has something to do; `never` while there is no environment.
  package private(set) var nextWakeUp = Instant.never

  /// A function with no environments but the provisioned ones.
  ///
  /// The caller has reserved `settings.guaranteedConcurrency` in the account's pool.
  package init(_ settings: Settings = Settings()) {
    settings.check()
    self.settings = settings
    ceiling = settings.reservedConcurrency ?? .max
    reservedConcurrency = settings.reservedConcurrency
    requests = RequestAllowance(concurrency: 0, requestsPerUnit: nil)
    scaling = ScalingRate(
      startsPerWindow: settings.startsPerWindow, window: settings.scalingWindow)
    for _ in 0..<settings.provisionedConcurrency {
      let slot = environments.insert(
        Environment(
          idleSince: .start, retiresAt: .never, idleLifetime: .longest, epoch: .max,
          condition: .idle, isProvisioned: true))
      idleProvisioned.append(slot)
    }
    limitRequests()
  }

  /// The function's own share of the account's concurrency, which a fault or an operator changes.
  ///
  /// The caller changes the reservation in the account's pool too. What runs goes on.
  package var reservedConcurrency: Int? {
    didSet {
      ceiling = reservedConcurrency ?? .max
      limitRequests()
    }
  }

  /// Whether the function is switched off by a reserved concurrency of zero.
  @inline(__always)
  package var isSwitchedOff: Bool { ceiling == 0 }

  /// How many environments exist, running or idle.
  package var count: Int { concurrent + idle + idleProvisioned.count }

  /// Whether an environment belongs to the provisioned concurrency, which has prices of its own.
  @inline(__always)
  package func isProvisioned(_ id: EnvironmentID) -> Bool { environments[id.slot].isProvisioned }

  /// Finds an environment for an invocation, or says why it may not run.
  ///
  /// - Parameters:
  ///   - draw: A uniform number; the life of a new environment is drawn from it.
  @inline(__always)
  package mutating func admit(
    _ type: InvocationType = .requestResponse, at now: Instant, from pool: inout ConcurrencyPool,
    draw: Double
  ) -> Admission {
    if nextWakeUp <= now { advance(to: now) }
    if let reason = refusal(of: type, at: now, by: pool) { return .throttled(reason) }
    let admission =
      if let slot = idleProvisioned.popLast() { enterProvisioned(slot) } else {
        admitOnDemand(at: now, from: &pool, draw: draw)
      }
    if type == .requestResponse { countRequest(admission, at: now, in: &pool) }
    return admission
  }

  /// Ends an invocation: its concurrency is free, and its environment waits for the next.
  @inline(__always)
  package mutating func finish(
    _ id: EnvironmentID, _ outcome: InvocationOutcome, at now: Instant,
    returningTo pool: inout ConcurrencyPool
  ) {
    let slot = id.slot
    let environment = environments[slot]
    precondition(
      environment.condition == .running, "an invocation ended in an environment that runs none")
    concurrent &-= 1
    if environment.holdsShare { pool.giveBack() }
    if environment.retiresAt <= now || environment.epoch <= lastReplacedEpoch { return end(slot) }
    environments[slot].condition = .idle
    environments[slot].idleSince = now
    environments[slot].isReset = outcome.resetsEnvironment
    if environment.isProvisioned {
      provisionedInUse &-= 1
      idleProvisioned.append(slot)
    } else {
      idle &+= 1
      idleOnDemand.append(slot)
    }
  }

  /// Ends the idle environments whose time is up.
  package mutating func advance(to now: Instant) {
    while let timer = timers.popDue(at: now, where: { _ in true }) {
      lookAt(timer, at: now)
    }
    nextWakeUp = timers.first { _ in true }?.due ?? .never
  }

  /// Replaces all environments but the provisioned ones, as a deployment does.
  ///
  /// Idle ones end at once, the others with their invocation. The next version's provisioned
  /// environments are taken to be ready in time.
  package mutating func replaceAll() {
    for place in 0..<idleOnDemand.count { end(idleOnDemand[place]) }
    idleOnDemand.removeAll()
    idle = 0
    lastReplacedEpoch = lastEpoch
  }

  /// Why a request is refused before anybody looks for an environment.
  @inline(__always)
  private func refusal(
    of type: InvocationType, at now: Instant, by pool: ConcurrencyPool
  ) -> ThrottleReason? {
    if concurrent >= ceiling { return .reservedConcurrency }
    guard type == .requestResponse else { return nil }
    let allowance = ceiling == .max ? pool.requests : requests
    return allowance.allows(at: now) ? nil : .requestRate
  }

  @inline(__always)
  private mutating func countRequest(
    _ admission: Admission, at now: Instant, in pool: inout ConcurrencyPool
  ) {
    if case .throttled = admission { return }
    if ceiling == .max { pool.requests.spend(at: now) } else { requests.spend(at: now) }
  }

  @inline(__always)
  private mutating func enterProvisioned(_ slot: UInt32) -> Admission {
    concurrent &+= 1
    provisionedInUse &+= 1
    environments[slot].condition = .running
    let id = EnvironmentID(slot: slot)
    return environments[slot].isReset ? .reinitialised(id) : .provisioned(id)
  }

  @inline(__always)
  private mutating func admitOnDemand(
    at now: Instant, from pool: inout ConcurrencyPool, draw: Double
  ) -> Admission {
    let holdsShare = ceiling == .max
    if holdsShare, !pool.take() { return .throttled(.accountConcurrency) }
    let slot: UInt32
    let isNew: Bool
    if let used = popIdle() {
      (slot, isNew) = (used, false)
    } else if scaling.start(at: now) {
      (slot, isNew) = (start(at: now, draw: draw), true)
    } else {
      if holdsShare { pool.giveBack() }
      return .throttled(.scalingRate)
    }
    concurrent &+= 1
    if settings.provisionedConcurrency > 0 { spilledOver &+= 1 }
    environments[slot].condition = .running
    environments[slot].holdsShare = holdsShare
    let id = EnvironmentID(slot: slot)
    return isNew ? .cold(id) : environments[slot].isReset ? .reinitialised(id) : .warm(id)
  }

  /// Takes the idle environment used last, freeing the slots of ended ones above it.
  @inline(__always)
  private mutating func popIdle() -> UInt32? {
    while let slot = idleOnDemand.popLast() {
      if environments[slot].condition == .idle {
        idle &-= 1
        return slot
      }
      environments.remove(slot)
    }
    return nil
  }

  private mutating func start(at now: Instant, draw: Double) -> UInt32 {
    lastEpoch &+= 1
    // The draw's lower digits are independent of the upper ones: a second uniform number.
    let fine = draw * 1_024
    let retiresAt = now + settings.lifetime.value(at: fine - Double(Int(fine)))
    let environment = Environment(
      idleSince: now, retiresAt: retiresAt, idleLifetime: settings.idleLifetime.value(at: draw),
      epoch: lastEpoch, condition: .running, isProvisioned: false)
    let slot = environments.insert(environment)
    setTimer(slot, environment.epoch, environment.earliestEnd(at: now))
    return slot
  }

  /// Frees the slot of an environment that is too old for a further invocation.
  private mutating func end(_ slot: UInt32) {
    environments[slot].condition = .ended
    environments.remove(slot)
  }

  /// Ends the environment a timer is for, or sets the timer anew if it was used meanwhile.
  private mutating func lookAt(_ timer: Deadlines.Entry, at now: Instant) {
    let environment = environments[timer.slot]
    guard environment.epoch == timer.epoch, environment.condition != .ended else { return }
    let due = environment.earliestEnd(at: now)
    if environment.condition == .idle, due <= now {
      environments[timer.slot].condition = .ended
      idle -= 1
    } else {
      setTimer(timer.slot, timer.epoch, due)
    }
  }

  private mutating func setTimer(_ slot: UInt32, _ epoch: UInt32, _ due: Instant) {
    timers.insert(due, slot: slot, epoch: epoch)
    nextWakeUp = min(nextWakeUp, due)
  }

  private mutating func limitRequests() {
    requests.adjust(
      concurrency: reservedConcurrency ?? 0,
      requestsPerUnit: reservedConcurrency == nil ? nil : settings.requestsPerUnit)
  }
}

extension ClosedRange<Interval> {
  /// The length below which a share `u` of the range lies.
  fileprivate func value(at u: Double) -> Interval { lowerBound + (upperBound - lowerBound) * u }
}
