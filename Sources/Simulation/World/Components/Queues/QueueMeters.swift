/// What a queue counts in a period, and the requests it is billed for in the whole run.
struct QueueMeters: Sendable {
  var sent = Tally()
  var sentSize = Metric.sentMessageSize.definition.summary
  var received = Metric.messagesReceived.definition.summary
  var emptyReceives = Tally()
  var deleted = Metric.messagesDeleted.definition.summary
  var visible = Metric.messagesVisible.definition.summary
  var notVisible = Metric.messagesNotVisible.definition.summary
  var delayed = Metric.messagesDelayed.definition.summary
  var age = Metric.ageOfOldestMessage.definition.summary
  var deadLettered = Tally()
  var expired = Tally()
  var redriven = Tally()
  /// Of FIFO queues.
  var deduplicated = Tally()
  var groupsInFlight = Metric.groupsInFlight.definition.summary
  var throttled = Tally()
  /// Billed requests so far.
  var requests = 0

  /// Counts a request that carries so many bytes: each 64 KB is billed as a request
  /// (https://aws.amazon.com/sqs/pricing/).
  @inline(__always)
  mutating func requests(forBytes bytes: Int) { requests &+= 1 &+ max(0, bytes &- 1) >> 16 }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.messagesSent, &sent)
    account.take(.sentMessageSize, &sentSize)
    account.take(.messagesReceived, &received)
    account.take(.emptyReceives, &emptyReceives)
    account.take(.messagesDeleted, &deleted)
    account.take(.messagesVisible, &visible)
    account.take(.messagesNotVisible, &notVisible)
    account.take(.messagesDelayed, &delayed)
    account.take(.ageOfOldestMessage, &age)
    account.take(.deadLettered, &deadLettered)
    account.take(.expired, &expired)
    account.take(.redriven, &redriven)
    account.take(.messagesDeduplicated, &deduplicated)
    account.take(.groupsInFlight, &groupsInFlight)
    account.take(.queueRequestsThrottled, &throttled)
  }
}
