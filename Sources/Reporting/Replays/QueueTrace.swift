package import Simulation

/// Requests to the SQS API, each with its time, and the queues that they are made to.
package struct QueueTrace: Sendable {
  /// A request and when it is made.
  package struct Call: Hashable, Sendable {
    package let at: Instant
    package let request: QueueRequest
  }

  /// The queues, as CreateQueue makes them.
  package let queues: [QueueDescription]
  /// The requests, in the trace's order.
  package let calls: [Call]

  /// Reads a trace from its document.
  package init(_ document: JSONValue) throws(TraceMistake) {
    let trace = try TraceObject(document, at: "")
    queues = try Self.queues(of: trace)
    var calls: [Call] = []
    for (number, value) in (try trace.elements("ops") ?? []).enumerated() {
      let object = try TraceObject(value, at: "ops[\(number)]")
      let at = try object.nanoseconds("at").map { Instant(nanoseconds: $0) }
      calls.append(
        Call(at: at ?? calls.last?.at ?? .start, request: try QueueRequest(reading: object)))
    }
    self.calls = calls
  }

  /// What the requests come to, in the trace's order; they are made in the order of their times.
  package func replies() throws(TraceMistake) -> [QueueReply] {
    let account = try account()
    let order = calls.indices.sorted { (calls[$0].at, $0) < (calls[$1].at, $1) }
    for number in order { account.perform(calls[number].request, as: number, at: calls[number].at) }
    account.finish()
    return calls.indices.map { account.replies[$0] ?? .received([], returnsAt: nil) }
  }

  private func account() throws(TraceMistake) -> QueueAccount {
    do {
      return try QueueAccount(queues)
    } catch {
      throw TraceMistake(
        at: "queues.\(error.queue).\(error.attribute)", "the service takes \(error.allowed)",
        code: error.code.rawValue)
    }
  }

  private static func queues(of trace: TraceObject) throws(TraceMistake) -> [QueueDescription] {
    guard let value = trace.value("queues") else { throw TraceMistake("'queues' is missing") }
    let object = try TraceObject(value, at: "queues")
    var queues: [QueueDescription] = []
    for name in object.keys {
      guard let attributes = object.value(name) else { continue }
      queues.append(
        try QueueDescription(
          name: name, reading: try TraceObject(attributes, at: object.place(of: name))))
    }
    return queues
  }
}
