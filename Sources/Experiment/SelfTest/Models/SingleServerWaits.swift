internal import Simulation

/// The waits of the customers of an M/M/1 queue with service rate one, by Lindley's recursion.
package struct SingleServerWaits: Sendable {
  private let utilisation: Double
  private var draws: RandomStream
  /// The wait of the next customer.
  private var wait: Double

  /// The mean wait in the steady state: ρ / (1 − ρ).
  package var theory: Double { utilisation / (1 - utilisation) }

  /// A queue that is empty at first, or as full as it is in the steady state.
  package init(utilisation: Double, experiment: Int, replication: Int, isSteady: Bool) {
    self.utilisation = utilisation
    draws = RandomStream(
      seed: UInt64(experiment), replication: replication, component: "M/M/1", purpose: "waits")
    wait = 0
    // In the steady state a customer waits with probability ρ, and then exponentially.
    if isSteady, draws.chance(utilisation) { wait = exponential() / (1 - utilisation) }
  }

  /// The next customer's wait (Lindley, 1952).
  package mutating func next() -> Double {
    let current = wait
    wait = max(0, wait + exponential() - exponential() / utilisation)
    return current
  }

  /// The waits of the next customers.
  package mutating func next(_ count: Int) -> [Double] { (0..<count).map { _ in next() } }

  private mutating func exponential() -> Double { -Elementary.log(draws.uniform()) }
}
