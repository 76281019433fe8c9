/// What has become of transactions: messages whose effects are to happen all of them or none.
///
/// A saga keeps that promise without a lock over several systems: what cannot be completed is taken back
/// step by step (Garcia-Molina and Salem, "Sagas", SIGMOD 1987). The ledger does not ask who keeps it,
/// a state machine or events from service to service; it looks at what stands when all is over.
package struct SagaLedger: Sendable {
  /// How many transactions came to each end, or had not come to one.
  package struct Outcomes: Hashable, Sendable {
    /// Every step stands, once.
    package internal(set) var committed = 0
    /// Steps were done, and every one of them was taken back.
    package internal(set) var compensated = 0
    /// Ended before any step was done.
    package internal(set) var untouched = 0
    /// Ended with some steps standing and others not, or with a step that stands twice.
    package internal(set) var inconsistent = 0
    /// Neither committed nor compensated, and parked in a dead-letter queue.
    package internal(set) var stuck = 0
    /// Neither committed nor compensated, and waiting or being worked on elsewhere.
    package internal(set) var open = 0

    /// No transactions.
    package init() {}

    /// All transactions.
    package var total: Int {
      committed + compensated + untouched + inconsistent + stuck + open
    }
  }

  /// A step in the transactions that ended, or are stuck, half done.
  package struct Step: Hashable, Sendable {
    /// In how many of them it stands, once or more often.
    package internal(set) var standing = 0
    /// In how many of them it stands more than once.
    package internal(set) var repeated = 0
    /// In how many of them it is missing.
    package internal(set) var missing = 0

    /// A step that is half done nowhere.
    package init() {}
  }

  /// Whether the messages of a kind are transactions, by the kind's place.
  private var areTransactions: [Bool]
  /// Which effects take back which others.
  let compensations: Compensations
  /// What has become of the transactions so far.
  package private(set) var outcomes = Outcomes()
  /// By the effect's number.
  package private(set) var steps = ContiguousArray(repeating: Step(), count: 8)
  /// Transactions of the period that were committed.
  package var committed = Tally()
  /// Transactions of the period that were compensated.
  package var compensated = Tally()
  /// Transactions of the period that ended half done.
  package var inconsistent = Tally()

  /// A ledger of the transactions among messages.
  package init(
    areTransactions: [Bool] = [], compensations: Compensations = Compensations()
  ) {
    self.areTransactions = areTransactions.contains(true) ? areTransactions : []
    self.compensations = compensations
  }

  /// Whether any messages are transactions.
  @inline(__always)
  package var isKept: Bool { !areTransactions.isEmpty }

  /// What stands of a transaction.
  private enum Standing {
    case all
    /// Nothing any longer.
    case nothing
    /// Nothing ever.
    case never
    case part
  }

  /// Takes note of a message to which nobody refers any longer.
  package mutating func noteEnd(of message: Message) {
    guard isTransaction(message) else { return }
    switch standing(of: message) {
    case .all:
      outcomes.committed += 1
      committed.count()
    case .nothing:
      outcomes.compensated += 1
      compensated.count()
    case .never: outcomes.untouched += 1
    case .part:
      outcomes.inconsistent += 1
      inconsistent.count()
      noteSteps(of: message)
    }
  }

  /// Adds a message that somebody still refers to, at the end of the run.
  ///
  /// - Parameter isStuck: Whether copies of it lie in dead-letter queues only.
  package mutating func noteOpen(_ message: Message, isStuck: Bool) {
    guard isTransaction(message) else { return }
    let standing = standing(of: message)
    switch standing {
    case .all: outcomes.committed += 1
    case .nothing where isStuck: outcomes.compensated += 1
    case .nothing, .never, .part:
      if isStuck { outcomes.stuck += 1 } else { outcomes.open += 1 }
      if isStuck, case .part = standing { noteSteps(of: message) }
    }
  }

  /// Whether steps of a message that had all been done no longer stand.
  @inline(__always)
  func wasTakenBack(_ message: Message) -> Bool {
    !compensations.areNone
      && compensations.standing(in: message.effects) & message.required != message.required
  }

  private func isTransaction(_ message: Message) -> Bool {
    message.required != 0 && Int(message.kind) < areTransactions.count
      && areTransactions[Int(message.kind)]
  }

  private func standing(of message: Message) -> Standing {
    var (isWhole, isEmpty) = (true, true)
    for effect in 0..<UInt8(8) where compensations.undone(by: effect) == nil {
      let count = compensations.standing(effect, in: message.effects)
      if count != 0 { isEmpty = false }
      if message.required & 1 << effect != 0, count != 1 { isWhole = false }
    }
    if isWhole { return .all }
    guard isEmpty else { return .part }
    return message.effects.happened == 0 ? .never : .nothing
  }

  private mutating func noteSteps(of message: Message) {
    for effect in 0..<UInt8(8) where compensations.undone(by: effect) == nil {
      let count = compensations.standing(effect, in: message.effects)
      if count > 0 { steps[Int(effect)].standing += 1 }
      if count > 1 { steps[Int(effect)].repeated += 1 }
      if count <= 0, message.required & 1 << effect != 0 { steps[Int(effect)].missing += 1 }
    }
  }
}

extension Blueprint {
  /// Whether the messages of each kind are transactions: those of producers that say so and, where
  /// there is a state machine or anything takes effects back, of all that do not say otherwise.
  package var areTransactions: [Bool] {
    let hasSagas = !machines.isEmpty || !compensations.isEmpty
    return messageKinds.map { producers[$0.producer].value.isTransaction ?? hasSagas }
  }
}
