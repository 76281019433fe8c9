/// What a pipe counts in a period.
struct PipeMeters: Sendable {
  var invocations = Tally()
  var concurrency = Metric.pipeConcurrency.definition.summary
  var duration = Metric.pipeDuration.definition.summary
  var events = Tally()
  var eventSize = Metric.pipeEventSize.definition.summary
  var throttled = Tally()
  var timedOut = Tally()
  var failed = Tally()
  var partiallyFailed = Tally()
  var enrichmentDuration = Metric.enrichmentDuration.definition.summary
  var enrichmentFailed = Tally()
  var targetDuration = Metric.targetDuration.definition.summary
  var targetFailed = Tally()
  var targetPartiallyFailed = Tally()
  var targetSkipped = Tally()
  var filteredOut = Tally()
  var deadLettered = Tally()
  var dropped = Tally()
  /// What the whole run is billed for: messages that passed the filter, in 64 KB begun.
  var requests = 0

  mutating func report(to account: inout PeriodAccount) {
    account.take(.pipeInvocations, &invocations)
    account.take(.pipeConcurrency, &concurrency)
    account.take(.pipeDuration, &duration)
    account.take(.pipeEvents, &events)
    account.take(.pipeEventSize, &eventSize)
    account.take(.pipeThrottled, &throttled)
    account.take(.pipeTimedOut, &timedOut)
    account.take(.pipeFailed, &failed)
    account.take(.pipePartiallyFailed, &partiallyFailed)
    account.take(.enrichmentDuration, &enrichmentDuration)
    account.take(.enrichmentFailed, &enrichmentFailed)
    account.take(.targetDuration, &targetDuration)
    account.take(.targetFailed, &targetFailed)
    account.take(.targetPartiallyFailed, &targetPartiallyFailed)
    account.take(.targetSkipped, &targetSkipped)
    account.take(.pipeFilteredOut, &filteredOut)
    account.take(.pipeDeadLettered, &deadLettered)
    account.take(.pipeDropped, &dropped)
  }
}
