/// The quota of invocations of event buses: what goes beyond it is late, not lost.
///
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html; that a second's worth may
/// come at once is a modelling choice.
package struct InvocationPace: Hashable, Sendable {
  private let interval: Interval
  private let tolerance = Interval.seconds(1)
  /// When all invocations so far would have begun, one by one.
  private var used = Instant.start

  /// A quota of so many invocations a second.
  ///
  /// - Precondition: The rate is positive.
  package init(perSecond rate: Double) {
    precondition(rate > 0, "a quota of \(rate) invocations a second")
    interval = Interval(seconds: 1 / rate)
  }

  /// Takes the next place, and tells when the invocation may begin.
  package mutating func next(at now: Instant) -> Instant {
    let place = max(used, now)
    used = place + interval
    return place - now <= tolerance ? now : now + (place - now - tolerance)
  }
}
