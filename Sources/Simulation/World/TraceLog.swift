/// What is recorded of the conversations of a run.
package enum TraceFocus: Hashable, Sendable {
  /// Everything, up to so many requests.
  case everything(limit: Int)
  /// What one message went through.
  case message(MessageName)
}

/// Which message: whose, and its number among its producer's, from zero.
package struct MessageName: Hashable, Sendable {
  /// The producer's place in the scenario.
  package let producer: Int
  /// The message's number.
  package let number: UInt64

  /// A message of a producer.
  package init(producer: Int, number: UInt64) {
    self.producer = producer
    self.number = number
  }
}

/// The conversations of a run: who asked whom for what, when, and how it went.
///
/// Kept only where somebody wants it; a run without it pays nothing.
package struct TraceLog: Sendable {
  /// A request, from its arrival to the arrival of its answer.
  package struct Span: Sendable {
    /// What was asked.
    package let operation: Operation
    /// Who asked; `nil` for a request that wants no answer.
    package let caller: Int?
    /// Who was asked.
    package let target: Int
    /// When the request arrived.
    package let start: Instant
    /// When the answer arrived; `nil` for none within the run.
    package fileprivate(set) var end: Instant?
    /// How it went.
    package fileprivate(set) var outcome: Outcome?
    /// The messages that it was about, or that it brought.
    package fileprivate(set) var messages: [MessageName]
  }

  /// The requests, in the order in which they arrived.
  package private(set) var spans: [Span] = []
  /// Whether there were more requests than the limit allows.
  package private(set) var isCutShort = false
  private let focus: TraceFocus
  /// Whose message each kind is, by the producer's place in the scenario.
  private let producers: [Int]
  /// The requests that are not answered yet, by caller and token.
  private var open: [UInt64: Int] = [:]
  /// Requests for messages that are kept only if the focus is among what they bring.
  private var asked: [UInt64: Span] = [:]

  init(_ focus: TraceFocus, producers: [Int]) {
    self.focus = focus
    self.producers = producers
  }

  /// Takes note of a parcel that is about to be handed to its component.
  mutating func note(_ parcel: Parcel, in context: borrowing Context) {
    switch parcel.kind {
    case .event: break
    case .request: note(parcel.request, to: parcel.target, in: context)
    case .reply: note(parcel.reply, to: parcel.target, in: context)
    }
  }

  private mutating func note(
    _ request: Request, to target: Int, in context: borrowing Context
  ) {
    guard let operation = Operation(rawValue: request.operation) else { return }
    let caller = request.caller == .nobody ? nil : Int(request.caller.index)
    let span = Span(
      operation: operation, caller: caller, target: target, start: context.now, end: nil,
      outcome: nil, messages: messages(of: request, in: context))
    let key = caller.map { Self.key($0, request.token) }
    if operation.fetchesMessages {
      // Polls that come back empty would hide all else.
      if let key { asked[key] = span }
    } else if isWanted(span.messages), hasRoom() {
      if let key { open[key] = spans.count }
      spans.append(span)
    }
  }

  private mutating func note(_ reply: Reply, to caller: Int, in context: borrowing Context) {
    let key = Self.key(caller, reply.token)
    if var span = asked.removeValue(forKey: key) {
      span.messages = reply.count > 0 ? shipped(from: reply.cargo, in: context) : []
      guard !span.messages.isEmpty, isWanted(span.messages), hasRoom() else { return }
      span.end = context.now
      span.outcome = reply.result
      spans.append(span)
    } else if let place = open.removeValue(forKey: key) {
      spans[place].end = context.now
      spans[place].outcome = reply.result
    }
  }

  private static func key(_ caller: Int, _ token: UInt32) -> UInt64 {
    UInt64(caller) << 32 | UInt64(token)
  }

  private mutating func hasRoom() -> Bool {
    guard case .everything(let limit) = focus, spans.count >= limit else { return true }
    isCutShort = true
    return false
  }

  private func isWanted(_ messages: [MessageName]) -> Bool {
    guard case .message(let name) = focus else { return true }
    return messages.contains(name)
  }
}

extension TraceLog {
  private func messages(of request: Request, in context: borrowing Context) -> [MessageName] {
    switch request.cargoKind {
    case .number: []
    case .reference, .copy: name(of: request.message, in: context).map { [$0] } ?? []
    case .shipment: shipped(from: request.cargo, in: context)
    }
  }

  private func shipped(from head: UInt32, in context: borrowing Context) -> [MessageName] {
    var names: [MessageName] = []
    var link = head
    while link != ShipmentStore.empty {
      let found = context.shipments.look(at: link)
      if let name = name(of: found.shipped.message, in: context) { names.append(name) }
      link = found.next
    }
    return names
  }

  private func name(of id: MessageID, in context: borrowing Context) -> MessageName? {
    let message = context.messages[id]
    guard !message.traits.contains(.errand), producers.indices.contains(Int(message.kind)) else {
      return nil
    }
    return MessageName(producer: producers[Int(message.kind)], number: message.number)
  }
}

extension Operation {
  /// Whether the request asks for messages, which come with its answer.
  fileprivate var fetchesMessages: Bool { self == .receive || self == .fetch }
}
