import Simulation

extension MessageID {
  static let a = MessageID(slot: 0)
  static let b = MessageID(slot: 1)
  static let c = MessageID(slot: 2)
}

extension Instant: ExpressibleByIntegerLiteral {
  /// So many seconds after the start.
  public init(integerLiteral seconds: Int) { self = .start + .seconds(seconds) }
}

extension StandardQueue {
  /// An empty queue that leaves nothing to chance, unless told otherwise.
  static func exact(_ change: (inout QueueSettings) -> Void = { _ in }) -> StandardQueue {
    var settings = QueueSettings()
    settings.randomness = .none
    change(&settings)
    return StandardQueue(settings: settings)
  }

  /// A queue that holds these messages since the start, in this order.
  static func holding(
    _ messages: MessageID..., change: (inout QueueSettings) -> Void = { _ in }
  ) -> StandardQueue {
    var queue = exact(change)
    for message in messages { queue.send(message, draw: 0, at: .start) }
    return queue
  }

  /// Receives a message that must be there.
  mutating func take(
    visibilityTimeout: Interval? = nil, at now: Instant
  ) throws(Absent) -> Delivery {
    guard case .deliver(let delivery)? = receive(visibilityTimeout: visibilityTimeout, at: now)
    else { throw Absent() }
    return delivery
  }

  /// Receives and forgets a message so many times, each when the visibility timeout is over.
  mutating func fail(times: Int) {
    for turn in 0..<times { _ = receive(at: .start + .seconds(30 * turn)) }
  }

  /// Polls at once for several messages and says which came.
  mutating func batch(
    of maximum: Int, visibilityTimeout: Interval? = nil, at now: Instant
  ) -> [MessageID] {
    poll(
      by: 0, maximum: maximum, wait: .zero, visibilityTimeout: visibilityTimeout, draw: 0, at: now)
    var messages: [MessageID] = []
    while let answer = nextAnswer(at: now) {
      if answer == .handed(to: 0) { messages += deliveries.map(\.message) }
    }
    return messages
  }

  /// All answers that are due, each with the messages it hands out.
  mutating func answers(at now: Instant) -> [Answered] {
    var answers: [Answered] = []
    while let answer = nextAnswer(at: now) {
      if case .handed = answer {
        answers.append(Answered(answer, deliveries.map(\.message)))
      } else {
        answers.append(Answered(answer))
      }
    }
    return answers
  }

  /// All notices that are due.
  mutating func news(at now: Instant) -> [Notice] {
    var news: [Notice] = []
    while let notice = nextNotice(at: now) { news.append(notice) }
    return news
  }

  /// What the last answered poll got.
  var deliveries: [Delivery] { (0..<handed.count).map { handed[$0] } }

  /// How many messages are visible, in flight and delayed.
  var counts: [Int] { [visibleCount, inFlightCount, delayedCount] }

  /// The same, once what is due by then is done.
  mutating func counts(at now: Instant) -> [Int] {
    advance(to: now)
    return counts
  }
}

/// An answer to a poll and the messages it brought.
struct Answered: Hashable {
  let answer: StandardQueue.Answer
  let messages: [MessageID]

  init(_ answer: StandardQueue.Answer, _ messages: [MessageID] = []) {
    self.answer = answer
    self.messages = messages
  }
}

/// A message was expected and none came.
struct Absent: Error {}

/// The limit of a number, the values at which a test must look.
func around(_ limit: Int) -> [Int] { [limit - 1, limit, limit + 1] }
