/// One batch on its way through a pipe.
struct PipeExecution: Sendable, BitwiseCopyable {
  /// Where the batch came from.
  enum Origin: Sendable, BitwiseCopyable, Equatable {
    case poller(PollerID)
    case lane(LaneID)
  }

  /// What the batch is going through.
  enum Stage: UInt8, Sendable {
    case enrichment
    case target
  }

  var origin: Origin
  var stage = Stage.target
  /// The messages that passed the filter.
  var count: Int32 = 0
  /// The messages whose part in the stage has not ended.
  var pending: Int32 = 0
  /// The messages that have failed.
  var failed: Int32 = 0
  /// The place in the batch of the first message that has failed.
  var firstFailed = Int32.max
  var hasTimedOut = false
  /// The first of the batch's items.
  var items = PipeItem.none
  var startedAt: Instant
  var stageStartedAt: Instant
}

/// One message of a batch on its way through a pipe.
struct PipeItem: Sendable, BitwiseCopyable {
  /// The place of no item.
  static let none = UInt32.max

  var execution: UInt32
  var message: MessageID
  /// The message's place in the batch.
  var place: Int32
  var hasFailed = false
  /// The item of the message behind it.
  var next = PipeItem.none
}
