import Simulation
import Testing

@Suite struct `A stream in a world` {
  @Test func `hands every record to its reader`() throws {
    let result = try StreamTown().run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.sum(.incomingRecords, of: "clicks") == 30_000)
    #expect(result.sum(.errors, of: "counter") == 0)
    // Asked once a second, it is read half a second after a put on average.
    #expect((.milliseconds(400) ... .milliseconds(700)).contains(result.meanLatency))
  }

  @Test func `reaches a reader with fan-out sooner`() throws {
    var town = StreamTown()
    town.source.enhancedFanOut = true
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect((.milliseconds(70) ... .milliseconds(150)).contains(result.meanLatency))
    #expect(result.longest(.millisBehindLatest, of: "clicks") < .seconds(1))
  }

  @Test func `is read by two functions, each of which gets all of it`() throws {
    var town = StreamTown()
    town.blueprint.components = [.init(name: "other", settings: town.reader)]
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.outcomes.pending == 0)
    let calls = ["counter", "other"].map { result.sum(.invocations, of: $0) }
    #expect(calls.allSatisfy { $0 > 1_000 })
  }

  @Test func `costs its shards by the hour and puts by 25 KB`() throws {
    var town = StreamTown()
    town.duration = .hours(1)
    town.visitors.message.size = .constant(26_000)
    let result = try town.run()
    let part = result.parts.first { $0.name == "clicks" }
    // Four shards for an hour, and 30,000 puts of two units.
    #expect(part?.cost == Dollars("0.06") + Dollars("0.00084"))
  }

  @Test(arguments: [1, 4])
  func `loses nothing when answers to reads get lost`(lanes: Int) throws {
    var town = StreamTown()
    town.source.mapping.parallelizationFactor = lanes
    town.blueprint.faults = [
      .make(.linkLoss, "counter -> clicks", at: .minutes(1), for: .minutes(2)) {
        $0.percentage = 0.5
        $0.noticedAfter = .seconds(1)
      }
    ]
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.outcomes.pending == 0)
  }

  @Test func `grows with its shards`() throws {
    var town = StreamTown()
    town.clicks.stream.shards = 1
    town.visitors.arrivals = .constant(rate: 1_500)
    town.visitors.until = .start + .minutes(3)
    var grow = ManualAction()
    grow.deed = .reshard
    grow.target = "clicks"
    grow.at = .start + .minutes(1)
    grow.shards = 2
    town.blueprint.actions = [grow]
    let result = try town.run()
    // A third is refused until two shards are ready after two minutes.
    let failed = result.sum(.sendsFailed, of: "visitors")
    #expect((55_000...65_000).contains(failed))
    #expect(result.outcomes.completed == 270_000 - failed)
    #expect(result.maximum(.openShards, of: "clicks") == 2)
    #expect(result.notes.map(\.text) == ["stream.reshard clicks"])
  }

  @Test func `splits its fullest shard by hand, and only shards that are open`() throws {
    var town = StreamTown()
    var split = ManualAction()
    split.deed = .splitShard
    split.target = "clicks"
    split.at = .start + .minutes(1)
    var again = split
    again.at = .start + .minutes(1) + .seconds(30)
    town.blueprint.actions = [split, again]
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.maximum(.openShards, of: "clicks") == 5)
    #expect(
      result.notes.map(\.text) == [
        "stream.splitShard clicks",
        "stream.splitShard clicks: refused, 'clicks': "
          + DataStream.ReshardProblem.underWay.rawValue,
      ])
  }

  @Test func `merges its emptiest shards by hand, as long as there are two`() throws {
    var town = StreamTown()
    town.clicks.stream.shards = 2
    town.blueprint.actions = [1, 3].map { minute in
      var merge = ManualAction()
      merge.deed = .mergeShards
      merge.target = "clicks"
      merge.at = .start + .minutes(minute)
      return merge
    }
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.outcomes.outOfOrder == 0)
    let shards = result.periods(.openShards, of: "clicks", \.maximum)
    #expect((shards[0], shards[5]) == (2, 1))
    #expect(
      result.notes.map(\.text) == [
        "stream.mergeShards clicks",
        "stream.mergeShards clicks: refused, 'clicks': "
          + DataStream.ReshardProblem.noSuchShard.rawValue,
      ])
  }

  /// What nobody reads is kept for three days instead of one, or for three and then for one again:
  /// records of the first 26 hours are older than a day in the end.
  @Test(arguments: [(nil as Int?, 0), (1, 1_560), (36, 1_560)])
  func `keeps its records for another time by hand`(backAfter hours: Int?, expired: Int) throws {
    var town = StreamTown()
    town.duration = .hours(50)
    town.visitors.arrivals = .constant(rate: 1.0 / 60)
    town.visitors.until = .start + .hours(48)
    town.counter.environments.reservedConcurrency = 0
    var lengthen = ManualAction()
    lengthen.deed = .setRetention
    lengthen.target = "clicks"
    lengthen.at = .start + .minutes(1)
    lengthen.retentionPeriod = .hours(72)
    var shorten = lengthen
    shorten.at = .start + .hours(hours ?? 0)
    shorten.retentionPeriod = .hours(24)
    town.blueprint.actions = hours == nil ? [lengthen] : [lengthen, shorten]
    let result = try town.run()
    let gone = result.sum(.recordsExpired, of: "clicks")
    #expect(gone == expired)
    // The function has a batch of each shard in hand, with which it goes on trying.
    #expect((gone - 4...gone).contains(result.outcomes.lostByExpiry))
    let part = try #require(result.parts.first { $0.name == "clicks" })
    // Four shards cost a third more for as long as they keep records for more than a day.
    let extended = Double(hours ?? 50) * 4 * 0.020
    #expect(abs(part.cost.amount - 50 * 4 * 0.015 - extended) < 0.01, "\(part.cost)")
  }
}

