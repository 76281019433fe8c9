/// A message, whichever copies of it lie wherever: what was asked for, and what has come of it.
package struct Message: Sendable, BitwiseCopyable {
  /// The message's number among its producer's, from zero; draws tied to the message come from it.
  package var number: UInt64
  /// When the message was meant to be sent, whether or not the producer managed to then.
  package var intendedAt: Instant
  /// When all that the message asks for had been done; `.never` until then.
  package var completedAt = Instant.never
  /// How often each business effect has happened for the message.
  package var effects = EffectCounts()
  /// The message group, tenant or key, as a number.
  package var group: UInt32
  /// The size of body and attributes in bytes.
  package var size: UInt32
  /// Queues, requests and invocations that still refer to the message.
  package fileprivate(set) var holders: UInt32 = 0
  /// Which kind of message it is, by its place among all that the scenario's producers send: whose
  /// it is, and what it holds.
  package var kind: UInt16
  /// Which effects the message asks for, a bit each.
  package var required: UInt8
  /// What is peculiar about the message.
  package var traits: MessageTraits

  /// A message that asks for the given effects.
  package init(
    number: UInt64, intendedAt: Instant, kind: UInt16, size: UInt32, group: UInt32,
    required: UInt8, traits: MessageTraits = []
  ) {
    self.number = number
    self.intendedAt = intendedAt
    self.kind = kind
    self.size = size
    self.group = group
    self.required = required
    self.traits = traits
  }

  /// What tells the message from all others, those of other producers among them.
  @inline(__always)
  package var identity: UInt64 { number ^ UInt64(kind) &<< 48 }

  /// The identity, with which errands are told apart by their time.
  package var birth: UInt64 {
    traits.contains(.errand) ? identity ^ UInt64(bitPattern: intendedAt.nanoseconds) : identity
  }

  /// Whether all that the message asks for has been done.
  @inline(__always)
  package var isComplete: Bool { completedAt != .never }
}

/// What is peculiar about a message.
package struct MessageTraits: OptionSet, Sendable, BitwiseCopyable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No consumer can process the message, however often it tries.
  package static let poison = MessageTraits(rawValue: 1)
  /// Producers sent the message in a shape that its consumers do not understand.
  package static let malformed = MessageTraits(rawValue: 2)
  /// A copy of the message expired in a queue.
  package static let expired = MessageTraits(rawValue: 4)
  /// A copy of the message went to a dead-letter queue at some time.
  package static let deadLettered = MessageTraits(rawValue: 8)
  /// A copy of the message was refused or lost on its way.
  package static let dropped = MessageTraits(rawValue: 16)
  /// The system's own errand, such as a schedule's event: no producer's, and in no outcome.
  package static let errand = MessageTraits(rawValue: 32)
  /// The message took effect, or was done, after a later one of its group.
  package static let outOfOrder = MessageTraits(rawValue: 64)

  /// Whether consumers can process the message: it is neither poison nor malformed.
  ///
  /// By its bits: a set that is written out may become an array on the heap.
  @inline(__always)
  package var allowProcessing: Bool {
    rawValue & (Self.poison.rawValue | Self.malformed.rawValue) == 0
  }
}

/// How often each of up to eight business effects happened, saturating at 255.
package struct EffectCounts: Hashable, Sendable, BitwiseCopyable {
  private var bits: UInt64 = 0

  /// No effect has happened.
  package init() {}

  /// How often an effect (0 to 7) happened.
  @inline(__always)
  package subscript(effect: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: bits &>> (UInt64(effect & 7) &* 8))
  }

  /// Counts an effect.
  @inline(__always)
  package mutating func count(_ effect: UInt8) {
    if self[effect] < .max { bits &+= 1 &<< (UInt64(effect & 7) &* 8) }
  }

  /// Which effects have happened, a bit each.
  @inline(__always)
  package var happened: UInt8 {
    // The highest bit of each byte that is not zero, then these eight bits side by side.
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let marks = (((bits & low) &+ low) | bits) & ~low
    return UInt8(truncatingIfNeeded: ((marks &>> 7) &* 0x0102_0408_1020_4080) &>> 56)
  }
}

