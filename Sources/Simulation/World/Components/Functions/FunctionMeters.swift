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
  var stepRetries = Tally()
  var stepTimeouts = Tally()
  var usage = FunctionUsage()
  /// The most environments at work since the last sample.
  var peak = 0
  private var retriesBefore = 0
  private var timeoutsBefore = 0

  /// Takes over how often the handler has tried again and lost patience so far.
  mutating func noteSteps(retries: Int, timeouts: Int) {
    stepRetries.count(times: retries - retriesBefore)
    stepTimeouts.count(times: timeouts - timeoutsBefore)
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
