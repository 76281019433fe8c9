internal import Simulation

/// A step on the way of a message: one of the requests that it took part in.
struct MessageStep {
  /// Which step of the flow it is: `s` the first, `t` one on the way, `f` the last.
  let phase: String
  /// The number of the flow, from one.
  let flow: Int
  /// The message.
  let message: MessageName
  /// When: at the request's arrival, or when a request for messages brought it.
  let at: Instant
  /// The request, by its place.
  let span: Int

  /// The steps of all messages that took part in more than one request, in order of time.
  static func all(in spans: [TraceLog.Span]) -> [MessageStep] {
    var meetings: [(message: MessageName, at: Instant, span: Int)] = []
    for (place, span) in spans.enumerated() {
      let at = span.bringsMessages ? span.end ?? span.start : span.start
      for message in span.messages { meetings.append((message, at, place)) }
    }
    meetings.sort { ($0.at, $0.span) < ($1.at, $1.span) }
    var left: [MessageName: Int] = [:]
    for meeting in meetings { left[meeting.message, default: 0] += 1 }
    var flows: [MessageName: Int] = [:]
    return meetings.compactMap { message, at, span in
      let rest = (left[message] ?? 1) - 1
      left[message] = rest
      if let flow = flows[message] {
        return MessageStep(
          phase: rest == 0 ? "f" : "t", flow: flow, message: message, at: at, span: span)
      }
      guard rest > 0 else { return nil }
      flows[message] = flows.count + 1
      return MessageStep(phase: "s", flow: flows.count, message: message, at: at, span: span)
    }
  }
}

extension TraceLog.Span {
  /// Whether the messages came with the answer.
  var bringsMessages: Bool { operation == .receive || operation == .fetch }
}
