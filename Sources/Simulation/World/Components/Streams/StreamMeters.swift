/// What a stream counts in a period, and what it is billed for in the whole run.
struct StreamMeters: Sendable {
  var records = Tally()
  var bytes = Metric.incomingBytes.definition.summary
  var writesThrottled = Tally()
  var readsThrottled = Tally()
  var age = Metric.getRecordsIteratorAge.definition.summary
  var behind = Metric.millisBehindLatest.definition.summary
  var shards = Metric.openShards.definition.summary
  var unread = Metric.unreadRecords.definition.summary
  var unreadInFullest = Metric.unreadInFullestShard.definition.summary
  var expired = Tally()
  /// What the whole run is billed for.
  var usage = StreamUsage()

  mutating func report(to account: inout PeriodAccount) {
    account.take(.incomingRecords, &records)
    account.take(.incomingBytes, &bytes)
    account.take(.writeThroughputExceeded, &writesThrottled)
    account.take(.readThroughputExceeded, &readsThrottled)
    account.take(.getRecordsIteratorAge, &age)
    account.take(.millisBehindLatest, &behind)
    account.take(.openShards, &shards)
    account.take(.unreadRecords, &unread)
    account.take(.unreadInFullestShard, &unreadInFullest)
    account.take(.recordsExpired, &expired)
  }
}

/// What a stream is billed for (https://aws.amazon.com/kinesis/data-streams/pricing/): a provisioned one
/// for its shards and puts, an on-demand one for its time and for what is written and read.
struct StreamUsage: Sendable {
  /// The bytes that a put is billed by.
  static let payloadUnit = 25 * 1_024
  /// The bytes to which an on-demand stream rounds each record up.
  static let onDemandUnit = 1_024

  var mode = DataStream.Mode.provisioned
  /// Units of 25 KB that were put.
  var puts = 0
  /// Kilobytes that were put.
  private var putKilobytes = 0
  /// Bytes that consumers without fan-out have read.
  var readBytes = 0
  /// Bytes that consumers with fan-out were pushed.
  var pushedBytes = 0
  private var shardTime = Interval.zero
  private var fanOutTime = Interval.zero
  private var extendedTime = Interval.zero
  private var keptUntil = Instant.start

  mutating func put(bytes: Int) {
    puts &+= Price.chunks(bytes: bytes, of: Self.payloadUnit)
    putKilobytes &+= Price.chunks(bytes: bytes, of: Self.onDemandUnit)
  }

  /// Counts the time up to now with so many open shards.
  mutating func keep(
    shards: Int, fanOutConsumers: Int, retention: Interval, until now: Instant
  ) {
    let time = now - keptUntil
    shardTime = shardTime + time * shards
    fanOutTime = fanOutTime + time * (shards * fanOutConsumers)
    if retention > .hours(24) { extendedTime = extendedTime + time * shards }
    keptUntil = now
  }

  /// What the usage costs.
  var cost: Dollars {
    switch mode {
    case .provisioned: provisionedCost
    case .onDemand: onDemandCost
    }
  }

  private var onDemandCost: Dollars {
    Prices.kinesisOnDemand.dollars(during: keptUntil - .start)
      + Prices.kinesisOnDemandIn.dollars(bytes: putKilobytes * Self.onDemandUnit)
      + Prices.kinesisOnDemandOut.dollars(bytes: readBytes)
      + Prices.kinesisOnDemandFanOut.dollars(bytes: pushedBytes)
  }

  private var provisionedCost: Dollars {
    var cost =
      Prices.kinesisShard.dollars(during: shardTime) + Prices.kinesisPut.dollars(for: puts)
    if fanOutTime > .zero {
      cost += Prices.kinesisFanOut.dollars(during: fanOutTime)
      cost += Prices.kinesisFanOutData.dollars(bytes: pushedBytes)
    }
    if extendedTime > .zero {
      cost += Prices.kinesisExtendedRetention.dollars(during: extendedTime)
    }
    return cost
  }
}
