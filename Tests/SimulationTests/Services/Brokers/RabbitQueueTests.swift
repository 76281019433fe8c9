import Simulation
import Testing

private func queue(
  consumers: Int = 1, prefetch: Int = 1,
  _ change: (inout PushQueue.Settings) -> Void = { _ in }
) -> PushQueue {
  var settings = PushQueue.Settings()
  change(&settings)
  var queue = PushQueue(settings)
  for consumer in 0..<consumers { queue.open(consumer, prefetch: prefetch) }
  return queue
}

extension PushQueue {
  fileprivate mutating func publish(_ numbers: UInt32..., at now: Instant = .start) {
    for number in numbers { _ = publish(MessageID(slot: number), at: now) }
  }

  /// What is to be done now, in words: `1>0` delivers, `1>0*` delivers again, `1!rejected` gives up.
  fileprivate mutating func effects(at now: Instant = .start) -> (words: [String], tags: [Tag]) {
    var (words, tags): ([String], [Tag]) = ([], [])
    while let effect = nextEffect(at: now) {
      switch effect {
      case .deliver(let message, let consumer, let tag, let isRedelivered):
        words.append("\(message.slot)>\(consumer)\(isRedelivered ? "*" : "")")
        tags.append(tag)
      case .giveUp(let message, let reason, _):
        words.append("\(message.slot)!\(reason.rawValue)")
      case .confirm(let waiter): words.append("confirm \(waiter)")
      case .lose(let message, let waiter): words.append("lose \(message.slot) \(waiter)")
      case .closeChannel(let consumer): words.append("close \(consumer)")
      }
    }
    return (words, tags)
  }
}

@Suite struct `A queue of RabbitMQ` {
  @Test(arguments: [(1, ["1>0"]), (2, ["1>0", "2>0"]), (0, ["1>0", "2>0", "3>0"])])
  func `pushes as many messages as the prefetch allows`(prefetch: Int, words: [String]) {
    var queue = queue(prefetch: prefetch)
    queue.publish(1, 2, 3)
    #expect(queue.effects().words == words)
    #expect(queue.unacknowledgedCount == words.count)
  }

  @Test func `takes turns among consumers that have room`() {
    var queue = queue(consumers: 2, prefetch: 2)
    queue.publish(1, 2, 3, 4, 5)
    #expect(queue.effects().words == ["1>0", "2>1", "3>0", "4>1"])
  }

  @Test func `pushes the next message when one is acknowledged`() {
    var queue = queue()
    queue.publish(1, 2)
    let tag = queue.effects().tags[0]
    #expect(queue.settle(tag, .ack) == MessageID(slot: 1))
    #expect(queue.settle(tag, .ack) == nil)
    #expect(queue.effects().words == ["2>0"])
  }

  @Test func `puts what comes back where it was`() {
    var queue = queue(prefetch: 3)
    queue.publish(1, 2, 3, 4)
    let tags = queue.effects().tags
    _ = queue.settle(tags[1], .requeue)
    _ = queue.settle(tags[0], .requeue)
    #expect(queue.effects().words == ["1>0*", "2>0*"])
  }

  @Test func `takes back everything from a channel that closes`() {
    var queue = queue(consumers: 2, prefetch: 2)
    queue.publish(1, 2, 3, 4)
    let tags = queue.effects().tags
    queue.close(0, at: .start)
    #expect(queue.settle(tags[0], .ack) == nil)
    #expect(queue.readyCount == 2)
    #expect(queue.consumerCount == 1)
    _ = queue.settle(tags[1], .ack)
    _ = queue.settle(tags[3], .ack)
    #expect(queue.effects().words == ["1>1*", "3>1*"])
  }

  @Test func `gives up what is rejected`() {
    var queue = queue()
    queue.publish(1)
    let tag = queue.effects().tags[0]
    #expect(queue.settle(tag, .reject) == nil)
    #expect(queue.effects().words == ["1!rejected"])
    #expect(queue.count == 0)
  }

