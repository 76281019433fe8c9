/// The troubles that now hold at an external service, as the inputs of its next call.
///
/// Capacity and rate limit are set on the service itself, since they act on calls that wait, too.
package struct ServiceConditions: Hashable, Sendable, BitwiseCopyable {
  /// The share of calls that fail at once; 1 is an outage.
  package var errorShare = 0.0
  /// The share of calls that are taken in and never answered.
  package var hangShare = 0.0
  /// What the time of service is multiplied by.
  package var latencyFactor = 1.0
  /// What is then added to it.
  package var latencyAddition = Interval.zero

  /// A healthy service.
  package init() {}

  /// What will become of a call.
  package enum Fate: Hashable, Sendable {
    /// It is answered in good order.
    case answer
    /// It fails.
    case error
    /// It is never answered.
    case hang
  }

  /// What will become of a call, from a number drawn uniformly between zero and one.
  ///
  /// Errors take the low end and hangs the next stretch, so that a call that fails under a brown-out
  /// fails under a worse one, too (common random numbers).
  package func fate(drawing uniform: Double) -> Fate {
    if uniform < errorShare { return .error }
    return uniform < errorShare + hangShare ? .hang : .answer
  }

  /// The time that a service takes which would take `healthy` without trouble.
  package func service(_ healthy: Interval) -> Interval {
    let slowed = latencyFactor == 1 ? healthy : healthy * latencyFactor
    return slowed + latencyAddition
  }
}
