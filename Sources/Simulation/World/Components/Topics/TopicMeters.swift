/// What a topic counts in a period, and what it is billed for in the whole run.
struct TopicMeters: Sendable {
  var published = Tally()
  var throttled = Tally()
  var size = Metric.publishSize.definition.summary
  var delivered = Tally()
  var failed = Tally()
  var filteredOut = Tally()
  var redriven = Tally()
  var notRedriven = Tally()
  var latency = Metric.deliveryLatency.definition.summary
  private var attempted = Tally()
  private var attemptsBefore = 0
  /// Billed publishes so far: each 64 KB is one.
  var requests = 0
  /// Of FIFO topics: what was published and delivered so far, in messages and bytes.
  var isFIFO = false
  var ordered = Traffic()
  var orderedDeliveries = Traffic()
  /// Deliveries so far, by how they were made.
  var deliveries: [TopicSettings.Transport: Int] = [:]

  mutating func report(attempts: Int, to account: inout PeriodAccount) {
    attempted.count(times: attempts - attemptsBefore)
    attemptsBefore = attempts
    account.take(.messagesPublished, &published)
    account.take(.publishSize, &size)
    account.take(.notificationsDelivered, &delivered)
    account.take(.notificationsFailed, &failed)
    account.take(.notificationsFilteredOut, &filteredOut)
    account.take(.notificationsRedriven, &redriven)
    account.take(.notificationsNotRedriven, &notRedriven)
    account.take(.deliveryAttempts, &attempted)
    account.take(.deliveryLatency, &latency)
    account.take(.publishesThrottled, &throttled)
    if isFIFO {
      account.cost =
        Prices.snsFIFOPublish.dollars(for: ordered.messages)
        + Prices.snsFIFOPublishData.dollars(bytes: ordered.bytes)
        + Prices.snsFIFODelivery.dollars(for: orderedDeliveries.messages)
        + Prices.snsFIFODeliveryData.dollars(bytes: orderedDeliveries.bytes)
      return
    }
    account.cost = Prices.snsPublish.dollars(for: requests)
    for (transport, price) in Self.prices {
      if let count = deliveries[transport] { account.cost += price.dollars(for: count) }
    }
  }

  /// Deliveries to queues and functions cost nothing.
  private static let prices: [(TopicSettings.Transport, Price)] = [
    (.http, Prices.snsHTTP), (.https, Prices.snsHTTP), (.email, Prices.snsEmail),
    (.sms, Prices.snsSMS), (.firehose, Prices.snsFirehose),
  ]
}

/// So many messages of so many bytes.
struct Traffic: Sendable {
  var messages = 0
  var bytes = 0

  /// Adds a message.
  mutating func add(bytes: Int) {
    messages += 1
    self.bytes += bytes
  }
}