  @Test(arguments: [0, 1, 20])
  func `gives up what was delivered more often than its limit`(limit: Int) {
    var queue = queue { $0.deliveryLimit = limit }
    queue.publish(1)
    var deliveries = 0
    while let tag = queue.effects().tags.first {
      deliveries += 1
      _ = queue.settle(tag, .requeue)
      if queue.count == 0 { break }
    }
    #expect(deliveries == limit + 1)
    #expect(queue.effects().words == ["1!delivery_limit"])
  }

  @Test func `delivers for ever where there is no limit`() {
    var queue = queue { $0.deliveryLimit = nil }
    queue.publish(1)
    for _ in 0..<1_000 {
      let tag = queue.effects().tags[0]
      _ = queue.settle(tag, .requeue)
    }
    #expect(queue.readyCount == 1)
  }

  @Test func `lets messages expire at its head only`() {
    var queue = queue(consumers: 0)
    _ = queue.publish(MessageID(slot: 1), at: .start)
    var brief = PushQueue.Publishing()
    brief.timeToLive = .seconds(1)
    _ = queue.publish(MessageID(slot: 2), brief, at: .start)
    queue.advance(to: .start + .seconds(5))
    // It is due, but stands behind one that is not.
    #expect(queue.count == 2)
    queue.open(0, prefetch: 0)
    #expect(queue.effects(at: .start + .seconds(5)).words == ["1>0", "2!expired"])
  }

  @Test func `wakes when its messages expire`() {
    var queue = queue(consumers: 0) { $0.timeToLive = .seconds(10) }
    queue.publish(1)
    #expect(queue.nextWakeUp == .start + .seconds(10))
    queue.advance(to: .start + .seconds(10))
    #expect(queue.effects().words == ["1!expired"])
    #expect(queue.nextWakeUp == .never)
  }

  @Test func `that is full drops its oldest message or refuses the newest`() {
    var dropping = queue(consumers: 0) { $0.maximumLength = 2 }
    dropping.publish(1, 2, 3)
    #expect(dropping.effects().words == ["1!maxlen"])
    #expect(dropping.readyCount == 2)
    var refusing = queue(consumers: 0) {
      $0.maximumLength = 2
      $0.overflow = .rejectPublish
    }
    refusing.publish(1, 2)
    #expect(refusing.publish(MessageID(slot: 3), at: .start) == .refused)
  }

  @Test func `closes the channel of who keeps a message for half an hour`() {
    var queue = queue()
    queue.publish(1)
    _ = queue.effects()
    #expect(queue.nextWakeUp == .start + .minutes(30))
    queue.advance(to: .start + .minutes(30))
    #expect(queue.effects(at: .start + .minutes(30)).words == ["close 0"])
    #expect(queue.readyCount == 1)
  }
}

/// A message that is safe after so many seconds, came by a node, and is waited for under a number.
private func publishing(
  safeAfter seconds: Int64, node: Int = 0, waiter: UInt64 = 0, isPersistent: Bool = true
) -> PushQueue.Publishing {
  var publishing = PushQueue.Publishing()
  publishing.safeAt = .start + .seconds(Int(seconds))
  publishing.node = node
  publishing.waiter = waiter
  publishing.isPersistent = isPersistent
  return publishing
}

@Suite struct `A queue that waits until messages are safe` {
  @Test func `confirms and delivers them then, in their order`() {
    var queue = queue(prefetch: 0)
    _ = queue.publish(MessageID(slot: 1), publishing(safeAfter: 5, waiter: 7), at: .start)
    _ = queue.publish(MessageID(slot: 2), publishing(safeAfter: 3, waiter: 8), at: .start)
    #expect(queue.effects().words == [])
    #expect(queue.count == 2)
    #expect(queue.nextWakeUp == .start + .seconds(5))
    let later = Instant.start + .seconds(5)
    queue.advance(to: later)
    #expect(queue.effects(at: later).words == ["confirm 7", "confirm 8", "1>0", "2>0"])
  }

