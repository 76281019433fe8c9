package import Simulation

/// What a search for trouble may draw, and what counts as trouble beside the scenario's expectations.
///
/// As a scenario leaves it out, everything that can strike is drawn.
package struct SearchSpace: Described, Hashable {
  /// What must hold whatever strikes, without the scenario's saying so.
  package enum Invariant: String, CaseIterable, Sendable {
    /// No message ends with nothing done.
    case nothingLost
    /// No effect happens twice for a message.
    case nothingDoubled
    /// No message ends with some of what it asks for done, and some not.
    case nothingHalfDone
    /// Nothing takes effect after what was sent later, where the scenario promises order.
    case inOrder
    /// No transaction ends with some steps standing and others not.
    case noSagaHalfDone
    /// What was open when the last fault ended is done within the time that is allowed.
    case recovers
    /// The system does not go on failing after the trigger is gone and its backlog had time to drain.
    case notMetastable
  }

  package var actions: [FaultAction] = []
  package var targets: [String] = []
  package var faults = 3
  package var from: Instant?
  package var until: Instant?
  package var shortest: Interval?
  package var longest: Interval?
  package var weakest = 0.1
  package var strongest = 1.0
  package var recovery: Interval?
  package var invariants = Invariant.allCases

  package init() {}

  /// The most faults that a schedule may have.
  package static let faultLimit = 20

  package static var parameters: [Parameter<SearchSpace>] {
    [
      .list(
        "actions", \.actions, of: .choice,
        help: "Which faults may strike; left out, all but those that lose messages by themselves."),
      .list(
        "targets", \.targets, of: .component(),
        help: "Whom they may strike, and whose links; left out, everybody."),
      .integer("faults", \.faults, in: 1...faultLimit, help: "How many may strike in a run."),
      .init(
        "from", \.from, .instant,
        help: "When the first may begin; left out, after a tenth of the run."),
      .init(
        "until", \.until, .instant, help: "When the last must be over; left out, at half the run."),
      .init(
        "shortest", \.shortest, .duration(in: .milliseconds(1) ... .longest),
        help: "How long a fault lasts at least; left out, a hundredth of the run."),
      .init(
        "longest", \.longest, .duration(in: .milliseconds(1) ... .longest),
        help: "How long a fault lasts at most; left out, a quarter of the run."),
      .share("weakest", \.weakest, help: "The least share of calls or messages that a fault hits."),
      .share("strongest", \.strongest, help: "The largest share that it hits."),
      .init(
        "recovery", \.recovery, .duration(in: .milliseconds(1) ... .longest),
        help: "How long recovery may take; left out, from 'until' to the end of the run."),
      .list(
        "invariants", \.invariants, of: .choice,
        help: "What must hold beside the expectations; left out, all of them."),
    ]
  }

  /// When the first fault of a run may begin.
  package func begin(in duration: Interval) -> Instant { from ?? .start + duration / 10 }

  /// When the last fault of a run must be over.
  package func end(in duration: Interval) -> Instant { until ?? .start + duration / 2 }

  /// How long a fault may last, within the window of a run.
  package func lengths(in duration: Interval) -> ClosedRange<Interval> {
    let room = max(.milliseconds(1), end(in: duration) - begin(in: duration))
    let least = min(room, shortest ?? max(.milliseconds(1), duration / 100))
    return least...max(least, min(room, longest ?? duration / 4))
  }
}
