/// The processors of tasks that run side by side, each shared evenly among its task's threads.
///
/// Processor sharing: with `n` threads at work on `c` vCPUs each advances at the rate `min(1, c / n)`,
/// as Linux's fair scheduler and the quota of a task's control group bring about. With Poisson
/// arrivals on one vCPU a piece of work stays S / (1 - ρ) on average, whatever its distribution
/// (Kleinrock, Queueing Systems II, 4.4).
///
/// A task's work is counted in virtual time, which runs at the rate of each thread, so that beginning
/// and ending a piece of work leaves all others alone. Exact to a nanosecond for each change.
package struct Processors: ~Copyable, Sendable {
  /// Units of capacity that make a vCPU, as in a task definition of Amazon ECS.
  package static let unitsPerCPU = 1_024

  struct Job: Sendable, BitwiseCopyable {
    let token: UInt32
    /// When the work is done, in the task's virtual time.
    let end: Int64
    var next: UInt32
  }

  struct Core: Sendable, BitwiseCopyable {
    var virtual: Int64 = 0
    var at: Instant
    /// The job that is done first; `none` when there is none.
    var head = Processors.none
    var count: Int64 = 0
    var isHalted = false
  }

  static let none = UInt32.max

  private let units: Int64
  /// What a fault leaves of the units.
  private var effective: Int64
  private var cores = Buffer<Core>()
  private var jobs = Slab<Job>()
  /// Work done by all tasks so far: units times nanoseconds.
  private var used: Int128 = 0

  /// Processors of tasks that have so many units each.
  ///
  /// - Precondition: `units` is positive.
  package init(units: Int) {
    precondition(units > 0, "a task needs more than \(units) units of processor")
    self.units = Int64(units)
    effective = Int64(units)
  }

  /// Makes a processor ready for the task in a slot.
  package mutating func open(_ task: Int, at now: Instant) {
    while cores.count <= task { cores.append(Core(at: now)) }
    cores[task] = Core(at: now)
  }

  /// Begins a piece of work that would take so long on a processor of its own.
  package mutating func begin(
    _ token: UInt32, work: Interval, on task: Int, at now: Instant
  ) {
    advance(task, to: now)
    let end = cores[task].virtual + max(0, work.nanoseconds)
    var before = Self.none
    var place = cores[task].head
    while place != Self.none, jobs[place].end <= end {
      before = place
      place = jobs[place].next
    }
    let job = jobs.insert(Job(token: token, end: end, next: place))
    if before == Self.none { cores[task].head = job } else { jobs[before].next = job }
    cores[task].count += 1
  }

  /// When the next piece of work of a task is done if none begins or ends before; `never` without any.
  package func nextEnd(of task: Int) -> Instant {
    let core = cores[task]
    guard core.head != Self.none, !core.isHalted, effective > 0 else { return .never }
    let left = max(0, jobs[core.head].end - core.virtual)
    let (rate, whole) = rate(of: core)
    let wait = (Int128(left) * Int128(whole) + Int128(rate) - 1) / Int128(rate)
    return core.at + Interval(nanoseconds: Int64(clamping: wait))
  }

  /// The token of the next piece of work that is done by now.
  package mutating func popDone(of task: Int, at now: Instant) -> UInt32? {
    advance(task, to: now)
    let head = cores[task].head
    guard head != Self.none, jobs[head].end <= cores[task].virtual else { return nil }
    return pop(task)
  }

  /// The token of any piece of work that is left of a task that ends; nothing when none is left.
  package mutating func popUndone(of task: Int, at now: Instant) -> UInt32? {
    advance(task, to: now)
    return cores[task].head == Self.none ? nil : pop(task)
  }

  /// Lets a task stand still, or go on.
  package mutating func halt(_ task: Int, _ isHalted: Bool, at now: Instant) {
    advance(task, to: now)
    cores[task].isHalted = isHalted
  }

  /// Leaves every task only a share of its units.
  package mutating func setCapacity(share: Double, at now: Instant) {
    for task in 0..<cores.count { advance(task, to: now) }
    effective = Int64(Double(units) * min(1, max(0, share)) + 0.5)
  }

  /// The vCPU time that all tasks have used, in nanoseconds of one task's whole processor.
  package mutating func usedTime(at now: Instant) -> Interval {
    for task in 0..<cores.count { advance(task, to: now) }
    return Interval(nanoseconds: Int64(clamping: used / Int128(units)))
  }

  private mutating func pop(_ task: Int) -> UInt32 {
    let head = cores[task].head
    let job = jobs[head]
    jobs.remove(head)
    cores[task].head = job.next
    cores[task].count -= 1
    return job.token
  }

  /// How far virtual time goes, in so much of real time.
  private func rate(of core: Core) -> (rate: Int64, whole: Int64) {
    let wanted = core.count * Int64(Self.unitsPerCPU)
    return wanted <= effective ? (1, 1) : (effective, wanted)
  }

  private mutating func advance(_ task: Int, to now: Instant) {
    let core = cores[task]
    cores[task].at = now
    guard now > core.at, core.count > 0, !core.isHalted, effective > 0 else { return }
    let passed = (now - core.at).nanoseconds
    let (rate, whole) = rate(of: core)
    cores[task].virtual += Int64(Int128(passed) * Int128(rate) / Int128(whole))
    used += Int128(passed) * Int128(min(core.count * Int64(Self.unitsPerCPU), effective))
  }
}
