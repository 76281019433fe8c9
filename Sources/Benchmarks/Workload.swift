import Glibc
import ReferenceModels
import Simulation

/// A run whose memory is measured: alone in a process of its own, which this program starts.
enum Workload: String {
  case nothing
  case stormInC
  case calmHourInC
  case calmTenHoursInC
  case hundredMillionMessagesInC
  case stormAsScenario
  case bareStorm
  case hold
  case holdInC
  case storm1InC

  /// How many messages there were.
  struct Messages {
    var sent = 0
    /// The most that waited at one time.
    var waiting = 0
  }

  /// Does the work.
  func run() -> Messages {
    switch self {
    case .nothing: return Messages()
    case .stormInC: return Self.storm(in: reference_storm_settings_scaled(10))
    case .calmHourInC: return Self.calm(hours: 1)
    case .calmTenHoursInC: return Self.calm(hours: 10)
    case .hundredMillionMessagesInC:
      var settings = reference_storm_settings_scaled(1)
      settings.length_ns = 1_000_000 * 1_000_000_000
      return Self.storm(in: settings)
    case .stormAsScenario: return Self.scenario(of: reference_storm_settings_scaled(1))
    case .bareStorm: return Self.bare(reference_storm_settings_scaled(1))
    case .storm1InC: return Self.storm(in: reference_storm_settings_scaled(1))
    case .hold:
      return Messages(sent: Int(SwiftSide.hold(pending: 1000, holds: 1_000_000).outcome.seconds))
    case .holdInC:
      return Messages(
        sent: Int(ReferenceSide.hold(pending: 1000, holds: 1_000_000).outcome.seconds))
    }
  }

  private static func scenario(of settings: reference_storm_settings) -> Messages {
    Messages(sent: SwiftSide.scenario(settings).outcome.sent)
  }

  private static func bare(_ settings: reference_storm_settings) -> Messages {
    Messages(sent: SwiftSide.storm(settings).outcome.sent)
  }

  private static func calm(hours: Int64) -> Messages {
    var settings = reference_storm_settings_scaled(10)
    settings.outage_end_ns = settings.outage_start_ns
    settings.length_ns *= hours
    return storm(in: settings)
  }

  private static func storm(in settings: reference_storm_settings) -> Messages {
    let result = reference_storm(settings)
    return Messages(sent: Int(result.sent), waiting: Int(result.peak_visible))
  }
}
