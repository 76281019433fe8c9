/// Says when the messages of an open producer are due, one after the other.
struct ArrivalClock: Sendable {
  /// How due times are found.
  private enum Rhythm: Sendable {
    /// So much operational time after the one before: drawn, or one unit.
    case rate(isRandom: Bool)
    /// The listed times.
    case listed([Instant])
    /// Many at a time.
    case bursts(size: Int, every: Interval)
  }

  private let rhythm: Rhythm
  /// The rate, of arrivals that have one; beside the rhythm, so that it is changed in place.
  private var profile: RateProfile?
  private let start: Instant
  private let end: Instant
  /// The faults by which listed arrivals are dropped or repeated.
  private let faults: [ActiveFault]
  /// The operational time: the integral of the rate up to the last arrival.
  private var arrivalsDue = 0.0
  /// The operational times from one arrival to the next, if they are random.
  private var gaps: UnitExponentials
  /// A beat stands in the middle of its share of time, so that 10/s makes 600 of a minute.
  private static let beforeBeat = -0.5
  private var count = 0
  /// How often the arrival at hand still has to be repeated.
  private var repeats = 0
  /// What is left of an arrival when faults change the rate by a factor that is not whole.
  private var rest = 0.0
  private var last = Instant.start

  /// The clock of a producer, or nothing for users, who have no common one.
  ///
  /// - Parameters:
  ///   - faults: Those that change the producer's rate.
  ///   - draws: Where random arrivals come from, and nothing else.
  init?(
    _ settings: ProducerSettings, faults: [ActiveFault], end: Instant, draws: RandomStream
  ) {
    gaps = UnitExponentials(draws: draws)
    start = settings.start
    self.end = min(settings.until ?? end, end)
    self.faults = faults
    switch settings.arrivals {
    case .constant(let rate):
      rhythm = .rate(isRandom: false)
      arrivalsDue = Self.beforeBeat
      profile = steady(rate)
    case .poisson(let rate):
      rhythm = .rate(isRandom: true)
      profile = steady(rate)
    case .ramp(let ramp):
      arrivalsDue = ramp.isRandom ? 0 : Self.beforeBeat
      rhythm = .rate(isRandom: ramp.isRandom)
      profile = RateProfile(
        from: ramp.from, to: ramp.to, over: ramp.over, start: start, end: self.end, faults: faults)
    case .times(let times): rhythm = .listed(times)
    case .trace(let trace): rhythm = .listed(trace.rows.map(\.at))
    case .bursts(let bursts): rhythm = .bursts(size: bursts.size, every: bursts.every)
    case .users: return nil
    }
  }

  private func steady(_ rate: Double) -> RateProfile {
    RateProfile(from: rate, to: rate, over: .zero, start: start, end: end, faults: faults)
  }

  /// When the next message is due, or nothing when there are no more.
  @inline(__always)
  mutating func next() -> Instant? {
    if case .rate(let isRandom) = rhythm {
      arrivalsDue += isRandom ? gaps.next() : 1
      guard let due = profile?.time(ofTotal: arrivalsDue) else { return nil }
      let instant = Instant.start + Interval(seconds: due)
      return instant < end ? instant : nil
    }
    return nextListed()
  }

  private mutating func nextListed() -> Instant? {
    if repeats > 0 {
      repeats -= 1
      return last
    }
    while let due = listed(count), due < end {
      count += 1
      rest += faults.reduce(1) {
        $1.window.start <= due && due < $1.window.end ? $0 * $1.rateFactor(at: due) : $0
      }
      let times = Int(rest)
      rest -= Double(times)
      if times > 0 {
        repeats = times - 1
        last = due
        return due
      }
    }
    return nil
  }

  private func listed(_ index: Int) -> Instant? {
    switch rhythm {
    case .listed(let times): index < times.count ? times[index] : nil
    case .bursts(let size, let every): start + every * (index / size)
    case .rate: nil
    }
  }
}
