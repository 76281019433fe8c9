/// Names a component of the running world.
package struct Address: Hashable, Sendable, BitwiseCopyable {
  /// The component's place in the world, from zero.
  package let index: UInt16

  /// The component at a place.
  @inline(__always)
  package init(index: UInt16) { self.index = index }

  /// Nobody: the caller of a request that wants no answer.
  package static let nobody = Address(index: .max)
}

/// What one component asks of another, over a link.
///
/// Every request that names a caller is answered by exactly one `Reply`, however late; a caller that
/// lost patience keeps the token until it has come home. So a token needs no generation.
package struct Request: Sendable, BitwiseCopyable {
  /// What a request's cargo is, so that whoever loses it on the way can keep the books right.
  package enum Cargo: UInt8, Sendable {
    /// A number that means something to the two ends only.
    case number = 0x00
    /// A message that the request holds on to, so that it outlives a caller who gives up.
    case reference = 0x40
    /// A copy of a message that changes hands with the request.
    case copy = 0x80
    /// The head of a shipment that changes hands with the request.
    case shipment = 0xc0
  }

  /// What is acted on: a message's slot, the head of a shipment, or a number.
  package var cargo: UInt32
  /// The caller's own name for this request, given back with the reply.
  package var token: UInt32
  /// Who wants the reply; `Address.nobody` wants none.
  package var caller: Address
  /// What is asked, one of the world's operations.
  package var operation: UInt8
  /// A small operand of the operation.
  package var detail: UInt8

  /// What the cargo is: told by the two highest bits of the operation.
  @inline(__always)
  package var cargoKind: Cargo { Cargo(rawValue: operation & 0xc0) ?? .number }

  /// Whether the cargo is of a kind.
  @inline(__always)
  package func carries(_ kind: Cargo) -> Bool { operation & 0xc0 == kind.rawValue }

  /// A request.
  @inline(__always)
  package init(
    operation: UInt8, cargo: UInt32, detail: UInt8 = 0, caller: Address = .nobody,
    token: UInt32 = 0
  ) {
    self.cargo = cargo
    self.token = token
    self.caller = caller
    self.operation = operation
    self.detail = detail
  }
}

/// The answer to a request.
package struct Reply: Sendable, BitwiseCopyable {
  /// The caller's name for the request.
  package var token: UInt32
  /// What comes back: the head of a shipment of `count` messages, or a number.
  package var cargo: UInt32
  /// How many messages the shipment holds; zero when the cargo is no shipment.
  package var count: UInt16
  /// How it went, one of the world's outcomes; zero is success.
  package var outcome: UInt8
  /// A small operand of the outcome.
  package var detail: UInt8

  /// An answer.
  @inline(__always)
  package init(
    token: UInt32, outcome: UInt8 = 0, cargo: UInt32 = 0, count: UInt16 = 0, detail: UInt8 = 0
  ) {
    self.token = token
    self.cargo = cargo
    self.count = count
    self.outcome = outcome
    self.detail = detail
  }
}

/// An event on its way to a component: twelve bytes of content and where they go.
struct Parcel: Sendable, BitwiseCopyable {
  /// What the content is, and so which method of the component takes it.
  enum Kind: UInt32 {
    /// The component's own timer, of its own event type.
    case event
    case request
    case reply
  }

  /// The label of a timer that can be withdrawn; the event set keeps the parcel proper.
  private static let timerLabel: UInt32 = 3 &<< 16

  /// Twelve bytes of content, and the label in the upper half of the second word.
  private var words: (UInt64, UInt64) = (0, 0)

  /// Wraps up a request.
  @inline(__always)
  init(_ request: Request, to target: Address) {
    words.0 = UInt64(request.cargo) | UInt64(request.token) &<< 32
    words.1 = UInt64(request.caller.index) | UInt64(request.operation) &<< 16
    words.1 |= UInt64(request.detail) &<< 24 | Self.label(.request, target)
  }

  /// Wraps up a reply.
  @inline(__always)
  init(_ reply: Reply, to target: Address) {
    words.0 = UInt64(reply.token) | UInt64(reply.cargo) &<< 32
    words.1 = UInt64(reply.count) | UInt64(reply.outcome) &<< 16
    words.1 |= UInt64(reply.detail) &<< 24 | Self.label(.reply, target)
  }

  /// Wraps up a component's own event.
  @inline(__always)
  init<Event: BitwiseCopyable>(event: Event, to target: Address) {
    self.init(event, label: Self.label(.event, target))
  }

  @inline(__always)
  private static func label(_ kind: Kind, _ target: Address) -> UInt64 {
    UInt64(target.index) &<< 32 | UInt64(kind.rawValue) &<< 48
  }

  @inline(__always)
  private init<Content: BitwiseCopyable>(_ value: Content, label: UInt64) {
    unsafe withUnsafeMutableBytes(of: &words) { bytes in
      unsafe bytes.storeBytes(of: value, as: Content.self)
    }
    words.1 |= label
  }

  @inline(__always)
  private var label: UInt32 { UInt32(truncatingIfNeeded: words.1 &>> 32) }

  /// Where the parcel goes.
  @inline(__always)
  var target: Int { Int(label & 0xffff) }

  /// What the content is.
  @inline(__always)
  var kind: Kind {
    switch label &>> 16 {
    case 0: .event
    case 1: .request
    default: .reply
    }
  }

  /// Wraps up a timer.
  @inline(__always)
  init(_ timer: Timer) { self.init(timer, label: UInt64(Self.timerLabel) &<< 32) }

  /// Whether the parcel stands for one that can be withdrawn.
  @inline(__always)
  var isTimer: Bool { label == Self.timerLabel }

  /// The request, of a parcel of that kind.
  ///
  /// Taken apart and put together by arithmetic, like the reply: in registers, where bytes would go by
  /// way of memory and make the compiler guard the stack of every function that sends something.
  @inline(__always)
  var request: Request {
    Request(
      operation: UInt8(truncatingIfNeeded: words.1 &>> 16),
      cargo: UInt32(truncatingIfNeeded: words.0),
      detail: UInt8(truncatingIfNeeded: words.1 &>> 24),
      caller: Address(index: UInt16(truncatingIfNeeded: words.1)),
      token: UInt32(truncatingIfNeeded: words.0 &>> 32))
  }

  /// The reply, of a parcel of that kind.
  @inline(__always)
  var reply: Reply {
    Reply(
      token: UInt32(truncatingIfNeeded: words.0),
      outcome: UInt8(truncatingIfNeeded: words.1 &>> 16),
      cargo: UInt32(truncatingIfNeeded: words.0 &>> 32),
      count: UInt16(truncatingIfNeeded: words.1),
      detail: UInt8(truncatingIfNeeded: words.1 &>> 24))
  }

  /// The content, as the type that `kind` and the target's event type say it has.
  @inline(__always)
  func open<Content: BitwiseCopyable>(as type: Content.Type) -> Content {
    unsafe withUnsafeBytes(of: words) { bytes in unsafe bytes.loadUnaligned(as: type) }
  }

  /// The content and label folded into a number, for the run's fingerprint.
  @inline(__always)
  var digest: UInt64 {
    words.0 ^ words.1 &* 0x9e37_79b9_7f4a_7c15
  }
}
