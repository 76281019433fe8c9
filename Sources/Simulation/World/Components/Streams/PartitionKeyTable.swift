/// The hash keys of messages, worked out once for each group.
struct PartitionKeyTable: ~Copyable, Sendable {
  /// The groups whose hash keys are remembered.
  private static let limit = 1 << 20

  private let keys: StreamSettings.PartitionKeys
  private let draws: RandomKey
  private var known: ContiguousArray<UInt128> = []

  init(_ keys: StreamSettings.PartitionKeys, draws: RandomKey) {
    self.keys = keys
    self.draws = draws
  }

  /// The hash key of a message.
  @inline(__always)
  mutating func hash(of message: Message) -> UInt128 {
    switch keys {
    case .group:
      let group = Int(message.group)
      return group < known.count ? known[group] : learn(group)
    case .message:
      // Random keys hash to random numbers: the detour is left out.
      let low = draws.bits(for: message.birth)
      return UInt128(draws.bits(for: low)) << 64 | UInt128(low)
    }
  }

  @inline(never)
  private mutating func learn(_ group: Int) -> UInt128 {
    guard group < Self.limit else { return PartitionHash.of(group: UInt32(group)) }
    while known.count <= group { known.append(PartitionHash.of(group: UInt32(known.count))) }
    return known[group]
  }
}
