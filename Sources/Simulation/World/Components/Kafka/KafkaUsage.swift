/// What a topic is billed for (https://aws.amazon.com/msk/pricing/): what standard brokers keep, what
/// express ones take in, and on a serverless cluster partitions and data both ways.
///
/// Brokers keep a record until its time is over, whoever has read it. What is kept is counted at the
/// end of each period; the volume that is used is what costs, not the volume that is set aside.
struct KafkaUsage: Sendable {
  /// What was written in a period.
  private struct Written: Sendable {
    var until: Instant
    var bytes: Int
  }

  private let brokers: KafkaClusterSettings.BrokerType
  private let settings: KafkaTopic.Settings
  private var kept: [Written] = []
  private var volume = StoredVolume()
  private var writtenBefore = 0
  private var compactedBefore = 0

  init(on brokers: KafkaClusterSettings.BrokerType, of settings: KafkaTopic.Settings) {
    self.brokers = brokers
    self.settings = settings.cleanedUp
  }

  /// What the topic has cost so far.
  mutating func cost(_ books: KafkaBooks, until now: Instant) -> Dollars {
    switch brokers {
    case .m5Large, .m7gLarge, .t3Small: return storage(books, until: now)
    case .expressM7gLarge: return Prices.mskExpressIn.dollars(bytes: books.bytesWritten)
    case .serverless:
      return Prices.mskServerlessPartition.dollars(for: settings.partitions, during: now - .start)
        + Prices.mskServerlessIn.dollars(bytes: books.bytesWritten)
        + Prices.mskServerlessOut.dollars(bytes: books.bytesRead)
    }
  }

  private mutating func storage(_ books: KafkaBooks, until now: Instant) -> Dollars {
    kept.append(Written(until: now, bytes: books.bytesWritten - writtenBefore))
    writtenBefore = books.bytesWritten
    takeOut(books.bytesCompacted - compactedBefore)
    compactedBefore = books.bytesCompacted
    kept.removeAll { $0.bytes == 0 || $0.until + settings.retention <= now }
    let most = settings.retentionBytes.map { $0 * settings.partitions } ?? Int.max
    let bytes = min(kept.reduce(0) { $0 + $1.bytes }, most) * settings.replicationFactor
    volume.change(by: bytes - volume.bytes, at: now)
    return volume.cost(Prices.mskStorage, until: now)
  }

  /// Takes out what was compacted, as if it were what had been written first.
  private mutating func takeOut(_ bytes: Int) {
    var rest = bytes
    for place in kept.indices where rest > 0 {
      let taken = min(rest, kept[place].bytes)
      kept[place].bytes -= taken
      rest -= taken
    }
  }
}