@Suite struct `An on-demand stream in a world` {
  private var town: StreamTown {
    var town = StreamTown()
    town.clicks.stream.mode = .onDemand
    town.source.mapping.batchSize = 1_000
    town.visitors.message.groups = 4_096
    town.visitors.message.size = .constant(100)
    return town
  }

  @Test func `refuses whoever wants to see to its shards`() throws {
    var town = town
    let deeds: [ManualAction.Deed] = [.reshard, .splitShard, .mergeShards]
    town.blueprint.actions = deeds.map { deed in
      var action = ManualAction()
      (action.deed, action.target, action.shards) = (deed, "clicks", 4)
      action.at = .start + .minutes(1)
      return action
    }
    let result = try town.run()
    let refusal = DataStream.ReshardProblem.onDemand.rawValue
    #expect(
      result.notes.map(\.text)
        == ["reshard", "splitShard", "mergeShards"].map {
          "stream.\($0) clicks: refused, 'clicks': \(refusal)"
        })
    #expect(result.maximum(.openShards, of: "clicks") == 4)
  }

  /// 30,000 records of 100 bytes, each of which counts as a kilobyte on its way in.
  @Test(arguments: [false, true])
  func `costs its time and its data`(hasFanOut: Bool) throws {
    var town = town
    town.source.enhancedFanOut = hasFanOut
    let part = try town.run().parts.first { $0.name == "clicks" }
    let out = hasFanOut ? Prices.kinesisOnDemandFanOut : Prices.kinesisOnDemandOut
    #expect(
      part?.cost
        == Prices.kinesisOnDemand.dollars(during: .minutes(10))
        + Prices.kinesisOnDemandIn.dollars(bytes: 30_000 * 1_024)
        + out.dollars(bytes: 30_000 * 100))
  }
}

@Suite struct `A poison record in a stream` {
  /// One poison record after two minutes.
  private func town(_ change: (inout StreamTown) -> Void = { _ in }) -> StreamTown {
    var town = StreamTown()
    town.blueprint.faults = [
      .make(.producerPoison, "visitors", at: .minutes(2), for: .milliseconds(10))
    ]
    town.source.mapping.batchSize = 10
    change(&town)
    return town
  }

  @Test func `blocks its shard and no other`() throws {
    let result = try town().run()
    // Three shards of four go on.
    #expect((23_000...26_500).contains(result.outcomes.completed))
    #expect(result.outcomes.pending == 30_000 - result.outcomes.completed)
    #expect(result.outcomes.lost == 0)
    #expect(result.longest(.iteratorAge, of: "counter") > .seconds(300))
  }

  @Test func `blocks one lane of several only`() throws {
    let result = try town { $0.source.mapping.parallelizationFactor = 10 }.run()
    #expect((28_500...29_999).contains(result.outcomes.completed))
  }

  @Test func `is found by splitting, and noted down`() throws {
    let result = try town {
      $0.source.mapping.bisectsBatchOnFunctionError = true
      $0.source.mapping.maximumRetryAttempts = 2
      $0.source.onFailure = "notes"
    }.run()
    #expect(result.outcomes.completed == 29_999)
    #expect(result.outcomes.stuck == 1)
    #expect(result.sum(.droppedRecords, of: "counter") == 1)
    #expect(result.sum(.messagesSent, of: "notes") == 1)
  }

  @Test func `takes its batch along when nobody splits it`() throws {
    let result = try town { $0.source.mapping.maximumRetryAttempts = 0 }.run()
    let dropped = result.sum(.droppedRecords, of: "counter")
    #expect((1...10).contains(dropped))
    // Those before it in the batch had been counted when it failed.
    #expect(result.outcomes.lost >= 1 && result.outcomes.lost <= dropped)
    #expect(result.outcomes.completed + result.outcomes.lost == 30_000)
  }

  @Test func `loses nobody else where the function names it`() throws {
    let result = try town {
      $0.source.mapping.reportsBatchItemFailures = true
      $0.source.mapping.bisectsBatchOnFunctionError = true
      $0.source.mapping.maximumRetryAttempts = 1
    }.run()
    #expect(result.outcomes.completed == 29_999)
    #expect(result.outcomes.lost == 1)
  }

  @Test func `is given up for its age`() throws {
    let result = try town { $0.source.mapping.maximumRecordAge = .seconds(60) }.run()
    #expect(result.outcomes.pending == 0)
    #expect(result.outcomes.lost > 0)
    #expect(result.longest(.iteratorAge, of: "counter") <= .seconds(60))
  }

  @Test func `lets those behind it expire when the shard is blocked for its retention`() throws {
    var town = town()
    town.duration = .hours(30)
    town.visitors.arrivals = .constant(rate: 1)
    town.visitors.until = nil
    town.blueprint.faults = [
      .make(.producerPoison, "visitors", at: .minutes(2), for: .seconds(1))
    ]
    let result = try town.run()
    #expect(result.sum(.recordsExpired, of: "clicks") > 0)
    #expect(result.outcomes.lostByExpiry > 0)
    #expect(
      result.outcomes.completed + result.outcomes.lost + result.outcomes.pending
        == result.outcomes.offered)
  }
}
