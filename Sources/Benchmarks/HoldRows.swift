import ReferenceModels
import Simulation

/// What a stretch of holds led to.
struct HoldOutcome {
  let pending: Int
  let holds: Int
  /// How far the clock went.
  let seconds: Double

  /// What is wrong, if anything.
  ///
  /// The merged events of n exponential clocks of mean 1 s are a Poisson process of rate n, so k
  /// holds take k / n seconds with a standard deviation of √k / n.
  var mistake: String? {
    let expected = Double(holds) / Double(pending)
    let tolerance = Confidence.z999 * Double(holds).squareRoot() / Double(pending)
    return Confidence.mistake("seconds", seconds, expected: expected, within: tolerance)
  }
}

extension Row {
  /// The future event set in its steady state: take the earliest event, put it back later.
  static func holds(effort: Options.Effort) -> [Row] {
    [64, 1_000, 100_000, 1_000_000].map { pending in
      let holds = effort == .quick ? 1_000_000 : 4_000_000
      return Row(
        "hold, \(pending) pending", in: .nanoseconds(per: "hold"), goal: .ratioAtMost(1.1),
        subject: { SwiftSide.hold(pending: pending, holds: holds) },
        reference: { ReferenceSide.hold(pending: pending, holds: holds) }, check: \.mistake)
    }
  }

  /// The C set against itself: how far from 1 a ratio lies by chance on this machine now.
  static var noise: Row {
    let run = { ReferenceSide.hold(pending: 1000, holds: 1_000_000) }
    return Row(
      "noise: a hold against itself (C)", in: .nanoseconds(per: "hold"), subject: run,
      reference: run, check: \.mistake)
  }
}

extension SwiftSide {
  /// Faultline's radix heap, filled and grown as in C.
  static func hold(pending: Int, holds: Int) -> Trial<HoldOutcome> {
    var set = HoldProbe(pending: pending, seed: 1)
    let start = set.run(holds: 3 * pending)
    return Trial(per: { Double($0.holds) }) {
      let end = set.run(holds: holds)
      return HoldOutcome(pending: pending, holds: holds, seconds: (end - start).seconds)
    }
  }
}

extension ReferenceSide {
  /// The C radix heap, with its filling and its first growth left out of the time: three rounds
  /// of holds bring its buckets to their size.
  static func hold(pending: Int, holds: Int) -> Trial<HoldOutcome> {
    let set = reference_hold_make(UInt64(pending), 1)
    defer { reference_hold_free(set) }
    let start = reference_hold_run(set, UInt64(3 * pending))
    return Trial(per: { Double($0.holds) }) {
      let end = reference_hold_run(set, UInt64(holds))
      let seconds = Double(end.now_ns - start.now_ns) * 1e-9
      return HoldOutcome(pending: pending, holds: holds, seconds: seconds)
    }
  }
}
