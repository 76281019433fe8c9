/// How many publishes a topic or a bus takes before it throttles; at most a second's worth comes at once.
///
/// A FIFO topic takes 300 messages a second of each message group. All of its groups together get 3,000
/// messages or 20 MB a second, or, where the message group is the scope, what the Region grants
/// (https://docs.aws.amazon.com/general/latest/gr/sns.html,
/// https://docs.aws.amazon.com/sns/latest/dg/fifo-high-throughput.html). Seconds of a group are those of
/// the clock, a modelling choice. Memory goes by the largest number of a group.
package struct PublishQuota: Sendable {
  /// What a FIFO topic's quota is for, and within what it knows a publish again: the attribute
  /// `FifoThroughputScope`.
  package enum Scope: String, Hashable, Sendable, CaseIterable {
    case topic = "Topic"
    case messageGroup = "MessageGroup"
  }

  /// The publishes of a group in a second.
  private struct Turn: Sendable, BitwiseCopyable {
    var second: UInt32 = 0
    var count: UInt16 = 0
  }

  /// The messages of a group that a FIFO topic takes in a second.
  package static let messagesOfGroup = 300
  /// The messages that a FIFO topic takes in a second if it is the scope.
  package static let messagesOfTopic = 3_000.0
  /// The bytes that a FIFO topic takes in a second if it is the scope.
  package static let bytesOfTopic = 20_000_000

  private var messages: TokenBucket
  private var bytes: TokenBucket?
  private let hasGroups: Bool
  private var groups: [Turn] = []

  /// The quota of a standard topic, or of a bus: so many publishes a second.
  package init(perSecond rate: Double) {
    messages = TokenBucket(ratePerSecond: rate, burst: max(1, Int(rate)))
    hasGroups = false
  }

  /// The quota of a FIFO topic in a Region that grants so many publishes a second.
  package init(ofFIFOTopic scope: Scope, perSecond regional: Double) {
    let rate = scope == .topic ? min(regional, Self.messagesOfTopic) : regional
    messages = TokenBucket(ratePerSecond: rate, burst: max(1, Int(rate)))
    if scope == .topic { bytes = TokenBucket(rate: Self.bytesOfTopic, burst: Self.bytesOfTopic) }
    hasGroups = true
  }

  /// Counts a publish if it is taken, and says whether it is.
  @inline(__always)
  package mutating func takes(group: UInt32, bytes size: Int, at now: Instant) -> Bool {
    hasGroups ? takes(ordered: group, bytes: size, at: now) : messages.take(at: now)
  }

  private mutating func takes(ordered group: UInt32, bytes size: Int, at now: Instant) -> Bool {
    let second = UInt32(truncatingIfNeeded: now.nanoseconds / 1_000_000_000)
    let place = Int(group)
    while groups.count <= place { groups.append(Turn()) }
    if groups[place].second != second { groups[place] = Turn(second: second) }
    guard groups[place].count < Self.messagesOfGroup, messages.take(at: now) else { return false }
    guard bytes?.take(size, at: now) ?? true else {
      messages.giveBack(1)
      return false
    }
    groups[place].count += 1
    return true
  }
}
