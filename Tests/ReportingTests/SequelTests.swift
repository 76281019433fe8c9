import Experiment
import Reporting
import Simulation
import Testing

@Suite struct `What came after the faults` {
  private typealias Sequel = Explanation.Sequel

  /// The sentence of a run that went on for two minutes after its faults.
  private func sentence(
    backlog: Double = 60, drainTime: Interval? = .seconds(40), _ standing: Aftermath.Standing,
    _ recovery: RunResult.Recovery
  ) -> String {
    Sequel(
      capacity: 7.4,
      aftermath: Aftermath(
        standing: standing, backlog: backlog, drainTime: drainTime, goodput: nil),
      recovery: recovery, rest: .seconds(120)
    ).sentence
  }

  private static let open =
    "60 messages were open when the last fault ended; with room for 7.4/s they take 40 s to drain; "

  @Test func `is told by whether all was settled and whether what comes in gets done`() {
    let after = RunResult.Recovery.after(.seconds(65))
    #expect(
      sentence(.recovered, after)
        == Self.open + "all was settled after 1 min 5 s, and what comes in gets done")
    #expect(
      sentence(.draining, after)
        == Self.open + "all was settled after 1 min 5 s; the run ends 2 min after the fault, too "
        + "soon to tell whether it keeps up with what comes in")
    #expect(
      sentence(.draining, .notReached)
        == Self.open + "not all of that was settled when the run ended 2 min after the fault, too "
        + "soon to tell whether it would have been")
    #expect(
      sentence(.recovered, .notReached)
        == Self.open + "not all of that was settled when the run ended, but what comes in gets done"
    )
    #expect(sentence(.metastable, after).hasSuffix("keeps it going (metastable)"))
    #expect(sentence(.untold, after) == "no fault ends within the run")
  }

  @Test(arguments: Aftermath.Standing.allCases)
  func `never says that it drained and that it has not`(standing: Aftermath.Standing) {
    let drained = sentence(standing, .after(.seconds(30)))
    #expect(!drained.contains("not all of that was settled"))
    let open = sentence(standing, .notReached)
    #expect(!open.contains("all was settled after") && !open.contains("all that was settled after"))
  }

  @Test func `names one message, none, and a load that leaves nothing free`() {
    #expect(sentence(backlog: 1, .recovered, .notReached).hasPrefix("1 message was open when"))
    #expect(
      sentence(backlog: 0, .recovered, .after(.zero))
        == "nothing was open when the last fault ended; all was settled after 0 s, and what comes in "
        + "gets done")
    #expect(
      sentence(drainTime: nil, .draining, .notReached).contains(
        "and of the 7.4/s that can get done nothing is left to drain them"))
  }
}
