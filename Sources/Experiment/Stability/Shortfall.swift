package import Simulation

/// Why runs cannot tell how a design stands after its faults.
package enum Shortfall: Hashable, Sendable {
  /// No fault strikes within the run.
  case noFault
  /// The faults come again and again, to the end of the run.
  case recurringFaults
  /// The load takes all that can be done, and leaves nothing to drain a backlog with.
  case noRoom
  /// The run ends so long after its last fault, zero where the fault outlasts it, while the backlog
  /// takes so long to drain; a run of the third length would tell.
  case shortRun(afterFaults: Interval, drainTime: Interval, duration: Interval)

  /// The length of a run that would tell; `nil` where none would.
  package var duration: Interval? {
    if case .shortRun(_, _, let duration) = self { duration } else { nil }
  }

  /// Why a run did not tell; `nil` where it did.
  ///
  /// Where a fault outlasts the run nobody has seen its backlog: all that comes in while it lasts is
  /// taken to be open then.
  ///
  /// - Parameters:
  ///   - faultDuration: How long each fault lasts when nothing cuts it off.
  ///   - capacity: What the scenario gets done per second at best.
  init?(
    _ aftermath: Aftermath, of result: RunResult, isRecurring: Bool, faultDuration: Interval,
    capacity: Double
  ) {
    guard aftermath.standing == .untold || aftermath.standing == .draining else { return nil }
    let flow = Flow(result)
    let cutOff = result.windows.filter { $0.end >= result.endedAt }
    let free = capacity - flow.arrivalRate(from: 0)
    guard let last = result.windows.map(\.end).max() else {
      self = .noFault
      return
    }
    guard !isRecurring else {
      self = .recurringFaults
      return
    }
    guard free > 0, cutOff.isEmpty == false || aftermath.drainTime != nil else {
      self = .noRoom
      return
    }
    let drainTime =
      cutOff.isEmpty
      ? aftermath.drainTime ?? .zero
      : Interval(
        seconds: min(flow.arrivalRate(from: 0) * faultDuration.seconds / free, Self.longest))
    let healed = cutOff.map { $0.start + faultDuration }.max() ?? last
    self = .shortRun(
      afterFaults: result.endedAt - last, drainTime: drainTime,
      duration: Aftermath.durationToTell(
        healed: healed - .start, drainTime: drainTime, period: flow.period
      ).roundedUp)
  }

  /// Thirty years, in seconds: longer than any run.
  private static let longest = 1e9
}

extension Interval {
  /// The next time that somebody would write: whole tens of seconds, minutes or tens of minutes.
  var roundedUp: Interval {
    let unit: Interval =
      self < .minutes(5) ? .seconds(10) : self < .minutes(60) ? .minutes(1) : .minutes(10)
    return unit * (self / unit).rounded(.up)
  }
}
