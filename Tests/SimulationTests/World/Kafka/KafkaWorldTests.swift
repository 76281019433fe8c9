import Simulation
import Testing

@Suite struct `A topic in a world` {
  @Test func `hands every record to one member of a group`() throws {
    let result = try KafkaTown().run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.sum(.recordsConsumed, of: "packers") == 30_000)
    #expect(result.duplicates(of: "packed") == 0)
    #expect(result.sum(.rebalances, of: "orders") == 1)
  }

  @Test func `hands every record to each group and to a function`() throws {
    var town = KafkaTown()
    var counter = FunctionComponentSettings()
    var source = FunctionComponentSettings.StreamSource()
    source.stream = "orders"
    counter.streamSource = source
    var work = WorkStep()
    work.time = .constant(0.001)
    counter.handler = [work]
    town.blueprint.components = [
      .init(name: "others", settings: town.packers), .init(name: "counter", settings: counter),
    ]
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.outcomes.pending == 0)
    #expect(result.sum(.recordsConsumed, of: "others") == 30_000)
    #expect(result.sum(.invocations, of: "counter") > 1_000)
  }

  @Test func `costs its brokers by the hour`() throws {
    var town = KafkaTown()
    town.duration = .hours(1)
    let result = try town.run()
    #expect(result.parts.first { $0.name == "cluster" }?.cost == Dollars("0.63"))
  }
}

@Suite struct `A broker of Kafka` {
  private static let acks: [KafkaTopic.Acknowledgement] = [.all, .leader, .none]

  @Test func `may crash without a loss when producers wait for all replicas`() throws {
    let result = try KafkaTown().struck(.kafkaBrokerCrash, "cluster", for: .minutes(3)).run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.duplicates(of: "packed") == 0)
    #expect(result.sum(.leaderElections, of: "orders") == 2)
    #expect(result.sum(.produceErrors, of: "orders") > 0)
    #expect(result.maximum(.offlinePartitions, of: "orders") <= 2)
  }

  @Test func `takes along what was acknowledged too early`() throws {
    var town = KafkaTown()
    town.orders.topic.acknowledgement = .leader
    town.orders.topic.replicationDelay = .seconds(1)
    let result = try town.struck(.kafkaBrokerCrash, "cluster", for: .minutes(3)).run()
    let lost = result.sum(.recordsLost, of: "orders")
    #expect((10...25).contains(lost))
    #expect(result.outcomes.lost == lost)
    #expect(result.outcomes.completed == 30_000 - lost)
  }

  @Test func `loses what nobody waits for while its partitions have no leader`() throws {
    var town = KafkaTown()
    town.orders.topic.acknowledgement = .none
    let result = try town.struck(.kafkaBrokerCrash, "cluster", for: .minutes(3)).run()
    // A third of the partitions for the 10.5 seconds until the election.
    #expect((120...230).contains(result.outcomes.lost))
    #expect(result.sum(.sendsFailed, of: "shops") == 0)
  }

  @Test func `hands over when it is restarted in an orderly way`() throws {
    let result = try KafkaTown().struck(.kafkaBrokerRestart, "cluster", for: .minutes(3)).run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.outcomes.lost == 0)
    #expect(result.sum(.produceErrors, of: "orders") < 200)
  }

  @Test func `leaves too few replicas behind when a second one dies`() throws {
    let result = try KafkaTown().struck(.kafkaBrokerCrash, "cluster", for: .minutes(5)) {
      $0.count = 2
    }.run()
    #expect(result.sum(.sendsFailed, of: "shops") > 5_000)
    #expect(result.sum(.recordsLost, of: "orders") < 100)
    #expect(result.maximum(.underMinimumPartitions, of: "orders") == 6)
    // All that was acknowledged was packed.
    #expect(
      result.outcomes.completed
        == 30_000 - result.sum(.sendsFailed, of: "shops"))
  }

  @Test(arguments: [true, false])
  func `that lags behind leads only if unclean elections are allowed`(
    isUnclean: Bool
  ) throws {
    var town = KafkaTown().struck(.kafkaReplicationPause, "cluster", for: .minutes(3))
    town.orders.topic.minInSyncReplicas = 1
    town.orders.topic.allowsUncleanElection = isUnclean
    town.blueprint.faults.append(
      .make(.kafkaBrokerCrash, "cluster", at: .minutes(4), for: .minutes(2)))
    let result = try town.run()
    #expect((result.sum(.uncleanElections, of: "orders") > 0) == isUnclean)
    // Otherwise nobody leads until the broker comes back after two minutes.
    #expect((result.sum(.produceErrors, of: "orders") > 10_000) == !isUnclean)
  }

  @Test(arguments: [true, false])
  func `does not write twice what its producer sends again, if it may know`(
    isIdempotent: Bool
  ) throws {
    var town = KafkaTown().struck(.linkLoss, "shops -> orders", for: .minutes(2)) {
      $0.percentage = 0.3
      $0.direction = .response
      $0.noticedAfter = .seconds(1)
    }
    town.orders.topic.isIdempotent = isIdempotent
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect((result.duplicates(of: "packed") > 0) == !isIdempotent)
    #expect((result.sum(.recordsDeduplicated, of: "orders") > 0) == isIdempotent)
  }
}

