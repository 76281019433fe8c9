/// The SQS API over a few queues: takes requests, each at its time, and says what they come to.
///
/// Everything happens on the virtual clock: before a request is looked at, whatever is due by its
/// time has happened. Requests must come in the order of their times. Nothing is left to chance, and
/// no quota of requests a second holds.
package final class QueueAccount {
  /// What was sent under a `MessageID`.
  struct Content {
    var body: String
    var groupID: String?
    var group: UInt32
    /// The queue whose redrive policy moved it last.
    var deadLetterSource: Int?
  }

  /// A move task that keeps to a rate.
  struct MoveInProgress {
    var task: MoveTask
    var source: Int
    var destination: Int?
  }

  /// What each request came to, by its number; none for a receive that waits.
  package private(set) var replies: [Int: QueueReply] = [:]
  let seats: [any QueueSeat]
  var contents: [Content] = []
  var moves: [MoveInProgress] = []
  private var askedAt: [Int: Instant] = [:]
  private var received: [Int: (queue: Int, deliveries: [Delivery])] = [:]
  private var groupNumbers = NumberedTexts()
  private var idNumbers = NumberedTexts()
  private var attemptNumbers = NumberedTexts()

  /// An account with queues that the service would create.
  package init(_ queues: [QueueDescription]) throws(QueueDescription.Problem) {
    for queue in queues { if let problem = queue.problem { throw problem } }
    seats = queues.map { queue in
      let settled = queue.settled(among: queues)
      return queue.isFIFO ? FIFOSeat(settled) : StandardSeat(settled)
    }
  }

  /// Does a request at a time that is not before the last one's; receipts go by its number.
  package func perform(_ request: QueueRequest, as number: Int, at now: Instant) {
    advance(to: now)
    if let reply = answer(request, as: number, at: now) {
      replies[number] = reply
    } else {
      askedAt[number] = now
    }
    settle(at: now)
  }

  /// Lets time pass until no receive waits any more.
  package func finish() {
    while !askedAt.isEmpty, let next = nextEvent { settle(at: next) }
  }
}

// MARK: - Time

extension QueueAccount {
  private var nextEvent: Instant? {
    (seats.compactMap(\.nextWakeUp) + moves.compactMap(\.task.nextMoveAt)).min()
  }

  private func advance(to now: Instant) {
    while let next = nextEvent, next <= now { settle(at: next) }
  }

  /// Does what is due, and what comes of it.
  private func settle(at now: Instant) {
    var isSettled = false
    while !isSettled {
      isSettled = !moveDue(at: now)
      for place in seats.indices {
        while let answer = seats[place].nextAnswer(at: now) {
          hand(answer, of: place, at: now)
          isSettled = false
        }
      }
    }
  }

  private func hand(_ answer: QueueAnswer, of place: Int, at now: Instant) {
    switch answer {
    case .handed(let waiter, let deliveries):
      received[Int(waiter)] = (place, deliveries)
      let messages = deliveries.map { delivery in
        let content = contents[Int(delivery.message.slot)]
        return QueueReply.Message(
          body: content.body, receiveCount: delivery.receiveCount, groupID: content.groupID)
      }
      end(waiter, with: messages, at: now)
    case .empty(let waiter): end(waiter, with: [], at: now)
    case .overLimit(let waiter):
      askedAt[Int(waiter)] = nil
      replies[Int(waiter)] = .refused(.overLimit)
    case .deadLetter(let transfer):
      let message = Int(transfer.message.slot)
      contents[message].deadLetterSource = place
      guard let target = index(of: seats[place].description.redrivePolicy?.deadLetterTarget) else {
        preconditionFailure("'\(seats[place].description.name)' has no dead-letter queue")
      }
      seats[target].moveIn(transfer, group: contents[message].group, at: now)
    }
  }

  private func end(_ waiter: UInt64, with messages: [QueueReply.Message], at now: Instant) {
    let asked = askedAt.removeValue(forKey: Int(waiter)) ?? now
    replies[Int(waiter)] = .received(messages, returnsAt: now > asked ? now : nil)
  }
}

// MARK: - Requests

extension QueueAccount {
  /// The place of a queue by its name.
  func index(of name: String?) -> Int? {
    guard let name else { return nil }
    return seats.firstIndex { $0.description.name.utf8.elementsEqual(name.utf8) }
  }

  /// What a request comes to at once; nil for a receive, whose answer the queue gives.
  private func answer(
    _ request: QueueRequest, as number: Int, at now: Instant
  ) -> QueueReply? {
    do {
      return try reply(to: request, as: number, at: now)
    } catch {
      return .refused(error)
    }
  }

  private func reply(
    to request: QueueRequest, as number: Int, at now: Instant
  ) throws(QueueError) -> QueueReply? {
    switch request {
    case .sendMessage(let queue, let send):
      try self.send(send, to: try place(of: queue), at: now)
    case .sendMessageBatch(let queue, let entries):
      return try sendBatch(entries, to: try place(of: queue), at: now)
    case .receiveMessage(let queue, let receive):
      try poll(try place(of: queue), receive, as: number, at: now)
      return nil
    case .deleteMessage(let queue, let receipt):
      try delete(receipt, from: try place(of: queue), at: now)
    case .deleteMessageBatch(let queue, let entries):
      let queue = try place(of: queue)
      return try batch(entries) { receipt throws(QueueError) in
        try delete(receipt, from: queue, at: now)
      }
    case .changeMessageVisibility(let queue, let change):
      try self.change(change, in: try place(of: queue), at: now)
    case .changeMessageVisibilityBatch(let queue, let entries):
      let queue = try place(of: queue)
      return try batch(entries) { change throws(QueueError) in
        try self.change(change, in: queue, at: now)
      }
    case .getQueueAttributes(let queue, let names):
      return try attributes(names, of: try place(of: queue), at: now)
    case .purgeQueue(let queue):
      if let error = seats[try place(of: queue)].purge(at: now) { throw error }
    case .startMessageMoveTask(let source, let destination, let rate):
      try startMove(from: source, to: destination, maxPerSecond: rate, at: now)
    }
    return .done
  }

