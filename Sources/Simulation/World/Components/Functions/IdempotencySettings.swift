/// How a function keeps from processing a message twice, as a scenario describes it.
package struct IdempotencySettings: Described {
  /// What a record is found by.
  package enum Key: String, CaseIterable, Sendable {
    /// The business key in the message, the same in every copy of it.
    case order
    /// The identity that the queue gives a message: a redriven one, or one sent twice, has another.
    case message
  }

  package var table = ""
  package var expiry = Interval.hours(1)
  package var inProgressExpiry: Interval?
  package var key = Key.order
  package var keyPrefix: String?

  package init() {}

  package static var parameters: [Parameter<IdempotencySettings>] {
    [
      .component(
        "table", \.table, of: ["dynamodb-table"], required: true,
        help: "The table of the records: a conditional write before the handler, a write after."),
      .duration(
        "expiry", \.expiry, in: .seconds(1) ... .days(3_650),
        help: "How long a record counts; longer than the queues keep their messages."),
      .init(
        "inProgressExpiry", \.inProgressExpiry, .duration(in: .zero ... .days(1)),
        help: "How long a record of work that has begun keeps others away; the function's time-out "
          + "if left out, 0s until the record expires."),
      .choice(
        "key", \.key,
        help: "The order's own number, or the message's identity, which changes with a redrive."),
      .init(
        "keyPrefix", \.keyPrefix, .text,
        help:
          "What the keys of records begin with: functions with the same prefix, such as one that "
          + "is deployed in several Regions, know each other's; the function's name if left out."),
    ]
  }

  /// The policy of a function with these settings.
  func policy(of function: FunctionComponentSettings) -> IdempotencyPolicy {
    let inProgress = inProgressExpiry ?? function.timeout
    return IdempotencyPolicy(
      expiry: expiry, inProgressExpiry: inProgress == .zero ? nil : inProgress)
  }
}

/// Where a component sends messages that it does not process.
package struct DestinationSettings: Described {
  package var queue = ""

  package init() {}

  package static var parameters: [Parameter<DestinationSettings>] {
    [.component("send", \.queue, of: ["sqs-queue"], required: true, help: "The queue.")]
  }
}
