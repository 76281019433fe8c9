/// What one component may ask of another; the two highest bits say what the cargo is.
package enum Operation: UInt8, Sendable, BitwiseCopyable {
  // The cargo is a number.
  /// Receive messages: see `ReceiveOrder` for the cargo.
  case receive = 0x01
  /// May a call pass the circuit breaker?
  case permit = 0x02
  /// How a call behind the circuit breaker went: the cargo is its duration in microseconds, the
  /// detail a `BreakerReport`.
  case report = 0x03
  /// Open the circuit breaker until told otherwise.
  case openBreaker = 0x04
  /// Close the circuit breaker.
  case closeBreaker = 0x05
  /// Stop receiving from the queue, or go on: the cargo is the most batches in hand, 0 for no limit.
  case stopPolling = 0x0a
  case resumePolling = 0x0b
  /// Start moving messages out of a dead-letter queue: the cargo is the rate per second, 0 for the
  /// service's choice; the detail is the place of the destination in the queue's table.
  case startMove = 0x06
  /// Take in a message that another queue's redrive policy moves here: the cargo is an enclosure.
  case moveIn = 0x09
  /// Read records of a shard or partition: see `FetchOrder` for the cargo.
  case fetch = 0x0c
  /// Begin to read a shard or partition: the cargo is its number, the detail the reader's place among
  /// those of the stream.
  case openShard = 0x0d
  /// Pass all records of a lane before a number for good: the cargo is the number's lowest 32 bits.
  case commit = 0x0e
  /// A member of a consumer group has fallen silent, or goes on: the cargo is its number, the detail
  /// the group's place among the topic's readers.
  case memberSilent = 0x0f
  case memberAwake = 0x10
  /// A broker or node goes down, which is noticed after as many milliseconds as the token says, or
  /// comes up: the cargo is its number, the detail what kind of absence it is where there are several.
  case brokerDown = 0x11
  case brokerUp = 0x12
  /// Followers stop fetching if the cargo is 1, and begin again if it is 0.
  case pauseReplication = 0x13
  /// Commit what a member of a consumer group has handled, as part of its transaction: as `commit`,
  /// but the member hears at once whether it may.
  case commitTransaction = 0x16
  /// Take over what was written to a replica of the table: the cargo is an enclosure, which stays
  /// the sender's.
  case replicate = 0x15
  /// Are you there? A health check asks.
  case probe = 0x14
  /// Read, store or delete an item that belongs to no message: the cargo is its number; the detail of a
  /// store is the place of the time it lasts in the target's table plus one, or zero.
  case readItem = 0x1d
  case writeItem = 0x1e
  case deleteItem = 0x1f
  /// How many messages of the queue are visible, as the monitoring of the service sees it.
  case countVisible = 0x17
  /// Publishers are blocked if the cargo is 1, and let in again if it is 0.
  case blockPublishers = 0x1a
  /// A consumer's channel was closed, so that what it has in hand goes back: the cargo is its number.
  case channelClosed = 0x18
  /// Take in what another queue gives up: the cargo is an enclosure.
  case deadLetter = 0x19
  /// Read or write the item that holds a circuit breaker's state.
  case readState = 0x07
  case writeState = 0x08

  // The cargo is a message that the request holds on to.
  /// Do a piece of work for a message; the detail is the effect's number plus one, or zero.
  case call = 0x41
  /// Store an item for a message; the detail is a `PutDetail`.
  case put = 0x42
  /// Read the item of a message.
  case get = 0x43
  /// Run a function for a message and wait for it.
  case invoke = 0x44
  /// Give a state machine the answer that it waits for with the task token that it sent with a
  /// message: the detail is the number of the error's name, zero for success.
  case answerTask = 0x48
  /// Note that somebody is at work on a message, unless somebody is or has been; the detail tells the
  /// message's copies apart where the caller does.
  case claimRecord = 0x45
  /// Note that the work on a message is done.
  case completeRecord = 0x46
  /// Forget that anybody was at work on a message.
  case forgetRecord = 0x47

  /// A member begins or ends to write within a transaction while it handles a message: see
  /// `KafkaMarker` for the token.
  case mark = 0x4f

  // The cargo is a copy that changes hands.
  /// Take a message over; the detail is the place of its delay in the target's table plus one, or zero.
  case send = 0x81
  /// Take over a message and hand it on to whoever wants it; the detail is the place of its content
  /// among those that steps publish plus one, or zero for what its producer made it.
  case publish = 0x83
  /// Take over a message from an exchange; the detail is a `RabbitRoute`.
  case route = 0x84
  /// Take over a message that a move task took out of a dead-letter queue.
  case moveBack = 0x82

  // The cargo is a shipment that changes hands.
  /// Delete messages from a queue by their receipts.
  case delete = 0xc1
  /// Make messages visible again at once.
  case release = 0xc2
  /// Hide messages for as many more seconds from now on as the token says; nobody is answered.
  case extend = 0xc3
  /// Handle a message, and answer with what has become of it: done, to come again, or given up.
  case deliver = 0xc4

  /// Whether a request for the operation carries a cargo of a kind.
  @inline(__always)
  func carries(_ kind: Request.Cargo) -> Bool { rawValue & 0xc0 == kind.rawValue }
}

