/// The tasks of a service on Amazon ECS: how many are wanted, which ones run, start and stop.
///
/// The scheduler replaces what dies, starts what is missing, stops what is too much, and rolls a new
/// version out between the bounds of the deployment configuration
/// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html).
package struct TaskFleet: Sendable {
  /// How far a deployment may go beyond the number of tasks wanted, and below it.
  package struct Settings: Hashable, Sendable {
    /// The least share of tasks that must run, in percent, rounded up.
    package var minimumHealthyPercent = 100
    /// The largest share of tasks that may run or start, in percent, rounded down.
    package var maximumPercent = 200

    /// The service's defaults.
    package init() {}
  }

  /// What a task is doing; one that has ended is no task, and its slot is free.
  package enum State: Hashable, Sendable {
    /// It is placed, its image pulled, its program initialised. To `running`, or ended.
    case starting
    /// It works. To `stopping`, or ended by a crash.
    case running
    /// It was told to stop, and has until its stop time-out. To ended.
    case stopping
  }

  /// A task in a slot, which another task may have after it.
  package struct TaskID: Hashable, Sendable {
    /// The slot.
    package let slot: Int
    /// Told apart from the tasks that had the slot before.
    package let epoch: UInt32
  }

  /// What the scheduler does next.
  package enum Action: Hashable, Sendable {
    /// Places a task.
    case start(TaskID)
    /// Tells a task to stop.
    case stop(TaskID)
  }

  private struct Slot: Sendable {
    var state: State?
    var epoch: UInt32 = 0
    var version = 0
    /// Which of all tasks it was, so that the youngest is known.
    var number = 0
  }

  private let settings: Settings
  private var slots: [Slot] = []
  private var begun = 0
  /// How many tasks are wanted.
  package private(set) var desired: Int
  /// The version that tasks are started with.
  package private(set) var version = 0
  /// Whether new tasks can be placed.
  package var hasCapacity = true

  /// A service of which no task runs yet.
  package init(_ settings: Settings = Settings(), desired: Int) {
    self.settings = settings
    self.desired = desired
  }

  /// How many tasks are in a state.
  package func count(_ state: State) -> Int { slots.count { $0.state == state } }
  /// The slots that were ever used.
  package var capacity: Int { slots.count }
  /// Whether tasks of another version than the wanted one are left.
  package var isDeploying: Bool {
    slots.contains { $0.state != nil && $0.state != .stopping && $0.version != version }
  }

  /// What a task is doing; nothing when it has ended.
  package func state(of task: TaskID) -> State? {
    slots.indices.contains(task.slot) && slots[task.slot].epoch == task.epoch
      ? slots[task.slot].state : nil
  }

  /// The task in a slot, if there is one.
  package func task(in slot: Int) -> TaskID? {
    guard slots.indices.contains(slot), slots[slot].state != nil else { return nil }
    return TaskID(slot: slot, epoch: slots[slot].epoch)
  }

  /// The version that the task in a slot runs.
  package func version(in slot: Int) -> Int { slots[slot].version }

  /// The slots of the tasks that run.
  package var running: [Int] { slots.indices.filter { slots[$0].state == .running } }

  /// Wants another number of tasks.
  package mutating func setDesired(_ count: Int) { desired = max(0, count) }

  /// Rolls out another version: tasks of any other are replaced.
  package mutating func deploy(version: Int) { self.version = version }

  /// What the scheduler does next, until it has nothing to do.
  package mutating func nextAction() -> Action? {
    let alive = slots.indices.filter { slots[$0].state == .starting || slots[$0].state == .running }
    let current = alive.count { slots[$0].version == version }
    let upper = max(desired, desired * settings.maximumPercent / 100)
    if hasCapacity, current < desired, alive.count < upper { return .start(place()) }
    if let surplus = surplus(among: alive, current: current) {
      slots[surplus].state = .stopping
      return .stop(TaskID(slot: surplus, epoch: slots[surplus].epoch))
    }
    return nil
  }

  /// A task has come up.
  package mutating func started(_ task: TaskID) {
    if state(of: task) == .starting { slots[task.slot].state = .running }
  }

  /// A task is gone: stopped, killed or crashed.
  package mutating func ended(_ task: TaskID) {
    if state(of: task) != nil { slots[task.slot].state = nil }
  }

  private mutating func place() -> TaskID {
    let free = slots.firstIndex { $0.state == nil }
    if free == nil { slots.append(Slot()) }
    let slot = free ?? slots.count - 1
    begun += 1
    slots[slot].epoch &+= 1
    slots[slot].state = .starting
    slots[slot].version = version
    slots[slot].number = begun
    return TaskID(slot: slot, epoch: slots[slot].epoch)
  }

  /// A task that may go: one of another version as long as enough run, else the youngest too many.
  ///
  /// Tasks that still start go first. The service picks so that zones stay balanced; which of a zone
  /// it does not say.
  private func surplus(among alive: [Int], current: Int) -> Int? {
    let running = alive.count { slots[$0].state == .running }
    let least = (desired * settings.minimumHealthyPercent + 99) / 100
    func mayGo(_ slot: Int) -> Bool { slots[slot].state == .starting || running > least }
    let old = alive.filter { slots[$0].version != version && mayGo($0) }
    if let next = youngest(of: old) { return next }
    guard current > desired else { return nil }
    return youngest(of: alive.filter { slots[$0].version == version })
  }

  private func youngest(of candidates: [Int]) -> Int? {
    candidates.max { first, second in
      let (one, other) = (slots[first], slots[second])
      if one.state != other.state { return one.state == .running }
      return one.number < other.number
    }
  }
}
