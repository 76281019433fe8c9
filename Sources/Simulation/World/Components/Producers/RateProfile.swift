/// A rate over time as straight pieces, for arrivals whose rate changes.
///
/// Arrivals are made in operational time, in which one arrival is due per unit (Çinlar, 1975): the
/// time at which the integral of the rate has grown by so much. Faults that multiply the rate stretch
/// time and leave the draws alone.
struct RateProfile: Sendable {
  /// A stretch in which the rate goes evenly from one value to another.
  fileprivate struct Piece: Sendable {
    var start: Double
    var end: Double
    var from: Double
    var to: Double
    /// The integral of the rate over all stretches before.
    var before: Double

    var area: Double { (from + to) / 2 * (end - start) }
    var slope: Double { (to - from) / (end - start) }
  }

  private var pieces: [Piece] = []
  /// The piece in which the last arrival fell; arrivals only go forward.
  private var current = 0

  /// A profile that changes from one rate to another over a time, and then stays, within a window,
  /// multiplied by the faults that hold.
  ///
  /// - Parameter faults: Those that multiply the rate; the factors of windows that overlap multiply.
  init(
    from first: Double, to last: Double, over: Interval, start: Instant, end: Instant,
    faults: [ActiveFault]
  ) {
    let ramp = (start: start.seconds, end: (start + over).seconds)
    func base(at time: Double) -> Double {
      if over == .zero || time >= ramp.end { return last }
      return first + (last - first) * (time - ramp.start) / (ramp.end - ramp.start)
    }
    var cuts = [start.seconds, end.seconds] + faults.flatMap(\.kinks)
    if over > .zero { cuts.append(ramp.end) }
    cuts = cuts.filter { $0 >= start.seconds && $0 <= end.seconds }.sorted()
    for (left, right) in zip(cuts, cuts.dropFirst()) where right > left {
      let holding = faults.filter { $0.holds(between: left, and: right) }
      let slopes = holding.count { $0.fault.rampUp > .zero || $0.fault.rampDown > .zero }
      let isRamp = over > .zero && right <= ramp.end
      func rate(at time: Double) -> Double {
        let now = Instant.start + Interval(seconds: time)
        return holding.reduce(isRamp ? base(at: time) : last) { $0 * $1.rateFactor(at: now) }
      }
      // The product of two straight lines is none; short pieces come near enough.
      let parts = slopes + (isRamp ? 1 : 0) > 1 ? 64 : 1
      for part in 0..<parts {
        let from = left + (right - left) * Double(part) / Double(parts)
        let to = left + (right - left) * Double(part + 1) / Double(parts)
        let before = pieces.last.map { $0.before + $0.area } ?? 0
        pieces.append(
          Piece(start: from, end: to, from: rate(at: from), to: rate(at: to), before: before))
      }
    }
  }

  /// The time by which the integral of the rate has grown to an amount, at least that asked for
  /// before; nothing when it never does.
  ///
  /// From the start of a stretch and not from the arrival before, so that a steady beat never drifts.
  mutating func time(ofTotal amount: Double) -> Double? {
    while current < pieces.count {
      let piece = pieces[current]
      let left = amount - piece.before
      if left <= piece.area {
        return piece.start + Self.span(covering: max(0, left), from: piece.from, slope: piece.slope)
      }
      current += 1
    }
    return nil
  }

  /// The time in which a rate that changes evenly covers an area: the smaller root of a square.
  private static func span(covering area: Double, from rate: Double, slope: Double) -> Double {
    if slope == 0 { return rate > 0 ? area / rate : 0 }
    let root = Elementary.squareRoot(max(0, rate * rate + 2 * slope * area))
    return 2 * area / (rate + root)
  }
}

extension ActiveFault {
  /// The times, in seconds, at which the fault begins, ends, or changes how fast it ramps.
  fileprivate var kinks: [Double] {
    let (start, end) = (window.start.seconds, window.end.seconds)
    var kinks = [start, end]
    let (up, down) = (fault.rampUp.seconds, fault.rampDown.seconds)
    if up > 0 { kinks.append(start + up) }
    if down > 0 { kinks.append(end - down) }
    // Where it begins to fade before it has grown to its full share.
    if up > 0, down > 0 { kinks.append((start / up + end / down) / (1 / up + 1 / down)) }
    return kinks.filter { $0 >= start && $0 <= end }
  }

  fileprivate func holds(between left: Double, and right: Double) -> Bool {
    let middle = (left + right) / 2
    return window.start.seconds <= middle && middle < window.end.seconds
  }
}
