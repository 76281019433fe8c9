package import Scenario
package import Simulation

/// Where a design is stable, vulnerable or metastable, by its load and by how long its faults last.
package struct StabilityMap: Sendable {
  /// How a design stands at a load when its faults last so long (Huang et al., OSDI 2022, §2).
  package enum Verdict: String, CaseIterable, Sendable {
    /// It comes back from these faults, and from all longer ones that were tried.
    case stable
    /// It comes back from these faults, but not from longer ones, or not every time.
    case vulnerable
    /// These faults leave it failing when they are gone and its backlog had time to drain.
    case metastable
    /// It cannot bear the load even without faults.
    case overloaded
    /// The runs ended before the backlog had time to drain: a longer duration would tell.
    case untold
  }

  /// One point of the map.
  package struct Cell: Hashable, Sendable {
    /// How it stands.
    package let verdict: Verdict
    /// In how many runs it went on failing.
    package let metastable: Proportion
    /// The mean goodput after the drain time; `nil` where there was no such time.
    package let goodput: Double?
    /// The mean time that the backlog takes to drain; `nil` where it never does.
    package let drainTime: Interval?
    /// Why some of its runs did not tell, by the one that falls short by most; `nil` where all did.
    package let shortfall: Shortfall?
  }

  /// The loads, as multiples of the scenario's own, in rising order: the columns.
  package let loads: [Double]
  /// How long the faults last, in rising order: the rows.
  package let durations: [Interval]
  /// The points, by row, then by column.
  package let cells: [[Cell]]
  /// What the scenario gets done per second at best.
  package let capacity: Double

  /// The points of which it cannot be told how they stand.
  package var untold: [Cell] { cells.joined().filter { $0.verdict == .untold } }

  /// How long runs must be for all points to be told that a longer run can tell; `nil` without such.
  package var durationToTell: Interval? { untold.compactMap(\.shortfall?.duration).max() }

  /// The lowest load at which faults of a length are not survived, between the last that is and the
  /// first that is not; `nil` where all loads that were tried survive.
  package func cliff(ofRow row: Int) -> (last: Double?, first: Double)? {
    let isSurvived = cells[row].map { $0.verdict == .stable || $0.verdict == .vulnerable }
    guard let first = cells[row].firstIndex(where: { $0.verdict.isBeyond }) else { return nil }
    return (isSurvived[..<first].lastIndex(of: true).map { loads[$0] }, loads[first])
  }
}

extension StabilityMap.Verdict {
  /// Whether the cliff lies before it.
  fileprivate var isBeyond: Bool { self == .metastable || self == .overloaded }
}

/// Draws the map of a scenario.
package struct Cartography: Sendable {
  private let variant: ScenarioDocument.Variant
  private let loads: [Double]
  private let durations: [Interval]
  private let replications: Int

  /// A map of a scenario at some loads and lengths of its faults.
  ///
  /// - Precondition: There is a load, a length and a replication.
  package init(
    of variant: ScenarioDocument.Variant, loads: [Double], durations: [Interval], replications: Int
  ) {
    precondition(
      !loads.isEmpty && !durations.isEmpty && replications > 0, "a map needs at least one point")
    self.variant = variant
    self.loads = loads.sorted()
    self.durations = durations.sorted()
    self.replications = replications
  }

  /// What one run came to.
  fileprivate struct Trial: Sendable {
    let standing: Aftermath.Standing
    let goodput: Double?
    let drainTime: Interval?
    let shortfall: Shortfall?
  }

  /// The map; `nil` when it was interrupted.
  ///
  /// - Parameter progress: Told after each row how many of the runs are done.
  package func map(
    by crew: Crew, progress: (_ done: Int, _ whole: Int) -> Void = { _, _ in }
  ) throws(RunError) -> StabilityMap? {
    let capacity = try Capacity.messagesPerSecond(of: variant.blueprint) { !crew.isInterrupted() }
    guard let overloads = try overloads(by: crew) else { return nil }
    let whole = loads.count * durations.count * replications
    var rows: [[[Trial]]] = []
    for (row, duration) in durations.enumerated() {
      guard let trials = try trials(of: duration, capacity: capacity, by: crew) else { return nil }
      rows.append(trials)
      progress((row + 1) * loads.count * replications, whole)
    }
    return StabilityMap(
      loads: loads, durations: durations, cells: cells(of: rows, overloads), capacity: capacity)
  }

  /// Which loads are too much without any fault: less gets done in the second half than comes in.
  private func overloads(by crew: Crew) throws(RunError) -> [Bool]? {
    let found = try crew.results(of: loads.count) { index, goOn throws(RunError) in
      var blueprint = self.blueprint(load: self.loads[index])
      blueprint.faults = []
      var world = World(blueprint)
      let flow = Flow(try world.run { _ in goOn() })
      return flow.goodput(in: (flow.count / 2)..<flow.count).map { $0 < Aftermath.failing } ?? false
    }
    return found.count < loads.count ? nil : found
  }

  /// The runs of a row, by column.
  private func trials(
    of duration: Interval, capacity: Double, by crew: Crew
  ) throws(RunError) -> [[Trial]]? {
    let count = loads.count * replications
    let trials = try crew.results(of: count) { index, goOn throws(RunError) in
      let (load, replication) = index.quotientAndRemainder(dividingBy: self.replications)
      var blueprint = self.blueprint(load: self.loads[load])
      for place in blueprint.faults.indices { blueprint.faults[place].duration = duration }
      var world = World(blueprint, replication: replication)
      return Trial(
        try world.run { _ in goOn() }, under: blueprint.faults, lasting: duration,
        capacity: capacity)
    }
    guard trials.count == count else { return nil }
    return loads.indices.map { Array(trials[($0 * replications)..<(($0 + 1) * replications)]) }
  }

  private func blueprint(load: Double) -> Blueprint {
    var blueprint = variant.blueprint
    for place in blueprint.producers.indices {
      blueprint.producers[place].value.arrivals.scale(by: load)
    }
    return blueprint
  }
}

