/// What the patterns of resilience do; no service of AWS measures it.
extension Metric {
  /// The definition of a metric of protection.
  var protectionDefinition: MetricDefinition {
    let function = "Faultline/Function"
    let shedding = "Faultline/Shedding"
    let outbox = "Faultline/Outbox"
    return switch self {
    case .retriesDenied:
      .init(function, "RetriesDenied", "Retries that the retry budget had no tokens for.")
    case .bulkheadRefused:
      .init(function, "BulkheadRefused", "Calls that found no place in their bulkhead.")
    case .hedgedCalls:
      .init(function, "HedgedCalls", "Copies of calls that took long.")
    case .answeredBefore:
      .init(
        function, "AnsweredBefore",
        "Messages that were not processed, since their record says that they have been.")
    case .alreadyInProgress:
      .init(
        function, "AlreadyInProgress",
        "Messages that failed, since their record says that somebody is at them.")
    case .messagesRejected:
      .init(function, "MessagesRejected", "Messages set aside that nobody can process.")
    case .shed:
      .init(shedding, "Shed", "Requests or messages refused so that others are served in time.")
    case .concurrencyLimit:
      .init(shedding, "ConcurrencyLimit", "Requests allowed inside, sampled every minute.")
    case .outboxWaiting:
      .init(outbox, "RowsWaiting", "Rows not yet marked as published, sampled every minute.")
    case .outboxPublished: .init(outbox, "Published", "Rows that the relay published.")
    case .outboxFailed:
      .init(outbox, "Failed", "Looks, publications and marks that failed; they are repeated.")
    default:
      .init(
        "Faultline/Producer", "Waiting",
        "Messages held back since too many are outstanding, sampled every minute.")
    }
  }
}
