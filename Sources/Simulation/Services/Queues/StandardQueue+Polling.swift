extension StandardQueue {
  /// What becomes of a poll, or of messages that polls selected.
  package enum Answer: Hashable, Sendable {
    /// The poll got the messages in `handed`, at least one.
    case handed(to: UInt64)
    /// The poll got nothing by its end.
    case empty(to: UInt64)
    /// The short poll met the limit of messages in flight, which is an error.
    case overLimit(to: UInt64)
    /// A message was selected that has been received too often: it goes to the dead-letter queue.
    case deadLetter(Transfer)
  }

  /// Asks for messages; `nextAnswer(at:)` has the answer, now or later.
  ///
  /// A wait of zero makes a short poll: it asks some hosts only and is answered at once. A longer one
  /// asks all and is answered as soon as there is a message, without waiting for more
  /// (SQSDeveloperGuide/sqs-short-and-long-polling.html).
  ///
  /// - Parameters:
  ///   - waiter: Whatever tells the caller whom to answer.
  ///   - maximum: The most messages it takes, 1 to 10.
  ///   - wait: How long it waits, zero included; else as the queue is set.
  ///   - visibilityTimeout: How long its messages are hidden; else as the queue is set.
  ///   - draw: Random bits of this poll alone.
  @inline(__always)
  package mutating func poll(
    by waiter: UInt64, maximum: Int = 1, wait: Interval? = nil, visibilityTimeout: Interval? = nil,
    draw: UInt64, at now: Instant
  ) {
    precondition(
      QueueSettings.batchSizes.contains(maximum), "a poll takes 1 to 10 messages, not \(maximum)")
    advance(to: now)
    let wait = wait ?? settings.receiveMessageWaitTime
    let isShort = wait <= .zero
    let poll = Poll(
      waiter: waiter, end: now + wait, visibilityTimeout: visibilityTimeout,
      hosts: isShort ? chances.hosts(for: .short(draw: draw)) : .all,
      maximum: UInt8(truncatingIfNeeded: maximum), isShort: isShort)
    if isShort || visibleCount > 0 || !echoes.isEmpty || polls.hasAsked {
      polls.ask(poll)
    } else {
      join(poll)  // There is nothing for it.
    }
  }

  /// Lets a poll wait for messages or its end.
  @inline(__always)
  private mutating func join(_ poll: Poll) {
    polls.wait(poll, using: &spare)
    wake(at: poll.end)
  }

  /// The next answer that is due, or nil: call it until it is nil after everything that happens.
  ///
  /// Messages that become visible at the instant at which a wait ends are still handed out by it.
  @inline(__always)
  package mutating func nextAnswer(at now: Instant) -> Answer? {
    advance(to: now)
    return mayAnswer(at: now) ? findAnswer(at: now) : nil
  }

  /// Whether there may be an answer or a notice: a quick look, since after most events there is none.
  @inline(__always)
  package mutating func mayHaveNews(at now: Instant) -> Bool {
    advance(to: now)
    return mayAnswer(at: now) || !notices.isEmpty
  }

  /// Whether there can be an answer: a quick look, since after most events there is none.
  @inline(__always)
  private func mayAnswer(at now: Instant) -> Bool {
    if polls.hasAsked || !deadLetters.isEmpty { return true }
    return polls.waitingCount > 0 && (visibleCount > 0 || !echoes.isEmpty || wakeUp <= now)
  }

  @inline(never)
  private mutating func findAnswer(at now: Instant) -> Answer? {
    if let transfer = deadLetters.popFirst() { return .deadLetter(transfer) }
    if let answer = answerWaiting(at: now) ?? endWait(at: now) { return answer }
    while let poll = polls.popAsked() {
      if let answer = answer(poll, at: now) { return answer }
      join(poll)
    }
    return deadLetters.popFirst().map { .deadLetter($0) }
  }

  /// How many polls wait for messages.
  package var waitingCount: Int { polls.waitingCount }
}

extension StandardQueue {
  /// Answers the poll that has waited longest, if there is something for it.
  @inline(__always)
  private mutating func answerWaiting(at now: Instant) -> Answer? {
    guard visibleCount > 0 || !echoes.isEmpty else { return nil }
    guard let poll = polls.firstWaiting(), poll.end >= now else { return nil }
    fill(poll, at: now)
    guard !handed.isEmpty else { return nil }
    polls.removeFirstWaiting()
    return .handed(to: poll.waiter)
  }

  /// Ends a wait whose time has come.
  @inline(__always)
  private mutating func endWait(at now: Instant) -> Answer? {
    guard wakeUp <= now, let poll = polls.popEnded(at: now) else { return nil }
    return .empty(to: poll.waiter)
  }

  /// Answers a new poll; nil if it has to wait.
  @inline(__always)
  private mutating func answer(_ poll: Poll, at now: Instant) -> Answer? {
    let metLimit = fill(poll, at: now)
    if !handed.isEmpty { return .handed(to: poll.waiter) }
    guard poll.isShort else { return poll.end > now ? nil : .empty(to: poll.waiter) }
    return metLimit ? .overLimit(to: poll.waiter) : .empty(to: poll.waiter)
  }

  /// Receives messages for a poll until it has enough or there are no more; says whether the limit
  /// of messages in flight was met.
  ///
  /// Leases to be handed out again are taken first, but none that begins with this very poll: a
  /// message is never twice in one answer.
  @discardableResult
  private mutating func fill(_ poll: Poll, at now: Instant) -> Bool {
    handed.removeAll()
    guard visibleCount > 0 || !echoes.isEmpty else { return false }
    if fairShare.isOn { forgive(at: now) }
    takeEchoes(upTo: Int(poll.maximum))
    let timeout = poll.visibilityTimeout ?? settings.visibilityTimeout
    let metLimit = receive(for: poll, hiddenFor: timeout, at: now)
    restorePassedOver()
    return metLimit
  }

  @inline(__always)
  private mutating func receive(
    for poll: Poll, hiddenFor timeout: Interval, at now: Instant
  ) -> Bool {
    while handed.count < Int(poll.maximum) {
      switch select(among: poll.hosts) {
      case .lease(let slot): handed.append(lease(slot, for: timeout, at: now))
      case .deadLetter(let slot): deadLetters.append(moveOut(slot, at: now))
      case .overLimit: return true
      case .nothing: return false
      }
    }
    return false
  }

  /// Takes the leases that are to be handed out once more, each once.
  @inline(__always)
  private mutating func takeEchoes(upTo maximum: Int) {
    while handed.count < maximum, let echo = nextEcho() {
      let isRepeated = (0..<handed.count).contains { handed[$0].receipt == echo.receipt }
      if !isRepeated { handed.append(echo) }
    }
  }
}
