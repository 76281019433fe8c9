package import Simulation

/// The progress line on standard error for work that takes longer than a second.
package struct ProgressLine {
  private var meter: ProgressMeter
  private let began: ContinuousClock.Instant
  private let stream = StandardStream(.error)

  /// Begins to measure work of the given name; where nobody watches, nothing is ever drawn.
  package init(_ title: String, style: TerminalStyle = .detected(for: .error)) {
    meter = ProgressMeter(title, style: style)
    began = .now
  }

  /// Says how much virtual time of the whole is done; cheap enough for every period.
  package mutating func update(done: Interval, of whole: Interval) {
    perform(meter.update(done: done, of: whole, after: began.elapsed))
  }

  /// Says which share of work that has no virtual time is done, and what there is to say of it.
  package mutating func update(share: Double, note: String) {
    perform(meter.update(share: share, note: note, after: began.elapsed))
  }

  /// Removes the line, before results are printed or when the work is over.
  package mutating func finish() { perform(meter.finish()) }

  private func perform(_ action: ProgressMeter.Action) {
    switch action {
    case .nothing: return
    case .draw(let line): stream.write("\r\u{1B}[2K" + line)
    case .clear: stream.write("\r\u{1B}[2K")
    }
    // Progress is a courtesy: where it cannot be shown the work goes on without.
    try? stream.flush()
  }
}

extension ContinuousClock.Instant {
  /// How long ago it was.
  var elapsed: Interval {
    let (seconds, attoseconds) = (ContinuousClock.now - self).components
    return Interval(nanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
