import ReferenceModels
import Simulation

/// What became of a storm's messages.
struct StormOutcome {
  let settings: reference_storm_settings
  let sent: Int
  let deliveries: Int
  let deleted: Int
  let deadLettered: Int
  /// Waiting in the queue at the end.
  let visible: Int
  let inFlight: Int
  /// Calls that timed out.
  let hung: Int
  /// Workers busy at the end.
  let inService: Int
  let peakVisible: Int

  /// What is wrong, if anything, with a storm whose services never fail outside of the outage, whose
  /// load is light before it, and whose calls time out no later than messages become visible again.
  var mistake: String? {
    let seconds = Double(settings.length_ns) * 1e-9
    let outage = Double(settings.outage_end_ns - settings.outage_start_ns)
    let expected = settings.arrivals_per_second * seconds
    let backlog = settings.arrivals_per_second * outage * 1e-9
    let hangs = outage > 0 ? Int(outage) / Int(settings.call_timeout_ns) : 0
    return difference("sent", sent, deleted + deadLettered + visible + inFlight)
      ?? difference("deliveries", deliveries, deleted + hung + inService)
      ?? difference("hung calls", hung, Int(settings.workers) * hangs)
      ?? Confidence.mistake(
        "sent", Double(sent), expected: expected,
        within: Confidence.z999 * expected.squareRoot())
      ?? Confidence.mistake(
        "peak backlog", Double(peakVisible), expected: backlog,
        within: Confidence.z999 * backlog.squareRoot() + Double(settings.workers))
  }

  private func difference(_ name: String, _ value: Int, _ expected: Int) -> String? {
    value == expected ? nil : "\(name): \(value), expected \(expected)"
  }
}

extension Row {
  /// The bare retry storm, every interaction an event, at growing load.
  static func storms(effort: Options.Effort) -> [Row] {
    loads(effort).map { load in
      Row(
        "bare retry storm, load \(load)", in: .millionsPerSecond(of: "messages"),
        goal: .ratioAtLeast(0.8), runLimit: runLimit(load),
        subject: { SwiftSide.storm(.scaled(load)) },
        reference: { ReferenceSide.storm(.scaled(load)) },
        check: \.mistake)
    }
  }

  private static func loads(_ effort: Options.Effort) -> [UInt32] {
    effort == .quick ? [1] : [1, 10, 100]
  }

  /// Large storms take seconds, so that a disturbance of one is a small part of it.
  private static func runLimit(_ load: UInt32) -> Int { load < 100 ? .max : 2 }
}

extension SwiftSide {
  /// The storm on Faultline's bare kernel.
  static func storm(_ settings: reference_storm_settings) -> Trial<StormOutcome> {
    Trial(per: { Double($0.sent) }) {
      var probe = StormProbe(StormProbe.Settings(settings))
      return StormOutcome(settings: settings, result: probe.run())
    }
  }
}

extension StormProbe.Settings {
  init(_ storm: reference_storm_settings) {
    self.init()
    arrivalsPerSecond = storm.arrivals_per_second
    workers = Int(storm.workers)
    meanService = Interval(nanoseconds: storm.mean_service_ns)
    visibilityTimeout = Interval(nanoseconds: storm.visibility_timeout_ns)
    maximumReceives = storm.maximum_receives
    outage =
      Instant(nanoseconds: storm.outage_start_ns)..<Instant(nanoseconds: storm.outage_end_ns)
    callTimeout = Interval(nanoseconds: storm.call_timeout_ns)
    length = Interval(nanoseconds: storm.length_ns)
    period = Interval(nanoseconds: storm.period_ns)
    seed = storm.seed
  }
}

extension StormOutcome {
  init(settings: reference_storm_settings, result: StormProbe.Result) {
    self.init(
      settings: settings, sent: result.sent, deliveries: result.deliveries,
      deleted: result.deleted, deadLettered: result.deadLettered, visible: result.visible,
      inFlight: result.inFlight, hung: result.hung, inService: result.inService,
      peakVisible: result.peakVisible)
  }
}

extension ReferenceSide {
  /// The C storm.
  static func storm(_ settings: reference_storm_settings) -> Trial<StormOutcome> {
    Trial(per: { Double($0.sent) }) {
      StormOutcome(settings: settings, result: reference_storm(settings))
    }
  }
}

extension StormOutcome {
  init(settings: reference_storm_settings, result: reference_storm_result) {
    self.init(
      settings: settings, sent: Int(result.sent), deliveries: Int(result.deliveries),
      deleted: Int(result.deleted), deadLettered: Int(result.dead_lettered),
      visible: Int(result.visible), inFlight: Int(result.in_flight), hung: Int(result.hung),
      inService: Int(result.in_service), peakVisible: Int(result.peak_visible))
  }
}
