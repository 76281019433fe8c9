/// Advice about the run as a whole: who sends, when, and what is measured.
package enum RunAdvice: Hashable, Sendable {
  /// Why something is never measured.
  package enum Silence: Hashable, Sendable {
    /// There are no faults, so the whole run is `baseline`.
    case noFaults
    /// A fault holds to the end, so nothing comes after it.
    case faultsToTheEnd
    /// The function provisions no concurrency.
    case nothingProvisioned
  }

  case unevenPeriods(duration: String, period: String)
  case nothingSends
  case producerNeverSends(String)
  case scheduleNeverDue(String)
  case actionAfterEnd(String)
  case noEventSource(String)
  case neverMeasured(String, Silence)

  var rule: Lint.Rule {
    switch self {
    case .unevenPeriods: .period
    case .nothingSends, .producerNeverSends: .producer
    case .scheduleNeverDue: .schedule
    case .actionAfterEnd, .noEventSource: .action
    case .neverMeasured: .expectation
    }
  }

  var sentence: String {
    switch self {
    case .unevenPeriods(let duration, let period):
      "'duration' is \(duration), no multiple of the 'period' of \(period): the last period is "
        + "shorter than the others"
    case .nothingSends: "nobody sends anything; add a producer or a schedule"
    case .producerNeverSends(let name): "\(name.named) sends nothing before the run ends"
    case .scheduleNeverDue(let expression):
      "\(expression.inQuotes) is not due within the run, which starts at 2025-12-01T00:00:00 UTC"
    case .actionAfterEnd(let deed): "\(deed.named) would come when the run has ended"
    case .noEventSource(let function): "\(function.named) has no 'eventSource' to switch on or off"
    case .neverMeasured(let subject, .noFaults):
      "\(subject.named) is never measured: there are no faults"
    case .neverMeasured(let subject, .faultsToTheEnd):
      "\(subject.named) is never measured: a fault holds to the end of the run"
    case .neverMeasured(let subject, .nothingProvisioned):
      "\(subject.named) is never measured: the function has no 'provisionedConcurrency'"
    }
  }
}
