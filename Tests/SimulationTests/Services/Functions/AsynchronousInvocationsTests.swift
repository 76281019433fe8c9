import Simulation
import Testing

private let order = MessageID(slot: 7)
private let event = AsynchronousInvocations.EventID(slot: 0)

private func at(_ seconds: Int) -> Instant { .start + .seconds(seconds) }

@Suite struct `Asynchronous invocations` {
  @Test func `that succeed are done`() {
    var queue = AsynchronousInvocations()
    #expect(queue.nextWakeUp == .never)
    #expect(queue.accept(order, at: at(5)) == .queued)
    #expect(queue.nextWakeUp <= at(5))
    #expect(queue.nextDue(at: at(5)) == .invoke(event, order, enqueuedAt: at(5), attempt: 1))
    #expect(queue.nextDue(at: at(5)) == nil)
    #expect(queue.underWay == 1)
    #expect(queue.ended(event, .success, at: at(6)) == .succeeded(order))
    #expect((queue.waiting, queue.underWay) == (0, 0))
    #expect(queue.nextWakeUp == .never)
  }

  @Test(arguments: [(0, [0]), (1, [0, 60]), (2, [0, 60, 180])])
  func `that fail are retried after one and two minutes`(retries: Int, attempts: [Int]) {
    var settings = AsynchronousInvocations.Settings()
    settings.maximumRetryAttempts = retries
    var queue = AsynchronousInvocations(settings)
    _ = queue.accept(order, at: .start)
    for (index, time) in attempts.enumerated() {
      #expect(
        queue.nextDue(at: at(time))
          == .invoke(event, order, enqueuedAt: .start, attempt: index + 1))
      let disposition = queue.ended(event, .functionError, at: at(time))
      if index + 1 < attempts.count {
        #expect(disposition == .retried(at: at(attempts[index + 1])))
        #expect(queue.nextWakeUp == at(attempts[index + 1]))
        #expect(queue.nextDue(at: at(attempts[index + 1] - 1)) == nil)
      } else {
        #expect(disposition == .discarded(order, .retriesExhausted))
      }
    }
    #expect(queue.waiting == 0)
  }

  @Test func `that are throttled back off from a second to five minutes and use up no retry`() {
    var queue = AsynchronousInvocations()
    _ = queue.accept(order, at: .start)
    var times: [Int] = []
    var now = Instant.start
    for _ in 0..<11 {
      _ = queue.nextDue(at: now)
      guard case .retried(let next) = queue.ended(event, .refused, at: now) else { break }
      times.append(Int((next - now).seconds))
      now = next
    }
    #expect(times == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    _ = queue.nextDue(at: now)
    #expect(queue.ended(event, .functionError, at: now) == .retried(at: now + .minutes(1)))
  }

  @Test func `that grow too old while they wait are discarded when their time is up`() {
    var settings = AsynchronousInvocations.Settings()
    settings.maximumEventAge = .seconds(60)
    var queue = AsynchronousInvocations(settings)
    _ = queue.accept(order, at: .start)
    _ = queue.nextDue(at: .start)
    #expect(queue.ended(event, .functionError, at: at(10)) == .retried(at: at(60)))
    #expect(queue.nextDue(at: at(59)) == nil)
    #expect(queue.nextDue(at: at(60)) == .discard(order, .eventAgeExceeded))
    #expect(queue.nextDue(at: at(60)) == nil)
  }

  @Test func `that grow too old under way are discarded at the end of the attempt`() {
    var settings = AsynchronousInvocations.Settings()
    settings.maximumEventAge = .seconds(60)
    var queue = AsynchronousInvocations(settings)
    _ = queue.accept(order, at: .start)
    _ = queue.nextDue(at: .start)
    #expect(
      queue.ended(event, .functionError, at: at(60)) == .discarded(order, .eventAgeExceeded))
  }

  @Test func `of a function that is switched off are discarded at once`() {
    var queue = AsynchronousInvocations()
    #expect(
      queue.accept(order, at: .start, isSwitchedOff: true) == .discarded(.zeroReservedConcurrency))
    #expect(queue.nextWakeUp == .never)
  }

  @Test func `come in the order of their retries, then of their arrival`() {
    var queue = AsynchronousInvocations()
    for slot: UInt32 in 0..<3 { _ = queue.accept(MessageID(slot: slot), at: .start) }
    _ = queue.nextDue(at: .start)
    _ = queue.ended(event, .refused, at: .start)
    var messages: [MessageID] = []
    while case .invoke(_, let message, _, _) = queue.nextDue(at: at(1)) { messages.append(message) }
    #expect(messages.map(\.slot) == [0, 1, 2])
  }
}
