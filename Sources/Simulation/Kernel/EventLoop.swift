/// Runs components against the clock: takes the next event and hands it to whom it is for.
///
/// Knows nothing of messaging. Whoever owns it says how far to run and looks at the messages'
/// notices as they come.
package struct EventLoop<Part: ~Copyable>: ~Copyable {
  /// How a stretch of the run ended.
  package enum Pause: Hashable, Sendable {
    /// Nothing is left to happen before the horizon; the clock stands there.
    case reachedHorizon
    /// The budget of events is used up; more is due before the horizon.
    case usedBudget
    /// More events than the limit were due at one and the same instant.
    case stuckAtInstant(component: Int)
  }

  /// The world's parts, by address.
  package var components = Parts<Part>()
  /// The clock, the wires and the messages.
  package var context = Context()
  /// How many events have happened.
  package private(set) var eventCount = 0
  /// A running hash over time, target and content of every event in its order.
  package private(set) var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
  /// The most events at one instant before the run counts as stuck.
  package var limitAtInstant = 50_000_000
  private var countAtInstant = 0
  private var lastInstant = Instant.start

  /// A loop without components.
  package init() {}

  /// Puts a component at the next address.
  package mutating func add(_ component: consuming Part) -> Address {
    precondition(components.count < Int(UInt16.max), "a world holds at most 65,535 components")
    components.append(component)
    return Address(index: UInt16(components.count - 1))
  }

  /// Runs until nothing is left to happen before `end`, or the budget of events is used up.
  ///
  /// - Parameters:
  ///   - deliver: Hands a parcel to its component.
  ///   - notice: Reads and clears `context.messages.notices`; called when there are any.
  @inline(__always)
  package mutating func run(
    before end: Instant, budget: Int = .max,
    deliver: (inout Part, borrowing Delivered, inout Context) -> Void,
    notice: (inout Context) -> Void
  ) -> Pause {
    var left = budget
    defer { eventCount &+= budget &- left }
    while left > 0 {
      guard let parcel = context.events.next(before: end) else {
        context.events.advance(to: end)
        return .reachedHorizon
      }
      left &-= 1
      let time = UInt64(bitPattern: context.now.nanoseconds)
      fingerprint = (fingerprint ^ time ^ parcel.digest) &* 0x9fb2_1c65_1e98_df25
      fingerprint ^= fingerprint &>> 32
      deliver(&components[parcel.target], Delivered(parcel: parcel), &context)
      if !context.messages.notices.isEmpty { notice(&context) }
      if context.now == lastInstant {
        countAtInstant &+= 1
        if countAtInstant > limitAtInstant { return .stuckAtInstant(component: parcel.target) }
      } else {
        lastInstant = context.now
        countAtInstant = 0
      }
    }
    return .usedBudget
  }
}

extension EventLoop where Part == any Component & ~Copyable {
  /// Runs until nothing is left to happen before `end`; messages that end are forgotten.
  package mutating func run(before end: Instant) -> Pause {
    run(
      before: end, deliver: { $0.receive($1, in: &$2) },
      notice: { context in
        while let notice = context.messages.notices.popFirst() {
          if notice.hasEnded { context.messages.forget(notice.message) }
        }
      })
  }
}
