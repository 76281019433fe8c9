extension FIFOQueue {
  /// What becomes of a poll, or of messages that polls selected.
  package enum Answer: Hashable, Sendable {
    /// The poll got the messages in `handed`, at least one.
    case handed(to: UInt64)
    /// The poll got nothing by its end; a queue at its limit of messages in flight does not say so
    /// (SQSDeveloperGuide/quotas-fifo.html).
    case empty(to: UInt64)
    /// A message was selected that has been received too often: it goes to the dead-letter queue.
    case deadLetter(Moved)

    /// A message on its way to the dead-letter queue, and the number of its group.
    package struct Moved: Hashable, Sendable, BitwiseCopyable {
      package let transfer: Transfer
      package let group: UInt32
    }
  }

  /// Asks for messages; `nextAnswer(at:)` has the answer, now or later.
  ///
  /// - Parameters:
  ///   - waiter: Whatever tells the caller whom to answer.
  ///   - maximum: The most messages it takes, 1 to 10.
  ///   - wait: How long it waits, zero included; else as the queue is set.
  ///   - visibilityTimeout: How long its messages are hidden; else as the queue is set.
  ///   - attempt: The number of the attempt that this is or repeats (`ReceiveRequestAttemptId`).
  package mutating func poll(
    by waiter: UInt64, maximum: Int = 1, wait: Interval? = nil, visibilityTimeout: Interval? = nil,
    attempt: UInt64? = nil, at now: Instant
  ) {
    precondition(
      QueueSettings.batchSizes.contains(maximum), "a poll takes 1 to 10 messages, not \(maximum)")
    advance(to: now)
    let wait = wait ?? settings.receiveMessageWaitTime
    if let attempt { attempts.ask(attempt, by: waiter) }
    polls.ask(
      Poll(
        waiter: waiter, end: now + wait, visibilityTimeout: visibilityTimeout, hosts: .all,
        maximum: UInt8(truncatingIfNeeded: maximum), isShort: wait <= .zero))
  }

  /// The next answer that is due, or nil: call it until it is nil after everything that happens.
  ///
  /// Messages that become visible at the instant at which a wait ends are still handed out by it.
  package mutating func nextAnswer(at now: Instant) -> Answer? {
    advance(to: now)
    if let moved = deadLetters.popFirst() { return .deadLetter(moved) }
    if let answer = answerWaiting(at: now) ?? endWait(at: now) { return answer }
    while let poll = polls.popAsked() {
      fill(poll, at: now)
      if !handed.isEmpty { return .handed(to: poll.waiter) }
      if poll.isShort { return .empty(to: poll.waiter) }
      polls.wait(poll, using: &spare)
      wake(at: poll.end)
    }
    return deadLetters.popFirst().map { .deadLetter($0) }
  }

  /// How many polls wait for messages.
  package var waitingCount: Int { polls.waitingCount }

  /// Answers the poll that has waited longest, if there is something for it.
  private mutating func answerWaiting(at now: Instant) -> Answer? {
    guard visibleCount > 0, let poll = polls.firstWaiting(), poll.end >= now else { return nil }
    fill(poll, at: now)
    guard !handed.isEmpty else { return nil }
    polls.removeFirstWaiting()
    return .handed(to: poll.waiter)
  }

  /// Ends a wait whose time has come.
  private mutating func endWait(at now: Instant) -> Answer? {
    guard wakeUp <= now, let poll = polls.popEnded(at: now) else { return nil }
    return .empty(to: poll.waiter)
  }
}
