import ReferenceModels
import Simulation

/// The retry storm as a user would describe it: services with all their rules, metrics and costs.
struct StormScenario {
  /// The most batches that an event source mapping can be told to work on at a time.
  private static let mostConcurrency = 1_000

  private let storm: reference_storm_settings
  /// How many queues share the arrivals and the workers, each with a function of its own.
  private let queues: Int

  /// The scenario with the arrivals, workers and times of a bare storm, over as few queues as can.
  init(_ storm: reference_storm_settings) {
    self.storm = storm
    queues = (Int(storm.workers) + Self.mostConcurrency - 1) / Self.mostConcurrency
  }

  /// What a run of the scenario depends on.
  var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.seed = storm.seed
    blueprint.duration = Interval(nanoseconds: storm.length_ns)
    blueprint.period = Interval(nanoseconds: storm.period_ns)
    blueprint.accountConcurrency = max(1_000, Int(storm.workers) + 100)
    for number in 0..<queues {
      blueprint.components += [
        .init(name: "orders-\(number)", settings: queue(number)),
        .init(name: "orders-dlq-\(number)", settings: Self.deadLetterQueue),
        .init(name: "process-order-\(number)", settings: function(number)),
      ]
      blueprint.producers.append(Named("guests-\(number)", producer(number)))
    }
    blueprint.components.append(.init(name: "payments", settings: dependency))
    if storm.outage_end_ns > storm.outage_start_ns { blueprint.faults = [hang] }
    return blueprint
  }

  /// Keeps what is moved there for as long as a queue can, so that long storms can be checked, too.
  private static var deadLetterQueue: QueueComponentSettings {
    var settings = QueueComponentSettings()
    settings.queue.messageRetentionPeriod = .days(14)
    return settings
  }

  private func queue(_ number: Int) -> QueueComponentSettings {
    var settings = QueueComponentSettings()
    settings.queue.visibilityTimeout = Interval(nanoseconds: storm.visibility_timeout_ns)
    var policy = QueueComponentSettings.RedrivePolicy()
    policy.deadLetterQueue = "orders-dlq-\(number)"
    policy.maxReceiveCount = Int(storm.maximum_receives)
    settings.redrivePolicy = policy
    settings.latency.send = .constant(0)
    settings.latency.receive = .constant(0)
    return settings
  }

  private func function(_ number: Int) -> FunctionComponentSettings {
    let workers = Int(storm.workers) / queues
    var settings = FunctionComponentSettings()
    settings.timeout = Interval(nanoseconds: storm.call_timeout_ns)
    settings.runtime = .none
    settings.overhead = .constant(0)
    settings.environments.reservedConcurrency = workers
    var source = FunctionComponentSettings.EventSource()
    source.queue = "orders-\(number)"
    source.batchSize = 1
    source.maximumConcurrency = workers
    // The workers of the bare storm do not become fewer either when they meet errors.
    source.backOff = false
    settings.eventSource = source
    var charge = CallStep()
    charge.target = "payments"
    charge.effect = "charge"
    settings.handler = [charge]
    return settings
  }

  private var dependency: DependencySettings {
    var settings = DependencySettings()
    settings.latency = .exponential(mean: Double(storm.mean_service_ns) * 1e-9)
    return settings
  }

  private var hang: Fault {
    var fault = Fault()
    fault.action = .dependencyHang
    fault.target = "payments"
    fault.at = Instant(nanoseconds: storm.outage_start_ns)
    fault.duration = Interval(nanoseconds: storm.outage_end_ns - storm.outage_start_ns)
    return fault
  }

  private func producer(_ number: Int) -> ProducerSettings {
    var settings = ProducerSettings()
    settings.target = "orders-\(number)"
    settings.arrivals = .poisson(rate: storm.arrivals_per_second / Double(queues))
    return settings
  }
}
