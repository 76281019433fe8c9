import Simulation
import Testing

/// How long a schedule keeps at a target that does not take its event.
@Suite struct `A schedule's invocation` {
  private let message = MessageID(slot: 7)

  @Test func `is over when the target accepts it, so long after it was due`() {
    var underway = ScheduledInvocations()
    let name = underway.fire(message, dueAt: .start, at: .start + .seconds(2))
    let sent = underway.begin(name)
    let effect = underway.ended(name, .accepted, draw: 0.5, at: .start + .seconds(3))
    #expect(sent == message)
    #expect(effect == .delivered(after: .seconds(3)))
    #expect(underway.count == 0)
  }

  @Test func `waits between half and all of 1 s, 2 s, 4 s and so on to ten minutes`() {
    var underway = ScheduledInvocations()
    let name = underway.fire(message, dueAt: .start, at: .start)
    var waits: [Interval] = []
    for _ in 0..<12 {
      _ = underway.begin(name)
      guard case .retry(let time) = underway.ended(name, .failed, draw: 1, at: .start) else {
        break
      }
      waits.append(time - .start)
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600].map { .seconds($0) })
  }

  @Test(arguments: [0, 1, 185])
  func `is given up after its last retry`(retries: Int) {
    var settings = ScheduledInvocations.Settings()
    settings.maximumRetryAttempts = retries
    var underway = ScheduledInvocations(settings)
    let name = underway.fire(message, dueAt: .start, at: .start)
    var attempts = 0
    var effect = ScheduledInvocations.Effect.retry(at: .start)
    while case .retry = effect {
      _ = underway.begin(name)
      attempts += 1
      effect = underway.ended(name, .failed, draw: 0.5, at: .start)
    }
    #expect(attempts == retries + 1)
    #expect(effect == .drop)
  }

  @Test func `is given up when the next attempt would come too late`() {
    var settings = ScheduledInvocations.Settings()
    settings.maximumEventAge = .seconds(60)
    settings.hasDeadLetterQueue = true
    var underway = ScheduledInvocations(settings)
    let name = underway.fire(message, dueAt: .start, at: .start)
    _ = underway.begin(name)
    let early = underway.ended(name, .failed, draw: 1, at: .start + .seconds(59))
    _ = underway.begin(name)
    let late = underway.ended(name, .failed, draw: 1, at: .start + .seconds(59))
    #expect(early == .retry(at: .start + .seconds(60)))
    #expect(late == .deadLetter)
    #expect(underway.count == 1)
    underway.deadLettered(name)
    #expect(underway.count == 0)
  }

  @Test func `goes to the dead-letter queue at once where trying again cannot help`() {
    var settings = ScheduledInvocations.Settings()
    settings.hasDeadLetterQueue = true
    var underway = ScheduledInvocations(settings)
    let name = underway.fire(message, dueAt: .start, at: .start)
    _ = underway.begin(name)
    let effect = underway.ended(name, .refused, draw: 0.5, at: .start)
    #expect(effect == .deadLetter)
  }
}
