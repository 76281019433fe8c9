/// How much is stored for how long, for what is billed by the GB-month.
package struct StoredVolume: Hashable, Sendable {
  /// How many bytes are stored now.
  package private(set) var bytes = 0
  private var byteMilliseconds: Int128 = 0
  private var countedUntil = Instant.start

  /// Nothing is stored.
  package init() {}

  /// Counts bytes that come, or go if negative.
  package mutating func change(by count: Int, at now: Instant) {
    countTime(until: now)
    bytes += count
  }

  /// What was stored so far costs.
  package mutating func cost(_ price: Price, until now: Instant) -> Dollars {
    countTime(until: now)
    return price.dollars(byteMilliseconds: byteMilliseconds)
  }

  private mutating func countTime(until now: Instant) {
    byteMilliseconds += Int128(bytes) * Int128((now - countedUntil).nanoseconds / 1_000_000)
    // The rest of a millisecond is counted with the next one.
    countedUntil = countedUntil + .milliseconds(Int((now - countedUntil).nanoseconds / 1_000_000))
  }
}

extension Price {
  /// What storage costs, from the sum of bytes times milliseconds; a month has 730 hours.
  ///
  /// - Precondition: The price is by the GB-month; a GB has 2³⁰ bytes.
  package func dollars(byteMilliseconds: Int128) -> Dollars {
    precondition(unit == .gigabyteMonth, "'\(item)' is not charged by the GB-month")
    let month = Int128(Interval.hours(730).nanoseconds / 1_000_000)
    return dollars.times(byteMilliseconds, dividedBy: Int128(count) * month << 30)
  }
}
