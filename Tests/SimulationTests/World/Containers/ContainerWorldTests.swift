import Simulation
import Testing

@Suite struct `A service that polls` {
  @Test func `handles every message once and leaves nothing behind`() throws {
    let result = try ContainerTown().run()
    #expect(result.outcomes.completed == 6_000)
    #expect(result.effect("packed")?.times == 6_000)
    #expect(result.sum(.messagesHandled, of: "packers") == 6_000)
    #expect(result.sum(.messagesDeleted, of: "parcels") == 6_000)
    #expect(result.books.unanswered == 0)
    #expect(result.books.messages == 0)
  }

  /// Four threads of two tasks at 200 ms are forty messages a second, less a receive for each batch.
  @Test(arguments: [(1, 2_200...2_360), (10, 2_380...2_400)])
  func `is as fast as its threads`(batchSize: Int, range: ClosedRange<Double>) throws {
    var town = ContainerTown()
    town.source.batchSize = batchSize
    town.shop.arrivals = .constant(rate: 60)
    town.shop.until = .start + .minutes(5)
    let result = try town.run()
    let handled = result.periods(.messagesHandled, of: "packers")
    #expect(handled[1..<7].allSatisfy(range.contains), "\(handled)")
  }

  @Test(arguments: [(Interval.zero, 1_000_000), (.seconds(20), 1_000)])
  func `pays for empty receives when it polls short`(wait: Interval, most: Int) throws {
    var town = ContainerTown()
    town.source.waitTime = wait
    town.shop.limit = 1
    town.blueprint.duration = .minutes(5)
    let result = try town.run()
    let empty = result.sum(.emptyReceives, of: "parcels")
    #expect((wait == .zero ? 10_000...most : 100...most).contains(empty), "\(empty)")
  }

  @Test func `shares the processor of a task among its threads`() throws {
    var town = ContainerTown()
    // A vCPU does ten of these a second, and there are two; four threads of each wait for them.
    town.work = .milliseconds(100)
    town.warehouse.latency = .constant(0)
    town.shop.arrivals = .constant(rate: 40)
    town.shop.until = .start + .minutes(5)
    let result = try town.run()
    let handled = result.periods(.messagesHandled, of: "packers")
    #expect(handled[1..<7].allSatisfy { (1_190...1_205).contains($0) }, "\(handled)")
    let used = result.periods(.cpuUtilization, of: "packers", \.average)
    #expect(used[2..<7].allSatisfy { $0 > 99.9 }, "\(used)")
    #expect(used[15] == 0)
  }

  @Test func `leaves a message that failed to its visibility timeout`() throws {
    var town = ContainerTown().struck(.dependencyErrors, "warehouse", for: .seconds(30))
    town.source.batchSize = 1
    let result = try town.run()
    #expect(result.sum(.messagesFailed, of: "packers") > 250)
    #expect(result.outcomes.completed == 6_000)
    #expect(result.maximum(.endToEndLatency, of: World.messagesName) >= 60_000_000_000)
  }

  @Test func `gives up a message whose handler takes too long`() throws {
    var town = ContainerTown()
    town.packers.timeout = .milliseconds(150)
    town.shop.limit = 3
    town.blueprint.duration = .minutes(5)
    let result = try town.run()
    #expect(result.sum(.messagesHandled, of: "packers") == 0)
    #expect(result.sum(.messagesFailed, of: "packers") >= 12)
  }

  /// Ninety seconds of work behind a visibility timeout of sixty.
  @Test(arguments: [(nil, true), (Interval.seconds(30), false)])
  func `keeps what takes longer than the visibility timeout by a heartbeat`(
    heartbeat: Interval?, isRepeated: Bool
  ) throws {
    var town = ContainerTown()
    town.source.heartbeat = heartbeat
    town.source.batchSize = 1
    town.warehouse.latency = .constant(90)
    town.shop.limit = 2
    let result = try town.run()
    #expect(result.outcomes.completed == 2)
    #expect((result.duplicates(of: "packed") > 0) == isRepeated)
  }

  /// One group, so that the second message waits for the first, which takes longer than its timeout.
  @Test func `keeps messages of a FIFO queue by a heartbeat, and sees its backlog`() throws {
    var town = ContainerTown()
    town.parcels.fifo = .init()
    town.source.heartbeat = .seconds(30)
    town.source.batchSize = 1
    town.warehouse.latency = .constant(90)
    town.shop.limit = 2
    var scaling = ContainerServiceSettings.AutoScaling()
    scaling.tracking.target = 1
    town.packers.autoScaling = scaling
    let result = try town.run()
    #expect((result.outcomes.completed, result.duplicates(of: "packed")) == (2, 0))
    #expect(result.maximum(.endToEndLatency, of: World.messagesName) >= 179_000_000_000)
  }