  @Test(arguments: [
    (PushQueue.Senders.nobody, []), (.node(0), ["lose 1 7"]),
    (.everybody, ["lose 1 7", "lose 2 8"]),
  ])
  func `loses those that nobody sends again`(senders: PushQueue.Senders, words: [String]) {
    var queue = queue(consumers: 0)
    _ = queue.publish(MessageID(slot: 1), publishing(safeAfter: 5, waiter: 7), at: .start)
    _ = queue.publish(MessageID(slot: 2), publishing(safeAfter: 5, node: 1, waiter: 8), at: .start)
    queue.loseUnsafe(from: senders)
    #expect(queue.effects().words == words)
    queue.advance(to: .start + .hours(1))
    #expect(queue.readyCount == 0)
    queue.thaw(at: .start + .hours(1))
    queue.advance(to: .start + .hours(1))
    #expect(queue.readyCount == 2 - words.count)
  }

  @Test func `restarts without what was not persistent, delivered or not`() {
    var queue = queue(prefetch: 2)
    for number in UInt32(1)...4 {
      let isPersistent = number % 2 == 0
      _ = queue.publish(
        MessageID(slot: number), publishing(safeAfter: 0, isPersistent: isPersistent), at: .start)
    }
    #expect(queue.effects().words == ["1>0", "2>0"])
    queue.restart(at: .start)
    #expect(queue.effects().words == ["lose 3 0", "lose 1 0"])
    queue.open(0, prefetch: 0)
    #expect(queue.effects().words == ["2>0*", "4>0"])
  }

  @Test func `sweeps what has expired behind others`() {
    var queue = queue(consumers: 0)
    queue.publish(1)
    var brief = PushQueue.Publishing()
    brief.timeToLive = .seconds(1)
    _ = queue.publish(MessageID(slot: 2), brief, at: .start)
    queue.sweepExpired(at: .start + .seconds(2))
    #expect(queue.effects(at: .start + .seconds(2)).words == ["2!expired"])
  }
}

@Suite struct `The books of a queue that pushes` {
  /// Whatever happens in whatever order, a message is in the queue, done, given up or lost.
  @Test(arguments: 0..<20) func `balance at every step`(seed: UInt64) {
    var draws = RandomStream(seed: seed, replication: 0, component: "queue", purpose: "test")
    func upTo(_ limit: Int) -> Int { min(limit - 1, Int(draws.uniform() * Double(limit))) }
    var queue = queue(consumers: 3, prefetch: 2) {
      $0.deliveryLimit = 3
      $0.timeToLive = .seconds(20)
      $0.maximumLength = 15
      $0.consumerTimeout = .seconds(30)
    }
    var (taken, refused, gone) = (0, 0, 0)
    var tags: [PushQueue.Tag] = []
    for step in 0..<400 {
      let now = Instant.start + .seconds(step)
      queue.advance(to: now)
      switch upTo(7) {
      case 0, 1, 2:
        let publishing = publishing(
          safeAfter: Int64(step + upTo(3)), node: upTo(3), isPersistent: upTo(2) == 0)
        switch queue.publish(MessageID(slot: UInt32(step)), publishing, at: now) {
        case .taken: taken += 1
        case .refused: refused += 1
        }
      case 3, 4:
        guard !tags.isEmpty else { break }
        let tag = tags[upTo(tags.count)]
        let settlement = [PushQueue.Settlement.ack, .requeue, .reject][upTo(3)]
        if queue.settle(tag, settlement) != nil { gone += 1 }
      case 5: queue.close(upTo(3), at: now)
      default:
        if upTo(10) == 0 { queue.loseUnsafe(from: .node(upTo(3))) }
        if upTo(10) == 0 { queue.restart(at: now) }
        queue.thaw(at: now)
        for consumer in 0..<3 { queue.open(consumer, prefetch: 2) }
      }
      while let effect = queue.nextEffect(at: now) {
        switch effect {
        case .deliver(_, _, let tag, _): tags.append(tag)
        case .giveUp, .lose: gone += 1
        case .confirm, .closeChannel: break
        }
      }
      #expect(taken == queue.count + gone, "step \(step) of seed \(seed)")
      var held = 0
      queue.visit { _ in held += 1 }
      #expect(held == queue.count)
      for consumer in 0..<3 where !queue.isOpen(consumer) {
        #expect(queue.unacknowledgedCount <= 4)
      }
    }
    #expect(taken > 100 && gone > 50)
  }
}

