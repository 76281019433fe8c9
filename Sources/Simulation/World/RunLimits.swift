/// How far a run may grow before it is stopped: limits that a sound scenario never meets, so that a
/// runaway one ends with a message instead of a machine out of memory.
///
/// They are looked at every few ten thousand events, so a run may go a little beyond them.
package struct RunLimits: Described, Hashable {
  package var messages = 10_000_000
  package var pendingEvents = 50_000_000
  package var eventsPerSecond = 100_000_000
  package var eventsAtInstant = 50_000_000

  package init() {}

  package static var parameters: [Parameter<RunLimits>] {
    [
      .integer(
        Name.messages.rawValue, \.messages, in: 1...Int.max,
        help: "How many copies of messages may exist at a time."),
      .integer(
        Name.pendingEvents.rawValue, \.pendingEvents, in: 1...Int.max,
        help: "How many events may be due later at a time."),
      .integer(
        Name.eventsPerSecond.rawValue, \.eventsPerSecond, in: 1...Int.max,
        help: "How many events may happen in a second of virtual time."),
      .integer(
        Name.eventsAtInstant.rawValue, \.eventsAtInstant, in: 1...Int.max,
        help: "How many events may happen at one and the same instant."),
    ]
  }

  /// What scenarios call the limits.
  package enum Name: String, CaseIterable, Sendable {
    case messages
    case pendingEvents
    case eventsPerSecond
    case eventsAtInstant
  }

  func value(of name: Name) -> Int {
    switch name {
    case .messages: messages
    case .pendingEvents: pendingEvents
    case .eventsPerSecond: eventsPerSecond
    case .eventsAtInstant: eventsAtInstant
    }
  }
}

/// A limit that a run has met, and who brought it there.
package struct LimitReached: Hashable, Sendable {
  /// Which limit.
  package let name: RunLimits.Name
  /// What it is set to.
  package let limit: Int
  /// The component that holds most of it, or that was busy with it.
  package let component: String
  /// When.
  package let at: Instant

  /// A limit that was met.
  package init(name: RunLimits.Name, limit: Int, component: String, at: Instant) {
    self.name = name
    self.limit = limit
    self.component = component
    self.at = at
  }
}

extension LimitReached: CustomStringConvertible {
  package var description: String {
    let (what, advice) = explanation
    return "at \(at.seconds) s the run met the limit of \(limit) \(what); \(advice), or raise it: "
      + "limits: { \(name.rawValue): \(Self.higher(limit)) }"
  }

  private var explanation: (what: String, advice: String) {
    switch name {
    case .messages:
      (
        "copies of messages at a time, most of them held by '\(component)'",
        "see who sends it more than it hands on"
      )
    case .pendingEvents:
      (
        "pending events, with '\(component)' busy last",
        "see what begins faster than it ends"
      )
    case .eventsPerSecond:
      (
        "events in a second of virtual time, with '\(component)' busy last",
        "see whether it and its neighbours ask one another in next to no time"
      )
    case .eventsAtInstant:
      (
        "events at one instant: '\(component)' and its neighbours ask one another without any time "
          + "passing",
        "give one of them a latency or a step 'work' that takes time"
      )
    }
  }

  private static func higher(_ limit: Int) -> Int { limit > Int.max / 10 ? Int.max : limit * 10 }
}

/// Counts the events of each second of virtual time, as far as a look now and then can tell.
struct EventRate: Sendable {
  private var second = Instant.start
  private var before = 0

  /// How many events there were in the second that has not passed yet.
  mutating func eventsInSecond(of total: Int, at now: Instant) -> Int {
    if now >= second + .seconds(1) { (second, before) = (now, total) }
    return total - before
  }
}
