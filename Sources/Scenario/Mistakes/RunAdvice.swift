/// Advice about the run as a whole: who sends, when, and what is measured.
package enum RunAdvice: Hashable, Sendable {
  /// Why there is nothing to measure.
  package enum Silence: Hashable, Sendable {
    /// There are no faults, so the whole run is `baseline`.
    case noFaults
    /// A fault holds to the end, so nothing comes after it.
    case faultsToTheEnd
    /// No producer's messages are watched for their order.
    case noOrder
    /// No topic is compacted.
    case noCompaction
    /// The function provisions no concurrency.
    case nothingProvisioned
  }

  case unevenPeriods(duration: String, period: String)
  case nothingSends
  case producerNeverSends(String)
  case nothingReaches(String)
  case scheduleNeverDue(String)
  case actionAfterEnd(String)
  case noEventSource(String)
  case nothingToMeasure(String, Silence)

  var rule: Lint.Rule {
    switch self {
    case .unevenPeriods: .period
    case .nothingSends, .producerNeverSends: .producer
    case .nothingReaches: .unreached
    case .scheduleNeverDue: .schedule
    case .actionAfterEnd, .noEventSource: .action
    case .nothingToMeasure: .expectation
    }
  }

  var sentence: String {
    switch self {
    case .unevenPeriods(let duration, let period):
      "'duration' is \(duration), no multiple of the 'period' of \(period): the last period is "
        + "shorter than the others"
    case .nothingSends: "nobody sends anything; add a producer or a schedule"
    case .producerNeverSends(let name): "\(name.named) sends nothing before the run ends"
    case .nothingReaches(let name):
      "nothing reaches \(name.named): no producer, schedule or component sends to it; let one do so, "
        + "or leave it out"
    case .scheduleNeverDue(let expression):
      "\(expression.inQuotes) is not due within the run, which starts at 2025-12-01T00:00:00 UTC"
    case .actionAfterEnd(let deed): "\(deed.named) would come when the run has ended"
    case .noEventSource(let function): "\(function.named) has no 'eventSource' to switch on or off"
    case .nothingToMeasure(let subject, .noFaults):
      "\(subject.named) says nothing: there are no faults"
    case .nothingToMeasure(let subject, .faultsToTheEnd):
      "\(subject.named) says nothing: a fault holds to the end of the run"
    case .nothingToMeasure(let subject, .noOrder):
      "\(subject.named) says nothing: nothing that the messages pass promises to keep their order; "
        + "say \"ordered: true\" of a producer to count all the same"
    case .nothingToMeasure(let subject, .noCompaction):
      "\(subject.named) says nothing: no topic has \"compact\" in its 'cleanupPolicy'"
    case .nothingToMeasure(let subject, .nothingProvisioned):
      "\(subject.named) says nothing: the function has no 'provisionedConcurrency'"
    }
  }
}