extension Request {
  /// A request for an operation.
  @inline(__always)
  init(
    _ operation: Operation, cargo: UInt32 = 0, detail: UInt8 = 0, caller: Address = .nobody,
    token: UInt32 = 0
  ) {
    self.init(
      operation: operation.rawValue, cargo: cargo, detail: detail, caller: caller, token: token)
  }

  /// A request that is about a message.
  @inline(__always)
  init(
    _ operation: Operation, _ message: MessageID, detail: UInt8 = 0, caller: Address = .nobody,
    token: UInt32 = 0
  ) {
    self.init(
      operation: operation.rawValue, cargo: message.slot, detail: detail, caller: caller,
      token: token)
  }

  /// The message that the request is about or brings.
  @inline(__always)
  var message: MessageID { MessageID(slot: cargo) }
}

/// How an operation went, as its caller sees it.
package enum Outcome: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case ok = 0
  /// Over a rate or concurrency limit (HTTP 429).
  case throttled
  /// The service refuses all or some requests just now (HTTP 503).
  case unavailable
  /// The other side tried, and failed (HTTP 500).
  case failed
  /// The caller's patience ended first; the other side may still do its work.
  case timedOut
  /// A circuit breaker kept the call back.
  case circuitOpen
  /// The condition of a conditional write did not hold; trying again will not help.
  case conditionFailed
  /// The request is wrong: too large, malformed, poisoned (HTTP 4xx); trying again will not help.
  case rejected
  /// The environment that did the work died.
  case crashed
  /// There was no place in the caller's own bulkhead.
  case bulkheadFull
  /// The work had been done before: the answer of then is the answer.
  case answeredBefore
  /// Request or reply got lost, and the caller cannot tell which.
  case connectionLost

  /// Whether a careful client tries again after this.
  var isRetryable: Bool {
    switch self {
    case .throttled, .unavailable, .failed, .timedOut, .connectionLost, .crashed, .bulkheadFull:
      true
    case .ok, .circuitOpen, .conditionFailed, .rejected, .answeredBefore: false
    }
  }
}

extension Reply {
  /// An answer with one of the world's outcomes.
  @inline(__always)
  init(
    to request: Request, _ outcome: Outcome, cargo: UInt32 = 0, count: UInt16 = 0
  ) {
    self.init(token: request.token, outcome: outcome.rawValue, cargo: cargo, count: count)
  }

  /// How the request went.
  @inline(__always)
  var result: Outcome { Outcome(rawValue: outcome) ?? .failed }
}

/// How a call that a circuit breaker let pass went.
enum BreakerReport: UInt8, Sendable {
  case success = 0
  case failure
  /// The call was not made, or its caller died before it was over: the permit comes back.
  case unused
}

/// What a put asks of a table, packed into the detail of a request.
struct PutDetail {
  /// The effect's number plus one, zero for none; at most 8.
  var effect: UInt8
  /// What must be true of the item.
  var condition: PutStep.Condition

  init(effect: UInt8, condition: PutStep.Condition) {
    self.effect = effect
    self.condition = condition
  }

  init(_ detail: UInt8) {
    effect = detail & 0x0f
    condition = detail & 0x10 != 0 ? .absent : detail & 0x20 != 0 ? .present : .none
  }

  var packed: UInt8 {
    switch condition {
    case .none: effect
    case .absent: effect | 0x10
    case .present: effect | 0x20
    }
  }
}

/// What a receive asks of a queue, packed into the cargo of a request.
struct ReceiveOrder {
  /// The most messages to receive, 1 to 65,535.
  var maximum: Int
  /// The visibility timeout in whole seconds; zero takes the queue's own.
  var visibilitySeconds = 0
  /// How long to wait for a message, in whole seconds; the queue's own wait when `nil`.
  var waitSeconds: Int?

  init(maximum: Int, visibilitySeconds: Int = 0, waitSeconds: Int? = nil) {
    self.maximum = maximum
    self.visibilitySeconds = visibilitySeconds
    self.waitSeconds = waitSeconds
  }

  init(_ request: Request) {
    maximum = Int(request.cargo & 0xffff)
    visibilitySeconds = Int(request.cargo &>> 16)
    waitSeconds = request.detail == .max ? nil : Int(request.detail)
  }

  var cargo: UInt32 { UInt32(maximum) | UInt32(visibilitySeconds) &<< 16 }
  var detail: UInt8 { waitSeconds.map { UInt8($0) } ?? .max }
}
