/// How the time that initialises an environment falls on the two sides of the first invocation.
///
/// Init takes at most ten seconds; if it is not done by then, it is begun again as part of the first
/// invocation, under the function's time-out
/// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).
package struct InitialisationTime: Hashable, Sendable, BitwiseCopyable {
  /// How long the Init phase of on-demand environments may take.
  package static let limit = Interval.seconds(10)

  /// What passes before the handler's clock starts: the service's "Init Duration".
  package let beforeInvocation: Interval
  /// What counts as part of the invocation, against its time-out.
  package let withinInvocation: Interval

  /// Divides the time that an admission costs.
  ///
  /// - Parameters:
  ///   - coldStart: How long initialising takes this time, if nothing stops it.
  ///   - admission: Where the invocation runs.
  package init(_ coldStart: Interval, for admission: Admission) {
    switch admission {
    case .cold where coldStart <= Self.limit:
      (beforeInvocation, withinInvocation) = (coldStart, .zero)
    case .cold:
      (beforeInvocation, withinInvocation) = (Self.limit, coldStart)
    case .reinitialised:
      (beforeInvocation, withinInvocation) = (.zero, coldStart)
    case .warm, .provisioned, .throttled:
      (beforeInvocation, withinInvocation) = (.zero, .zero)
    }
  }
}
