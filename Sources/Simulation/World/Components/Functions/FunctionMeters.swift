/// What a function counts in a period, and what it has used so far.
struct FunctionMeters: Sendable {
  var invocations = Tally()
  var errors = Tally()
  var throttles = Tally()
  var duration = Metric.duration.definition.summary
  var concurrency = Metric.concurrentExecutions.definition.summary
  var provisioned = Metric.provisionedConcurrentExecutions.definition.summary
  var spillover = Tally()
  var eventsReceived = Tally()
  var eventAge = Metric.asyncEventAge.definition.summary
  var eventsDropped = Tally()
  var deadLetterErrors = Tally()
  var destinationFailures = Tally()
  var initDuration = Metric.initDuration.definition.summary
  var coldStarts = Tally()
  var timeouts = Tally()
  var stepRetries = Tally()
  var stepTimeouts = Tally()
  var retriesDenied = Tally()
  var bulkheadRefused = Tally()
  var hedgedCalls = Tally()
  var answeredBefore = Tally()
  var alreadyInProgress = Tally()
  var rejected = Tally()
  var shed = Tally()
  var iteratorAge = Metric.iteratorAge.definition.summary
  var failedRecords = Tally()
  var droppedRecords = Tally()
  var usage = FunctionUsage()
  /// The most environments at work since the last sample.
  var peak = 0
  private var retriesBefore = 0
  private var timeoutsBefore = 0
  private var protectionsBefore = ProtectionCounts()

  /// Takes over how often the handler has tried again and lost patience so far.
  mutating func noteSteps(retries: Int, timeouts: Int) {
    stepRetries.count(times: retries - retriesBefore)
    stepTimeouts.count(times: timeouts - timeoutsBefore)
    (retriesBefore, timeoutsBefore) = (retries, timeouts)
  }

  /// Takes over what protection has done so far.
  mutating func noteProtections(_ now: ProtectionCounts) {
    let before = protectionsBefore
    retriesDenied.count(times: now.retriesDenied - before.retriesDenied)
    bulkheadRefused.count(times: now.bulkheadRefusals - before.bulkheadRefusals)
    hedgedCalls.count(times: now.hedges - before.hedges)
    answeredBefore.count(times: now.answeredBefore - before.answeredBefore)
    alreadyInProgress.count(times: now.conflicts - before.conflicts)
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
    account.take(.functionTimeouts, &timeouts)
    account.take(.stepRetries, &stepRetries)
    account.take(.stepTimeouts, &stepTimeouts)
    account.take(.retriesDenied, &retriesDenied)
    account.take(.bulkheadRefused, &bulkheadRefused)
    account.take(.hedgedCalls, &hedgedCalls)
    account.take(.answeredBefore, &answeredBefore)
    account.take(.alreadyInProgress, &alreadyInProgress)
    account.take(.messagesRejected, &rejected)
    account.take(.shed, &shed)
    account.take(.iteratorAge, &iteratorAge)
    account.take(.failedRecords, &failedRecords)
    account.take(.droppedRecords, &droppedRecords)
  }
}
