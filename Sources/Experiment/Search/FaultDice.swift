package import Scenario
package import Simulation

/// Draws faults within what a search may draw.
///
/// The parameters of a fault are drawn by their kind, so that a fault that is new to the catalogue can
/// be drawn at once.
package struct FaultDice: Sendable {
  private let space: SearchSpace
  private let begin: Instant
  private let end: Instant
  private let lengths: ClosedRange<Interval>

  /// Dice for a run of some length.
  package init(_ space: SearchSpace, duration: Interval) {
    self.space = space
    begin = space.begin(in: duration)
    end = max(begin + .milliseconds(1), min(space.end(in: duration), .start + duration))
    lengths = space.lengths(in: duration)
  }

  /// Draws a fault of an arm.
  package func fault(of arm: FaultArm, using draws: inout RandomStream) -> Fault {
    var fault = Fault()
    fault.action = arm.action
    fault.target = arm.target
    let length = logarithmic(lengths.lowerBound.seconds, lengths.upperBound.seconds, &draws)
    fault.duration = limited(Interval(seconds: length).rounded)
    let part = (Double(arm.phase) + draws.uniform()) / Double(FaultArm.phases)
    place(&fault, at: begin + (end - begin) * part)
    fault.percentage = share(&draws)
    for parameter in arm.action.parameters {
      if let value = value(of: parameter.kind, &draws) { parameter.set(&fault, value) }
    }
    return fault
  }

  /// A fault like another one: a little earlier or later, longer or shorter, stronger or weaker.
  package func neighbour(of fault: Fault, using draws: inout RandomStream) -> Fault {
    var fault = fault
    let length = (fault.duration ?? lengths.upperBound) * logarithmic(0.5, 2, &draws)
    fault.duration = limited(length.rounded)
    let shift = (end - begin) * ((draws.uniform() - 0.5) / Double(FaultArm.phases))
    place(&fault, at: (fault.at ?? begin) + shift)
    let share = fault.percentage * logarithmic(0.5, 2, &draws)
    fault.percentage = min(max(share, space.weakest), max(space.weakest, space.strongest))
      .rounded(digits: 2)
    return fault
  }

  private func limited(_ length: Interval) -> Interval {
    min(max(length, lengths.lowerBound), lengths.upperBound)
  }

  /// Lets a fault begin about a time, and end within the time for faults; on a whole second where
  /// there are many of them.
  private func place(_ fault: inout Fault, at time: Instant) {
    let latest = end - (fault.duration ?? .zero)
    let at = min(max(time, begin), max(begin, latest))
    let step: Interval = end - begin >= .minutes(2) ? .seconds(1) : .milliseconds(1)
    let whole = at - .start
    fault.at = max(
      begin, .start + (whole - Interval(nanoseconds: whole.nanoseconds % step.nanoseconds)))
  }

  /// A share of calls; all that are allowed half of the time, since strong faults tell most.
  private func share(_ draws: inout RandomStream) -> Double {
    let (weakest, strongest) = (space.weakest, max(space.weakest, space.strongest))
    let share = weakest + (strongest - weakest) * draws.uniform()
    return draws.chance(0.5) ? strongest : max(0.01, share).rounded(digits: 2)
  }

  /// A value for a parameter of a fault; `nil` leaves the default.
  private func value(
    of kind: ParameterKind, _ draws: inout RandomStream
  ) -> ParameterValue? {
    switch kind {
    case .share: .number(share(&draws))
    case .number(let range):
      .number(
        min(max(logarithmic(2, 20, &draws).rounded(digits: 2), range.lowerBound), range.upperBound))
    case .rate(let range):
      .number(
        min(
          max(logarithmic(0.1, 100, &draws).rounded(digits: 2), range.lowerBound),
          range.upperBound))
    case .integer(let range): .integer(min(range.lowerBound + draws.below(3), range.upperBound))
    case .durationDistribution:
      .distribution(
        .constant(Interval(seconds: logarithmic(0.1, 60, &draws)).rounded.seconds))
    case .choice(let words): .text(words[draws.below(words.count)])
    default: nil
    }
  }

  /// A number between two others whose order of magnitude is as likely to be any.
  private func logarithmic(_ low: Double, _ high: Double, _ draws: inout RandomStream) -> Double {
    low * Elementary.exp(draws.uniform() * Elementary.log(high / low))
  }
}

extension Interval {
  /// The interval to two digits, so that people can read it.
  package var rounded: Interval {
    max(.milliseconds(1), Interval(seconds: seconds.rounded(digits: 2)))
  }
}

extension Double {
  /// The number to so many digits.
  func rounded(digits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    var scale = 1.0
    while magnitude * scale >= Self.power(of: digits) { scale /= 10 }
    while magnitude * scale < Self.power(of: digits - 1) { scale *= 10 }
    return (self * scale).rounded(.toNearestOrAwayFromZero) / scale
  }

  private static func power(of exponent: Int) -> Double {
    (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
  }
}
