/// The deliveries that a topic or a bus has under way, each tried until it succeeds, or is given up.
///
/// Deliveries know nothing of each other: an endpoint that fails delays no other. Those of a FIFO topic
/// wait for the one before of their group to the same endpoint.
struct Deliveries: ~Copyable {
  /// A delivery under way.
  struct Underway: Sendable, BitwiseCopyable {
    var lane: UInt16
    /// Whether the message is on its way to the dead-letter queue.
    var isGivenUp: Bool
    /// Whether the first attempt has failed, and others followed.
    var isRepeated = false
    var publishedAt: Instant
  }

  /// How a delivery ended.
  enum End: Sendable, BitwiseCopyable {
    case delivered(lane: Int, publishedAt: Instant, bytes: Int)
    /// The dead-letter queue has the message.
    case deadLettered(lane: Int)
    /// Nobody has the message: there is no dead-letter queue, or it did not take it.
    case dropped(lane: Int, hasDeadLetterQueue: Bool)
  }

  private let targets: [Operation]
  private let deadLetterPlaces: [UInt16?]
  private var runs: HandlerRuns
  private var underway = Slab<Underway>()
  /// Who waits for whom; of a FIFO topic only.
  private var order: DeliveryOrder
  private let keepsOrder: Bool
  /// Of deliveries whose first attempt has ended, when their messages were published.
  private var firstEnds = Fifo<Instant>()
  private let watchesFirstEnds: Bool

  init(
    _ lanes: [DeliveryLane], keepsOrder: Bool, watchesFirstEnds: Bool, from name: String,
    at address: Address, build: WorldBuilder
  ) {
    self.keepsOrder = keepsOrder
    self.watchesFirstEnds = watchesFirstEnds
    order = DeliveryOrder(subscribers: lanes.count)
    var program = Program()
    var places: [UInt16?] = []
    targets = lanes.map { build.handOver(to: $0.target) }
    for (place, lane) in lanes.enumerated() {
      program.retries.append(lane.retry)
      program.instructions.append(
        Instruction(
          action: .ask, operation: targets[place], target: build.address(of: lane.target),
          detail: targets[place] == .call ? build.effectDetail(lane.effect) : 0,
          timeout: lane.timeout, retry: UInt16(place)))
    }
    for lane in lanes {
      places.append(lane.deadLetterQueue == nil ? nil : UInt16(program.instructions.count))
      guard let queue = lane.deadLetterQueue else { continue }
      program.instructions.append(
        Instruction(action: .ask, operation: .send, target: build.address(of: queue)))
    }
    deadLetterPlaces = places
    runs = HandlerRuns(
      program: program, address: address, draws: build.stream(name, "delivery retries"))
    runs.notesFirstFailures = watchesFirstEnds
  }

  /// Attempts so far, repeated ones included.
  var attempts: Int { runs.attempts }
  /// Repeated attempts so far.
  var retries: Int { runs.retries }
  /// Requests that are not answered yet.
  var unanswered: Int { runs.outstandingCalls }

  /// Begins to deliver a message, as soon as its order allows.
  mutating func begin(
    _ message: MessageID, by lane: Int, publishedAt: Instant, in context: inout Context
  ) {
    let waiting = DeliveryOrder.Waiting(message, publishedAt: publishedAt)
    if !keepsOrder || order.begins(waiting, of: context.messages[message].group, to: lane) {
      start(waiting, by: lane, in: &context)
    } else {
      context.messages.retain(message)
    }
  }

  private mutating func start(
    _ waiting: DeliveryOrder.Waiting, by lane: Int, in context: inout Context
  ) {
    let slot = underway.insert(
      Underway(lane: UInt16(lane), isGivenUp: false, publishedAt: waiting.publishedAt))
    _ = runs.start(waiting.message, owner: slot, deadline: .never, at: UInt16(lane), in: &context)
  }

  /// Lets a message go whose delivery has ended, and the next of its group begin.
  private mutating func letGo(_ message: MessageID, by lane: Int, in context: inout Context) {
    let group = context.messages[message].group
    context.messages.release(message)
    guard keepsOrder, let next = order.next(of: group, to: lane) else { return }
    start(next, by: lane, in: &context)
    context.messages.release(next.message)
  }

  /// Takes a reply to one of the deliveries.
  mutating func resume(_ reply: Reply, in context: inout Context) {
    runs.resume(reply, in: &context)
  }

  /// When the message was published of the next delivery whose first attempt has ended, well or not; to
  /// be asked for after all that have ended, if it is watched at all.
  mutating func popFirstEnd() -> Instant? {
    while let owner = runs.popFirstFailure() {
      underway[owner].isRepeated = true
      firstEnds.append(underway[owner].publishedAt)
    }
    return firstEnds.popFirst()
  }

  /// The next delivery that has ended.
  mutating func popEnded(in context: inout Context) -> End? {
    while let finished = runs.popFinished() {
      let delivery = underway[finished.owner]
      if watchesFirstEnds, !delivery.isRepeated, !delivery.isGivenUp {
        firstEnds.append(delivery.publishedAt)
      }
      let (lane, message) = (Int(delivery.lane), finished.message)
      if finished.outcome == .ok {
        return end(finished, of: delivery, in: &context)
      } else if !delivery.isGivenUp, let place = deadLetterPlaces[lane] {
        underway[finished.owner].isGivenUp = true
        context.messages[message].traits.insert(.deadLettered)
        _ = runs.start(message, owner: finished.owner, deadline: .never, at: place, in: &context)
        context.messages.release(message)
      } else {
        underway.remove(finished.owner)
        context.messages[message].traits.insert(.dropped)
        letGo(message, by: lane, in: &context)
        return .dropped(lane: lane, hasDeadLetterQueue: deadLetterPlaces[lane] != nil)
      }
    }
    return nil
  }

  private mutating func end(
    _ finished: HandlerRuns.Finished, of delivery: Underway, in context: inout Context
  ) -> End {
    let lane = Int(delivery.lane)
    underway.remove(finished.owner)
    if !delivery.isGivenUp, targets[lane] == .call {
      context.messages.handled(finished.message, at: context.now)
    }
    let bytes = Int(context.messages[finished.message].size)
    letGo(finished.message, by: lane, in: &context)
    return delivery.isGivenUp
      ? .deadLettered(lane: lane)
      : .delivered(lane: lane, publishedAt: delivery.publishedAt, bytes: bytes)
  }
}
