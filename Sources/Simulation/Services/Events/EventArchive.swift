/// An archive of an event bus: what the bus took in and a pattern wants, kept so that it can be
/// replayed.
///
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive-event.html: events are kept for
/// so many days, or for ever, and reach the archive some time after the bus; replayed ones are not
/// archived again.
package struct EventArchive: ~Copyable, Sendable {
  /// How an archive is kept.
  package struct Settings: Hashable, Sendable {
    /// How long events are kept; `nil` for ever.
    package var retention: Interval?
    /// How long events take to reach the archive; a modelling choice, where the service advises to
    /// wait ten minutes.
    package var arrivalDelay = Interval.minutes(1)

    /// An archive that forgets nothing.
    package init() {}
  }

  /// An event as the archive has it.
  package struct Entry: Hashable, Sendable, BitwiseCopyable {
    /// The event.
    package var message: MessageID
    /// What it holds, by its place among all contents.
    package var content: UInt16
    /// Its size in bytes.
    package var size: UInt32
    /// When the bus took it in.
    package var publishedAt: Instant

    /// An event that the bus took in.
    package init(message: MessageID, content: Int, size: Int, publishedAt: Instant) {
      self.message = message
      self.content = UInt16(truncatingIfNeeded: content)
      self.size = UInt32(truncatingIfNeeded: size)
      self.publishedAt = publishedAt
    }
  }

  private let settings: Settings
  private var entries = Fifo<Entry>()

  /// An empty archive.
  package init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many events are kept.
  package var count: Int { entries.count }

  /// When the oldest event is dropped.
  package var nextExpiry: Instant {
    guard let first = entries.first, let retention = settings.retention else { return .never }
    return first.publishedAt + retention
  }

  /// Keeps an event.
  package mutating func keep(_ entry: Entry) { entries.append(entry) }

  /// Drops the oldest event if its time is over, and tells which it was.
  package mutating func popExpired(at now: Instant) -> Entry? {
    nextExpiry <= now ? entries.popFirst() : nil
  }

  /// Begins a replay of what was published in a stretch of time and has reached the archive.
  ///
  /// - Parameter draws: Decides in which order the events of a minute come.
  package func replay(
    from start: Instant, until end: Instant, draws: inout RandomStream, at now: Instant
  ) -> EventReplay {
    var found: ContiguousArray<Entry> = []
    for place in 0..<entries.count {
      let entry = entries[place]
      guard start <= entry.publishedAt, entry.publishedAt < end,
        entry.publishedAt + settings.arrivalDelay <= now
      else { continue }
      found.append(entry)
    }
    return EventReplay(found, from: start, draws: &draws)
  }

  /// Calls a body with every event that is kept.
  package func visit(_ body: (MessageID) -> Void) {
    for place in 0..<entries.count { body(entries[place].message) }
  }
}

/// A replay under way: the events of an archive that go to the bus once more.
///
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html: a replay
/// goes from minute to minute by the time of the events; within a minute they come in any order.
package struct EventReplay: Hashable, Sendable {
  /// Why a replay is refused.
  package enum Problem: String, Error, Hashable, Sendable {
    case noArchive = "ResourceNotFoundException: there is no such archive"
    case endsInFuture = "ValidationException: the time to replay must be over"
    case isEmpty = "ValidationException: the time to replay ends before it begins"
    case tooMany = "LimitExceededException: ten replays are under way"
  }

  /// The most replays at a time.
  package static let limit = 10
  /// The stretch of time that is replayed as a whole.
  package static let slice = Interval.minutes(1)

  /// The events that are still to come, the next one last.
  private var rest: ContiguousArray<EventArchive.Entry>

  init(
    _ entries: ContiguousArray<EventArchive.Entry>, from start: Instant, draws: inout RandomStream
  ) {
    rest = entries
    var begin = 0
    while begin < rest.count {
      let slice = (rest[begin].publishedAt - start).nanoseconds / Self.slice.nanoseconds
      var end = begin
      while end < rest.count,
        (rest[end].publishedAt - start).nanoseconds / Self.slice.nanoseconds == slice
      {
        end += 1
      }
      for place in (begin..<end).dropFirst() {
        rest.swapAt(place, begin + draws.below(place - begin + 1))
      }
      begin = end
    }
    rest.reverse()
  }

  /// Why a stretch of time cannot be replayed.
  package static func problem(
    from start: Instant, until end: Instant, underWay: Int, at now: Instant
  ) -> Problem? {
    if end > now { return .endsInFuture }
    if end <= start { return .isEmpty }
    return underWay < limit ? nil : .tooMany
  }

  /// Calls a body with every event that is still to come.
  package func visit(_ body: (MessageID) -> Void) {
    for entry in rest { body(entry.message) }
  }

  /// How many events are still to come.
  package var count: Int { rest.count }

  /// The next event.
  package mutating func next() -> EventArchive.Entry? { rest.popLast() }
}
