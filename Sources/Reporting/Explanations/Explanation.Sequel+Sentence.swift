package import Experiment
internal import Scenario
internal import Simulation

extension Explanation.Sequel {
  /// What was open when the faults were over, how long that takes to drain, and what became of it.
  ///
  /// Two things are told apart: whether what was open then was *settled*, which is what recovery means,
  /// and whether what came in later got done, of which the aftermath tells once there was time to drain.
  package var sentence: String {
    guard aftermath.standing != .untold else { return "no fault ends within the run" }
    return begin + "; " + end
  }

  private var begin: String {
    let backlog = Int(aftermath.backlog.rounded())
    guard backlog > 0 else { return "nothing was open when the last fault ended" }
    let messages =
      backlog.counted("message") + (backlog == 1 ? " was" : " were")
      + " open when the last fault ended"
    let capacity = NumberText.significant(capacity, digits: 3)
    guard let drainTime = aftermath.drainTime else {
      return messages
        + ", and of the \(capacity)/s that can get done nothing is left to drain them"
    }
    return messages + "; with room for \(capacity)/s they take "
      + NumberText.duration(drainTime.rounded) + " to drain"
  }

  private var end: String {
    let goesOn = "something else than the trigger keeps it going (metastable)"
    switch (settled, aftermath.standing) {
    case (let settled?, .recovered):
      return "all was settled after \(settled), and what comes in gets done"
    case (let settled?, .metastable):
      return "all that was settled after \(settled), but it goes on failing with what came later: "
        + goesOn
    case (let settled?, .draining), (let settled?, .untold):
      return "all was settled after \(settled); the run ends \(rest.told) after the fault, too "
        + "soon to tell whether it keeps up with what comes in"
    case (nil, .recovered):
      return "not all of that was settled when the run ended, but what comes in gets done"
    case (nil, .metastable):
      return "not all of that was settled when the run ended, long after it should have been: "
        + goesOn
    case (nil, .draining), (nil, .untold):
      return "not all of that was settled when the run ended \(rest.told) after the fault, too "
        + "soon to tell whether it would have been"
    }
  }

  /// How long it took until all that was open was settled; `nil` where that did not come.
  private var settled: String? {
    switch recovery {
    case .notNeeded: Interval.zero.told
    case .after(let time): time.told
    case .notReached: nil
    }
  }
}

extension Interval {
  /// The interval to two digits, none included.
  fileprivate var told: String {
    NumberText.duration(self == .zero ? .zero : rounded)
  }
}