  @Test func `costs its tasks from their placement on`() throws {
    var town = ContainerTown()
    town.blueprint.duration = .hours(1)
    town.shop.limit = 1
    town.packers.cpu = 0.5
    town.packers.memory = 1 << 30
    let result = try town.run()
    // Two tasks for an hour: half of 0.04048 dollars and 0.004445 dollars each.
    #expect(result.parts.first { $0.name == "packers" }?.cost == Dollars("0.04937"))
  }
}

@Suite struct `A task` {
  @Test func `that crashes is replaced, and its messages come back`() throws {
    var town = ContainerTown().struck(.consumerCrash, "packers", for: .seconds(1))
    town.shop.arrivals = .constant(rate: 30)
    let result = try town.run()
    #expect(result.outcomes.completed == 18_000)
    #expect(result.sum(.tasksStarted, of: "packers") == 3)
    #expect(result.sum(.tasksLost, of: "packers") == 1)
    let up = result.periods(.runningTasks, of: "packers", \.maximum)
    #expect(up[2] == 2 && up[3] == 2)
    // What it had in hand waited for its visibility timeout, and was charged again if it was under way.
    #expect((1...4).contains(result.duplicates(of: "packed")))
    #expect(result.maximum(.endToEndLatency, of: World.messagesName) >= 60_000_000_000)
  }

  @Test func `that stands still goes on as if nothing had happened`() throws {
    let result = try ContainerTown().struck(.consumerPause, "packers", for: .minutes(2)).run()
    #expect(result.outcomes.completed == 6_000)
    #expect(result.sum(.tasksStarted, of: "packers") == 2)
    #expect(result.sum(.messagesReceived, of: "parcels") > 6_000)
    #expect(result.books.unanswered == 0)
  }

  /// Of eight tasks two stand still from the third minute to the seventh, and five from the fourth on for
  /// so many minutes: the harder fault wins while it holds, and the end of either is not that of the other.
  @Test(arguments: [(2, [8, 6, 3, 3, 6, 8, 8, 8]), (6, [8, 6, 3, 3, 3, 3, 3, 3])])
  func `that stands still does so for as long as the hardest fault has it`(
    minutes: Int, working: [Int]
  ) throws {
    var town = ContainerTown()
    town.packers.tasks = 8
    town.packers.threads = 1
    town.source.batchSize = 1
    town.warehouse.latency = .constant(1)
    town.parcels.queue.visibilityTimeout = .hours(1)
    town.shop.arrivals = .times(Array(repeating: .start, count: 8 * 600))
    for (count, from, length) in [(2, 3, 4), (5, 4, minutes)] {
      town.blueprint.faults.append(
        .make(.consumerPause, "packers", at: .minutes(from), for: .minutes(length)) {
          $0.count = count
        })
    }
    town.blueprint.duration = .minutes(10)
    let calls = try town.run().periods(.calls, of: "warehouse", \.sum)
    let tasks = calls[2..<10].map { Int((Double($0) / 60).rounded()) }
    #expect(tasks == working)
  }

  @Test func `that stands still sends no heartbeat`() throws {
    var town = ContainerTown().struck(.consumerPause, "packers", for: .minutes(2)) {
      $0.count = 1
    }
    town.source.heartbeat = .seconds(20)
    let result = try town.run()
    #expect(result.sum(.messagesReceived, of: "parcels") > 6_000)
  }

  /// How tasks take being told to stop, and whether that costs repeated work.
  @Test(arguments: [
    (ContainerServiceSettings.StopBehaviour.finish, 0), (.die, 2), (.ignore, 2),
  ])
  func `finishes what it has in hand at a deployment, if it listens`(
    behaviour: ContainerServiceSettings.StopBehaviour, lost: Int
  ) throws {
    var town = ContainerTown().deployed()
    town.packers.onStop = behaviour
    town.shop.arrivals = .constant(rate: 30)
    let result = try town.run()
    #expect(result.outcomes.completed == 18_000)
    #expect(result.sum(.tasksStarted, of: "packers") == 4)
    #expect(result.sum(.tasksLost, of: "packers") == lost)
    #expect((result.duplicates(of: "packed") > 0) == (lost > 0))
    #expect(result.maximum(.runningTasks, of: "packers") == 2)
  }

  @Test func `that cannot finish in time is killed`() throws {
    var town = ContainerTown().deployed()
    town.warehouse.latency = .constant(45)
    town.parcels.queue.visibilityTimeout = .minutes(10)
    town.shop.arrivals = .constant(rate: 0.15)
    let result = try town.run()
    #expect(result.sum(.tasksLost, of: "packers") == 2)
    #expect(result.duplicates(of: "packed") > 0)
  }

