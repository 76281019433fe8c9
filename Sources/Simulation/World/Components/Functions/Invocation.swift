/// One run of a function, from its admission to its end.
struct Invocation: Sendable, BitwiseCopyable {
  /// Who called the function, and so who wants to know how it went.
  enum Source: UInt8, Sendable {
    /// A poller of the event source mapping: `origin` is its slot.
    case poller
    /// The asynchronous queue: `origin` is the event's slot.
    case event
    /// A lane of the function's stream: `origin` is its slot.
    case stream
    /// Another component that waits: `origin` is its token.
    case request
  }

  var source: Source
  var origin: UInt32
  /// Who waits for the answer, of a request.
  var caller = Address.nobody
  var environment: EnvironmentID
  /// Set when the code begins to run.
  var startedAt = Instant.never
  /// The initialisation before the code ran, which is billed.
  var initialisation: Interval
  /// What is part of the invocation and passes before the handler begins: an initialisation that
  /// was put off, and the delay that a fault adds.
  var lead: Interval
  /// The only message, of an event or a request.
  var message: MessageID
  /// The link of the batch that is being processed.
  var cursor = ShipmentStore.empty
  /// Of a lane's batch, how many records there are, and how many are not done yet.
  var size: UInt16 = 0
  var remaining: UInt16 = 0
  /// The run of the handler that is under way, and whether there is one.
  var run: UInt32 = 0
  var isRunning = false
  /// Whether that run only sends the message on, to where rejected or stale ones go.
  var setsAside = false
  /// The handler has its side effects, and then the invocation fails all the same.
  var failsAfter = false
  /// The number of the name of the error with which the handler failed.
  var failure = FailureDetail.unnamed
  /// Whether a bad deployment's version serves the invocation.
  var isBadVersion = false
  /// Told apart from later invocations in the same slot.
  var epoch: UInt32
}

/// The messages that a poller has in hand, as shipments.
struct PollerBatch: Sendable, BitwiseCopyable {
  /// Messages that are to be processed, or all of the batch where failures are not reported.
  var open = Shipment()
  /// Messages that the function has reported as failed.
  var failed = Shipment()
  var failedCount = 0
  /// Messages that are done, where the function reports failures.
  var done = Shipment()
}
