import Simulation
import Testing

@Suite struct `Controlled delay` {
  /// Times and waits in milliseconds, and whether the request is refused.
  private func refusals(_ requests: [(at: Int, wait: Int)]) -> [Bool] {
    var codel = CoDel()
    return requests.map {
      codel.refuses(
        afterWaiting: .milliseconds($0.wait), at: .start + .milliseconds($0.at))
    }
  }

  @Test func `refuses long waits once everybody of an interval has waited too long`() {
    #expect(
      refusals([
        (1, 20), (50, 20), (100, 20),  // Nobody is refused: the first interval is not over.
        (101, 20),  // Everybody has waited: overloaded; the first of an interval is served.
        (102, 20), (103, 11), (104, 10), (105, 6),  // Twice the target is still served.
      ]) == [false, false, false, false, true, true, false, false])
  }

  @Test func `lets a burst pass in which somebody did not wait for long`() {
    #expect(
      refusals([(1, 20), (2, 20), (3, 5), (50, 80), (101, 20), (102, 20)])
        == Array(repeating: false, count: 6))
  }

  @Test func `stops refusing after an interval in which somebody did not wait for long`() {
    #expect(
      refusals([(1, 20), (101, 20), (102, 20), (150, 4), (202, 50), (203, 50)])
        == [false, false, true, false, false, false])
  }
}

@Suite struct `A concurrency limit` {
  @Test func `goes up by one and down to nine tenths by the AIMD rule`() {
    var limit = ConcurrencyLimit(.init(rule: .aimd, initial: 20, minimum: 2, maximum: 30))
    var heights: [Int] = []
    let events: [(latency: Int, inside: Int, failed: Bool)] = [
      (1, 10, false), (1, 9, false), (1, 10, false), (1, 11, false), (5_000, 20, false),
      (5_001, 1, false), (1, 20, true), (1, 1, true),
    ]
    for event in events {
      limit.record(
        latency: .milliseconds(event.latency), inside: event.inside, hasFailed: event.failed)
      heights.append(limit.limit)
    }
    #expect(heights == [21, 21, 21, 22, 23, 20, 18, 16])
  }

  @Test func `stays between its bounds`() {
    var limit = ConcurrencyLimit(.init(rule: .aimd, initial: 3, minimum: 2, maximum: 4))
    for _ in 0..<9 { limit.record(latency: .zero, inside: 4, hasFailed: false) }
    #expect(limit.limit == 4)
    for _ in 0..<9 { limit.record(latency: .zero, inside: 4, hasFailed: true) }
    #expect(limit.limit == 2)
    #expect([0, 1, 2].map { limit.admits(beside: $0) } == [true, true, false])
  }

  @Test func `grows while latency is level and shrinks when it has doubled`() {
    var limit = ConcurrencyLimit(.init(rule: .gradient, initial: 100, minimum: 20, maximum: 200))
    for _ in 0..<10 { limit.record(latency: .milliseconds(10), inside: 60, hasFailed: false) }
    #expect(limit.limit == 108)  // Each answer adds a fifth of four.
    limit.record(latency: .milliseconds(1_000), inside: 60, hasFailed: false)
    #expect(limit.limit == 98)  // 108 × 0.9 + 4 × 0.2: at most half, of which a fifth counts.
    let before = limit.limit
    limit.record(latency: .milliseconds(10), inside: 40, hasFailed: false)
    #expect(limit.limit == before)  // Less than half of the limit is used.
  }
}

@Suite struct `A load shedder` {
  @Test func `refuses at the door by concurrency only`() {
    let concurrency = LoadShedder(
      .init(rule: .concurrency(.init(initial: 2, minimum: 2, maximum: 2))))
    #expect([1, 2].map { concurrency.admits(beside: $0) } == [true, false])
    #expect(concurrency.limit == 2)
    for rule in [LoadShedder.Rule.codel(.init()), .deadline(.seconds(1))] {
      #expect(LoadShedder(.init(rule: rule)).admits(beside: 1_000_000))
      #expect(LoadShedder(.init(rule: rule)).limit == nil)
    }
  }

  @Test(arguments: [(999, false), (1_000, true), (1_001, true)])
  func `drops what nobody waits for any longer`(wait: Int, refuses: Bool) {
    var shedder = LoadShedder(.init(rule: .deadline(.seconds(1))))
    #expect(shedder.refuses(afterWaiting: .milliseconds(wait), at: .start) == refuses)
  }

  @Test func `serves the newest first while too many wait`() {
    let shedder = LoadShedder(.init(rule: .deadline(.seconds(1)), newestFirstAbove: 3))
    #expect([0, 3, 4].map { shedder.servesNewestFirst(of: $0) } == [false, false, true])
    let plain = LoadShedder(.init(rule: .deadline(.seconds(1))))
    #expect(!plain.servesNewestFirst(of: 1_000_000))
  }
}
