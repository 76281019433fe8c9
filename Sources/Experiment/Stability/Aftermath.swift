package import Simulation

/// Whether a system came back by itself once its faults were over.
///
/// A backlog takes time to drain, and failing for as long as that is no metastable failure: what was
/// open when the last fault ended drains at the capacity that the load leaves free, B/(μ−λ). A system
/// that has had that time, and half as much again, and still gets less done than comes in, is kept
/// down by something else than the trigger (Bronson et al., HotOS 2021; Huang et al., OSDI 2022).
package struct Aftermath: Hashable, Sendable {
  /// How a system stands after its faults.
  package enum Standing: String, CaseIterable, Sendable {
    /// No fault struck, or it lasted to the end of the run.
    case untold
    /// It gets done what comes in.
    case recovered
    /// The run ended before the backlog had time to drain.
    case draining
    /// The trigger is gone, the drain time is over, and less gets done than comes in.
    case metastable
  }

  /// How it stands.
  package let standing: Standing
  /// What was open when the last fault ended.
  package let backlog: Double
  /// How long that takes to drain; `nil` where the load leaves no capacity free.
  package let drainTime: Interval?
  /// The share of what came in that got done after the drain time; `nil` where there is no such time.
  package let goodput: Double?

  /// The share of the usual goodput below which a system counts as failing.
  package static let failing = 0.9
  /// How many times the drain time is waited for.
  private static let patience = 1.5
  /// One part in so many of a run is waited for besides, however little is to be drained.
  private static let marginPart = 20
  /// The fewest periods to judge by.
  private static let fewest = 3

  /// What was judged already.
  package init(standing: Standing, backlog: Double, drainTime: Interval?, goodput: Double?) {
    self.standing = standing
    self.backlog = backlog
    self.drainTime = drainTime
    self.goodput = goodput
  }

  /// Judges a run.
  ///
  /// - Parameter capacity: What the scenario gets done per second at best.
  package init(of result: RunResult, capacity: Double) {
    let flow = Flow(result)
    guard let healed = result.windows.map(\.end).max(), healed < result.endedAt else {
      (standing, backlog, drainTime, goodput) = (.untold, 0, nil, nil)
      return
    }
    let next = { (time: Instant) in Int(((time - .start) / flow.period).rounded(.up)) }
    let first = min(flow.count, next(healed))
    backlog = flow.backlog(before: first)
    let free = capacity - flow.arrivalRate(from: first)
    guard free > 0 else {
      (standing, drainTime, goodput) = (.draining, nil, nil)
      return
    }
    let drainTime = Interval(seconds: min(backlog / free, 1e9))
    self.drainTime = drainTime
    let margin = max(flow.period * 2, (result.endedAt - .start) / Self.marginPart)
    let settled = next(healed + drainTime * Self.patience + margin)
    guard settled + Self.fewest <= flow.count else {
      (standing, goodput) = (.draining, nil)
      return
    }
    goodput = flow.goodput(in: settled..<flow.count)
    standing = Self.isFailing(flow, from: settled) ? .metastable : .recovered
  }

  /// How long a run must be to tell how a system stands.
  ///
  /// - Parameters:
  ///   - healed: How long after its start the last fault ends.
  ///   - drainTime: How long what is open then takes to drain.
  static func durationToTell(
    healed: Interval, drainTime: Interval, period: Interval
  ) -> Interval {
    // Two periods are begun, and count from their ends only.
    let least = healed + drainTime * patience + period * (fewest + 2)
    return max(least + period * 2, least * marginPart / (marginPart - 1))
  }

  /// Whether less gets done from a period on than used to, and in the recovery as a whole.
  private static func isFailing(_ flow: Flow, from settled: Int) -> Bool {
    let recovery = flow.periods(in: .recovery)
    let done = recovery.reduce(0) { $0 + flow.completed[$1] }
    let tail = flow.goodput(in: settled..<flow.count)
    return done < leastCompleted(in: flow)
      && tail.map { $0 < failing * usualGoodput(in: flow) } ?? false
  }

  /// How many messages must be completed after the faults, or else the system counts as failing.
  static func leastCompleted(in flow: Flow) -> Double {
    flow.periods(in: .recovery).reduce(0) { $0 + flow.offered[$1] } * failing
      * usualGoodput(in: flow)
  }

  /// The goodput before the faults; all where too little is known of it.
  private static func usualGoodput(in flow: Flow) -> Double {
    let before = flow.periods(in: .baseline)
    return before.count < fewest ? 1 : min(1, flow.goodput(in: before) ?? 1)
  }
}
