import Experiment
import Scenario
import Simulation
import Testing
import Foundation

@Suite struct `Speed trial` {
  @Test func trial() throws {
    let variants = try CoffeeShop.variants()
    for jobs in [1, 2, 1, 2, 1, 2] {
      var replications = Replications(.fixed(100))
      replications.jobs = jobs
      let start = ContinuousClock.now
      let result = try replications.run(variants)
      print(
        jobs, ContinuousClock.now - start, result.variants.map(\.fingerprint),
        result.variants.map(\.eventCount))
    }
  }
}
