extension StandardQueue {
  /// What a queue leaves to chance, ready for the hot path.
  struct Chances: Sendable {
    let misordering: Chance
    let duplicate: Chance
    let resurrection: Chance
    private let samplesHosts: Bool
    private let messageHosts = HostSet.Choices.ofMessage
    private let pollHosts = HostSet.Choices.ofShortPoll
    private let spread: Interval
    private let comebacks: ClosedRange<Interval>

    init(_ randomness: QueueSettings.Randomness) {
      misordering = Chance(randomness.misorderingProbability)
      duplicate = Chance(randomness.duplicateDeliveryProbability)
      resurrection = Chance(randomness.resurrectionProbability)
      samplesHosts = randomness.shortPollsSampleHosts
      spread = randomness.misorderingSpread
      comebacks = randomness.resurrectionDelays
    }

    /// Where a message stands in the line: by its arrival, or by luck a little before it.
    @inline(__always)
    func place(of message: StoredMessage) -> Instant {
      guard misordering.happens(message.bits(for: .misordering)) else { return message.place }
      return message.place - spread.share(message.bits(for: .distance))
    }

    /// The hosts that a poll asks.
    @inline(__always)
    func hosts(for reach: Reach) -> HostSet {
      guard samplesHosts, case .short(let draw) = reach else { return .all }
      return pollHosts.choose(draw)
    }

    /// Whether a poll that asks these hosts finds a message.
    @inline(__always)
    func finds(_ message: StoredMessage, among hosts: HostSet) -> Bool {
      hosts.isAll || hosts.meets(messageHosts.choose(message.bits(for: .hosts)))
    }

    /// Whether the lease that a message is under is handed out once more.
    @inline(__always)
    func repeats(_ message: StoredMessage) -> Bool {
      duplicate.isPossible
        && duplicate.happens(message.bits(for: .duplicate, turn: message.receivesHere))
    }

    /// When a message comes back whose delete a host has missed, or nil if all hosts heard it.
    @inline(__always)
    func comeback(of message: StoredMessage, deletedAt now: Instant) -> Instant? {
      guard resurrection.isPossible,
        resurrection.happens(message.bits(for: .resurrection, turn: message.receivesHere))
      else { return nil }
      let room = comebacks.upperBound - comebacks.lowerBound
      return now + comebacks.lowerBound
        + room.share(message.bits(for: .comeback, turn: message.receivesHere))
    }
  }
}
