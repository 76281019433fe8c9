/// A message in a batch on its way to a consumer, with what the consumer needs to acknowledge it.
package struct ShippedMessage: Sendable, BitwiseCopyable {
  /// The message; the shipment holds on to it.
  package var message: MessageID
  /// The place of the message in the broker's own records.
  package var slot: UInt32
  /// Which receive of the message this is, so that an old receipt is told from the current one.
  package var epoch: UInt32
  /// The broker's own name of this copy of the message.
  package var copy: UInt32

  /// A message with its receipt.
  @inline(__always)
  package init(message: MessageID, slot: UInt32, epoch: UInt32, copy: UInt32 = 0) {
    self.message = message
    self.slot = slot
    self.epoch = epoch
    self.copy = copy
  }
}

/// A batch that is being gathered: its first and its last link.
package struct Shipment: Sendable, BitwiseCopyable {
  /// The first link, or `ShipmentStore.empty`.
  package var head = ShipmentStore.empty
  /// The last link.
  package var tail = ShipmentStore.empty

  /// A batch without messages.
  package init() {}

  /// The batch between two links of a chain, these included.
  @inline(__always)
  package init(head: UInt32, tail: UInt32) { (self.head, self.tail) = (head, tail) }
}

/// The batches that are on their way or being worked on, as chains in one slab.
///
/// A request or reply of twelve bytes carries only the head of a chain, of whatever length.
package struct ShipmentStore: ~Copyable, Sendable {
  struct Link: Sendable, BitwiseCopyable {
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
  package mutating func append(_ shipped: ShippedMessage, to shipment: inout Shipment) {
    let link = links.insert(Link(shipped: shipped, next: Self.empty))
    if shipment.head == Self.empty {
      shipment.head = link
    } else {
      links[shipment.tail].next = link
    }
    shipment.tail = link
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

  /// Joins two shipments, the second of which has messages.
  @inline(__always)
  package mutating func append(contentsOf other: Shipment, to shipment: inout Shipment) {
    if shipment.head == Self.empty {
      shipment.head = other.head
    } else {
      links[shipment.tail].next = other.head
    }
    shipment.tail = other.tail
  }

  /// Joins two shipments; finding the tail of the whole takes a walk along the second.
  package mutating func append(contentsOf other: UInt32, to shipment: inout Shipment) {
    guard other != Self.empty else { return }
    var tail = other
    while links[tail].next != Self.empty { tail = links[tail].next }
    append(contentsOf: Shipment(head: other, tail: tail), to: &shipment)
  }
}
