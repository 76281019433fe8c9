/// What a function counts in a period, and what it has used so far.
struct FunctionMeters: Sendable {
  var invocations = Metric.invocations.definition.summary
  var errors = Metric.errors.definition.summary
  var throttles = Metric.throttles.definition.summary
  var duration = Metric.duration.definition.summary
  var concurrency = Metric.concurrentExecutions.definition.summary
  var provisioned = Metric.provisionedConcurrentExecutions.definition.summary
  var spillover = Metric.provisionedConcurrencySpilloverInvocations.definition.summary
  var eventsReceived = Metric.asyncEventsReceived.definition.summary
  var eventAge = Metric.asyncEventAge.definition.summary
  var eventsDropped = Metric.asyncEventsDropped.definition.summary
  var deadLetterErrors = Metric.deadLetterErrors.definition.summary
  var destinationFailures = Metric.destinationDeliveryFailures.definition.summary
  var initDuration = Metric.initDuration.definition.summary
  var coldStarts = Metric.coldStarts.definition.summary
  var stepRetries = Metric.stepRetries.definition.summary
  var stepTimeouts = Metric.stepTimeouts.definition.summary
  var retriesDenied = Metric.retriesDenied.definition.summary
  var bulkheadRefused = Metric.bulkheadRefused.definition.summary
  var hedgedCalls = Metric.hedgedCalls.definition.summary
  var answeredBefore = Metric.answeredBefore.definition.summary
  var alreadyInProgress = Metric.alreadyInProgress.definition.summary
  var rejected = Metric.messagesRejected.definition.summary
  var shed = Metric.shed.definition.summary
  var usage = FunctionUsage()
  /// The most environments at work since the last sample.
  var peak = 0
  private var retriesBefore = 0
  private var timeoutsBefore = 0
  private var protectionsBefore = ProtectionCounts()

  /// Takes over how often the handler has tried again and lost patience so far.
  mutating func noteSteps(retries: Int, timeouts: Int) {
    stepRetries.record(1, times: retries - retriesBefore)
    stepTimeouts.record(1, times: timeouts - timeoutsBefore)
    (retriesBefore, timeoutsBefore) = (retries, timeouts)
  }

  /// Takes over what protection has done so far.
  mutating func noteProtections(_ now: ProtectionCounts) {
    let before = protectionsBefore
    retriesDenied.record(1, times: now.retriesDenied - before.retriesDenied)
    bulkheadRefused.record(1, times: now.bulkheadRefusals - before.bulkheadRefusals)
    hedgedCalls.record(1, times: now.hedges - before.hedges)
    answeredBefore.record(1, times: now.answeredBefore - before.answeredBefore)
    alreadyInProgress.record(1, times: now.conflicts - before.conflicts)
    protectionsBefore = now
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.invocations, &invocations)
    account.take(.errors, &errors)
    account.take(.throttles, &throttles)
    account.take(.duration, &duration)
    account.take(.concurrentExecutions, &concurrency)
    account.take(.provisionedConcurrentExecutions, &provisioned)
    account.take(.provisionedConcurrencySpilloverInvocations, &spillover)
    account.take(.asyncEventsReceived, &eventsReceived)
    account.take(.asyncEventAge, &eventAge)
    account.take(.asyncEventsDropped, &eventsDropped)
    account.take(.deadLetterErrors, &deadLetterErrors)
    account.take(.destinationDeliveryFailures, &destinationFailures)
    account.take(.initDuration, &initDuration)
    account.take(.coldStarts, &coldStarts)
    account.take(.stepRetries, &stepRetries)
    account.take(.stepTimeouts, &stepTimeouts)
    account.take(.retriesDenied, &retriesDenied)
    account.take(.bulkheadRefused, &bulkheadRefused)
    account.take(.hedgedCalls, &hedgedCalls)
    account.take(.answeredBefore, &answeredBefore)
    account.take(.alreadyInProgress, &alreadyInProgress)
    account.take(.messagesRejected, &rejected)
    account.take(.shed, &shed)
  }
}
