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
  /// multiplied by the spikes that hold.
  ///
  /// - Parameter spikes: Windows and factors; factors of windows that overlap multiply.
  init(
    from first: Double, to last: Double, over: Interval, start: Instant, end: Instant,
    spikes: [(window: FaultWindow, factor: Double)]
  ) {
    let ramp = (start: start.seconds, end: (start + over).seconds)
    func base(at time: Double) -> Double {
      if over == .zero || time >= ramp.end { return last }
      return first + (last - first) * (time - ramp.start) / (ramp.end - ramp.start)
    }
    var cuts = [start.seconds, end.seconds]
    if over > .zero { cuts.append(ramp.end) }
    for spike in spikes { cuts += [spike.window.start.seconds, spike.window.end.seconds] }
    cuts = cuts.filter { $0 >= start.seconds && $0 <= end.seconds }.sorted()
    for (left, right) in zip(cuts, cuts.dropFirst()) where right > left {
      let middle = (left + right) / 2
      let factor = spikes.reduce(1.0) { product, spike in
        let holds = spike.window.start.seconds <= middle && middle < spike.window.end.seconds
        return holds ? product * spike.factor : product
      }
      pieces.append(
        Piece(
          start: left, end: right, from: base(at: left) * factor,
          to: (over > .zero && right <= ramp.end ? base(at: right) : last) * factor))
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
