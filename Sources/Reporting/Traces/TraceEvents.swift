internal import Simulation

/// The events of a trace, one to a line, written as they come.
struct TraceEvents {
  private var isFirst = true

  init(_ output: inout some TextOutputStream) {
    output.write("{\"displayTimeUnit\": \"ms\", \"traceEvents\": [")
  }

  /// Writes an event.
  mutating func append(
    to output: inout some TextOutputStream, _ members: (inout JSONText) -> Void
  ) {
    var json = JSONText()
    json.object(compact: true, members)
    output.write((isFirst ? "\n" : ",\n") + json.text)
    isFirst = false
  }

  /// Writes what stands behind the last event.
  func end(_ output: inout some TextOutputStream) { output.write("\n]}\n") }
}

/// A stretch of time on one lane of a process.
struct TraceSlice {
  let name: String
  let process: Int
  let lane: Int
  let start: Instant
  let end: Instant

  /// Writes the slice with what is told of it.
  func write(to json: inout JSONText, _ arguments: (inout JSONText) -> Void) {
    json.member("ph", "X")
    json.member("name", name)
    json.member("pid", process)
    json.member("tid", lane)
    json.member("ts", (start - .start).microseconds)
    json.member("dur", (end - start).microseconds)
    json.key("args")
    json.object(arguments)
  }

  /// Writes a step of a message's flow that is bound to the slice.
  func write(_ step: MessageStep, of message: String, to json: inout JSONText) {
    json.member("ph", step.phase)
    json.member("name", message)
    json.member("cat", "message")
    json.member("id", step.flow)
    json.member("pid", process)
    json.member("tid", lane)
    // A slice's end is no longer part of it, and what lies in no slice is bound to none.
    let at = step.at == end && end > start ? end - .nanoseconds(1) : step.at
    json.member("ts", (at - .start).microseconds)
    if step.phase == "f" { json.member("bp", "e") }
  }
}

extension Interval {
  /// The interval in microseconds, the unit of traces.
  var microseconds: Double { Double(nanoseconds) / 1e3 }
}

extension Metric {
  /// Whether the metric says how much waits or is under way.
  var isDepth: Bool {
    switch self {
    case .messagesVisible, .messagesNotVisible, .messagesDelayed, .concurrentExecutions,
      .callsInService, .callsWaiting, .outboxWaiting, .producerWaiting, .breakerState,
      .unreadRecords:
      true
    default: false
    }
  }
}
