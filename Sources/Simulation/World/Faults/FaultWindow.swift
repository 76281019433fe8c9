/// The stretch of virtual time in which a fault holds: `start ≤ t < end`.
///
/// Half-open, so that windows set end to end neither overlap nor leave a gap (Dijkstra, EWD 831).
package struct FaultWindow: Hashable, Sendable {
  /// The fault, by its place in the scenario.
  package let fault: Int
  /// When the fault begins to hold.
  package let start: Instant
  /// The first instant at which it no longer holds.
  package let end: Instant
}

/// A fault that holds now, as its target sees it.
package struct ActiveFault: Sendable {
  /// What the scenario says of it.
  package let fault: Fault
  /// When it holds.
  package let window: FaultWindow

  /// The share of calls or messages it touches at a time: its percentage, less while it ramps.
  package func share(at now: Instant) -> Double {
    var intensity = 1.0
    if fault.rampUp > .zero {
      intensity = min(intensity, (now - window.start) / fault.rampUp)
    }
    if fault.rampDown > .zero {
      intensity = min(intensity, (window.end - now) / fault.rampDown)
    }
    return fault.percentage * max(0, intensity)
  }

  /// What a producer's rate is multiplied by at a time in the window.
  func rateFactor(at now: Instant) -> Double {
    let factor = fault.action == .producerStop ? 0 : fault.spikeFactor
    return 1 + (factor - 1) * share(at: now)
  }

  /// Whether the fault touches one more call at a time.
  @inline(__always)
  func strikes(at now: Instant, draws: inout RandomStream) -> Bool {
    draws.chance(share(at: now))
  }
}

/// When the faults of a scenario hold, worked out before the run begins.
package struct FaultSchedule: Sendable {
  /// The faults in the order of the scenario.
  package let faults: [Fault]
  /// Every window that begins within the run, by start, then by fault.
  package let windows: [FaultWindow]
  /// What the faults do to components in these windows: themselves, or what the failure of a place is
  /// to each that is there.
  let strikes: [ActiveFault]

  /// The most windows that one fault may have, so that a tiny `every` cannot eat the memory.
  package static let limit = 100_000

  /// Works out when faults hold.
  ///
  /// - Parameters:
  ///   - end: The end of the run, which cuts the windows off.
  ///   - seed: The scenario's seed; faults at random times are drawn from it.
  ///   - replication: The replication's index; each draws its own times.
  ///   - geography: Who is where.
  package init(
    _ faults: [Fault], until end: Instant, seed: UInt64, replication: Int,
    geography: Geography = Geography()
  ) {
    self.faults = faults
    var found: [[FaultWindow]] = Array(repeating: [], count: faults.count)
    for index in Self.order(of: faults) {
      let begin = Self.beginning(of: index, faults: faults, found: found)
      guard let begin, begin < end else { continue }
      let key = faults[index].id.isEmpty ? "fault \(index)" : faults[index].id
      var draws = RandomStream(
        seed: seed, replication: replication, component: key, purpose: "fault windows")
      found[index] = Self.windows(
        of: faults[index], index: index, from: begin, until: end, draws: &draws)
    }
    windows = found.joined().sorted { ($0.start, $0.fault) < ($1.start, $1.fault) }
    strikes = geography.strikes(
      of: windows.map { ActiveFault(fault: faults[$0.fault], window: $0) })
  }

  /// The end of the last window that ends before the run does, or `nil`.
  package var lastEnd: Instant? { windows.map(\.end).max() }

  /// The phase of a period: the latest of those it touches.
  package func phase(from start: Instant, to end: Instant) -> Phase {
    guard let first = windows.map(\.start).min(), let last = lastEnd, first < end else {
      return .baseline
    }
    if last < end { return .recovery }
    let isStruck = windows.contains { $0.start < end && start < $0.end }
    // Between two faults the experiment is still going on.
    return isStruck || start < last ? .chaos : .recovery
  }

  /// The faults so ordered that each comes after the one it follows.
  private static func order(of faults: [Fault]) -> [Int] {
    var order: [Int] = []
    var left = Array(faults.indices)
    while !left.isEmpty {
      let ready = left.filter { index in
        !left.contains { faults[$0].id == faults[index].after && faults[index].after != nil }
      }
      // The decoder refuses circles; this only keeps the loop finite.
      guard !ready.isEmpty else { break }
      order += ready
      left.removeAll(where: ready.contains)
    }
    return order
  }

  private static func beginning(
    of index: Int, faults: [Fault], found: [[FaultWindow]]
  ) -> Instant? {
    let fault = faults[index]
    let offset = fault.at ?? .start
    guard let leader = fault.after else { return offset }
    guard let leading = faults.firstIndex(where: { $0.id == leader }),
      let last = found[leading].last
    else { return nil }
    return last.end + (offset - .start)
  }

  private static func windows(
    of fault: Fault, index: Int, from begin: Instant, until end: Instant,
    draws: inout RandomStream
  ) -> [FaultWindow] {
    var windows: [FaultWindow] = []
    var start = begin
    if let between = fault.meanTimeBetween { start = start + draw(between, &draws) }
    while start < end, windows.count < limit {
      let length = fault.meanTimeToRepair.map { draw($0, &draws) } ?? fault.duration ?? .longest
      // One window of a fault never overlaps its next.
      let close = min(start + min(length, fault.every ?? .longest), end)
      if close > start { windows.append(FaultWindow(fault: index, start: start, end: close)) }
      if let between = fault.meanTimeBetween {
        start = close + draw(between, &draws)
      } else if let every = fault.every {
        start = start + every
      } else {
        break
      }
    }
    return windows
  }

  /// An exponentially distributed time, at least a millisecond.
  private static func draw(_ mean: Interval, _ draws: inout RandomStream) -> Interval {
    let time = Distribution.exponential(mean: mean.seconds).quantile(draws.uniform())
    return max(.milliseconds(1), Interval(seconds: time))
  }
}
