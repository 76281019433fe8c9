/// Which requests a server refuses so that the others are served in time.
///
/// A request is looked at when it arrives and again when its turn has come; refusing is cheap, and
/// working on what nobody waits for any longer is the dearest work there is (Google, *Site
/// Reliability Engineering*, chapter 21, "Handling Overload").
package struct LoadShedder: Hashable, Sendable, BitwiseCopyable {
  /// What requests are refused for.
  package enum Rule: Hashable, Sendable, BitwiseCopyable {
    /// A server in which everybody waits too long refuses those who waited longest.
    case codel(CoDel.Policy)
    /// Too many requests are inside, by a limit that finds its own height.
    case concurrency(ConcurrencyLimit.Policy)
    /// The caller has waited so long that it has given up.
    case deadline(Interval)
  }

  /// The rule, and in which order waiting requests are served.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// What requests are refused for.
    package var rule: Rule
    /// With more requests waiting the newest is served first, since its caller is the likeliest to
    /// be still there (adaptive LIFO; Maurer, "Fail at Scale", 2015); `nil`: always the oldest.
    package var newestFirstAbove: Int?

    /// A policy.
    package init(rule: Rule, newestFirstAbove: Int? = nil) {
      self.rule = rule
      self.newestFirstAbove = newestFirstAbove
    }
  }

  private enum State: Hashable, Sendable, BitwiseCopyable {
    case codel(CoDel)
    case concurrency(ConcurrencyLimit)
    case deadline(Interval)
  }

  private var state: State
  private let newestFirstAbove: Int

  /// A server that has seen no requests.
  package init(_ policy: Policy) {
    newestFirstAbove = policy.newestFirstAbove ?? .max
    state =
      switch policy.rule {
      case .codel(let policy): .codel(CoDel(policy))
      case .concurrency(let policy): .concurrency(ConcurrencyLimit(policy))
      case .deadline(let patience): .deadline(patience)
      }
  }

  /// The limit to the requests inside; `nil` for a rule that has none.
  package var limit: Int? {
    guard case .concurrency(let limit) = state else { return nil }
    return limit.limit
  }

  /// Whether a request that arrives is let in beside those inside.
  package func admits(beside inside: Int) -> Bool {
    guard case .concurrency(let limit) = state else { return true }
    return limit.admits(beside: inside)
  }

  /// Whether the newest of the waiting requests is served before the oldest.
  package func servesNewestFirst(of waiting: Int) -> Bool { waiting > newestFirstAbove }

  /// Whether a request whose turn has come after a wait is refused instead.
  package mutating func refuses(afterWaiting wait: Interval, at now: Instant) -> Bool {
    switch state {
    case .codel(var codel):
      defer { state = .codel(codel) }
      return codel.refuses(afterWaiting: wait, at: now)
    case .concurrency: return false
    case .deadline(let patience): return wait >= patience
    }
  }

  /// Takes note of a request that was served.
  package mutating func record(latency: Interval, inside: Int, hasFailed: Bool) {
    guard case .concurrency(var limit) = state else { return }
    limit.record(latency: latency, inside: inside, hasFailed: hasFailed)
    state = .concurrency(limit)
  }
}
