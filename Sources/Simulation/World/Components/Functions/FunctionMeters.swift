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
  var usage = FunctionUsage()
  /// The most environments at work since the last sample.
  var peak = 0
  private var retriesBefore = 0
  private var timeoutsBefore = 0

  /// Takes over how often the handler has tried again and lost patience so far.
  mutating func noteSteps(retries: Int, timeouts: Int) {
    stepRetries.record(1, times: retries - retriesBefore)
    stepTimeouts.record(1, times: timeouts - timeoutsBefore)
    (retriesBefore, timeoutsBefore) = (retries, timeouts)
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
  }
}
