import Simulation

/// A queueing station made of real components: a Poisson producer calls a dependency that has
/// servers and an endless waiting room.
struct Station {
  var arrivalRate: Double
  var service: Distribution
  var servers = 1
  var duration: Interval
  /// How many customers are there from the start.
  var initial = 0
  var seed: UInt64 = 322

  var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.seed = seed
    blueprint.duration = duration
    blueprint.period = duration
    var dependency = DependencySettings()
    dependency.latency = service
    dependency.concurrency = servers
    blueprint.components = [.init(name: "station", settings: dependency)]
    var customers = ProducerSettings()
    customers.target = "station"
    customers.arrivals = .poisson(rate: arrivalRate)
    var early = customers
    early.arrivals = .times(Array(repeating: .start, count: initial))
    blueprint.producers = [Named("customers", customers), Named("early", early)]
    return blueprint
  }

  /// One replication.
  func run(_ replication: Int) throws -> Visit {
    var world = World(blueprint, replication: replication)
    return Visit(result: try world.run())
  }

  /// What became of a replication.
  struct Visit {
    let result: RunResult

    /// The customers in the station, averaged over time.
    var inSystem: WorldAverage { average("inSystem") }
    /// Those of them who wait.
    var waiting: WorldAverage { average("waiting") }
    /// The times from arrival to departure of those who have left.
    var sojourns: Summary {
      result.series(.callLatency, of: "station")?.total ?? Summary(keepsPercentiles: true)
    }

    private func average(_ name: String) -> WorldAverage {
      let station = result.parts.first { $0.name == "station" }
      guard let average = station?.averages.first(where: { $0.name == name }) else {
        preconditionFailure("a dependency has no average '\(name)'")
      }
      return average
    }
  }
}
