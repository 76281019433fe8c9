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
      case .giveUp(let message, let reason): words.append("\(message.slot)!\(reason.rawValue)")
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
    #expect(queue.settle(tag, .ack, at: .start) == MessageID(slot: 1))
    #expect(queue.settle(tag, .ack, at: .start) == nil)
    #expect(queue.effects().words == ["2>0"])
  }

  @Test func `puts what comes back where it was`() {
    var queue = queue(prefetch: 3)
    queue.publish(1, 2, 3, 4)
    let tags = queue.effects().tags
    _ = queue.settle(tags[1], .requeue, at: .start)
    _ = queue.settle(tags[0], .requeue, at: .start)
    #expect(queue.effects().words == ["1>0*", "2>0*"])
  }

  @Test func `takes back everything from a channel that closes`() {
    var queue = queue(consumers: 2, prefetch: 2)
    queue.publish(1, 2, 3, 4)
    let tags = queue.effects().tags
    queue.close(0, at: .start)
    #expect(queue.settle(tags[0], .ack, at: .start) == nil)
    #expect(queue.readyCount == 2)
    #expect(queue.consumerCount == 1)
    _ = queue.settle(tags[1], .ack, at: .start)
    _ = queue.settle(tags[3], .ack, at: .start)
    #expect(queue.effects().words == ["1>1*", "3>1*"])
  }

  @Test func `gives up what is rejected`() {
    var queue = queue()
    queue.publish(1)
    let tag = queue.effects().tags[0]
    #expect(queue.settle(tag, .reject, at: .start) == nil)
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
      _ = queue.settle(tag, .requeue, at: .start)
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
      _ = queue.settle(tag, .requeue, at: .start)
    }
    #expect(queue.readyCount == 1)
  }

  @Test func `lets messages expire at its head only`() {
    var queue = queue(consumers: 0)
    _ = queue.publish(MessageID(slot: 1), at: .start)
    _ = queue.publish(MessageID(slot: 2), timeToLive: .seconds(1), at: .start)
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

@Suite struct `A cluster of RabbitMQ` {
  @Test func `elects a new leader when its own dies`() {
    var cluster = RabbitCluster(nodes: 3, electionTime: .seconds(2))
    #expect(cluster.nodeDown(1, at: .start) == false)
    #expect(cluster.availability(of: .quorum, at: .start) == .available)
    cluster.nodeUp(1, at: .start + .seconds(60))
    #expect(cluster.nodeDown(0, at: .start + .seconds(60)) == true)
    let elected = Instant.start + .seconds(62)
    #expect(
      cluster.availability(of: .quorum, at: .start + .seconds(61)) == .electing(until: elected))
    #expect(cluster.availability(of: .quorum, at: elected) == .available)
    #expect(cluster.availability(of: .classic, at: elected) == .unavailable)
  }

  @Test func `stands still without a majority`() {
    var cluster = RabbitCluster(nodes: 3, electionTime: .seconds(2))
    _ = cluster.nodeDown(0, at: .start)
    _ = cluster.nodeDown(1, at: .start)
    #expect(cluster.availability(of: .quorum, at: .start + .hours(1)) == .unavailable)
    cluster.nodeUp(1, at: .start + .hours(1))
    #expect(
      cluster.availability(of: .quorum, at: .start + .hours(1) + .seconds(2)) == .available)
  }
}
