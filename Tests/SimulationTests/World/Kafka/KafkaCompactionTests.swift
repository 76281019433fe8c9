import Simulation
import Testing

@Suite struct `A compacted topic in a world` {
  /// Thirty keys; all members are down from the second minute to the seventh.
  private func town(_ policy: KafkaTopic.CleanupPolicy) -> KafkaTown {
    var town = KafkaTown().struck(.consumerCrash, "packers", for: .minutes(5)) { $0.count = 3 }
    town.shops.message.groups = 30
    town.orders.topic.cleanupPolicy = policy
    town.orders.topic.compaction.segmentTime = .seconds(20)
    return town
  }

  @Test func `lets a slow consumer skip states, which is no loss`() throws {
    let result = try town(.compact).run()
    let outcomes = result.outcomes
    #expect(outcomes.lost == 0)
    #expect(try #require(outcomes.superseded) > 10_000)
    #expect(outcomes.completed + (outcomes.superseded ?? 0) == outcomes.offered)
    // Some were compacted away while a member had them in hand, and were completed.
    #expect(result.sum(.recordsSuperseded, of: "orders") >= outcomes.superseded ?? 0)
    #expect(
      result.sum(.recordsCompacted, of: "orders") > result.sum(.recordsSuperseded, of: "orders"))
    #expect(outcomes.outOfOrder == 0)
    // By their offsets the members were behind by all that they had missed.
    #expect(result.maximum(.sumOffsetLag, of: "orders") > 14_000)
  }

  @Test func `has none superseded where it only deletes`() throws {
    let result = try town(.delete).run()
    #expect(result.outcomes.superseded == nil)
    #expect(result.outcomes.completed == result.outcomes.offered)
    #expect(result.sum(.recordsCompacted, of: "orders") == 0)
  }

  /// One message in ten deletes its key; after a minute the tombstone goes as well.
  @Test func `deletes keys by tombstones`() throws {
    var town = town(.compact)
    town.orders.topic.compaction.deleteRetention = .minutes(1)
    town.shops.message.groups = 5_000
    var update = town.shops.message
    update.weight = 9
    var tombstone = town.shops.message
    tombstone.weight = 1
    tombstone.tombstone = true
    town.shops.messages = [update, tombstone]
    let result = try town.run()
    let outcomes = result.outcomes
    #expect(outcomes.lostByExpiry > 0)
    #expect(outcomes.lost == outcomes.lostByExpiry)
    #expect(
      outcomes.completed + outcomes.lost + (outcomes.superseded ?? 0) == outcomes.offered)
  }

  /// 30,000 records of a kilobyte, three times, are kept for a month; or little more than thirty.
  @Test(arguments: [(KafkaTopic.CleanupPolicy.delete, 80...100), (.compact, 0...20)])
  func `costs what is left of it`(policy: KafkaTopic.CleanupPolicy, megabytes: ClosedRange<Int>)
    throws
  {
    var town = KafkaTown()
    town.shops.message.groups = 30
    town.orders.topic.cleanupPolicy = policy
    town.orders.topic.compaction.segmentTime = .seconds(20)
    town.duration = .hours(1)
    let cost = try #require(try town.run().parts.first { $0.name == "orders" }?.cost)
    // Nine tenths of the hour's storage are that of the end.
    let bytes = cost.amount / 0.10 * 730 * 1_073_741_824
    #expect(megabytes.contains(Int(bytes / 1_000_000)), "\(bytes)")
  }
}

@Suite struct `A bill of Amazon MSK` {
  private func cost(
    of brokers: KafkaClusterSettings.BrokerType, _ name: String, hours: Int = 1
  ) throws -> Dollars? {
    var town = KafkaTown()
    town.cluster.brokerType = brokers
    town.duration = .hours(hours)
    town.shops.until = .start + .minutes(1)
    return try town.run().parts.first { $0.name == name }?.cost
  }

  /// Three brokers for two hours; a serverless cluster has none to pay for, but an hourly price.
  @Test(arguments: [
    (KafkaClusterSettings.BrokerType.m5Large, "1.26"), (.m7gLarge, "1.224"),
    (.t3Small, "0.2736"), (.expressM7gLarge, "2.448"), (.serverless, "1.50"),
  ])
  func `has broker hours`(brokers: KafkaClusterSettings.BrokerType, dollars: String) throws {
    #expect(try cost(of: brokers, "cluster", hours: 2)?.amount == Double(dollars))
  }

  /// 3,000 records of 1,024 bytes, read once.
  @Test func `has the data of express and serverless clusters`() throws {
    let bytes = 3_000 * 1_024
    #expect(
      try cost(of: .expressM7gLarge, "orders") == Prices.mskExpressIn.dollars(bytes: bytes))
    let serverless =
      Prices.mskServerlessPartition.dollars(for: 6, during: .hours(1))
      + Prices.mskServerlessIn.dollars(bytes: bytes)
      + Prices.mskServerlessOut.dollars(bytes: bytes)
    #expect(try cost(of: .serverless, "orders") == serverless)
  }

  /// Three copies of 3,000 KB for an hour but for the first minute, at whose end they are counted.
  @Test func `has the storage of all replicas`() throws {
    let cost = try #require(try cost(of: .m5Large, "orders"))
    let gigabyteHours = 3 * 3_000 * 1_024 / 1_073_741_824.0 * 59 / 60
    #expect(abs(cost.amount - gigabyteHours / 730 * 0.10) < 1e-9)
  }
}
