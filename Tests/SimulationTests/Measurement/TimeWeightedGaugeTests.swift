import Simulation
import Testing

@Suite struct `A gauge weighted by time` {
  private func at(_ second: Int) -> Instant { .start + .seconds(second) }

  @Test func `averages the steps by how long they lasted`() {
    var depth = TimeWeightedGauge()
    depth.set(4, at: at(2))
    depth.change(by: -3, at: at(3))
    depth.change(by: 9, at: at(10))
    depth.set(0, at: at(10))
    // 0 for 2 s, 4 for 1 s, 1 for 7 s, 10 for no time, 0 for 10 s.
    #expect(depth.area(at: at(20)) == 11_000_000_000)
    #expect(depth.average(at: at(20)) == 0.55)
    #expect(depth.value == 0)
  }

  @Test func `carries its value into the next window and nothing else`() {
    var depth = TimeWeightedGauge(value: 8)
    depth.set(3, at: at(30))
    depth.startWindow(at: at(60))
    #expect(depth == TimeWeightedGauge(value: 3, at: at(60)))
    #expect(depth.average(at: at(120)) == 3)
  }

  @Test func `has its value for average when no time has passed`() {
    #expect(TimeWeightedGauge(value: 7, at: at(5)).average(at: at(5)) == 7)
  }

  @Test func `obeys Little's law to the nanosecond`() {
    var stream = RandomStream(seed: 3, replication: 0, component: "little", purpose: "visits")
    var visits: [(from: Instant, to: Instant)] = []
    for _ in 0..<200 {
      let from = Instant(nanoseconds: Int64(stream.below(1_000_000)))
      visits.append((from, from + .nanoseconds(stream.below(100_000))))
    }
    let steps =
      visits.map { (at: $0.from, by: 1) } + visits.map { (at: $0.to, by: -1) }
    var present = TimeWeightedGauge()
    for step in steps.sorted(by: { $0.at < $1.at }) { present.change(by: step.by, at: step.at) }
    let timeSpent = visits.reduce(Int128(0)) { $0 + Int128(($1.to - $1.from).nanoseconds) }
    #expect(present.area(at: .start + .seconds(1)) == timeSpent)
    #expect(present.value == 0)
  }
}
