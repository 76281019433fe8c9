internal import Scenario
internal import Simulation

/// Smaller counterexamples than a given one, the smallest first.
///
/// All values come from ladders of round numbers, so what is smaller is rounder, too; the value there
/// is, made rounder, is the last rung. What the author of a scenario asked for in so many words limits
/// how small things get.
struct Simplification {
  private let space: SearchSpace

  init(_ space: SearchSpace) { self.space = space }

  /// The same in a shorter run.
  func shorterRuns(than example: Counterexample) -> [Counterexample] {
    let needed = example.faults.map { ($0.at ?? .start) + ($0.duration ?? .zero) }.max() ?? .start
    return Self.intervals(below: example.duration, from: needed - .start + .milliseconds(1))
      .map { duration in
        var shorter = example
        shorter.duration = duration
        return shorter
      }
  }

  /// The same with one fault that is over sooner.
  func shorterFaults(than example: Counterexample, at place: Int) -> [Counterexample] {
    guard let duration = example.faults[place].duration else { return [] }
    let shorter = Self.intervals(below: duration, from: space.shortest ?? .milliseconds(1))
    // Where nothing shorter will do, a little longer is at least rounder.
    let rounder = Self.rungs.contains(duration) ? nil : Self.rungs.first { $0 > duration }
    let limit = min(
      space.longest ?? .longest, example.duration - ((example.faults[place].at ?? .start) - .start))
    return (shorter + [rounder].compactMap(\.self).filter { $0 < limit })
      .map { duration in changed(example, at: place) { $0.duration = duration } }
  }

  /// The same with one fault that begins earlier.
  func earlierFaults(than example: Counterexample, at place: Int) -> [Counterexample] {
    guard let at = example.faults[place].at else { return [] }
    let earliest = (space.from ?? .start) - .start
    let rungs = Self.intervals(below: at - .start, from: max(earliest, .milliseconds(1)))
    return ((earliest < at - .start ? [earliest] : []) + rungs)
      .map { time in changed(example, at: place) { $0.at = .start + time } }
  }

  /// The same with fewer messages from one producer.
  func fewerMessages(
    than example: Counterexample, from producer: Int, in blueprint: Blueprint
  ) -> [Counterexample] {
    let present = example.limits[producer] ?? Self.most
    return Self.counts.filter { $0 < present }.map { limit in
      var fewer = example
      fewer.limits[producer] = limit
      return fewer
    }
  }

  /// What says how badly a fault strikes: its own parameters, and the share that it hits.
  func intensities(of fault: Fault) -> [Parameter<Fault>] {
    Fault.parameters(for: fault.action).filter { parameter in
      parameter.name == "percentage"
        || fault.action.parameters.contains { $0.name == parameter.name }
    }
  }

  /// The same with one fault that is weaker in one respect.
  func weakerFaults(
    than example: Counterexample, at place: Int, in parameter: Parameter<Fault>
  ) -> [Counterexample] {
    guard let value = parameter.get(example.faults[place]) else { return [] }
    return weaker(than: value, of: parameter).map { value in
      changed(example, at: place) { parameter.set(&$0, value) }
    }
  }

  private func changed(
    _ example: Counterexample, at place: Int, _ change: (inout Fault) -> Void
  ) -> Counterexample {
    var example = example
    change(&example.faults[place])
    return example
  }
}

// MARK: - Ladders

extension Simplification {
  private static let most = 10_000_000
  private static let counts: [Int] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].flatMap {
    [$0, 2 * $0, 3 * $0, 5 * $0]
  }
  private static let shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
  private static let numbers: [Double] = [0, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100]
  private static let rates: [Double] = [
    1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01,
  ]
  private static let rungs: [Interval] =
    [1, 2, 5, 10, 20, 50, 100, 200, 500].map(Interval.milliseconds)
    + [1, 2, 3, 5, 10, 15, 20, 30, 45].map(Interval.seconds)
    + [60, 75, 90, 105, 120, 150].map(Interval.seconds)
    + [3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50].map(Interval.minutes)
    + [1, 2, 3, 4, 6, 8, 12, 18].map(Interval.hours)
    + [1, 2, 3, 5, 7, 10, 14, 30, 60, 90, 180, 365].map(Interval.days)

  /// The round intervals from one on that are shorter than another, the shortest first.
  private static func intervals(below end: Interval, from start: Interval) -> [Interval] {
    rungs.filter { start <= $0 && $0 < end }
  }

  /// Weaker values of a parameter, the weakest first.
  private func weaker(
    than value: ParameterValue, of parameter: Parameter<Fault>
  ) -> [ParameterValue] {
    switch (value, parameter.kind) {
    case (.number(let share), .share):
      Self.shares.filter { space.weakest <= $0 && $0 < share }.map(ParameterValue.number)
    case (.number(let rate), .rate(let range)):
      // A rate that is let through is the weaker the higher it is.
      Self.rates.filter { range.contains($0) && $0 > rate }.map(ParameterValue.number)
    case (.number(let number), .number(let range)):
      Self.numbers.filter { range.contains($0) && $0 < number }.map(ParameterValue.number)
    case (.integer(let number), .integer(let range)):
      Self.counts.filter { range.contains($0) && $0 < number }.map(ParameterValue.integer)
    case (.distribution(let distribution), .durationDistribution):
      Self.intervals(below: Interval(seconds: distribution.mean ?? 0), from: .milliseconds(1))
        .map { .distribution(.constant($0.seconds)) }
    default: []
    }
  }
}
