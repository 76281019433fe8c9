/// Runs components against the clock: takes the next event and hands it to whom it is for.
///
/// Knows nothing of messaging. Whoever owns it owns the components too, says how far to run and
/// looks at the messages' notices as they come.
package struct EventLoop: ~Copyable {
  /// How a stretch of the run ended.
  package enum Pause: Hashable, Sendable {
    /// Nothing is left to happen before the horizon; the clock stands there.
    case reachedHorizon
    /// The budget of events is used up; more is due before the horizon.
    case usedBudget
    /// More events than the limit were due at one and the same instant.
    case stuckAtInstant
  }

  /// A component as far as the loop knows it.
  struct Recipient: BitwiseCopyable {
    let place: UnsafeMutableRawPointer
    let type: any (Component & ~Copyable).Type
  }

  /// The clock, the wires and the messages.
  package var context = Context()
  /// How many events have happened.
  package private(set) var eventCount = 0
  /// A running hash over time, target and content of every event in its order.
  package private(set) var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
  /// The most events at one instant before the run counts as stuck.
  package var limitAtInstant = 50_000_000
  /// The component that got the latest event, as of the last pause.
  package private(set) var latestTarget = 0
  private var recipients = Buffer<Recipient>()

  /// A loop without components.
  package init() {}

  /// Lets parcels to the next address reach a component.
  ///
  /// - Precondition: The component stays where it is in memory as long as the loop runs.
  package mutating func connect<Part: Component & ~Copyable>(_ component: inout Part) {
    precondition(recipients.count < Int(UInt16.max), "a world holds at most 65,535 components")
    let place = withUnsafeMutablePointer(to: &component) {
      UnsafeMutableRawPointer($0)
    }
    recipients.append(Recipient(place: place, type: Part.self))
  }

  /// Runs until nothing is left to happen before `end`, or the budget of events is used up.
  ///
  /// Only then does it look whether too much happens at one instant, so budgets should be limited.
  ///
  /// - Parameter notice: Reads `context.messages`' notices; called when there are any.
  @inline(__always)
  package mutating func run(
    before end: Instant, budget: Int, notice: (inout Context) -> Void
  ) -> Pause {
    run(before: end, budget: budget, observe: { _, _ in }, notice: notice)
  }

  /// Runs while somebody looks on: is told of every parcel before its component is.
  @inline(__always)
  mutating func run(
    before end: Instant, budget: Int, observe: (Parcel, borrowing Context) -> Void,
    notice: (inout Context) -> Void
  ) -> Pause {
    guard context.now < end else { return .reachedHorizon }
    var left = budget
    var target = latestTarget
    defer {
      eventCount &+= budget &- left
      latestTarget = target
    }
    while left > 0 {
      guard let parcel = context.events.next(before: end) else {
        context.events.advance(to: end)
        return .reachedHorizon
      }
      left &-= 1
      let time = UInt64(bitPattern: context.now.nanoseconds)
      fingerprint = (fingerprint ^ time ^ parcel.digest) &* 0x9fb2_1c65_1e98_df25
      fingerprint ^= fingerprint &>> 32
      observe(parcel, context)
      target = parcel.target
      deliver(parcel, to: recipients[target])
      if context.messages.hasNotices { notice(&context) }
    }
    let isStuck = context.events.takenAtInstant() > limitAtInstant
    return isStuck ? .stuckAtInstant : .usedBudget
  }

  /// Opens a parcel as far as the loop can, so that the recipient's own method is all that is called.
  @inline(__always)
  private mutating func deliver(_ parcel: Parcel, to recipient: Recipient) {
    let (type, place) = unsafe (recipient.type, recipient.place)
    switch parcel.kind {
    case .event: unsafe type.deliver(Delivered(parcel: parcel), to: place, in: &context)
    case .request: unsafe type.deliver(parcel.request, to: place, in: &context)
    case .reply: unsafe type.deliver(parcel.reply, to: place, in: &context)
    }
  }
}
