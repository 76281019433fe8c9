/// What happens in a run from outside the simulation, in order of time.
struct Timetable: Sendable {
  /// Something that happens from outside.
  enum Happening: Hashable, Sendable {
    /// Gauges are sampled.
    case sample
    /// A period ends.
    case periodEnd(isLast: Bool)
    /// A fault begins or ends.
    case faultEdge
    /// Somebody does something by hand.
    case action(Int)

    /// What comes first at one time: the old period is closed before anything new begins.
    fileprivate var rank: Int {
      switch self {
      case .sample: 0
      case .periodEnd: 1
      case .faultEdge: 2
      case .action: 3
      }
    }
  }

  /// A time at which something happens.
  struct Stop: Hashable, Sendable {
    var at: Instant
    var happening: Happening
  }

  /// CloudWatch's services sample their gauges once a minute.
  static let samplingInterval = Interval.minutes(1)

  private let period: Interval
  private let sampling: Interval
  private let end: Instant
  /// Fault edges and actions, the last first.
  private var stops: [Stop]
  private var nextPeriodEnd: Instant
  private var nextSample: Instant

  init(_ blueprint: Blueprint, faults: FaultSchedule) {
    period = blueprint.period
    end = .start + blueprint.duration
    sampling = min(Self.samplingInterval, blueprint.period)
    nextPeriodEnd = min(.start + period, end)
    nextSample = min(.start + sampling, end)
    var edges = Set(faults.windows.flatMap { [$0.start, $0.end] })
    for strike in faults.strikes {
      edges.formUnion([strike.window.start, strike.window.end])
      edges.formUnion(Self.rampEdges(of: strike))
    }
    let actions = blueprint.actions.enumerated().map {
      Stop(at: $1.at, happening: .action($0))
    }
    let last = end
    stops = (edges.map { Stop(at: $0, happening: .faultEdge) } + actions)
      .filter { $0.at < last }.sorted(by: Self.precedes).reversed()
  }

  /// The steps in which the share of a fault that ramps is brought up to date.
  private static func rampEdges(of strike: ActiveFault) -> [Instant] {
    let (fault, window) = (strike.fault, strike.window)
    guard fault.action.isSetInSteps, fault.rampUp > .zero || fault.rampDown > .zero else {
      return []
    }
    let length = window.end - window.start
    return (1..<100).map { window.start + length / 100 * $0 }
  }

  private static func precedes(_ left: Stop, _ right: Stop) -> Bool {
    if left.at != right.at { return left.at < right.at }
    if left.happening.rank != right.happening.rank {
      return left.happening.rank < right.happening.rank
    }
    guard case .action(let first) = left.happening, case .action(let second) = right.happening
    else { return false }
    return first < second
  }

  /// The next thing that happens; nothing after the end of the last period.
  mutating func popNext() -> Stop? {
    let sample = Stop(at: nextSample, happening: .sample)
    let periodEnd = Stop(at: nextPeriodEnd, happening: .periodEnd(isLast: nextPeriodEnd == end))
    var next = Self.precedes(sample, periodEnd) ? sample : periodEnd
    if let stop = stops.last, Self.precedes(stop, next) { next = stop }
    guard next.at != .never else { return nil }
    switch next.happening {
    case .sample: nextSample = next.at == end ? .never : min(next.at + sampling, end)
    case .periodEnd: nextPeriodEnd = next.at == end ? .never : min(next.at + period, end)
    case .faultEdge, .action: stops.removeLast()
    }
    return next
  }
}
