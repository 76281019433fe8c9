import Simulation
import Testing

@Suite struct `Hedged calls` {
  @Test func `send no copy before enough latencies are known`() {
    var hedging = Hedging()
    for number in 1...19 { hedging.record(latency: .milliseconds(number)) }
    #expect(hedging.begin() == nil)
    hedging.record(latency: .milliseconds(20))
    #expect(hedging.begin() == .milliseconds(19))
  }

  @Test func `send a copy after a fixed time from the first call on`() {
    var hedging = Hedging(.init(delay: .after(.milliseconds(50))))
    #expect(hedging.begin() == .milliseconds(50))
  }

  @Test(arguments: [0, 1, 3])
  func `send no more copies of a call than allowed`(copies: Int) {
    var hedging = Hedging(.init(delay: .after(.seconds(1)), copies: copies, budget: 1))
    #expect(hedging.begin() == (copies == 0 ? nil : .seconds(1)))
    let taken = (0...copies).map { hedging.takeCopy(after: $0) }
    #expect(taken == Array(repeating: true, count: copies) + [false])
  }

  @Test func `stay within their budget`() {
    var hedging = Hedging(.init(delay: .after(.seconds(1)), budget: 0.05))
    var copies = 0
    for _ in 0..<1_000 {
      _ = hedging.begin()
      if hedging.takeCopy(after: 0) { copies += 1 }
    }
    #expect(copies == 59)  // Ten were saved up; the first call found no room for its share.
  }
}

@Suite struct `The latest values` {
  @Test func `tell any quantile by nearest rank`() {
    var values = RecentValues(capacity: 100)
    #expect(values.quantile(0.5) == nil)
    for value in (1...100).reversed() { values.insert(Int64(value)) }
    let quantiles = [0, 0.01, 0.011, 0.5, 0.95, 1].map { values.quantile($0) }
    #expect(quantiles == [1, 1, 2, 50, 95, 100])
  }

  @Test func `forget the oldest, equal ones among them`() {
    var values = RecentValues(capacity: 3)
    let maxima = [9, 1, 1, 5, 5, 1].map { (value: Int64) -> Int64? in
      values.insert(value)
      return values.quantile(1)
    }
    #expect(maxima == [9, 9, 9, 5, 5, 5])
    #expect(values.count == 3)
    #expect(values.quantile(0) == 1)
  }
}
