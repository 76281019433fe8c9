/// Lets only so many calls to a dependency be under way at a time, so that one slow dependency
/// cannot take every worker there is (Nygard, *Release It!*).
///
/// resilience4j's semaphore bulkhead (https://resilience4j.readme.io/docs/bulkhead): whoever finds
/// no place waits in line for at most a time, and gets the place of the next call that ends.
package struct Bulkhead: ~Copyable, Sendable {
  /// How many calls pass, and how long others wait.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// The most calls under way at a time.
    package var maxConcurrentCalls: Int
    /// How long a call waits for a place; zero refuses it at once.
    package var maxWait: Interval
    /// The most calls that wait; resilience4j's semaphore has no such bound, its thread pool 100.
    package var maxQueue: Int

    /// A policy; without arguments resilience4j's defaults.
    package init(maxConcurrentCalls: Int = 25, maxWait: Interval = .zero, maxQueue: Int = .max) {
      precondition(
        maxConcurrentCalls > 0 && maxWait >= .zero && maxQueue >= 0,
        "no bulkhead of \(maxConcurrentCalls) places, \(maxWait) and a line of \(maxQueue)")
      self.maxConcurrentCalls = maxConcurrentCalls
      self.maxWait = maxWait
      self.maxQueue = maxQueue
    }
  }

  /// The answer to a call that wants to pass.
  package enum Entry: Hashable, Sendable {
    /// The call may be made; it is to leave when it has ended.
    case admitted
    /// The call stands in line until then at most.
    case waits(until: Instant)
    /// There is no place, and none in line.
    case refused
  }

  struct Waiter: Sendable, BitwiseCopyable {
    var call: UInt32
    var until: Instant
  }

  private let policy: Policy
  /// The calls under way.
  package private(set) var underWay = 0
  /// All wait equally long, so that the line is in the order of their patience too.
  private var line = Fifo<Waiter>()

  /// An empty bulkhead.
  package init(_ policy: Policy = Policy()) { self.policy = policy }

  /// How many calls stand in line.
  package var waiting: Int { line.count }

  /// When the first in line loses patience; `.never` when nobody waits.
  package var nextExpiry: Instant { line.first?.until ?? .never }

  /// A call asks for a place; `call` is the caller's own name for it.
  package mutating func enter(_ call: UInt32, at now: Instant) -> Entry {
    if underWay < policy.maxConcurrentCalls {
      underWay += 1
      return .admitted
    }
    guard policy.maxWait > .zero, line.count < policy.maxQueue else { return .refused }
    let until = now + policy.maxWait
    line.append(Waiter(call: call, until: until))
    return .waits(until: until)
  }

  /// A call has ended: its place goes to the first in line, who is named and may begin, or is free.
  ///
  /// Whoever is named but has given up in the meantime leaves in turn.
  package mutating func leave() -> UInt32? {
    precondition(underWay > 0, "a call left a bulkhead in which there was none")
    if let next = line.popFirst() { return next.call }
    underWay -= 1
    return nil
  }

  /// Takes the first call out of the line whose patience has ended, one at a time.
  package mutating func expire(at now: Instant) -> UInt32? {
    guard nextExpiry <= now else { return nil }
    return line.popFirst()?.call
  }
}
