/// Stored messages in an order, linked through their records: the queue's, or that of one group.
struct Chain: Sendable, BitwiseCopyable {
  /// The slot that no message has.
  static let nobody = UInt32.max

  /// Which of a message's two orders a chain is.
  enum Kind: Sendable {
    case queue
    case group
  }

  /// Who came first.
  private(set) var first = nobody
  /// Who came last.
  private(set) var last = nobody

  /// Adds a message at the end.
  @inline(__always)
  mutating func append(_ slot: UInt32, _ kind: Kind, in records: inout Slab<OrderedMessage>) {
    records[slot][kind] = OrderedMessage.Links(previous: last)
    if last == Self.nobody { first = slot } else { records[last][kind].next = slot }
    last = slot
  }

  /// Takes a message out.
  @inline(__always)
  mutating func remove(_ slot: UInt32, _ kind: Kind, in records: inout Slab<OrderedMessage>) {
    let links = records[slot][kind]
    if links.previous == Self.nobody {
      first = links.next
    } else {
      records[links.previous][kind].next = links.next
    }
    if links.next == Self.nobody {
      last = links.previous
    } else {
      records[links.next][kind].previous = links.previous
    }
  }
}

extension OrderedMessage {
  /// Its neighbours in one of its orders.
  @inline(__always)
  subscript(kind: Chain.Kind) -> Links {
    get {
      switch kind {
      case .queue: inQueue
      case .group: inGroup
      }
    }
    _modify {
      switch kind {
      case .queue: yield &inQueue
      case .group: yield &inGroup
      }
    }
  }
}
