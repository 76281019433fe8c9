internal import Scenario
internal import Simulation

extension ExperimentResult {
  /// The first periods of a variant without faults that are unlike the rest, by its latency.
  ///
  /// A scenario without faults is taken for one in the steady state, whose values should not depend on
  /// the empty system that it began with. One with faults is a terminating experiment, in which every
  /// period belongs: then, as where there is no latency or too few periods, the answer is `nil`.
  package func warmUp(of variant: Int) -> Truncation? {
    let result = variants[variant]
    guard result.variant.blueprint.faults.isEmpty,
      let latency = result.pooled.first(where: { $0.metric == .endToEndLatency })
    else { return nil }
    return Truncation(latency.periods.compactMap(\.average))
  }
}