@Suite struct `A cluster of RabbitMQ` {
  private func seconds(_ count: Int) -> Instant { .start + .seconds(count) }

  @Test func `elects a new leader when a quorum queue's own dies`() {
    var cluster = RabbitCluster(nodes: 3, home: 0, kind: .quorum)
    #expect(cluster.nodeDown(1, electionTime: .seconds(2), at: .start) == false)
    #expect(cluster.availability(at: .start) == .available)
    cluster.nodeUp(1, electionTime: .seconds(2), at: seconds(60))
    #expect(cluster.nodeDown(0, electionTime: .seconds(2), at: seconds(60)) == true)
    #expect(cluster.availability(at: seconds(61)) == .electing(until: seconds(62)))
    #expect(cluster.availability(at: seconds(62)) == .available)
    #expect(cluster.leader == 1)
    #expect(cluster.elections == 1)
  }

  @Test func `keeps a classic queue on its node`() {
    var cluster = RabbitCluster(nodes: 3, home: 4, kind: .classic)
    #expect(cluster.nodeDown(0, electionTime: .seconds(2), at: .start) == false)
    #expect(cluster.availability(at: .start) == .available)
    #expect(cluster.nodeDown(1, electionTime: .seconds(2), at: .start) == true)
    #expect(cluster.availability(at: seconds(100)) == .unavailable)
    cluster.nodeUp(1, electionTime: .seconds(2), at: seconds(100))
    #expect(cluster.availability(at: seconds(100)) == .available)
    #expect(cluster.elections == 0)
  }

  @Test func `stands still without a majority`() {
    var cluster = RabbitCluster(nodes: 3, home: 0, kind: .quorum)
    _ = cluster.nodeDown(0, electionTime: .seconds(2), at: .start)
    _ = cluster.nodeDown(1, electionTime: .seconds(2), at: .start)
    #expect(cluster.availability(at: seconds(3_600)) == .unavailable)
    cluster.nodeUp(1, electionTime: .seconds(2), at: seconds(3_600))
    #expect(cluster.availability(at: seconds(3_602)) == .available)
  }
}

@Suite struct `Connections to a cluster` {
  @Test func `swallow messages until the loss of their node is noticed`() {
    var connections = BrokerConnections(nodes: 3)
    connections.nodeDown(0, noticedAfter: .seconds(5), at: .start)
    #expect(connections.way(ofMessage: 3, at: .start) == .lost(noticedAt: .start + .seconds(5)))
    #expect(connections.way(ofMessage: 3, at: .start + .seconds(5)) == .node(1))
    #expect(connections.way(ofMessage: 5, at: .start) == .node(2))
    #expect(connections.firstUp(from: 0) == 1)
  }

  @Test func `are refused when no node is up`() {
    var connections = BrokerConnections(nodes: 1)
    connections.nodeDown(0, noticedAfter: .zero, at: .start)
    #expect(connections.way(ofMessage: 1, at: .start) == .refused)
    #expect(connections.firstUp(from: 0) == nil)
    connections.nodeUp(0)
    #expect(connections.way(ofMessage: 1, at: .start) == .node(0))
  }
}
