import Simulation
import Testing

@Suite struct `A bulkhead of calls` {
  @Test(arguments: [1, 2, 25])
  func `admits as many calls as it has places and refuses the next`(places: Int) {
    var bulkhead = Bulkhead(.init(maxConcurrentCalls: places))
    let entries = (0...places).map { bulkhead.enter(UInt32($0), at: .start) }
    #expect(entries == Array(repeating: .admitted, count: places) + [.refused])
    #expect(bulkhead.underWay == places)
    #expect(bulkhead.leave() == nil)
    #expect(bulkhead.enter(9, at: .start) == .admitted)
  }

  @Test func `has resilience4j's defaults`() {
    #expect(
      Bulkhead.Policy() == .init(maxConcurrentCalls: 25, maxWait: .zero, maxQueue: .max))
  }

  @Test func `gives the place of a call that ends to the first in line`() {
    var bulkhead = Bulkhead(.init(maxConcurrentCalls: 1, maxWait: .seconds(10)))
    #expect(bulkhead.enter(0, at: second(0)) == .admitted)
    #expect(bulkhead.enter(1, at: second(1)) == .waits(until: second(11)))
    #expect(bulkhead.enter(2, at: second(2)) == .waits(until: second(12)))
    #expect(bulkhead.leave() == 1)
    #expect(bulkhead.leave() == 2)
    #expect(bulkhead.underWay == 1)
    #expect(bulkhead.leave() == nil)
    #expect(bulkhead.underWay == 0)
  }

  @Test func `lets the impatient go at the end of their patience, not before`() {
    var bulkhead = Bulkhead(.init(maxConcurrentCalls: 1, maxWait: .seconds(10)))
    _ = bulkhead.enter(0, at: second(0))
    _ = bulkhead.enter(1, at: second(1))
    _ = bulkhead.enter(2, at: second(2))
    #expect(bulkhead.nextExpiry == second(11))
    #expect(bulkhead.expire(at: second(11) - .nanoseconds(1)) == nil)
    #expect(bulkhead.expire(at: second(11)) == 1)
    #expect(bulkhead.expire(at: second(11)) == nil)
    #expect(bulkhead.leave() == 2)
    #expect(bulkhead.nextExpiry == .never)
  }

  @Test(arguments: [0, 1, 2])
  func `has a line of a bounded length`(room: Int) {
    var bulkhead = Bulkhead(
      .init(maxConcurrentCalls: 1, maxWait: .seconds(1), maxQueue: room))
    let entries = (0..<4).map { bulkhead.enter($0, at: .start) }
    #expect(
      entries == [.admitted] + Array(repeating: .waits(until: second(1)), count: room)
        + Array(repeating: .refused, count: 3 - room))
    #expect(bulkhead.waiting == room)
  }
}

private func second(_ number: Int) -> Instant { .start + .seconds(number) }
