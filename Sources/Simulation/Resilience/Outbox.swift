/// Messages that were stored together with the business data they tell of, and the relay that
/// publishes them: none is lost if the broker is down, each is published at least once.
///
/// The transactional outbox with a polling publisher (Richardson, *Microservices Patterns*, 2018,
/// section 3.3). A relay that publishes a row but cannot mark it publishes it again.
package struct Outbox: ~Copyable, Sendable {
  /// How often the relay looks, and how many rows it takes.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// The time between the end of one look and the next.
    package var interval: Interval
    /// The most rows of a look.
    package var batch: Int

    /// A policy; the defaults are a modelling choice.
    package init(interval: Interval = .seconds(1), batch: Int = 10) {
      precondition(interval > .zero && batch > 0, "no relay of \(batch) rows every \(interval)")
      self.interval = interval
      self.batch = batch
    }
  }

  /// What the relay does next.
  package enum Action: Hashable, Sendable {
    /// It waits for something: an answer, or the time of its next look.
    case nothing
    /// It has read the first so many rows, and publishes each.
    case publish(Int)
    /// It marks so many rows as published, those of which it knows.
    case mark(Int)
    /// It rests until its next look.
    case rest(until: Instant)
  }

  private enum State: Hashable, Sendable {
    /// To `publishing` at the first look from then on that finds rows.
    case resting(until: Instant)
    /// The first `rows` rows are being published; `open` have not been answered. To `marking`, or to
    /// `resting` when all have failed.
    case publishing(rows: Int, open: Int)
    /// The rows that were published are being marked. To `resting`.
    case marking(rows: Int)
  }

  struct Row: Sendable, BitwiseCopyable {
    var message: UInt32
    var isPublished = false
  }

  private let policy: Policy
  private var state: State
  private var rows = Fifo<Row>()

  /// An empty outbox whose relay looks for the first time an interval after a time.
  package init(_ policy: Policy = Policy(), at now: Instant = .start) {
    self.policy = policy
    state = .resting(until: now + policy.interval)
  }

  /// How many rows are not marked as published.
  package var waiting: Int { rows.count }

  /// The message of a row, counted from the oldest.
  package func message(at row: Int) -> UInt32 { rows[row].message }

  /// Whether the broker has taken a row that is not marked yet.
  package func isPublished(_ row: Int) -> Bool { rows[row].isPublished }

  /// A row was stored.
  package mutating func append(_ message: UInt32) { rows.append(Row(message: message)) }

  /// It is time for a look.
  package mutating func look(at now: Instant) -> Action {
    guard case .resting(let until) = state else { return .nothing }
    guard now >= until else { return .rest(until: until) }
    let count = min(policy.batch, rows.count)
    guard count > 0 else { return rest(from: now) }
    for row in 0..<count { rows[row].isPublished = false }
    state = .publishing(rows: count, open: count)
    return .publish(count)
  }

  /// The look itself failed, since the table could not be read.
  package mutating func lookFailed(at now: Instant) -> Action { rest(from: now) }

  /// The broker has answered for one of the rows that are being published.
  package mutating func published(_ row: Int, isAccepted: Bool, at now: Instant) -> Action {
    guard case .publishing(let count, let open) = state, row < count else {
      preconditionFailure("row \(row) is not being published in state \(state)")
    }
    rows[row].isPublished = isAccepted
    state = .publishing(rows: count, open: open - 1)
    guard open == 1 else { return .nothing }
    let accepted = (0..<count).count { rows[$0].isPublished }
    guard accepted > 0 else { return rest(from: now) }
    state = .marking(rows: count)
    return .mark(accepted)
  }

  /// The table has answered the marks; the rows that it has marked are gone, one by one by `popMarked`.
  package mutating func marked(isStored: Bool, at now: Instant) -> Action {
    guard case .marking(let count) = state else {
      preconditionFailure("no rows are being marked in state \(state)")
    }
    if isStored {
      gather(among: count)
    } else {
      for row in 0..<count { rows[row].isPublished = false }
    }
    return rest(from: now)
  }

  /// Takes out a row that was marked as published.
  package mutating func popMarked() -> UInt32? {
    guard let first = rows.first, first.isPublished else { return nil }
    return rows.popFirst()?.message
  }

  /// Moves the published among the first rows to the front, the others staying in their order.
  private mutating func gather(among count: Int) {
    var target = count - 1
    for row in stride(from: count - 1, through: 0, by: -1) where !rows[row].isPublished {
      let left = rows[row]
      rows[row] = rows[target]
      rows[target] = left
      target -= 1
    }
  }

  private mutating func rest(from now: Instant) -> Action {
    let until = now + policy.interval
    state = .resting(until: until)
    return .rest(until: until)
  }
}
