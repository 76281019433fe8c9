/// Finds out from waiting times whether a server is overloaded, and which requests to refuse then.
///
/// Controlled delay (Nichols and Jacobson, 2012; RFC 8289): a queue that was short at any time of an
/// interval only smooths bursts; one in which all waited too long is overloaded. For requests the
/// rule of folly's `executors/Codel.cpp` (Maurer, "Fail at Scale", ACM Queue, 2015): while that
/// lasts, whoever has waited for more than twice the target is refused.
package struct CoDel: Hashable, Sendable, BitwiseCopyable {
  /// The waiting time that is tolerated for long, and how long is long.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// The waiting time that is tolerated for long.
    package var target: Interval
    /// How long it must be exceeded by everybody.
    package var interval: Interval

    /// A policy; without arguments the defaults of both sources.
    package init(target: Interval = .milliseconds(5), interval: Interval = .milliseconds(100)) {
      precondition(target > .zero && interval >= target, "no CoDel of \(target) and \(interval)")
      self.target = target
      self.interval = interval
    }
  }

  private let policy: Policy
  /// Whether everybody waited for too long in the interval before this one.
  package private(set) var isOverloaded = false
  /// The shortest wait of this interval; `nil` before its first request.
  private var shortestWait: Interval?
  private var intervalEnds: Instant

  /// A server that is not overloaded.
  package init(_ policy: Policy = Policy()) {
    self.policy = policy
    intervalEnds = .start + policy.interval
  }

  /// Whether a request whose turn has come after a wait is to be refused instead.
  package mutating func refuses(afterWaiting wait: Interval, at now: Instant) -> Bool {
    if let shortest = shortestWait, now > intervalEnds {
      isOverloaded = shortest > policy.target
      intervalEnds = now + policy.interval
      shortestWait = nil
    }
    guard let shortest = shortestWait else {
      // The first request of an interval is always served.
      shortestWait = wait
      return false
    }
    shortestWait = min(shortest, wait)
    return isOverloaded && wait > policy.target * 2
  }
}
