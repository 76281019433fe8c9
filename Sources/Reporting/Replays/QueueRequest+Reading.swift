internal import Simulation

extension QueueRequest {
  /// The requests that a trace may make.
  private enum Operation: String, CaseIterable {
    case sendMessage = "SendMessage"
    case sendMessageBatch = "SendMessageBatch"
    case receiveMessage = "ReceiveMessage"
    case deleteMessage = "DeleteMessage"
    case deleteMessageBatch = "DeleteMessageBatch"
    case changeMessageVisibility = "ChangeMessageVisibility"
    case changeMessageVisibilityBatch = "ChangeMessageVisibilityBatch"
    case getQueueAttributes = "GetQueueAttributes"
    case purgeQueue = "PurgeQueue"
    case startMessageMoveTask = "StartMessageMoveTask"
  }

  /// Reads a request from its object in a trace.
  init(reading object: TraceObject) throws(TraceMistake) {
    let queue = try object.text("queue")
    switch try Self.operation(of: object) {
    case .sendMessage: self = .sendMessage(queue: queue, try Send(reading: object))
    case .sendMessageBatch:
      self = .sendMessageBatch(
        queue: queue, try object.entries { entry throws(TraceMistake) in try Send(reading: entry) })
    case .receiveMessage: self = .receiveMessage(queue: queue, try Receive(reading: object))
    case .deleteMessage: self = .deleteMessage(queue: queue, try object.receipt())
    case .deleteMessageBatch:
      self = .deleteMessageBatch(
        queue: queue, try object.entries { entry throws(TraceMistake) in try entry.receipt() })
    case .changeMessageVisibility:
      self = .changeMessageVisibility(queue: queue, try VisibilityChange(reading: object))
    case .changeMessageVisibilityBatch:
      self = .changeMessageVisibilityBatch(
        queue: queue,
        try object.entries { entry throws(TraceMistake) in try VisibilityChange(reading: entry) })
    case .getQueueAttributes:
      self = .getQueueAttributes(queue: queue, names: try object.texts("attributeNames"))
    case .purgeQueue: self = .purgeQueue(queue: queue)
    case .startMessageMoveTask:
      self = .startMessageMoveTask(
        source: try object.text("source"), destination: try object.text("destination"),
        maxPerSecond: object.integer("maxNumberOfMessagesPerSecond"))
    }
  }

  private static func operation(of object: TraceObject) throws(TraceMistake) -> Operation {
    guard let name = try object.text("op") else {
      throw TraceMistake(at: object.place, "'op' is missing")
    }
    if let operation = Operation(rawValue: name) { return operation }
    let nearest = NearestWord.to(name, among: Operation.allCases.map(\.rawValue))
    throw TraceMistake(
      at: object.place(of: "op"),
      "there is no request '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }
}

extension QueueRequest.Send {
  fileprivate init(reading object: TraceObject) throws(TraceMistake) {
    self.init(
      body: try object.text("body"), groupID: try object.text("groupId"),
      deduplicationID: try object.text("dedupId"), delaySeconds: object.integer("delaySeconds"))
  }
}

extension QueueRequest.Receive {
  fileprivate init(reading object: TraceObject) throws(TraceMistake) {
    self.init(
      maxMessages: object.integer("maxMessages"),
      visibilityTimeout: object.integer("visibilityTimeout"),
      waitTimeSeconds: object.integer("waitTimeSeconds"), attemptID: try object.text("attemptId"))
  }
}

extension QueueRequest.VisibilityChange {
  fileprivate init(reading object: TraceObject) throws(TraceMistake) {
    self.init(
      receipt: try object.receipt(), visibilityTimeout: object.integer("visibilityTimeout"))
  }
}

extension TraceObject {
  /// The entries of a batch; one without a name is called by its number.
  fileprivate func entries<Content: Hashable & Sendable>(
    _ read: (TraceObject) throws(TraceMistake) -> Content
  ) throws(TraceMistake) -> [QueueRequest.BatchEntry<Content>] {
    var entries: [QueueRequest.BatchEntry<Content>] = []
    for (number, value) in (try elements("entries") ?? []).enumerated() {
      let entry = try TraceObject(value, at: "\(place(of: "entries"))[\(number)]")
      entries.append(.init(id: try entry.text("id") ?? "\(number)", try read(entry)))
    }
    return entries
  }

  /// Which receipt is meant: `{"op": 2, "body": "a"}`, `{"op": 2, "index": 0}`, or a handle.
  fileprivate func receipt() throws(TraceMistake) -> ReceiptName? {
    guard let value = value("receipt") else { return nil }
    if case .string(let handle) = value { return .handle(handle) }
    let object = try TraceObject(value, at: place(of: "receipt"))
    let request = object.integer("op") ?? -1
    if let body = try object.text("body") { return .body(body, ofRequest: request) }
    return .index(object.integer("index") ?? 0, ofRequest: request)
  }

  fileprivate func texts(_ key: String) throws(TraceMistake) -> [String] {
    var texts: [String] = []
    for value in try elements(key) ?? [] {
      guard case .string(let text) = value else {
        throw TraceMistake(at: place(of: key), "has an element that is no text")
      }
      texts.append(text)
    }
    return texts
  }
}
