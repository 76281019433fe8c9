import Simulation
import Testing

private func at(_ seconds: Double) -> Instant { .start + Interval(seconds: seconds) }
private func poller(_ slot: UInt32) -> PollerID { PollerID(slot: slot) }

extension QueuePollers {
  /// A mapping made at the start, with a visibility timeout of 30 s.
  fileprivate init(_ adjust: (inout Settings) -> Void) {
    var settings = Settings()
    adjust(&settings)
    self.init(settings, visibilityTimeout: .seconds(30), at: .start)
  }

  /// Everything that is due at an instant.
  fileprivate mutating func actions(at now: Instant) -> [Action] {
    var actions: [Action] = []
    while let action = nextAction(at: now) { actions.append(action) }
    return actions
  }
}

/// A mapping whose first poller has a batch in the function and whose others wait for messages.
private func mappingWithOneInvocation(
  of count: Int = 1, _ adjust: (inout QueuePollers.Settings) -> Void = { _ in }
) -> QueuePollers {
  var pollers = QueuePollers(adjust)
  _ = pollers.actions(at: .start)
  let action = pollers.received(poller(0), count, at: .start)
  precondition(action == .invoke(poller(0)), "the first batch did not go out")
  return pollers
}

@Suite struct `Pollers of a queue` {
  @Test(arguments: [(1, 1), (7, 7), (10, 10)])
  func `start as five receives of at most ten messages`(batchSize: Int, maximum: Int) {
    var pollers = QueuePollers { $0.batchSize = batchSize }
    #expect(pollers.nextWakeUp == .start)
    let expected = (0..<5).map {
      QueuePollers.Action.poll(poller($0), maximumMessages: maximum)
    }
    #expect(pollers.actions(at: .start) == expected)
    #expect((pollers.active, pollers.polling, pollers.invoking) == (5, 5, 0))
    #expect(pollers.nextWakeUp == .never)
  }

  @Test func `go round: receive, invoke, delete, receive`() {
    var pollers = mappingWithOneInvocation()
    #expect(pollers.invoking == 1)
    #expect(pollers.invocationEnded(poller(0), .success, at: at(2)) == .deleteAll)
    #expect(pollers.invoking == 0)
    #expect(pollers.settled(poller(0), at: at(2)) == .poll(poller(0), maximumMessages: 10))
    #expect((pollers.active, pollers.polling) == (5, 5))
  }

  @Test(arguments: [
    (BatchOutcome.success, false, QueuePollers.Settlement.deleteAll),
    (.partial(failed: 2), true, .deleteExcept(failed: 2)),
    (.partial(failed: 3), true, .keepAll),
    (.partial(failed: 2), false, .deleteAll),
    (.failure, true, .keepAll),
    (.failure, false, .keepAll),
  ])
  func `delete what the function has done`(
    outcome: BatchOutcome, reports: Bool, settlement: QueuePollers.Settlement
  ) {
    var pollers = mappingWithOneInvocation(of: 3) { $0.reportsBatchItemFailures = reports }
    #expect(pollers.invocationEnded(poller(0), outcome, at: at(1)) == settlement)
  }

  @Test func `hand over at once what a receive brought, without a window`() {
    var pollers = QueuePollers { $0.batchSize = 10 }
    _ = pollers.actions(at: .start)
    #expect(pollers.received(poller(3), 4, at: at(1)) == .invoke(poller(3)))
  }

  @Test func `poll again when the filter let nothing pass`() {
    var pollers = QueuePollers { _ in }
    _ = pollers.actions(at: .start)
    let action = pollers.received(poller(0), 0, filteredOut: 10, at: at(100))
    #expect(action == .poll(poller(0), maximumMessages: 10))
    #expect(pollers.active == 5)
  }

  @Test func `try again ever later when the queue fails`() {
    var pollers = QueuePollers { _ in }
    _ = pollers.actions(at: .start)
    var waits: [Double] = []
    var now = Instant.start
    for _ in 0..<7 {
      #expect(pollers.receiveFailed(poller(0), at: now) == .nothing)
      waits.append((pollers.nextWakeUp - now).seconds)
      now = pollers.nextWakeUp
      #expect(pollers.actions(at: now) == [.poll(poller(0), maximumMessages: 10)])
    }
    #expect(waits == [1, 2, 4, 8, 16, 30, 30])
    _ = pollers.received(poller(0), 0, at: now)
    _ = pollers.receiveFailed(poller(0), at: now)
    #expect(pollers.nextWakeUp == now + .seconds(1))
  }

  @Test func `finish what they have in hand when the mapping is disabled`() {
    var pollers = mappingWithOneInvocation()
    pollers.disable()
    #expect(pollers.received(poller(1), 2, at: at(1)) == .invoke(poller(1)))
    #expect(pollers.received(poller(2), 0, at: at(20)) == .nothing)
    #expect(pollers.invocationEnded(poller(0), .success, at: at(21)) == .deleteAll)
    #expect(pollers.settled(poller(0), at: at(21)) == .nothing)
    #expect((pollers.active, pollers.polling, pollers.invoking) == (3, 2, 1))
    #expect(pollers.nextWakeUp == .never)
    pollers.enable(at: at(30))
    #expect(pollers.actions(at: at(30)).count == 2)
    #expect(pollers.active == 5)
  }
}

