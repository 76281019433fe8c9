/// Says when the messages of an open producer are due, one after the other.
struct ArrivalClock: Sendable {
  /// How due times are found.
  private enum Rhythm: Sendable {
    /// So much operational time after the one before: drawn, or one unit.
    case rate(RateProfile, isRandom: Bool)
    /// The listed times.
    case listed([Instant])
    /// Many at a time.
    case bursts(size: Int, every: Interval)
  }

  private var rhythm: Rhythm
  private let start: Instant
  private let end: Instant
  /// The windows in which listed arrivals are dropped or repeated.
  private let spikes: [(window: FaultWindow, factor: Double)]
  private var time: Double
  private var count = 0
  /// How often the arrival at hand still has to be repeated.
  private var repeats = 0
  private var last = Instant.start

  init?(
    _ settings: ProducerSettings, windows: [(window: FaultWindow, factor: Double)], end: Instant
  ) {
    start = settings.start
    self.end = min(settings.until ?? end, end)
    spikes = windows
    time = start.seconds
    switch settings.arrivals {
    case .constant(let rate): rhythm = Self.rate(rate, rate, false, settings, windows, self.end)
    case .poisson(let rate): rhythm = Self.rate(rate, rate, true, settings, windows, self.end)
    case .ramp(let ramp):
      rhythm = .rate(
        RateProfile(
          from: ramp.from, to: ramp.to, over: ramp.over, start: start, end: self.end,
          spikes: windows), isRandom: ramp.isRandom)
    case .times(let times): rhythm = .listed(times)
    case .trace(let trace): rhythm = .listed(trace.rows.map(\.at))
    case .bursts(let bursts): rhythm = .bursts(size: bursts.size, every: bursts.every)
    case .users: return nil
    }
  }

  private static func rate(
    _ from: Double, _ to: Double, _ isRandom: Bool, _ settings: ProducerSettings,
    _ windows: [(window: FaultWindow, factor: Double)], _ end: Instant
  ) -> Rhythm {
    .rate(
      RateProfile(
        from: from, to: to, over: .zero, start: settings.start, end: end, spikes: windows),
      isRandom: isRandom)
  }

  /// When the next message is due, or nothing when there are no more.
  @inline(__always)
  mutating func next(draws: inout RandomStream) -> Instant? {
    if case .rate(var profile, let isRandom) = rhythm {
      let gap = isRandom ? -Elementary.log(draws.uniform()) : 1
      let due = profile.advance(time, by: gap)
      rhythm = .rate(profile, isRandom: isRandom)
      guard let due else { return nil }
      time = due
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
      let factor = spikes.reduce(1.0) {
        $1.window.start <= due && due < $1.window.end ? $0 * $1.factor : $0
      }
      let times = Int(factor + 0.5)
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
