package import Simulation

/// A queueing station made of real components: a Poisson producer calls a dependency that has
/// servers and an endless waiting room.
package struct Station: Sendable {
  /// Customers a second.
  package let arrivalRate: Double
  /// How long a customer is served.
  package let service: Distribution
  /// How many servers there are.
  package let servers: Int
  /// How many customers may wait; `nil` for any number.
  package let waitingRoom: Int?
  /// How long the station is watched.
  package let duration: Interval
  /// How many customers are there from the start.
  package let initial: Int
  /// The seed of its random streams.
  package let seed: UInt64

  /// A station that is empty at first, unless told otherwise.
  package init(
    arrivalRate: Double, service: Distribution, servers: Int = 1, waitingRoom: Int? = nil,
    duration: Interval, initial: Int = 0, seed: UInt64 = 322
  ) {
    self.arrivalRate = arrivalRate
    self.service = service
    self.servers = servers
    self.waitingRoom = waitingRoom
    self.duration = duration
    self.initial = initial
    self.seed = seed
  }

  /// The station as a scenario has it.
  package var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.seed = seed
    blueprint.duration = duration
    blueprint.period = duration
    var dependency = DependencySettings()
    dependency.latency = service
    dependency.concurrency = servers
    dependency.queueLimit = waitingRoom
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
  package func run(_ replication: Int) throws -> Visit {
    var world = World(blueprint, replication: replication)
    return Visit(result: try world.run())
  }

  /// What became of a replication.
  package struct Visit: Sendable {
    /// The whole run.
    package let result: RunResult

    /// The customers in the station, averaged over time.
    package var inSystem: WorldAverage { average("inSystem") }
    /// Those of them who wait.
    package var waiting: WorldAverage { average("waiting") }
    /// The times from arrival to departure of those who have left.
    package var sojourns: Summary {
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
