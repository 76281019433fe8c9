/// What an event bus counts in a period.
struct EventBusMeters: Sendable {
  var calls = Tally()
  var succeeded = Tally()
  var failed = Tally()
  var entries = Tally()
  var throttled = Tally()
  var failedEntries = Tally()
  var putLatency = Metric.putEventsLatency.definition.summary
  var requestSize = Metric.putEventsRequestSize.definition.summary
  private var matched = Tally()
  private var triggered = Tally()
  private var delayed = Tally()
  private var created = Tally()
  var invocations = Tally()
  var successful = Tally()
  var failedInvocations = Tally()
  var sentToDeadLetterQueue = Tally()
  var notSentToDeadLetterQueue = Tally()
  private var start = Metric.ingestionToStart.definition.summary
  var completion = Metric.ingestionToComplete.definition.summary
  var latency = Metric.ingestionToSuccess.definition.summary
  var archived = Tally()
  var kept = Metric.archivedEvents.definition.summary
  var replayed = Tally()
  private var attempted = Tally()
  private var retried = Tally()
  private var attemptsBefore = 0
  private var retriesBefore = 0

  /// Counts what has happened when events were handed on.
  mutating func note(_ handed: FanOut.Handed) {
    if handed.wanted > 0 { matched.count() }
    triggered.count(times: handed.groups)
    delayed.count(times: handed.delayed)
    created.count(times: handed.wanted)
    if handed.begun > 0 { start.record(handed.after.nanoseconds, times: handed.begun) }
  }

  mutating func report(attempts: Int, retries: Int, to account: inout PeriodAccount) {
    attempted.count(times: attempts - attemptsBefore)
    retried.count(times: retries - retriesBefore)
    (attemptsBefore, retriesBefore) = (attempts, retries)
    account.take(.putEvents, &calls)
    account.take(.putEventsSucceeded, &succeeded)
    account.take(.putEventsFailed, &failed)
    account.take(.putEventsThrottled, &throttled)
    account.take(.putEventsRequestSize, &requestSize)
    account.take(.putEventsEntries, &entries)
    account.take(.putEventsFailedEntries, &failedEntries)
    account.take(.putEventsLatency, &putLatency)
    account.take(.matchedEvents, &matched)
    account.take(.triggeredRules, &triggered)
    account.take(.throttledRules, &delayed)
    account.take(.invocationsCreated, &created)
    account.take(.busInvocations, &invocations)
    account.take(.invocationAttempts, &attempted)
    account.take(.successfulInvocationAttempts, &successful)
    account.take(.retryInvocationAttempts, &retried)
    account.take(.failedInvocations, &failedInvocations)
    account.take(.invocationsSentToDLQ, &sentToDeadLetterQueue)
    account.take(.invocationsNotSentToDLQ, &notSentToDeadLetterQueue)
    account.take(.ingestionToStart, &start)
    account.take(.ingestionToComplete, &completion)
    account.take(.ingestionToSuccess, &latency)
    account.take(.eventsArchived, &archived)
    account.take(.archivedEvents, &kept)
    account.take(.eventsReplayed, &replayed)
  }
}
