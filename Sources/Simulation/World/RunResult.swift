/// What one run came to.
package struct RunResult: Sendable {
  /// One component or producer.
  package struct Part: Sendable {
    /// Its name.
    package let name: String
    /// Its type, as scenarios call it; a redrive's function is a function.
    package let type: String
    /// What it cost in the whole run.
    package let cost: Dollars
    /// Averages over time.
    package let averages: [WorldAverage]
  }

  /// Where all copies of messages have gone.
  package struct Books: Sendable {
    /// Copies that were sent.
    package let sent: Int
    /// Copies that nobody asked for.
    package let duplicated: Int
    /// How many met which end.
    package let fates: [(fate: Fate, count: Int)]
    /// How many are still held somewhere.
    package let held: Int
    /// How many messages somebody still refers to, whether or not a copy of them is held.
    package let messages: Int
    /// How many messages are on their way in a batch, or in a consumer's hands.
    package let shipped: Int
    /// How many requests are not answered, but for polls.
    package let unanswered: Int

    /// The books of a run: of its messages, its batches and its requests.
    init(_ context: borrowing Context, unanswered: Int) {
      self.init(context.messages, shipped: context.shipments.count, unanswered: unanswered)
    }

    private init(_ store: borrowing MessageStore, shipped: Int, unanswered: Int) {
      messages = store.count
      self.shipped = shipped
      self.unanswered = unanswered
      sent = store.sent
      duplicated = store.duplicated
      held = store.copies
      var fates: [(fate: Fate, count: Int)] = []
      for fate in Fate.allCases { fates.append((fate, store.count(of: fate))) }
      self.fates = fates
    }
  }

  /// What became of transactions.
  package struct Sagas: Sendable {
    /// How many came to which end.
    package let outcomes: SagaLedger.Outcomes
    /// The steps under their names, with how often they are half done.
    package let steps: [Named<SagaLedger.Step>]
  }

  /// How long it took after the last fault until nothing from before was open any longer.
  package enum Recovery: Hashable, Sendable {
    /// There was no fault.
    case notNeeded
    /// So long after the end of the last fault.
    case after(Interval)
    /// Not within the run.
    case notReached
  }

  /// The replication's index.
  package let replication: Int
  /// The seed of the run.
  package let seed: UInt64
  /// The time at which the run ended.
  package let endedAt: Instant
  /// Whether the run was stopped before its end.
  package let wasInterrupted: Bool
  /// The limit that stopped the run, if it was one.
  package let limit: LimitReached?
  /// The length of a period.
  package let period: Interval
  /// The phase of each period, from the first one that began to the last.
  package let phases: [Phase]
  /// Components, then producers, in the order of the scenario.
  package let parts: [Part]
  /// What was measured.
  package let series: [MetricSeries]
  /// When faults held.
  package let windows: [FaultWindow]
  /// What became of the messages.
  package let outcomes: Ledger.Outcomes
  /// The business effects under their names.
  package let effects: [Named<Ledger.EffectTotals>]
  /// What became of transactions, where there are any.
  package let sagas: Sagas?
  /// Where all copies have gone.
  package let books: Books
  /// How long recovery took.
  package let recovery: Recovery
  /// What was done by hand, and how it went.
  package let notes: [RunNote]
  /// The fate of each message, where the scenario asked for it.
  package let journeys: [Journey]
  /// How many events happened.
  package let eventCount: Int
  /// A hash of all events in their order and of the results.
  package let fingerprint: UInt64
  /// The conversations of the run, where somebody wanted them.
  package internal(set) var trace: TraceLog?

  /// What the whole run cost.
  package var cost: Dollars { parts.reduce(.zero) { $0 + $1.cost } }

  /// The series of a metric of a component.
  package func series(_ metric: Metric, of component: String) -> MetricSeries? {
    series.first { $0.metric == metric && $0.component == component }
  }
}

/// Something that was done by hand in a run.
package struct RunNote: Hashable, Sendable {
  /// When.
  package let at: Instant
  /// What, and why it was refused if it was.
  package let text: String
}

/// Why a run could not go on: a limit, or a mistake of ours.
package enum RunError: Error, Hashable, Sendable {
  /// The books do not balance.
  case imbalance(String, at: Instant, seed: UInt64, replication: Int)
  /// The run met a limit, where only a whole run is of use.
  case limit(LimitReached)
}

extension RunError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .imbalance(let what, let at, let seed, let replication):
      "at \(at.seconds) s \(what); this is a mistake of Faultline's, not of the scenario: please "
        + "report it with the scenario, seed \(seed) and replication \(replication)"
    case .limit(let limit): limit.description
    }
  }
}

/// What became of one message.
package struct Journey: Sendable {
  /// How a message ended, or where it is.
  package enum Outcome: String, Sendable {
    case completed
    case lost
    case halfDone = "half done"
    case superseded
    case stuck
    case pending
  }

  /// The producer's place in the scenario.
  package let producer: Int
  /// The message's number among its producer's.
  package let number: UInt64
  /// When it was due.
  package let dueAt: Instant
  /// When all it asked for was done.
  package let completedAt: Instant?
  /// When nobody referred to it any longer.
  package let endedAt: Instant?
  /// How it ended.
  package let outcome: Outcome
  /// How often each effect happened.
  package let effects: EffectCounts
  /// What was peculiar about it.
  package let traits: MessageTraits
}

/// The fates of single messages, as they become known.
struct JourneyLog: Sendable {
  /// Whether anybody wants to know.
  var isKept = false
  /// Whose message each kind is, by the producer's place in the scenario.
  var producers: [Int] = []
  private(set) var rows: [Journey] = []

  /// Notes a message that has ended, or that is still open at the end of the run.
  mutating func note(_ message: Message, outcome: Journey.Outcome?, at endedAt: Instant?) {
    guard isKept else { return }
    rows.append(
      Journey(
        producer: producers[Int(message.kind)], number: message.number, dueAt: message.intendedAt,
        completedAt: message.isComplete ? message.completedAt : nil, endedAt: endedAt,
        outcome: message.isComplete ? .completed : outcome ?? Self.ending(of: message),
        effects: message.effects, traits: message.traits))
  }

  private static func ending(of message: Message) -> Journey.Outcome {
    if message.effects.happened & message.required != 0 { return .halfDone }
    return message.traits.isSuperseded ? .superseded : .lost
  }
}
