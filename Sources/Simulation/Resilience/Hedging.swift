/// Sends a second copy of a call that takes longer than most, and takes whichever answer comes first.
///
/// Dean and Barroso, "The Tail at Scale" (2013): after the 95th percentile of the latency, for at
/// most about 5 % more load. The copies that lose go on working on the other side, and what they do
/// there is done, so that the other side must be idempotent.
package struct Hedging: ~Copyable, Sendable {
  /// When and how often a copy is sent.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// How long a call goes without an answer before a copy is sent.
    package enum Delay: Hashable, Sendable, BitwiseCopyable {
      /// So long.
      case after(Interval)
      /// As long as this share of the latest calls took at most; no copy before enough are known.
      case quantile(Double)
    }

    /// The time between a copy and the one before.
    package var delay: Delay
    /// The most copies of a call beside the first.
    package var copies: Int
    /// How many copies a call earns, on average: the share of load that may be added.
    package var budget: Double

    /// A policy; without arguments that of the paper.
    package init(delay: Delay = .quantile(0.95), copies: Int = 1, budget: Double = 0.05) {
      precondition(copies >= 0, "a call cannot have \(copies) copies")
      self.delay = delay
      self.copies = copies
      self.budget = budget
    }
  }

  /// The latencies a quantile is taken of, and how many are enough; modelling choices.
  package static let (window, fewest) = (128, 20)
  /// How many copies can be saved up for a bad moment; a modelling choice.
  package static let savings = 10

  private let policy: Policy
  private var budget: RetryBudget
  private var latencies = RecentValues(capacity: Hedging.window)

  /// Hedging that has seen no calls and may send as many copies as can be saved up.
  package init(_ policy: Policy = Policy()) {
    self.policy = policy
    budget = RetryBudget(ratio: policy.budget, capacity: Self.savings)
  }

  /// How long the next copy comes after the one before; `nil` when it is not known yet.
  package var delay: Interval? {
    switch policy.delay {
    case .after(let delay): delay
    case .quantile(let share):
      latencies.count < Self.fewest
        ? nil : latencies.quantile(share).map { Interval(nanoseconds: $0) }
    }
  }

  /// A call begins, which earns a share of a copy: when to send one if no answer has come.
  package mutating func begin() -> Interval? {
    budget.recordSuccess()
    return policy.copies > 0 ? delay : nil
  }

  /// Whether a call that has got no answer may send one more copy beside those sent before.
  package mutating func takeCopy(after copies: Int) -> Bool {
    copies < policy.copies && budget.takeRetry()
  }

  /// Takes note of how long a call or copy of one took from its own sending to its answer.
  package mutating func record(latency: Interval) { latencies.insert(latency.nanoseconds) }
}
