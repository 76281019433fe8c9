import Simulation
import Testing

@Suite struct `Random streams` {
  private func stream(
    seed: UInt64 = 322, replication: Int = 0, _ component: String = "orders",
    _ purpose: String = "arrivals"
  ) -> RandomStream {
    RandomStream(seed: seed, replication: replication, component: component, purpose: purpose)
  }

  @Test func `draw the same beside a new component and a new purpose as alone`() {
    var alone = stream()
    let expected = (0..<1_000).map { _ in alone.bits() }

    var newComponent = stream("newcomer")
    var newPurpose = stream("orders", "newcomer")
    var orders = stream()
    let beside = (0..<1_000).map { _ in
      _ = newComponent.bits()
      _ = newPurpose.bits()
      return orders.bits()
    }
    #expect(beside == expected)
  }

  @Test func `differ by seed, replication, component and purpose`() {
    var firsts: [UInt64] = []
    for seed: UInt64 in [0, 1, 2, .max] {
      for replication in 0..<20 {
        for component in ["", "a", "b", "ab", "orders", "orders-dlq"] {
          for purpose in ["", "a", "b", "ab", "arrivals"] {
            var stream = stream(seed: seed, replication: replication, component, purpose)
            firsts.append(stream.bits())
          }
        }
      }
    }
    #expect(Set(firsts).count == firsts.count)
  }

  @Test func `are even along a stream, across streams and over numbered messages`() {
    let key = RandomKey(seed: 1, replication: 0, component: "orders", purpose: "poison")
    var orders = stream()
    let numbers = [
      (0..<65_536).map { _ in orders.uniform() },
      (0..<65_536).map { replication in
        var other = stream(replication: replication)
        return other.uniform()
      },
      (0..<65_536).map { key.uniform(for: $0) },
    ]
    for uniforms in numbers {
      var counts = [Int](repeating: 0, count: 256)
      for u in uniforms { counts[Int(u * 256)] += 1 }
      #expect(ChiSquare.excess(counts).magnitude < 3.3)
      #expect(KolmogorovSmirnov.agreement(uniforms) { $0 } > 0.001)
    }
  }

  @Test func `of two names are not correlated`() {
    var left = stream("orders")
    var right = stream("ordert")
    var cells = [Int](repeating: 0, count: 256)
    for _ in 0..<65_536 { cells[left.below(16) * 16 + right.below(16)] += 1 }
    #expect(ChiSquare.excess(cells).magnitude < 3.3)
  }

  @Test func `draw below a bound evenly, and only zero below one`() {
    var orders = stream()
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<50_000 { counts[orders.below(10)] += 1 }
    #expect(ChiSquare.excess(counts).magnitude < 3.3)
    #expect((0..<10).map { _ in orders.below(1) } == Array(repeating: 0, count: 10))
  }

  @Test func `draw nothing for what is certain`() {
    var orders = stream()
    #expect(!orders.chance(0) && orders.chance(1))
    #expect(orders == stream())
  }
}
