internal import Simulation

/// Runs a function under a Poisson load with exponential service, as the simulator SimFaaS does.
struct PoissonLoad: ~Copyable {
  var arrivals = RandomStream(seed: 1, replication: 0, component: "load", purpose: "arrivals")
  var services = RandomStream(seed: 1, replication: 0, component: "load", purpose: "services")
  var pool = ConcurrencyPool(requestsPerUnit: nil)
  var function: FunctionEnvironments
  /// Ends of invocations, the earliest last.
  var ends: [(at: Instant, environment: EnvironmentID)] = []
  var clock = Instant.start
  var (requests, colds, throttled) = (0, 0, 0)
  var (runningSeconds, idleSeconds) = (0.0, 0.0)

  init() {
    var settings = FunctionEnvironments.Settings()
    settings.idleLifetime = .seconds(600) ... .seconds(600)
    settings.lifetime = .longest ... .longest
    function = FunctionEnvironments(settings)
  }

  /// Lets time pass up to an instant, wake-ups and ends of invocations included.
  mutating func pass(to instant: Instant) {
    while true {
      let end = ends.last?.at ?? .never
      let next = min(instant, end, function.nextWakeUp)
      let seconds = (next - clock).seconds
      runningSeconds += seconds * Double(function.concurrent)
      idleSeconds += seconds * Double(function.idle)
      clock = next
      if function.nextWakeUp == next {
        function.advance(to: next)
      } else if end == next, let done = ends.popLast() {
        function.finish(done.environment, .success, at: next, returningTo: &pool)
      } else {
        return
      }
    }
  }

  mutating func request() {
    requests += 1
    let mean: Double
    let environment: EnvironmentID
    switch function.admit(at: clock, from: &pool, draw: 0.5) {
    case .cold(let id): (environment, mean, colds) = (id, 2.244, colds + 1)
    case .warm(let id): (environment, mean) = (id, 1.991)
    case .throttled, .reinitialised, .provisioned:
      throttled += 1
      return
    }
    let end = clock + Interval(seconds: -mean * Elementary.log(services.uniform()))
    let index = ends.firstIndex { $0.at <= end } ?? ends.count
    ends.insert((end, environment), at: index)
  }

  mutating func run(until end: Instant, rate: Double) {
    while clock < end {
      pass(to: min(end, clock + Interval(seconds: -Elementary.log(arrivals.uniform()) / rate)))
      request()
    }
  }
}
