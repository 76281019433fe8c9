import Simulation

/// Clients who call a dependency ten times a second and wait a second at most, each placed somewhere.
struct PlacedCalls {
  var clients = Placement()
  var bank = Placement()
  var dependency = DependencySettings()
  var producer = ProducerSettings()
  var faults: [Fault] = []
  var network = NetworkSettings()
  var duration = Interval.minutes(10)

  init(clients: Placement = Placement(), bank: Placement) {
    self.clients = clients
    self.bank = bank
    dependency.latency = .constant(0.01)
    producer.target = "bank"
    producer.arrivals = .constant(rate: 10)
    producer.timeout = .seconds(1)
  }

  /// The calls as a fault of a place strikes them after five minutes, for two.
  func with(
    _ action: FaultAction, _ target: String, _ change: (inout Fault) -> Void = { _ in }
  ) -> PlacedCalls {
    var calls = self
    var fault = Fault()
    fault.action = action
    fault.target = target
    fault.at = .start + .minutes(5)
    fault.duration = .minutes(2)
    change(&fault)
    calls.faults.append(fault)
    return calls
  }

  func run() throws -> RunResult {
    var blueprint = Blueprint()
    blueprint.duration = duration
    blueprint.network = network
    blueprint.components = [.init(name: "bank", settings: dependency)]
    blueprint.producers = [Named("clients", producer)]
    blueprint.placements = [Named("clients", clients), Named("bank", bank)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }

  /// How many calls were answered well in each minute.
  func answered() throws -> [Double] { try run().periods(.sendsAccepted, of: "clients") }
}
