/// The invocations of a schedule that its target has not accepted yet: each is tried until it is
/// accepted, or its retry policy is exhausted.
///
/// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html: up to 185 retries
/// in up to 24 hours, with exponential back-off. The service gives no figures for the waits; here they
/// are those of an event bus.
package struct ScheduledInvocations: ~Copyable, Sendable {
  /// How persistent a schedule is.
  package struct Settings: Hashable, Sendable {
    /// How often an invocation that failed is tried again, 0 to 185.
    package var maximumRetryAttempts = 185
    /// How long an invocation is tried again at most.
    package var maximumEventAge = Interval.hours(24)
    /// Whether there is a queue for what could not be delivered.
    package var hasDeadLetterQueue = false

    /// A schedule as the service makes it, without a dead-letter queue.
    package init() {}
  }

  /// How an attempt ended.
  package enum Attempt: Hashable, Sendable, BitwiseCopyable {
    case accepted
    /// Trying again may help.
    case failed
    /// Trying again will not help: the target is wrong, or the request is.
    case refused
  }

  /// What follows from the end of an attempt.
  package enum Effect: Hashable, Sendable, BitwiseCopyable {
    /// The target has it, so long after it was due.
    case delivered(after: Interval)
    /// Try again then.
    case retry(at: Instant)
    /// Send it to the dead-letter queue; report with `deadLettered`.
    case deadLetter
    /// Nobody gets it.
    case drop
  }

  struct Firing: Sendable, BitwiseCopyable {
    var message: MessageID
    var dueAt: Instant
    var firedAt: Instant
    var attempts: Int32 = 0
  }

  private static let backoff = Backoff(base: .seconds(1), cap: .minutes(10), jitter: .equal)

  private let settings: Settings
  private var firings = Slab<Firing>()

  /// A schedule that has not been due yet.
  package init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many invocations are under way.
  package var count: Int { firings.count }

  /// Begins an invocation.
  ///
  /// - Returns: The name of the invocation.
  package mutating func fire(_ message: MessageID, dueAt: Instant, at now: Instant) -> UInt32 {
    firings.insert(Firing(message: message, dueAt: dueAt, firedAt: now))
  }

  /// Counts an attempt that begins, and tells what is sent.
  package mutating func begin(_ name: UInt32) -> MessageID {
    firings[name].attempts += 1
    return firings[name].message
  }

  /// What an invocation sends.
  package func message(of name: UInt32) -> MessageID { firings[name].message }

  /// Takes the end of an attempt.
  ///
  /// - Parameter draw: A number strictly between zero and one, which spreads the waits.
  package mutating func ended(
    _ name: UInt32, _ attempt: Attempt, draw: Double, at now: Instant
  ) -> Effect {
    let firing = firings[name]
    guard attempt != .accepted else {
      firings.remove(name)
      return .delivered(after: now - firing.dueAt)
    }
    let wait = Self.backoff.delay(
      retry: Int(firing.attempts) - 1, previous: .zero, draw: draw)
    let isTooOld = now + wait > firing.firedAt + settings.maximumEventAge
    let isExhausted = Int(firing.attempts) > settings.maximumRetryAttempts
    guard attempt == .refused || isTooOld || isExhausted else { return .retry(at: now + wait) }
    guard settings.hasDeadLetterQueue else {
      firings.remove(name)
      return .drop
    }
    return .deadLetter
  }

  /// Takes the dead-letter queue's answer, whatever it was: the invocation is over.
  package mutating func deadLettered(_ name: UInt32) { firings.remove(name) }
}