@Suite struct `Batches of a poller` {
  @Test func `are gathered until they are full`() {
    var pollers = QueuePollers {
      $0.batchSize = 25
      $0.maximumBatchingWindow = .seconds(5)
    }
    #expect(pollers.actions(at: .start)[0] == .poll(poller(0), maximumMessages: 10))
    #expect(
      pollers.received(poller(0), 10, at: at(1)) == .poll(poller(0), maximumMessages: 10))
    #expect(pollers.received(poller(0), 10, at: at(1)) == .poll(poller(0), maximumMessages: 5))
    #expect(pollers.received(poller(0), 5, at: at(1)) == .invoke(poller(0)))
  }

  @Test(arguments: [(5.999, false), (6.0, true)])
  func `are gathered until the window is over`(second: Double, isInvoked: Bool) {
    var pollers = QueuePollers { $0.maximumBatchingWindow = .seconds(5) }
    _ = pollers.actions(at: .start)
    _ = pollers.received(poller(0), 1, at: at(1))
    let action = pollers.received(poller(0), 1, at: at(second))
    #expect(action == (isInvoked ? .invoke(poller(0)) : .poll(poller(0), maximumMessages: 8)))
  }

  @Test func `wait for the long poll to end, however short the window`() {
    var pollers = QueuePollers { $0.maximumBatchingWindow = .seconds(1) }
    _ = pollers.actions(at: .start)
    _ = pollers.received(poller(0), 1, at: at(1))
    #expect(pollers.received(poller(0), 0, at: at(21)) == .invoke(poller(0)))
  }

  @Test func `are full at six megabytes`() {
    var pollers = QueuePollers {
      $0.batchSize = 1_000
      $0.maximumBatchingWindow = .seconds(300)
    }
    _ = pollers.actions(at: .start)
    let limit = QueuePollers.payloadLimit
    let below = pollers.received(poller(0), 10, bytes: limit - 1, at: at(1))
    #expect(below == .poll(poller(0), maximumMessages: 10))
    #expect(pollers.received(poller(0), 1, bytes: 1, at: at(1)) == .invoke(poller(0)))
  }

  @Test(arguments: [(0, 30, 30), (5, 26, 61), (5, 25, 30), (0, 40, 30)])
  func `have a lease that outlasts window and time-out`(window: Int, timeout: Int, lease: Int) {
    var settings = QueuePollers.Settings()
    settings.maximumBatchingWindow = .seconds(window)
    let actual = settings.visibilityTimeout(
      ofQueue: .seconds(30), functionTimeout: .seconds(timeout))
    #expect(actual == .seconds(lease))
  }

  @Test func `are tried again while throttled, and dropped when their lease ends`() {
    var pollers = mappingWithOneInvocation()
    var now = Instant.start
    for due in [1.0, 3, 7, 15] {
      #expect(pollers.throttled(poller(0), at: now) == .retry(at: at(due)))
      #expect(pollers.invoking == 0)
      now = at(due)
      #expect(pollers.nextWakeUp == now)
      #expect(pollers.actions(at: now) == [.invoke(poller(0))])
    }
    #expect(pollers.throttled(poller(0), at: now) == .retry(at: at(30)))
    #expect(pollers.actions(at: at(29.999)) == [])
    #expect(pollers.actions(at: at(30)) == [.drop(poller(0))])
    // The throttles have cut the limit to two, and five pollers are active.
    #expect(pollers.settled(poller(0), at: at(30)) == .nothing)
  }

  @Test func `hold no more batches than they are allowed, until they are allowed more`() {
    var pollers = QueuePollers { _ in }
    pollers.disable()
    pollers.allow(1)
    pollers.enable(at: .start)
    #expect(pollers.actions(at: .start) == [.poll(poller(0), maximumMessages: 10)])
    #expect(pollers.nextWakeUp == .never)
    pollers.allow(3)
    #expect(pollers.nextWakeUp == .start)
    #expect(pollers.actions(at: at(1)).count == 2)
    pollers.allow(1)
    #expect(pollers.received(poller(0), 0, at: at(2)) == .nothing)
    #expect(pollers.received(poller(1), 0, at: at(2)) == .nothing)
    #expect(pollers.received(poller(2), 0, at: at(2)) == .poll(poller(2), maximumMessages: 10))
  }

  @Test func `are dropped at once if the throttle comes after the lease`() {
    var pollers = mappingWithOneInvocation { $0.backsOff = false }
    #expect(pollers.throttled(poller(0), at: at(30)) == .drop)
    #expect(pollers.settled(poller(0), at: at(30)) == .poll(poller(0), maximumMessages: 10))
  }
}