// MARK: - Verdicts

extension Cartography {
  private func cells(of rows: [[[Trial]]], _ overloads: [Bool]) -> [[StabilityMap.Cell]] {
    rows.indices.map { row in
      loads.indices.map { column in
        let longer = rows[row...].dropFirst().contains { Self.fails($0[column]) }
        return cell(rows[row][column], isOverloaded: overloads[column], failsWhenLonger: longer)
      }
    }
  }

  /// Whether any run goes on failing.
  private static func fails(_ trials: [Trial]) -> Bool {
    trials.contains { $0.standing == .metastable }
  }

  private func cell(
    _ trials: [Trial], isOverloaded: Bool, failsWhenLonger: Bool
  ) -> StabilityMap.Cell {
    let failing = Proportion(trials.count { $0.standing == .metastable }, of: trials.count)
    let told = trials.count { $0.standing == .metastable || $0.standing == .recovered }
    let verdict: StabilityMap.Verdict =
      if isOverloaded {
        .overloaded
      } else if 2 * failing.hits >= trials.count {
        .metastable
      } else if failing.hits > 0 || failsWhenLonger && told > 0 {
        .vulnerable
      } else {
        2 * told > trials.count ? .stable : .untold
      }
    let goodputs = trials.compactMap(\.goodput)
    let drains = trials.compactMap(\.drainTime)
    return StabilityMap.Cell(
      verdict: verdict, metastable: failing,
      goodput: goodputs.isEmpty ? nil : goodputs.reduce(0, +) / Double(goodputs.count),
      drainTime: drains.isEmpty ? nil : drains.reduce(.zero, +) / drains.count,
      shortfall: trials.compactMap(\.shortfall).max {
        ($0.duration ?? .longest) < ($1.duration ?? .longest)
      })
  }
}

extension Cartography.Trial {
  fileprivate init(
    _ result: RunResult, under faults: [Fault], lasting duration: Interval, capacity: Double
  ) {
    let aftermath = Aftermath(of: result, capacity: capacity)
    standing = aftermath.standing
    goodput = aftermath.goodput
    drainTime = aftermath.drainTime
    shortfall = Shortfall(
      aftermath, of: result,
      isRecurring: faults.contains { $0.every != nil || $0.meanTimeBetween != nil },
      faultDuration: duration, capacity: capacity)
  }
}

extension Arrivals {
  /// Whether there can be more or fewer of them.
  package var canBeScaled: Bool {
    switch self {
    case .constant, .poisson, .ramp, .bursts, .users: true
    case .times, .trace: false
    }
  }

  /// Makes them so many times as many; times from a list stay as they are.
  mutating func scale(by factor: Double) {
    switch self {
    case .constant(let rate): self = .constant(rate: rate * factor)
    case .poisson(let rate): self = .poisson(rate: rate * factor)
    case .ramp(var ramp):
      ramp.from *= factor
      ramp.to *= factor
      self = .ramp(ramp)
    case .bursts(var bursts):
      bursts.size = max(1, Int((Double(bursts.size) * factor).rounded()))
      self = .bursts(bursts)
    case .users(var users):
      users.count = max(1, Int((Double(users.count) * factor).rounded()))
      self = .users(users)
    case .times, .trace: break
    }
  }
}
