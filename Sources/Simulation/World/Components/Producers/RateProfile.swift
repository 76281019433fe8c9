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

    func rate(at time: Double) -> Double {
      to == from ? from : from + (to - from) * (time - start) / (end - start)
    }
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
        pieces.append(Piece(start: from, end: to, from: rate(at: from), to: rate(at: to)))
      }
    }
  }

  /// The time by which the integral of the rate has grown by `amount` since `time`; nothing when it
  /// never does.
  mutating func advance(_ time: Double, by amount: Double) -> Double? {
    var left = amount
    var time = time
    while current < pieces.count {
      let piece = pieces[current]
      time = max(time, piece.start)
      let (now, end) = (piece.rate(at: time), piece.to)
      let area = (now + end) / 2 * (piece.end - time)
      if area >= left, left >= 0, piece.end > time {
        return time + Self.span(covering: left, from: now, slope: piece.slope)
      }
      left -= max(0, area)
      time = max(time, piece.end)
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

extension RateProfile.Piece {
  fileprivate var slope: Double { end > start ? (to - from) / (end - start) : 0 }
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
