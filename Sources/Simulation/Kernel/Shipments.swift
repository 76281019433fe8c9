/// A message in a batch on its way to a consumer, with what the consumer needs to acknowledge it.
package struct ShippedMessage: Sendable, BitwiseCopyable {
  /// The message; the shipment holds on to it.
  package var message: MessageID
  /// The place of the message in the broker's own records.
  package var slot: UInt32
  /// Which receive of the message this is, so that an old receipt is told from the current one.
  package var epoch: UInt32

  /// A message with its receipt.
  @inline(__always)
  package init(message: MessageID, slot: UInt32, epoch: UInt32) {
    self.message = message
    self.slot = slot
    self.epoch = epoch
  }
}

/// The batches that are on their way or being worked on, as chains in one slab.
///
/// A request or reply of twelve bytes carries only the head of a chain, of whatever length.
package struct ShipmentStore: Sendable {
  private struct Link: Sendable, BitwiseCopyable {
    var shipped: ShippedMessage
    var next: UInt32
  }

  /// The head of a shipment without messages.
  package static let empty = UInt32.max

  private var links = Slab<Link>()

  /// No shipments.
  package init() {}

  /// How many messages are in shipments.
  package var count: Int { links.count }

  /// Puts a message before the others of a shipment.
  @inline(__always)
  package mutating func push(_ shipped: ShippedMessage, onto head: inout UInt32) {
    head = links.insert(Link(shipped: shipped, next: head))
  }

  /// Puts a message behind the last one of a shipment.
  @inline(__always)
  package mutating func append(_ shipped: ShippedMessage, head: inout UInt32, tail: inout UInt32) {
    let link = links.insert(Link(shipped: shipped, next: Self.empty))
    if head == Self.empty { head = link } else { links[tail].next = link }
    tail = link
  }

  /// Takes the first message out of a shipment.
  @inline(__always)
  package mutating func popFirst(_ head: inout UInt32) -> ShippedMessage? {
    guard head != Self.empty else { return nil }
    let link = links[head]
    links.remove(head)
    head = link.next
    return link.shipped
  }

  /// The message at a link of a shipment, and the link after it.
  @inline(__always)
  package func look(at link: UInt32) -> (shipped: ShippedMessage, next: UInt32) {
    let found = links[link]
    return (found.shipped, found.next)
  }

  /// Joins two shipments; returns the tail of the whole, found by walking the second.
  package mutating func join(head: inout UInt32, tail: inout UInt32, with other: UInt32) {
    guard other != Self.empty else { return }
    if head == Self.empty { head = other } else { links[tail].next = other }
    tail = other
    while links[tail].next != Self.empty { tail = links[tail].next }
  }
}
