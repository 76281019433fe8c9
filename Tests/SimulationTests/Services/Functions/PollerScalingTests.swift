import Simulation
import Testing

private func at(_ seconds: Double) -> Instant { .start + Interval(seconds: seconds) }

/// A mapping at a queue that never runs dry, with a function that takes as long as told.
private struct Backlog: ~Copyable {
  var pollers: QueuePollers
  /// What is under way, in the order in which it ends: a receive (`nil`) or an invocation.
  var underWay: [(at: Instant, poller: PollerID, isReceive: Bool)] = []
  var receiveTime: Interval
  var invocationTime: Interval
  var mostInvoking = 0
  var batches = 0

  init(
    receiveTime: Interval, invocationTime: Interval,
    scaling: PollerScaling.Mode = .automatic(maximumConcurrency: nil)
  ) {
    var settings = QueuePollers.Settings()
    settings.batchSize = 1
    settings.scaling = scaling
    pollers = QueuePollers(settings, visibilityTimeout: .longest, at: .start)
    self.receiveTime = receiveTime
    self.invocationTime = invocationTime
  }

  mutating func carryOut(_ action: QueuePollers.Action, at now: Instant) {
    switch action {
    case .poll(let id, _): add(id, now + receiveTime, isReceive: true)
    case .invoke(let id): add(id, now + invocationTime, isReceive: false)
    case .drop, .nothing: Issue.record("\(action) with messages in the queue and no error")
    }
    mostInvoking = max(mostInvoking, pollers.invoking)
  }

  mutating func add(_ id: PollerID, _ end: Instant, isReceive: Bool) {
    let index = underWay.lastIndex { $0.at <= end }.map { $0 + 1 } ?? 0
    underWay.insert((end, id, isReceive), at: index)
  }

  mutating func run(
    until end: Instant, _ atStep: (Instant, borrowing QueuePollers) -> Void = { _, _ in }
  ) {
    var now = Instant.start
    while now <= end {
      while let action = pollers.nextAction(at: now) { carryOut(action, at: now) }
      let next = min(underWay.first?.at ?? .never, pollers.nextWakeUp)
      if next > now { atStep(now, pollers) }
      guard next <= end else { return }
      now = next
      while let first = underWay.first, first.at <= now {
        underWay.removeFirst()
        if first.isReceive {
          carryOut(pollers.received(first.poller, 1, at: now), at: now)
        } else {
          batches += 1
          #expect(pollers.invocationEnded(first.poller, .success, at: now) == .deleteAll)
          carryOut(pollers.settled(first.poller, at: now), at: now)
        }
      }
    }
  }
}

@Suite struct `Scaling of pollers` {
  @Test(arguments: [
    (PollerScaling.Mode.automatic(maximumConcurrency: nil), 5, 1_250, 0.2),
    (.automatic(maximumConcurrency: 1_000), 5, 1_000, 0.2),
    (.automatic(maximumConcurrency: 64), 5, 64, 0.2),
    (.automatic(maximumConcurrency: 2), 2, 2, 0.2),
    (.provisioned(minimumPollers: 2, maximumPollers: 200), 20, 2_000, 0.06),
  ])
  func `S3: adds 300 a minute to the first five while messages remain, up to the maximum`(
    mode: PollerScaling.Mode, base: Int, maximum: Int, step: Double
  ) {
    var backlog = Backlog(receiveTime: .zero, invocationTime: .hours(1), scaling: mode)
    var times = 0
    backlog.run(until: at(300)) { now, pollers in
      let steps = Int((now.seconds / step + 1e-9).rounded(.down))
      #expect(pollers.invoking == min(maximum, base + steps))
      times += 1
    }
    #expect(times == maximum - base + 1)
    #expect(backlog.mostInvoking == maximum)
  }

  @Test(arguments: [(60.0, 305), (120, 605), (240, 1_205), (249, 1_250), (400, 1_250)])
  func `grows as steadily with short invocations and receives that take time`(
    seconds: Double, expected: Int
  ) {
    var backlog = Backlog(receiveTime: .milliseconds(20), invocationTime: .seconds(5))
    backlog.run(until: at(seconds) + .milliseconds(20))
    #expect(backlog.pollers.limit == expected)
    #expect(backlog.mostInvoking <= expected)
  }

  @Test(arguments: [2, 3, 5, 17])
  func `never passes the maximum concurrency`(maximum: Int) {
    var backlog = Backlog(
      receiveTime: .milliseconds(5), invocationTime: .milliseconds(300),
      scaling: .automatic(maximumConcurrency: maximum))
    backlog.run(until: at(30))
    #expect(backlog.mostInvoking == maximum)
    #expect(backlog.pollers.active == maximum)
  }

