/// What has become of the messages, told from their records as they are completed and end.
package struct Ledger: Sendable {
  /// How many messages came to each end, or had not come to one.
  package struct Outcomes: Hashable, Sendable {
    /// Messages that producers made.
    package internal(set) var offered = 0
    /// All that they ask for was done.
    package internal(set) var completed = 0
    /// Gone, with nothing done.
    package internal(set) var lost = 0
    /// Gone, with some of what they ask for done.
    package internal(set) var halfDone = 0
    /// Gone, with all that was done for them taken back; `nil` where there are no transactions.
    package internal(set) var compensated: Int?
    /// Incomplete, and waiting in a dead-letter queue.
    package internal(set) var stuck = 0
    /// Incomplete, and waiting or being worked on elsewhere.
    package internal(set) var pending = 0
    /// Messages for which an effect happened more than once.
    package internal(set) var doubled = 0
    /// Of the lost: outlived a retention period.
    package internal(set) var lostByExpiry = 0
    /// Of the lost: refused, given up, or lost by a link or a broker.
    package internal(set) var lostByDrop = 0
    /// Messages that took effect after later ones of their group; `nil` where nobody's order is
    /// watched.
    package internal(set) var outOfOrder: Int?
  }

  /// A business effect over the whole run.
  package struct EffectTotals: Hashable, Sendable {
    /// How often it happened.
    package var times = 0
    /// For how many messages it happened.
    package var messages = 0

    /// So many times, for so many messages.
    package init(times: Int = 0, messages: Int = 0) {
      self.times = times
      self.messages = messages
    }

    /// Adds a message for which it happened so often.
    @inline(__always)
    mutating func addMessage(times: Int) {
      self.times &+= times
      messages &+= 1
    }

    /// How often it happened again for a message for which it had happened.
    package var duplicates: Int { times - messages }
  }

  /// The outcomes of the messages that have ended so far; `count(open:)` adds the others.
  package private(set) var outcomes = Outcomes()
  /// Per effect, of the messages that have ended so far.
  package private(set) var effects = InlineArray<8, EffectTotals>(repeating: EffectTotals())
  /// What has become of transactions.
  package var sagas: SagaLedger
  /// Completions of the period.
  package var completed = Tally()
  /// Times from intended send to completion, of the period's completions.
  package var latency = Metric.endToEndLatency.definition.summary
  /// Messages of the period that ended with nothing done.
  package var lost = Tally()
  /// The messages that were still incomplete when the last fault ended; `nil` before.
  private var unhealed: Int?
  private var healedFrom = Instant.start
  /// When no message from before the end of the last fault was open and incomplete any longer.
  package private(set) var recoveredAt: Instant?

  /// A ledger without entries.
  ///
  /// - Parameters:
  ///   - watchesOrder: Whether messages may be marked as out of order.
  ///   - sagas: What is to become of transactions.
  package init(watchesOrder: Bool = false, sagas: SagaLedger = SagaLedger()) {
    self.sagas = sagas
    if sagas.isKept { outcomes.compensated = 0 }
    if watchesOrder { outcomes.outOfOrder = 0 }
  }

  /// Takes note of a message that has just been completed.
  @inline(__always)
  package mutating func noteCompletion(of message: borrowing Message) {
    completed.count()
    latency.record(message.completedAt - message.intendedAt)
    if message.intendedAt < healedFrom { heal(at: message.completedAt) }
  }

  /// Takes note of a message to which nobody refers any longer.
  @inline(__always)
  package mutating func noteEnd(of message: borrowing Message, at now: Instant) {
    outcomes.offered &+= 1
    tally(message.effects)
    if sagas.isKept { sagas.noteEnd(of: message) }
    if message.traits.contains(.outOfOrder) { noteDisorder() }
    if message.isComplete, !sagas.wasTakenBack(message) {
      outcomes.completed &+= 1
    } else {
      noteFailure(of: message)
      if !message.isComplete, message.intendedAt < healedFrom { heal(at: now) }
    }
  }

  /// Adds the messages that somebody still refers to, at the end of the run.
  ///
  /// - Parameter isStuck: Whether copies of it lie in dead-letter queues only.
  package mutating func noteOpen(_ message: Message, isStuck: Bool) {
    outcomes.offered += 1
    tally(message.effects)
    if sagas.isKept { sagas.noteOpen(message, isStuck: isStuck) }
    if message.traits.contains(.outOfOrder) { noteDisorder() }
    if message.isComplete, !sagas.wasTakenBack(message) {
      outcomes.completed += 1
    } else if isStuck {
      outcomes.stuck += 1
    } else {
      outcomes.pending += 1
    }
  }

  /// Begins to watch for recovery: the last fault has ended, so many messages are incomplete.
  package mutating func watchRecovery(from now: Instant, incomplete: Int) {
    healedFrom = now
    unhealed = incomplete
    recoveredAt = incomplete == 0 ? now : nil
  }

  private mutating func noteDisorder() {
    outcomes.outOfOrder = (outcomes.outOfOrder ?? 0) + 1
  }

  private mutating func noteFailure(of message: Message) {
    if sagas.compensations.standing(in: message.effects) & message.required != 0 {
      outcomes.halfDone += 1
    } else if message.effects.happened & message.required != 0 {
      outcomes.compensated = (outcomes.compensated ?? 0) + 1
    } else {
      outcomes.lost += 1
      lost.count()
      if message.traits.contains(.expired) {
        outcomes.lostByExpiry += 1
      } else if message.traits.contains(.dropped) {
        outcomes.lostByDrop += 1
      }
    }
  }

  @inline(__always)
  private mutating func tally(_ counts: EffectCounts) {
    var isDoubled = false
    var left = counts.happened
    while left != 0 {
      let effect = UInt8(truncatingIfNeeded: left.trailingZeroBitCount)
      left &= left &- 1
      effects[Int(effect)].addMessage(times: Int(counts[effect]))
      if counts[effect] > 1, isDoubledEffect(effect, in: counts) { isDoubled = true }
    }
    if isDoubled { outcomes.doubled &+= 1 }
  }

  /// Whether an effect that has happened several times stands more than once; that of a step that takes
  /// others back never does.
  private func isDoubledEffect(_ effect: UInt8, in counts: EffectCounts) -> Bool {
    sagas.compensations.undone(by: effect) == nil
      && sagas.compensations.standing(effect, in: counts) > 1
  }

  private mutating func heal(at now: Instant) {
    guard let left = unhealed, left > 0 else { return }
    unhealed = left - 1
    if left == 1 { recoveredAt = now }
  }
}