  private func place(of name: String?) throws(QueueError) -> Int {
    guard let name else { throw .missingParameter }
    guard let place = index(of: name) else { throw .queueDoesNotExist }
    return place
  }

  private func send(
    _ send: QueueRequest.Send, to place: Int, at now: Instant
  ) throws(QueueError) {
    let queue = seats[place].description
    if let problem = send.problem(in: queue) { throw problem }
    let body = send.body ?? ""
    let id =
      send.deduplicationID ?? (queue.isFIFO ? Digest.sha256.hexadecimal(of: Array(body.utf8)) : nil)
    let message = store(
      Content(
        body: body, groupID: send.groupID,
        group: send.groupID.map { UInt32(groupNumbers.number(of: $0)) } ?? 0))
    seats[place].send(
      message, group: contents[Int(message.slot)].group, id: id.map { idNumbers.number(of: $0) },
      delay: send.delaySeconds.map { .seconds($0) }, at: now)
  }

  private func sendBatch(
    _ entries: [QueueRequest.BatchEntry<QueueRequest.Send>], to place: Int, at now: Instant
  ) throws(QueueError) -> QueueReply {
    let queue = seats[place].description
    // Recorded: what a FIFO queue cannot do without fails the whole batch, with another code than a
    // message alone.
    let isIncomplete = entries.contains { entry in
      entry.content.groupID == nil
        || entry.content.deduplicationID == nil && !queue.contentBasedDeduplication
    }
    let size = { (send: QueueRequest.Send) in send.body?.utf8.count ?? 0 }
    return try batch(
      entries, size: size, isComplete: !(queue.isFIFO && isIncomplete)
    ) { entry throws(QueueError) in try send(entry, to: place, at: now) }
  }

  private func poll(
    _ place: Int, _ receive: QueueRequest.Receive, as number: Int, at now: Instant
  ) throws(QueueError) {
    let maximum = receive.maxMessages ?? 1
    guard QueueSettings.batchSizes.contains(maximum),
      receive.waitTimeSeconds.map({ (0...20).contains($0) }) ?? true,
      receive.visibilityTimeout.map({ (0...43_200).contains($0) }) ?? true
    else { throw .invalidParameterValue }
    let terms = PollTerms(
      maximum: maximum, wait: receive.waitTimeSeconds.map { .seconds($0) },
      visibilityTimeout: receive.visibilityTimeout.map { .seconds($0) },
      attempt: receive.attemptID.map { attemptNumbers.number(of: $0) })
    seats[place].poll(by: UInt64(number), terms, at: now)
  }

  private func delete(
    _ name: ReceiptName?, from place: Int, at now: Instant
  ) throws(QueueError) {
    let receipt = try receipt(name, of: place)
    if let error = seats[place].delete(receipt, at: now) { throw error }
  }

  private func change(
    _ change: QueueRequest.VisibilityChange, in place: Int, at now: Instant
  ) throws(QueueError) {
    let receipt = try receipt(change.receipt, of: place)
    guard let seconds = change.visibilityTimeout else { throw .missingParameter }
    guard (0...43_200).contains(seconds) else { throw .invalidParameterValue }
    let error = seats[place].changeVisibility(receipt, to: .seconds(seconds), at: now)
    if let error { throw error }
  }

  /// The receipt that is meant, if it is one of the queue's.
  private func receipt(_ name: ReceiptName?, of place: Int) throws(QueueError) -> Receipt {
    let found: (queue: Int, deliveries: [Delivery])?
    let index: Int?
    switch name {
    case nil: throw .missingParameter
    case .handle: throw .receiptHandleIsInvalid
    case .index(let number, let request):
      found = received[request]
      index = number
    case .body(let body, let request):
      found = received[request]
      index = found?.deliveries.firstIndex {
        contents[Int($0.message.slot)].body.utf8.elementsEqual(body.utf8)
      }
    }
    guard let found, let index, found.queue == place, found.deliveries.indices.contains(index)
    else { throw .receiptHandleIsInvalid }
    return found.deliveries[index].receipt
  }

  private func attributes(
    _ names: [String], of place: Int, at now: Instant
  ) throws(QueueError) -> QueueReply {
    guard names.allSatisfy(QueueDescription.attributeNames.contains) else {
      throw .invalidAttributeName
    }
    let counts = seats[place].counts(at: now)
    return .counts(visible: counts[0], notVisible: counts[1], delayed: counts[2])
  }

  /// Keeps what is sent under a name of its own.
  func store(_ content: Content) -> MessageID {
    contents.append(content)
    return MessageID(slot: UInt32(contents.count - 1))
  }
}

/// Numbers for texts, given out in the order in which the texts come; equal only byte by byte.
struct NumberedTexts {
  private var numbers: [[UInt8]: UInt64] = [:]

  /// The number of a text.
  mutating func number(of text: String) -> UInt64 {
    let bytes = Array(text.utf8)
    if let number = numbers[bytes] { return number }
    let number = UInt64(numbers.count)
    numbers[bytes] = number
    return number
  }
}