  @Test func `does not grow while a poller waits for messages`() {
    var pollers = QueuePollers(visibilityTimeout: .seconds(30), at: .start)
    var waiting = Fifo<PollerID>()
    func carryOut(_ action: QueuePollers.Action?) {
      if case .poll(let id, _) = action { waiting.append(id) }
    }
    while let action = pollers.nextAction(at: .start) { carryOut(action) }
    // One message a second, of which each takes no time.
    for second in 1...600 {
      while pollers.nextWakeUp <= at(Double(second)) {
        let now = max(pollers.nextWakeUp, at(Double(second - 1)))
        carryOut(pollers.nextAction(at: now))
      }
      guard let id = waiting.popFirst() else { break }
      let now = at(Double(second))
      #expect(pollers.received(id, 1, at: now) == .invoke(id))
      _ = pollers.invocationEnded(id, .success, at: now)
      carryOut(pollers.settled(id, at: now))
    }
    #expect(pollers.active == 5)
  }

  @Test(arguments: [(nil, 2), (64, 5), (3, 3)] as [(Int?, Int)])
  func `falls to two when nothing has come for a minute, unless a maximum is set`(
    maximum: Int?, expected: Int
  ) {
    var settings = QueuePollers.Settings()
    settings.scaling = .automatic(maximumConcurrency: maximum)
    var pollers = QueuePollers(settings, visibilityTimeout: .seconds(30), at: .start)
    var waiting: [PollerID] = []
    while case .poll(let id, _) = pollers.nextAction(at: .start) { waiting.append(id) }
    let started = waiting.count
    for second in [20.0, 40, 60, 80] {
      let answered = waiting
      waiting = []
      for id in answered {
        if case .poll = pollers.received(id, 0, at: at(second)) { waiting.append(id) }
      }
      #expect(waiting.count == (second < 60 ? started : expected))
    }
    // The first message calls all back.
    _ = pollers.received(waiting[0], 1, at: at(81))
    while pollers.nextWakeUp <= at(81) { _ = pollers.nextAction(at: at(81)) }
    #expect(pollers.active == started)
  }

  @Test func `goes back to five when the queue has run dry`() {
    var backlog = Backlog(receiveTime: .zero, invocationTime: .seconds(90))
    backlog.run(until: at(60))
    #expect(backlog.pollers.active == 305)
    var pollers = backlog.pollers
    for invocation in backlog.underWay {
      _ = pollers.invocationEnded(invocation.poller, .success, at: at(90))
      _ = pollers.settled(invocation.poller, at: at(90))
    }
    for slot in 0..<UInt32(305) { _ = pollers.received(PollerID(slot: slot), 0, at: at(110)) }
    #expect((pollers.active, pollers.limit) == (5, 5))
  }

  @Test func `backs off by a tenth, at most once a second, never below two`() {
    var scaling = PollerScaling(.provisioned(minimumPollers: 10, maximumPollers: 10))
    var limits: [Int] = []
    for tenth in 0...40 {
      scaling.backOff(at: at(Double(tenth) / 10))
      limits.append(scaling.limit)
    }
    #expect(limits[0] == 90)
    #expect(limits[9] == 90)
    #expect([limits[10], limits[20], limits[30], limits[40]] == [81, 73, 66, 60])
    for second in 5...100 { scaling.backOff(at: at(Double(second))) }
    #expect(scaling.limit == 2)
  }

  @Test func `grows again thirty seconds after the last error`() {
    var backlog = Backlog(receiveTime: .zero, invocationTime: .hours(1))
    backlog.run(until: at(10))
    var pollers = backlog.pollers
    let ids = backlog.underWay.map(\.poller)
    // An error at ten seconds cuts the 55 to 50, so that five pollers end with their batches.
    for id in ids.prefix(5) {
      #expect(pollers.invocationEnded(id, .failure, at: at(10)) == .keepAll)
      #expect(pollers.settled(id, at: at(10)) == .nothing)
    }
    #expect((pollers.active, pollers.limit) == (50, 50))
    let id = ids[54]
    for second in [30.0, 39.999, 40] {
      _ = pollers.invocationEnded(id, .success, at: at(second))
      #expect(pollers.settled(id, at: at(second)) == .poll(id, maximumMessages: 1))
      #expect(pollers.received(id, 1, at: at(second)) == .invoke(id))
      #expect(pollers.nextWakeUp == (second < 40 ? .never : at(40.2)))
    }
  }
}
