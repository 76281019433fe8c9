/// The reads or the writes that a whole table admits each second.
///
/// On demand, a table takes twice the highest traffic it has had
/// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html).
/// How it measures that is not published. Modelling choice: a peak is the mean of a whole minute,
/// and the limit at most doubles once in 30 minutes, the time the page gives for doubling.
package struct TableThroughput: Sendable {
  private var bucket: TokenBucket
  /// The units a second that are admitted now.
  package private(set) var limit: Int
  private let grows: Bool
  private var minute: Int64 = 0
  private var halvesInMinute = 0
  private var mayGrowAt = Instant.start

  /// The time that must lie between two doublings of an on-demand table.
  package static let growthInterval = Interval.minutes(30)
  /// The time for which provisioned capacity that is not used can be saved up
  /// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html).
  package static let burst = Interval.seconds(300)

  /// The throughput of an on-demand table that took half of `limit` before the run.
  package static func onDemand(limit: Int) -> TableThroughput {
    TableThroughput(limit: limit, burstSeconds: 1, grows: true)
  }

  /// The throughput of a table with provisioned capacity and all its burst credit.
  package static func provisioned(_ units: Int) -> TableThroughput {
    TableThroughput(limit: units, burstSeconds: Int(burst.seconds), grows: false)
  }

  private init(limit: Int, burstSeconds: Int, grows: Bool) {
    self.limit = limit
    self.grows = grows
    bucket = TokenBucket(rate: 2 * limit, burst: 2 * limit * burstSeconds)
  }

  /// Takes the units of an operation, or none if that is more than the table admits.
  package mutating func take(_ units: CapacityUnits, at now: Instant) -> Bool {
    if grows { closeMinute(at: now) }
    guard bucket.take(units.halves, at: now) else { return false }
    halvesInMinute += units.halves
    return true
  }

  /// Puts the units of an operation back that another limit refused.
  package mutating func giveBack(_ units: CapacityUnits) {
    bucket.giveBack(units.halves)
    halvesInMinute -= units.halves
  }

  private mutating func closeMinute(at now: Instant) {
    let current = now.nanoseconds / Interval.minutes(1).nanoseconds
    guard current > minute else { return }
    let wanted = min(2 * halvesInMinute / 120, 2 * limit)
    if wanted > limit, now >= mayGrowAt {
      limit = wanted
      bucket.change(rate: 2 * limit, burst: 2 * limit, at: now)
      mayGrowAt = now + Self.growthInterval
    }
    minute = current
    halvesInMinute = 0
  }
}
