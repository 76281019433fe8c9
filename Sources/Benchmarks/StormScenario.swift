import ReferenceModels
import Simulation

/// The retry storm as a user would describe it: services with all their rules, metrics and costs.
enum StormScenario {
  private static let queue = "orders"
  private static let deadLetterQueue = "orders-dlq"
  private static let function = "process-order"
  private static let dependency = "payments"

  /// The most batches that an event source mapping without pollers of its own may be limited to.
  private static let mostOfAutomaticScaling = 1_000

  /// The blueprint with the arrivals, workers and times of a bare storm.
  static func blueprint(_ storm: reference_storm_settings) -> Blueprint {
    var blueprint = Blueprint()
    blueprint.seed = storm.seed
    blueprint.duration = Interval(nanoseconds: storm.length_ns)
    blueprint.period = Interval(nanoseconds: storm.period_ns)
    blueprint.accountConcurrency = max(1_000, Int(storm.workers) + 100)
    blueprint.components = [
      .init(name: queue, settings: queueSettings(storm)),
      .init(name: deadLetterQueue, settings: QueueComponentSettings()),
      .init(name: function, settings: functionSettings(storm)),
      .init(name: dependency, settings: dependencySettings(storm)),
    ]
    var guests = ProducerSettings()
    guests.target = queue
    guests.arrivals = .poisson(rate: storm.arrivals_per_second)
    blueprint.producers = [Named("guests", guests)]
    if storm.outage_end_ns > storm.outage_start_ns { blueprint.faults = [hang(storm)] }
    return blueprint
  }

  private static func queueSettings(_ storm: reference_storm_settings) -> QueueComponentSettings {
    var settings = QueueComponentSettings()
    settings.queue.visibilityTimeout = Interval(nanoseconds: storm.visibility_timeout_ns)
    var policy = QueueComponentSettings.RedrivePolicy()
    policy.deadLetterQueue = deadLetterQueue
    policy.maxReceiveCount = Int(storm.maximum_receives)
    settings.redrivePolicy = policy
    settings.latency.send = .constant(0)
    settings.latency.receive = .constant(0)
    return settings
  }

  private static func functionSettings(
    _ storm: reference_storm_settings
  ) -> FunctionComponentSettings {
    var settings = FunctionComponentSettings()
    settings.timeout = Interval(nanoseconds: storm.call_timeout_ns)
    settings.runtime = .none
    settings.overhead = .constant(0)
    settings.environments.reservedConcurrency = Int(storm.workers)
    var source = FunctionComponentSettings.EventSource()
    source.queue = queue
    source.batchSize = 1
    source.backOff = false
    source.maximumConcurrency = min(Int(storm.workers), mostOfAutomaticScaling)
    settings.eventSource = source
    var charge = CallStep()
    charge.target = dependency
    charge.effect = "charge"
    settings.handler = [charge]
    return settings
  }

  private static func dependencySettings(_ storm: reference_storm_settings) -> DependencySettings {
    var settings = DependencySettings()
    settings.latency = .exponential(mean: Double(storm.mean_service_ns) * 1e-9)
    return settings
  }

  private static func hang(_ storm: reference_storm_settings) -> Fault {
    var fault = Fault()
    fault.action = .dependencyHang
    fault.target = dependency
    fault.at = Instant(nanoseconds: storm.outage_start_ns)
    fault.duration = Interval(nanoseconds: storm.outage_end_ns - storm.outage_start_ns)
    return fault
  }
}
