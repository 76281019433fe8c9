import Simulation
import Testing

/// Drives a mapping at random through everything that can happen to it, and keeps books.
private struct RandomDriver: ~Copyable {
  var random: RandomStream
  var pollers: QueuePollers
  var now = Instant.start
  var receiving: [PollerID] = []
  var invoking: [PollerID] = []
  /// Messages received into batches, and those of batches that are over.
  var (taken, released) = (0, 0)
  /// The messages in each poller's batch.
  var batches: [PollerID: Int] = [:]

  init(seed: UInt64, settings: QueuePollers.Settings) {
    random = RandomStream(seed: seed, replication: 0, component: "orders", purpose: "test")
    pollers = QueuePollers(settings, visibilityTimeout: .seconds(30), at: .start)
  }

  mutating func carryOut(_ action: QueuePollers.Action) {
    switch action {
    case .poll(let id, let maximum):
      #expect((1...10).contains(maximum))
      receiving.append(id)
    case .invoke(let id):
      #expect(batches[id, default: 0] > 0)
      invoking.append(id)
    case .drop(let id):
      settle(id)
    case .nothing:
      break  // The poller waits or is no more: its retry or nothing at all will come.
    }
  }

  mutating func settle(_ id: PollerID) {
    released += batches.removeValue(forKey: id) ?? 0
    carryOut(pollers.settled(id, at: now))
  }

  mutating func answerReceive() {
    guard !receiving.isEmpty else { return }
    let id = receiving.remove(at: random.below(receiving.count))
    if random.chance(0.05) {
      return carryOut(pollers.receiveFailed(id, at: now))
    }
    let count = random.chance(0.3) ? 0 : 1 + random.below(3)
    if count > 0 {
      batches[id, default: 0] += count
      taken += count
    }
    carryOut(pollers.received(id, count, at: now))
  }

  mutating func endInvocation() {
    guard !invoking.isEmpty else { return }
    let id = invoking.remove(at: random.below(invoking.count))
    if random.chance(0.2) {
      switch pollers.throttled(id, at: now) {
      case .retry(let due):
        #expect(due > now)
      case .drop:
        settle(id)
      }
    } else {
      let outcomes: [BatchOutcome] = [.success, .success, .partial(failed: 1), .failure]
      _ = pollers.invocationEnded(id, outcomes[random.below(4)], at: now)
      settle(id)
    }
  }

  mutating func step() {
    now = now + Interval(seconds: random.uniform() * (random.chance(0.01) ? 40 : 0.05))
    while pollers.nextWakeUp <= now, let action = pollers.nextAction(at: now) { carryOut(action) }
    switch random.below(100) {
    case 0: pollers.disable()
    case 1...4: pollers.enable(at: now)
    case 5..<55: answerReceive()
    default: endInvocation()
    }
  }

  /// Disables the mapping and lets it finish what it has in hand.
  mutating func windDown() {
    pollers.disable()
    while pollers.nextWakeUp < .never || !receiving.isEmpty || !invoking.isEmpty {
      now = max(now, min(pollers.nextWakeUp, now + .seconds(1)))
      while let action = pollers.nextAction(at: now) { carryOut(action) }
      answerReceive()
      endInvocation()
    }
  }
}

@Suite struct `Laws of pollers` {
  @Test(arguments: [1, 2, 3, 4] as [UInt64], [nil, 2, 7] as [Int?])
  func `never more batches than allowed, and no message forgotten`(seed: UInt64, maximum: Int?) {
    var settings = QueuePollers.Settings()
    settings.scaling = .automatic(maximumConcurrency: maximum)
    settings.batchSize = 4
    settings.maximumBatchingWindow = .seconds(Int(seed) - 1)
    settings.reportsBatchItemFailures = true
    var driver = RandomDriver(seed: seed, settings: settings)
    for _ in 0..<20_000 {
      driver.step()
      #expect(driver.pollers.invoking == driver.invoking.count)
      #expect(driver.pollers.polling == driver.receiving.count)
      #expect(driver.pollers.active >= driver.receiving.count + driver.invoking.count)
      #expect(driver.pollers.active <= maximum ?? 1_250)
      #expect((2...(maximum ?? 1_250)).contains(driver.pollers.limit))
      #expect(driver.taken == driver.released + driver.batches.values.reduce(0, +))
    }
    #expect(driver.released > 1_000)
    driver.windDown()
    #expect(driver.pollers.active == 0)
    #expect(driver.taken == driver.released)
  }
}
