/// The deliveries of a FIFO topic that wait for another: to each subscriber one at a time of each
/// message group, so that a group keeps its order however often a delivery is tried again.
///
/// Subscribers and groups wait for nobody but themselves
/// (https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-ordering.html). Memory goes by the
/// largest number of a group and by what waits.
package struct DeliveryOrder: ~Copyable, Sendable {
  /// A message that waits to be delivered.
  package struct Waiting: Hashable, Sendable, BitwiseCopyable {
    /// The message.
    package let message: MessageID
    /// When it was published.
    package let publishedAt: Instant

    /// A message that was published at a time.
    package init(_ message: MessageID, publishedAt: Instant) {
      self.message = message
      self.publishedAt = publishedAt
    }
  }

  struct Node: Sendable, BitwiseCopyable {
    var waiting: Waiting
    var next: UInt32
  }

  /// Who waits of a group for a subscriber, in order, behind the delivery that is under way.
  struct Line: Sendable, BitwiseCopyable {
    var first = UInt32.max
    var last = UInt32.max
    var isBusy = false
  }

  private static let nobody = UInt32.max
  private let subscribers: Int
  private var lines = Buffer<Line>()
  private var nodes = Slab<Node>()

  /// No deliveries to so many subscribers.
  package init(subscribers: Int) { self.subscribers = subscribers }

  /// How many deliveries wait.
  package var count: Int { nodes.count }

  /// Takes a message for a subscriber; says whether its delivery may begin at once.
  package mutating func begins(_ waiting: Waiting, of group: UInt32, to subscriber: Int) -> Bool {
    let place = place(of: group, subscriber)
    while lines.count <= place { lines.append(Line()) }
    guard lines[place].isBusy else {
      lines[place].isBusy = true
      return true
    }
    let slot = nodes.insert(Node(waiting: waiting, next: Self.nobody))
    if lines[place].first == Self.nobody {
      lines[place].first = slot
    } else {
      nodes[lines[place].last].next = slot
    }
    lines[place].last = slot
    return false
  }

  /// Takes note that a delivery has ended; the next of its group to its subscriber begins.
  package mutating func next(of group: UInt32, to subscriber: Int) -> Waiting? {
    let place = place(of: group, subscriber)
    precondition(lines[place].isBusy, "a delivery of group \(group) ended that was not begun")
    let slot = lines[place].first
    guard slot != Self.nobody else {
      lines[place].isBusy = false
      return nil
    }
    let node = nodes[slot]
    nodes.remove(slot)
    lines[place].first = node.next
    if node.next == Self.nobody { lines[place].last = Self.nobody }
    return node.waiting
  }

  private func place(of group: UInt32, _ subscriber: Int) -> Int {
    Int(group) * subscribers + subscriber
  }
}
