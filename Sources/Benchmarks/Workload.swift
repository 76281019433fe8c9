import Glibc
import ReferenceModels
import Simulation

/// A run whose memory is measured, or whose instructions are counted: alone in a process of its own,
/// which this program starts.
enum Workload: String {
  case nothing
  case hold
  case holdInC
  case bareStorm
  case stormInC
  case stormScenario
  case largeStormInC
  case largeStormScenario
  /// Without an outage.
  case calmHourInC
  case calmTenHoursInC
  case millionMessages
  case tenMillionMessages
  /// With nothing but an outage.
  case backlog
  case twiceTheBacklog
  case sagas
  /// Executions none of which ends.
  case openSagas
  case twiceTheOpenSagas
  case hundredMillionMessagesInC
  case hundredMillionMessages
  /// In which nobody reads.
  case topicBacklog
  case twiceTheTopicBacklog
  case busBacklog
  case twiceTheBusBacklog
  case streamBacklog
  case twiceTheStreamBacklog
  case kafkaBacklog
  case twiceTheKafkaBacklog
  case fifoBacklog
  case twiceTheFIFOBacklog
  case rabbitBacklog
  case twiceTheRabbitBacklog
  case activeBacklog
  case twiceTheActiveBacklog

  /// How many messages there were.
  struct Messages {
    var sent = 0
    /// The most that waited at one time.
    var waiting = 0
  }

  /// Does the work.
  func run() -> Messages {
    switch self {
    case .nothing: Messages()
    case .hold: Self.count(SwiftSide.hold(pending: 1000, holds: 1_000_000))
    case .holdInC: Self.count(ReferenceSide.hold(pending: 1000, holds: 1_000_000))
    case .bareStorm: Messages(sent: SwiftSide.storm(.scaled(1)).outcome.sent)
    case .stormInC: Self.runInC(.scaled(1))
    case .stormScenario: Self.run(.scaled(1))
    case .largeStormInC: Self.runInC(.scaled(10))
    case .largeStormScenario: Self.run(.scaled(10))
    case .calmHourInC: Self.runInC(.scaled(10).withoutOutage)
    case .calmTenHoursInC: Self.runInC(.scaled(10).withoutOutage.lasting(seconds: 36_000))
    case .millionMessages: Self.run(.scaled(1).withoutOutage.inFiftyPeriods(seconds: 10_000))
    case .tenMillionMessages: Self.run(.scaled(1).withoutOutage.inFiftyPeriods(seconds: 100_000))
    case .backlog: Self.run(.scaled(10).lasting(seconds: 600).withoutRecovery)
    case .twiceTheBacklog: Self.run(.scaled(10).lasting(seconds: 1_200).withoutRecovery)
    case .sagas: Self.run(SagaScenario())
    case .openSagas: Self.run(SagaScenario(staysOpen: true))
    case .twiceTheOpenSagas: Self.run(SagaScenario(seconds: 200, staysOpen: true))
    case .hundredMillionMessagesInC: Self.runInC(.scaled(1).lasting(seconds: 1_000_000))
    case .hundredMillionMessages: Self.run(.scaled(1).lasting(seconds: 1_000_000))
    case .topicBacklog: Self.leaveUnread(.topic, minutes: 2)
    case .twiceTheTopicBacklog: Self.leaveUnread(.topic, minutes: 4)
    case .busBacklog: Self.leaveUnread(.bus, minutes: 2)
    case .twiceTheBusBacklog: Self.leaveUnread(.bus, minutes: 4)
    case .streamBacklog: Self.leaveUnread(.stream, minutes: 2)
    case .twiceTheStreamBacklog: Self.leaveUnread(.stream, minutes: 4)
    case .kafkaBacklog: Self.leaveUnread(.kafka, minutes: 2)
    case .twiceTheKafkaBacklog: Self.leaveUnread(.kafka, minutes: 4)
    case .fifoBacklog: Self.leaveUnread(.fifo, minutes: 2)
    case .twiceTheFIFOBacklog: Self.leaveUnread(.fifo, minutes: 4)
    case .rabbitBacklog: Self.leaveUnread(.rabbit, minutes: 2)
    case .twiceTheRabbitBacklog: Self.leaveUnread(.rabbit, minutes: 4)
    case .activeBacklog: Self.leaveUnread(.active, minutes: 2)
    case .twiceTheActiveBacklog: Self.leaveUnread(.active, minutes: 4)
    }
  }

  /// A service at a hundred times the light load, from which nobody reads.
  private static func leaveUnread(
    _ service: ServiceScenario.Service, minutes: Int
  ) -> Messages {
    let scenario = ServiceScenario(
      service: service, load: 100, duration: .minutes(minutes), isRead: false)
    let outcome = SwiftSide.run(scenario).outcome
    if let mistake = outcome.mistake { preconditionFailure(mistake) }
    return Messages(sent: outcome.sent, waiting: outcome.open)
  }

  /// A storm as a scenario; what is open at the end is the most that ever waited if nothing recovers.
  private static func run(_ settings: reference_storm_settings) -> Messages {
    let outcome = SwiftSide.scenario(settings).outcome
    if let mistake = outcome.mistake { preconditionFailure(mistake) }
    return Messages(sent: outcome.sent, waiting: outcome.open)
  }

  private static func run(_ scenario: SagaScenario) -> Messages {
    guard let outcome = SwiftSide.sagas(scenario).outcome else {
      preconditionFailure("the sagas' run failed")
    }
    if let mistake = outcome.mistake { preconditionFailure(mistake) }
    return Messages(sent: outcome.sent, waiting: outcome.open)
  }

  private static func runInC(_ settings: reference_storm_settings) -> Messages {
    let result = reference_storm(settings)
    return Messages(sent: Int(result.sent), waiting: Int(result.peak_visible))
  }

  private static func count(_ trial: Trial<HoldOutcome>) -> Messages {
    Messages(sent: trial.outcome.holds)
  }
}

extension reference_storm_settings {
  private static var second: Int64 { 1_000_000_000 }

  /// The storm of the benchmarks with so many times its load.
  static func scaled(_ load: UInt32) -> Self { reference_storm_settings_scaled(load) }

  fileprivate var withoutOutage: Self {
    var settings = self
    settings.outage_end_ns = outage_start_ns
    return settings
  }

  /// With an outage from the start to the end.
  fileprivate var withoutRecovery: Self {
    var settings = self
    settings.outage_start_ns = 0
    settings.outage_end_ns = length_ns
    return settings
  }

  fileprivate func lasting(seconds: Int64) -> Self {
    var settings = self
    settings.length_ns = seconds * Self.second
    return settings
  }

  /// As long as that in fifty periods, so that it is not the number of periods that takes memory.
  fileprivate func inFiftyPeriods(seconds: Int64) -> Self {
    var settings = lasting(seconds: seconds)
    settings.period_ns = settings.length_ns / 50
    return settings
  }
}