  @Test func `of a faulty version fails until it is rolled back`() throws {
    let town = ContainerTown().struck(.containerBadDeploy, "packers", for: .minutes(3)) {
      $0.errorShare = 1
    }
    let result = try town.run()
    let failed = result.periods(.messagesFailed, of: "packers")
    #expect(failed[0..<3].allSatisfy { $0 == 0 })
    #expect(failed[4] > 500 && failed[5] > 500)
    #expect(failed[8..<20].allSatisfy { $0 == 0 }, "\(failed)")
    #expect(result.outcomes.completed == 6_000)
  }

  @Test func `of a faulty version may dawdle`() throws {
    let town = ContainerTown().struck(.containerBadDeploy, "packers", for: .minutes(3)) {
      $0.latencyAddition = .constant(1)
    }
    let result = try town.run()
    #expect(result.maximum(.handlingTime, of: "packers") == 1_200_000_000)
    #expect(result.outcomes.completed == 6_000)
  }

  @Test func `cannot be placed without capacity`() throws {
    var town = ContainerTown().struck(.containerNoCapacity, "packers", for: .minutes(4))
    town.blueprint.faults.append(
      .make(.consumerCrash, "packers", at: .minutes(3), for: .seconds(1)))
    let up = try town.run().periods(.runningTasks, of: "packers", \.maximum)
    #expect(up[4..<7] == [1, 1, 1])
    #expect(up[9] == 2)
  }

  @Test func `takes longer to start while a fault holds`() throws {
    var town = ContainerTown().struck(.containerSlowStart, "packers", for: .minutes(4)) {
      $0.latencyAddition = .constant(120)
    }
    town.blueprint.faults.append(
      .make(.consumerCrash, "packers", at: .minutes(3), for: .seconds(1)))
    let up = try town.run().periods(.runningTasks, of: "packers", \.maximum)
    // Back after 40 s and two minutes more.
    #expect(up[3..<6] == [1, 1, 2])
  }

  @Test func `works more slowly when its processor is throttled`() throws {
    var town = ContainerTown().struck(.containerCPUThrottle, "packers", for: .minutes(4)) {
      $0.capacityLost = 0.9
    }
    town.work = .milliseconds(50)
    let result = try town.run()
    let longest = result.periods(.handlingTime, of: "packers", \.maximum)
    #expect(longest[2] < 300)
    #expect(longest[4] > 600)
    #expect(longest[12] == 0)
    #expect(result.outcomes.completed == 6_000)
  }
}

@Suite struct `Auto-scaling` {
  /// Sixty messages a second, where a task packs twenty.
  private var town: ContainerTown {
    var town = ContainerTown()
    town.shop.arrivals = .constant(rate: 60)
    var scaling = ContainerServiceSettings.AutoScaling()
    scaling.tracking.target = 200
    scaling.tracking.maximum = 8
    town.packers.autoScaling = scaling
    town.blueprint.duration = .minutes(60)
    return town
  }

  @Test func `follows the backlog of each task, late`() throws {
    let result = try town.run()
    let up = result.periods(.runningTasks, of: "packers", \.maximum)
    // Above the target from the first minute on; three points, a minute's delay, 40 s to start.
    #expect(up[0..<4].allSatisfy { $0 == 2 }, "\(up)")
    #expect(up[6] > 4)
    #expect(up.max() == 8)
    // Fifteen minutes after the backlog is gone it scales in, as far as it may.
    #expect(up[59] == 1)
    #expect(result.outcomes.completed == 36_000)
  }

  @Test func `makes no decisions while a fault holds`() throws {
    var town = town
    town.blueprint.faults = [.make(.containerScalingFrozen, "packers", for: .minutes(6))]
    let up = try town.run().periods(.runningTasks, of: "packers", \.maximum)
    #expect(up[0..<8].allSatisfy { $0 == 2 }, "\(up)")
    #expect(up[12] > 2)
  }

  @Test func `follows the processors where that is its metric`() throws {
    var town = town
    town.work = .milliseconds(100)
    town.warehouse.latency = .constant(0)
    town.shop.arrivals = .constant(rate: 30)
    town.packers.autoScaling?.metric = .cpuUtilization
    town.packers.autoScaling?.tracking.target = 60
    let result = try town.run()
    let up = result.periods(.runningTasks, of: "packers", \.maximum)
    #expect(up.max() == 8 || up.max() == 7 || up.max() == 6 || up.max() == 5, "\(up)")
    #expect(up[3] == 2)
    #expect(result.outcomes.completed == 18_000)
  }
}