/// What becomes of a copy of a message in the end.
package enum Fate: UInt8, CaseIterable, Sendable {
  /// Deleted from a queue by its consumer, or by whoever moved it on.
  case deleted
  /// Taken in by a component that keeps no messages: a function's or a dependency's direct caller.
  case consumed
  /// Outlived the retention period of its queue.
  case expired
  /// Thrown away by a purge.
  case purged
  /// Refused by its target: throttled, unavailable, too large.
  case refused
  /// Lost on a link between two components.
  case lostOnLink
  /// Lost by a broker after it had been accepted.
  case lostInBroker
  /// Given up by an asynchronous invocation without a destination to send it to.
  case discarded
  /// Handed on to nobody by a topic or a bus: no filter or rule wanted it.
  case filteredOut
  /// Dropped by a FIFO queue, as it repeated a send of the last five minutes.
  case deduplicated
}

/// Something that the store's owner should know about a message.
struct MessageNotice: Sendable, BitwiseCopyable {
  /// The message.
  var message: MessageID
  /// Whether the message is gone for good; otherwise it has just been completed.
  var hasEnded: Bool
}

/// All messages that anybody still refers to, and the books of their copies.
package struct MessageStore: ~Copyable, Sendable {
  private var messages = Slab<Message>()
  /// Copies that came into the world, by being sent or by being doubled.
  package private(set) var sent = 0
  /// Copies that a fault or a broker made.
  package private(set) var duplicated = 0
  /// How many copies have met each end, by `Fate`.
  private var fates = Buffer<Int>(capacity: Fate.allCases.count)
  /// What has happened to messages since the owner last looked.
  private var notices = Buffer<MessageNotice>()
  /// Messages that are still incomplete, and have not ended.
  package private(set) var incomplete = 0
  /// Which effects take back which others.
  package var compensations = Compensations()
  /// Whose order is watched.
  package var order = OrderWatch()

  /// An empty store.
  package init() { for _ in Fate.allCases { fates.append(0) } }

  /// Whether something has happened to messages since the owner last looked.
  @inline(__always)
  package var hasNotices: Bool { notices.count > 0 }

  /// Hands out what has happened to messages since the owner last looked, and gives the slots of
  /// those that ended back.
  @inline(__always)
  package mutating func readNotices(
    ended: (borrowing Message) -> Void, completed: (borrowing Message) -> Void
  ) {
    for index in 0..<notices.count {
      let notice = notices[index]
      if notice.hasEnded {
        messages.read(notice.message.slot, ended)
        messages.remove(notice.message.slot)
      } else {
        messages.read(notice.message.slot, completed)
      }
    }
    notices.removeAll()
  }

  /// How many copies have met an end.
  package func count(of fate: Fate) -> Int { fates[Int(fate.rawValue)] }
  /// How many copies are held somewhere, as the books have it.
  package var copies: Int {
    var copies = sent + duplicated
    for index in 0..<fates.count { copies -= fates[index] }
    return copies
  }
  /// How many messages anybody refers to.
  package var count: Int { messages.count }
  /// The slots that may hold messages; `holders` of a free one is zero.
  package var capacity: Int { messages.capacity }

  @inline(__always)
  package subscript(id: MessageID) -> Message {
    get { messages[id.slot] }
    _modify { yield &messages[id.slot] }
  }

  /// Whether anybody refers to the message in a slot.
  package func isHeld(_ id: MessageID) -> Bool { messages[id.slot].holders > 0 }

  /// Takes a new message in, held once by the caller; no copy of it exists yet.
  @inline(__always)
  package mutating func make(_ message: Message) -> MessageID {
    if !message.traits.contains(.errand) { incomplete &+= 1 }
    let id = MessageID(slot: messages.insert(message))
    messages[id.slot].holders = 1
    return id
  }

  /// Makes a copy of a message to be sent somewhere; the copy holds on to the message.
  @inline(__always)
  package mutating func copy(_ id: MessageID) {
    sent &+= 1
    messages[id.slot].holders &+= 1
  }

  /// Turns the caller's own hold on a message into a copy to be sent.
  @inline(__always)
  package mutating func turnHoldIntoCopy() { sent &+= 1 }

  /// Turns a hold on a message into a copy that nobody asked for, as when a deleted one comes back.
  package mutating func turnHoldIntoDuplicate(_ id: MessageID) {
    precondition(messages[id.slot].holders > 0, "nobody holds message \(id.slot)")
    duplicated &+= 1
  }

  /// Makes a copy that nobody asked for.
  @inline(__always)
  package mutating func duplicate(_ id: MessageID) {
    duplicated &+= 1
    messages[id.slot].holders &+= 1
  }

  /// Ends a copy.
  @inline(__always)
  package mutating func end(_ id: MessageID, as fate: Fate) {
    fates[Int(fate.rawValue)] &+= 1
    switch fate {
    case .expired: messages[id.slot].traits.insert(.expired)
    case .refused, .lostOnLink, .lostInBroker, .discarded, .filteredOut:
      messages[id.slot].traits.insert(.dropped)
    case .deleted, .consumed, .purged, .deduplicated: break
    }
    release(id)
  }

  /// Holds on to a message without making a copy.
  @inline(__always)
  package mutating func retain(_ id: MessageID) { messages[id.slot].holders &+= 1 }

  /// Lets go of a message; the last to let go ends it.
  @inline(__always)
  package mutating func release(_ id: MessageID) {
    precondition(messages[id.slot].holders > 0, "message \(id.slot) was let go of twice")
    messages[id.slot].holders &-= 1
    if messages[id.slot].holders == 0 {
      let message = messages[id.slot]
      if !message.isComplete, !message.traits.contains(.errand) { incomplete &-= 1 }
      notices.append(MessageNotice(message: id, hasEnded: true))
    }
  }

  /// Notes that a business effect has happened for a message.
  @inline(__always)
  package mutating func perform(_ effect: UInt8, for id: MessageID, at now: Instant) {
    guard compensations.areNone else { return performReversibly(effect, for: id, at: now) }
    messages[id.slot].effects.count(effect)
    let message = messages[id.slot]
    if order.isOn, message.effects[effect] == 1 { noteOrder(of: id, for: effect) }
    if !message.isComplete, message.required != 0,
      message.effects.happened & message.required == message.required
    {
      complete(id, at: now)
    }
  }

  /// Notes an effect where some take others back: what is not there cannot be taken back, so that a
  /// refund without a charge is no effect, nor is a second refund of the same one.
  private mutating func performReversibly(
    _ effect: UInt8, for id: MessageID, at now: Instant
  ) {
    if let undone = compensations.undone(by: effect),
      compensations.standing(undone, in: messages[id.slot].effects) <= 0
    {
      return
    }
    messages[id.slot].effects.count(effect)
    let message = messages[id.slot]
    if order.isOn, message.effects[effect] == 1 { noteOrder(of: id, for: effect) }
    if !message.isComplete, message.required != 0,
      compensations.standing(in: message.effects) & message.required == message.required
    {
      complete(id, at: now)
    }
  }

  /// How often an effect has happened for a message and was not taken back.
  @inline(__always)
  package func standing(_ effect: UInt8, of id: MessageID) -> Int {
    let effects = messages[id.slot].effects
    return compensations.areNone
      ? Int(effects[effect]) : compensations.standing(effect, in: effects)
  }

  /// Notes that a message was handled well; that completes one that asks for no effects.
  @inline(__always)
  package mutating func handled(_ id: MessageID, at now: Instant) {
    let message = messages[id.slot]
    if message.required == 0, !message.isComplete, !message.traits.contains(.errand) {
      if order.isOn { noteOrder(of: id, for: nil) }
      complete(id, at: now)
    }
  }

  private mutating func noteOrder(of id: MessageID, for effect: UInt8?) {
    if order.isLate(messages[id.slot], for: effect) {
      messages[id.slot].traits.insert(.outOfOrder)
    }
  }

  @inline(__always)
  private mutating func complete(_ id: MessageID, at now: Instant) {
    messages[id.slot].completedAt = now
    incomplete &-= 1
    notices.append(MessageNotice(message: id, hasEnded: false))
  }
}
