/// Target tracking of Application Auto Scaling: keeps a metric of a service near a target value.
///
/// Two alarms watch the metric, one point a minute. Above the target for some minutes in a row the
/// service scales out in proportion, as far as the metric is off; well below it for many minutes it
/// scales in (https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html).
/// That it takes 3 minutes and 15, and that "well below" is nine tenths, can be read off the alarms
/// that the service makes.
package struct TargetTracking: Hashable, Sendable {
  /// What is aimed at, and how fast.
  package struct Settings: Hashable, Sendable {
    /// The value that the metric is kept near.
    package var target = 100.0
    /// The fewest tasks.
    package var minimum = 1
    /// The most tasks.
    package var maximum = 10
    /// How long after a scale-out only a larger one follows.
    package var scaleOutCooldown = Interval.minutes(5)
    /// How long after a scale-in no other one follows.
    package var scaleInCooldown = Interval.minutes(5)
    /// How many points in a row lie above the target before it scales out.
    package var scaleOutPeriods = 3
    /// How many points in a row lie below nine tenths of the target before it scales in.
    package var scaleInPeriods = 15

    /// The service's defaults.
    package init() {}
  }

  private let settings: Settings
  private var above = 0
  private var below = 0
  private var scaledOutAt: Instant?
  private var scaledInAt: Instant?

  /// No point has been seen.
  package init(_ settings: Settings) { self.settings = settings }

  /// Takes in a point of the metric.
  ///
  /// The service multiplies the number of tasks wanted by metric over target. While a scale-out cools
  /// down it takes what that added for granted: here the tasks that run are multiplied then, so that
  /// only a larger proposal counts. Tasks that take longer to start than the cool-down lasts make it
  /// scale out again for the same backlog.
  ///
  /// - Parameters:
  ///   - running: The tasks that the metric was measured over.
  ///   - desired: The tasks that are wanted now.
  ///   - mayScaleIn: False during a deployment, when the service does not scale in.
  /// - Returns: How many tasks are wanted from now on; nothing if that does not change.
  package mutating func note(
    _ metric: Double, running: Int, desired: Int, mayScaleIn: Bool = true, at now: Instant
  ) -> Int? {
    above = metric > settings.target ? above + 1 : 0
    below = metric < 0.9 * settings.target ? below + 1 : 0
    let isCoolingDown = scaledOutAt.map { now < $0 + settings.scaleOutCooldown } ?? false
    let proposal = Double(max(1, isCoolingDown ? running : desired)) * metric / settings.target
    let wanted = min(
      settings.maximum, max(settings.minimum, Int(min(proposal, 1e9).rounded(.up))))
    if above >= settings.scaleOutPeriods, wanted > desired {
      (scaledOutAt, scaledInAt) = (now, nil)
      return wanted
    }
    guard below >= settings.scaleInPeriods, wanted < desired, mayScaleIn, !isCoolingDown,
      scaledInAt.map({ now >= $0 + settings.scaleInCooldown }) ?? true
    else { return nil }
    scaledInAt = now
    return wanted
  }
}
