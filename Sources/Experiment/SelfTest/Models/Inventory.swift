internal import Simulation

/// The inventory of the SSJ library's tutorial (`InventoryCRN`), whose output is published with it.
package struct Inventory: Sendable {
  /// Demand of a day: Poisson with mean 100, by inversion.
  private static let shares: [Double] = {
    var probability = Elementary.exp(-100)
    var share = 0.0
    return (0..<250).map { demand in
      share += probability
      probability *= 100 / Double(demand + 1)
      return share
    }
  }()

  private let reorderPoint: Int
  private let capacity: Int

  /// An inventory that is filled up to its capacity when less than so much is left.
  package init(reorderPoint: Int, capacity: Int) {
    self.reorderPoint = reorderPoint
    self.capacity = capacity
  }

  /// The mean profit of a day over 2,000 days.
  package func profit(replication: Int, stream: String) -> Double {
    var demands = RandomStream(
      seed: 1, replication: replication, component: stream, purpose: "demand")
    var orders = RandomStream(
      seed: 1, replication: replication, component: stream, purpose: "orders")
    var stock = capacity
    var profit = 0.0
    for _ in 0..<2_000 {
      let left = max(0, stock - demand(demands.uniform()))
      profit += 2 * Double(stock - left) - 0.1 * Double(left)
      stock = left
      if left < reorderPoint, orders.uniform() < 0.95 {
        profit -= 10 + Double(capacity - left)
        stock = capacity
      }
    }
    return profit / 2_000
  }

  private func demand(_ draw: Double) -> Int {
    var (low, high) = (0, Self.shares.count)
    while low < high {
      let middle = (low + high) / 2
      if draw < Self.shares[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
