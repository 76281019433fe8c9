/// Why SQS refuses a request; the raw value is the error's name in the API reference.
package enum QueueError: String, Error, Hashable, Sendable, CaseIterable {
  /// A value out of range, a message too long, or a receipt whose message is gone.
  case invalidParameterValue = "InvalidParameterValue"
  /// A required parameter is empty.
  case missingParameter = "MissingParameter"
  /// The body has characters that XML 1.0 does not allow.
  case invalidMessageContents = "InvalidMessageContents"
  /// A short poll met the limit of messages in flight.
  case overLimit = "OverLimit"
  /// The queue was purged less than 60 seconds ago.
  case purgeQueueInProgress = "PurgeQueueInProgress"
  /// A batch without entries.
  case emptyBatchRequest = "EmptyBatchRequest"
  /// A batch of more than ten entries.
  case tooManyEntriesInBatchRequest = "TooManyEntriesInBatchRequest"
  /// An entry's name is empty, too long or has characters other than letters, digits, `-` and `_`.
  case invalidBatchEntryID = "InvalidBatchEntryId"
  /// Two entries of a batch have the same name.
  case batchEntryIDsNotDistinct = "BatchEntryIdsNotDistinct"
  /// All entries of a batch together exceed the maximum message size.
  case batchRequestTooLong = "BatchRequestTooLong"
  /// There is no queue of that name.
  case queueDoesNotExist = "QueueDoesNotExist"
  /// A text that is no receipt of this queue.
  case receiptHandleIsInvalid = "ReceiptHandleIsInvalid"
  /// An attribute that there is not, or not for this type of queue.
  case invalidAttributeName = "InvalidAttributeName"
  /// An attribute's value out of range, or at odds with another.
  case invalidAttributeValue = "InvalidAttributeValue"
  /// A move task from or to a queue that there is not.
  case resourceNotFound = "ResourceNotFoundException"
  /// A move task where one is under way, or a cancel where none is.
  case unsupportedOperation = "UnsupportedOperation"
}
