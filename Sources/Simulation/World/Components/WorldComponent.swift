/// A live component of a world: beside its events it takes faults and a person's actions, and gives
/// account of what it holds, measured and cost.
package protocol WorldComponent: Component, ~Copyable {
  /// The component's name in the scenario.
  var name: String { get }
  /// Does what the component does at the start of the run, such as setting its first timer.
  mutating func begin(in context: inout Context)
  /// The faults that hold from now on, those of this component only.
  mutating func strike(_ faults: [ActiveFault], in context: inout Context)
  /// Somebody does something by hand; says why it could not be done, or nothing.
  mutating func perform(_ action: ManualAction, in context: inout Context) -> String?
  /// Takes a sample of the gauges.
  mutating func sample(at now: Instant)
  /// Hands over what was measured in the period that ends now.
  mutating func report(to account: inout PeriodAccount, at now: Instant)
  /// How many copies of messages the component holds.
  var copiesHeld: Int { get }
  /// How many requests the component has made or taken that are not answered yet, but for polls.
  var unanswered: Int { get }
  /// Calls a body with every message that waits in a dead-letter queue here.
  func visitDeadLetters(_ body: (MessageID) -> Void)
  /// Averages over the whole run, for whoever checks Little's law.
  func averages(at now: Instant) -> [WorldAverage]
  /// Why the component's own books do not balance, or nothing.
  var imbalance: String? { get }
}

extension WorldComponent where Self: ~Copyable {
  package mutating func begin(in context: inout Context) {}
  package mutating func strike(_ faults: [ActiveFault], in context: inout Context) {}
  package mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    "'\(name)' cannot do that"
  }
  package mutating func sample(at now: Instant) {}
  package var copiesHeld: Int { 0 }
  package var unanswered: Int { 0 }
  package func visitDeadLetters(_ body: (MessageID) -> Void) {}
  package func averages(at now: Instant) -> [WorldAverage] { [] }
  package var imbalance: String? { nil }
}

/// A quantity averaged over the time of a run.
package struct WorldAverage: Hashable, Sendable {
  /// What was averaged.
  package let name: String
  /// The mean of the quantity over time.
  package let mean: Double
  /// How many things came in, whose time inside the quantity counts.
  package let arrivals: Int
  /// The time that all things together spent inside, in seconds.
  package let timeInside: Double
}

/// What a component hands over at the end of a period.
package struct PeriodAccount: Sendable {
  /// Where the samples go.
  package var recorder: Recorder
  /// The component that is handing over.
  package var component = 0
  /// Its name.
  package var name = ""
  /// What the component has cost so far.
  package var cost = Dollars.zero

  /// Hands over one metric's samples, which empties the summary.
  package mutating func take(_ metric: Metric, _ summary: inout Summary) {
    recorder.take(metric, &summary, of: component, named: name)
  }

  /// Hands over how often something happened, and starts the count anew.
  package mutating func take(_ metric: Metric, _ tally: inout Tally) {
    var summary = tally.samples(of: metric)
    take(metric, &summary)
  }
}

/// The faults that hold for a component, with the random stream that says whom they touch.
struct Troubles: Sendable {
  private(set) var faults: [ActiveFault] = []
  /// Whether nothing is wrong; looked at before everything else on the hot path.
  private(set) var areNone = true
  private var draws: RandomStream

  init(draws: RandomStream) { self.draws = draws }

  mutating func strike(_ faults: [ActiveFault]) {
    self.faults = faults
    areNone = faults.isEmpty
  }

  /// The first fault of an action that touches one more call now.
  mutating func hit(_ action: FaultAction, at now: Instant) -> Fault? {
    for active in faults where active.fault.action == action {
      if active.strikes(at: now, draws: &draws) { return active.fault }
    }
    return nil
  }

  /// The first fault of an action, of a kind, that touches one more call now.
  mutating func hit(
    _ action: FaultAction, at now: Instant, where isMeant: (Fault) -> Bool
  ) -> Fault? {
    for active in faults where active.fault.action == action && isMeant(active.fault) {
      if active.strikes(at: now, draws: &draws) { return active.fault }
    }
    return nil
  }

  /// The first fault of an action that holds now, whomever it touches.
  func first(_ action: FaultAction) -> Fault? {
    faults.first { $0.fault.action == action }?.fault
  }

  /// The intensity with which any fault of an action holds now, 0 when none does.
  func share(of action: FaultAction, at now: Instant) -> Double {
    faults.reduce(0) { $1.fault.action == action ? max($0, $1.share(at: now)) : $0 }
  }

  /// Whether something of a given probability happens.
  mutating func chance(_ probability: Double) -> Bool { draws.chance(probability) }

  /// A draw for a fault's own distribution.
  mutating func draw(_ distribution: Distribution) -> Interval {
    distribution.interval(using: &draws)
  }
}
