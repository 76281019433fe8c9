/// What a function's answer means for the messages of the batch it was given.
package enum BatchOutcome: Hashable, Sendable, BitwiseCopyable {
  /// All messages are done.
  case success
  /// The listed messages stay in the queue, the others are done; at least one is listed.
  case partial(failed: Int)
  /// All messages stay in the queue: an error, a time-out, a crash or an unreadable answer.
  case failure
}

/// The rules of partial batch responses.
///
/// With `ReportBatchItemFailures` a function lists the messages that failed. No answer and an empty
/// list mean success; an identifier that is empty, null or not of the batch means that all failed
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). An answer that
/// is not JSON, and an exception, are `BatchOutcome.failure` without asking here.
package enum BatchResponse {
  /// Reads a list of failed messages; one listed twice counts once.
  ///
  /// - Parameters:
  ///   - failures: The identifiers in the answer, `nil` for one that is empty or null; no elements
  ///     for an empty or missing list.
  ///   - batch: The messages of the batch.
  /// - Complexity: O(*n* × *m*) comparisons, no allocation.
  package static func outcome<ID: Equatable>(
    reporting failures: some Collection<ID?>, of batch: some Collection<ID>
  ) -> BatchOutcome {
    guard !failures.isEmpty else { return .success }
    let areAllKnown = failures.allSatisfy { failure in
      batch.contains { $0 == failure }
    }
    guard areAllKnown else { return .failure }
    return .partial(failed: batch.count { failures.contains($0) })
  }
}