@Suite struct `A member of a group in a world` {
  @Test func `that dies repeats what was not committed`() throws {
    let result = try KafkaTown().struck(.consumerCrash, "packers", for: .minutes(3)).run()
    #expect(result.outcomes.completed == 30_000)
    // The others share its partitions after its session, and it comes back.
    #expect(result.sum(.rebalances, of: "orders") == 3)
    // What lay in its partitions waited until the session had ended.
    let longest = result.total(.recordAge, of: "packers").maximum
    #expect((45_000_000_000...90_000_000_000).contains(longest), "\(longest) ns")
  }

  @Test func `that commits first loses what it had in hand`() throws {
    var town = KafkaTown().struck(.consumerCrash, "packers", for: .minutes(3))
    town.packers.commit = .before
    town.shops.arrivals = .constant(rate: 120)
    let result = try town.run()
    #expect(result.outcomes.lost > 0)
    #expect(result.duplicates(of: "packed") == 0)
    #expect(result.outcomes.completed + result.outcomes.lost == result.outcomes.offered)
  }

  @Test func `that commits now and then repeats up to five seconds of work`() throws {
    var town = KafkaTown().struck(.consumerCrash, "packers", for: .minutes(3))
    town.packers.commit = .auto
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect((1...150).contains(result.duplicates(of: "packed")))
  }

  @Test func `that is slower than its poll interval is put out again and again`() throws {
    var town = KafkaTown()
    town.packers.group.maximumPollInterval = .seconds(5)
    town.shops.arrivals = .constant(rate: 130)
    town.duration = .minutes(12)
    let result = try town.struck(.consumerPause, "packers", for: .seconds(60)) {
      $0.count = 2
    }.run()
    #expect(result.sum(.rebalances, of: "orders") > 2)
    #expect(result.sum(.commitsRejected, of: "orders") > 0)
    #expect(result.duplicates(of: "packed") > 0)
  }

  @Test func `keeps its partitions over a restart if it is static`() throws {
    var town = KafkaTown().struck(.consumerCrash, "packers", for: .seconds(20))
    town.packers.group.isStatic = true
    let result = try town.run()
    #expect(result.outcomes.completed == 30_000)
    #expect(result.sum(.rebalances, of: "orders") == 1)
  }

  @Test func `is blocked by a poison record`() throws {
    let result = try KafkaTown().struck(
      .producerPoison, "shops", for: .milliseconds(20)
    ).run()
    #expect(result.outcomes.lost == 0)
    // Its partition, and the other ones of whoever has it: a member has one batch in hand.
    #expect((4_000...20_000).contains(result.outcomes.pending))
  }

  @Test func `skips a poison record after its retries`() throws {
    var town = KafkaTown().struck(.producerPoison, "shops", for: .milliseconds(20))
    town.packers.retries = 3
    town.packers.deadLetters = "letters"
    let result = try town.run()
    #expect(result.outcomes.completed == 29_999)
    #expect(result.outcomes.stuck == 1)
    #expect(result.sum(.consumerErrors, of: "packers") == 4)
  }
}
