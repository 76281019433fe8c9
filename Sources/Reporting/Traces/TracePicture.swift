package import Simulation

/// A run as Chrome's trace viewer and Perfetto show it: components as processes, requests as slices,
/// messages as arrows from one to the next, queue depths as counters, faults as slices of their own.
///
/// The format is the JSON of Chrome's "Trace Event Format": `ph` X is a complete slice, s, t and f are
/// the steps of a flow, C is a counter, M gives names. Times are in microseconds.
package struct TracePicture: Sendable {
  /// The most requests that a trace holds; viewers stand no more.
  package static let limit = 250_000

  private let result: RunResult
  private let faults: [String]
  private let producers: [String]

  /// The picture of a run that was traced.
  package init(of result: RunResult, in blueprint: Blueprint) {
    self.result = result
    faults = blueprint.faults.map(\.label)
    producers = blueprint.producers.map(\.name)
  }

  /// Writes the whole document.
  package func write(to output: inout some TextOutputStream) {
    var events = TraceEvents(&output)
    writeNames(to: &events, &output)
    writeFaults(to: &events, &output)
    writeSpans(to: &events, &output)
    writeCounters(to: &events, &output)
    events.end(&output)
  }

  /// Writes the document to a file, whole or not at all; says so where the limit cut it short.
  package func write(to path: String) throws(OutputError) {
    var file = try OutputFile(path)
    write(to: &file)
    try file.commit()
    if result.trace?.isCutShort == true {
      StandardStream.note(
        "warning: '\(path)' holds the first \(NumberText.grouped(Self.limit)) requests; "
          + "a shorter --duration or a lower rate shows the rest\n")
    }
  }

  /// The process of the faults; components follow in the order of the scenario.
  private static let faultProcess = 1

  private static func process(of component: Int) -> Int { component + faultProcess + 1 }

  private func writeNames(to events: inout TraceEvents, _ output: inout some TextOutputStream) {
    let names = ["faults"] + result.parts.map(\.name)
    for (place, name) in names.enumerated() {
      let process = Self.faultProcess + place
      for (kind, value) in [("process_name", name), ("process_sort_index", "")] {
        events.append(to: &output) { json in
          json.member("ph", "M")
          json.member("name", kind)
          json.member("pid", process)
          json.key("args")
          json.object { json in
            if value.isEmpty {
              json.member("sort_index", process)
            } else {
              json.member("name", value)
            }
          }
        }
      }
    }
  }

  private func writeFaults(to events: inout TraceEvents, _ output: inout some TextOutputStream) {
    for window in result.windows {
      let slice = TraceSlice(
        name: faults[window.fault], process: Self.faultProcess, lane: window.fault,
        start: window.start, end: window.end)
      events.append(to: &output) { slice.write(to: &$0) { _ in } }
    }
  }

  private func writeCounters(to events: inout TraceEvents, _ output: inout some TextOutputStream) {
    for series in result.series where series.metric.isDepth {
      let place = result.parts.firstIndex { $0.name == series.component } ?? 0
      for point in series.points {
        let average = point.statistics.average
        events.append(to: &output) { json in
          json.member("ph", "C")
          json.member("name", series.metric.definition.name)
          json.member("pid", Self.process(of: place))
          json.member("ts", (result.period * point.period).microseconds)
          json.key("args")
          json.object { $0.member("value", average) }
        }
      }
    }
  }
}

// MARK: - Requests and messages

extension TracePicture {
  private func writeSpans(to events: inout TraceEvents, _ output: inout some TextOutputStream) {
    let spans = result.trace?.spans ?? []
    var lanes = Lanes(components: result.parts.count)
    var slices: [Int: TraceSlice] = [:]
    for place in spans.indices.sorted(by: { (spans[$0].start, $0) < (spans[$1].start, $1) }) {
      let span = spans[place]
      // What was never answered lasts to the end only where an answer was wanted.
      let end = span.end ?? (span.caller == nil ? span.start : result.endedAt)
      let slice = TraceSlice(
        name: "\(span.operation)", process: Self.process(of: span.target),
        lane: lanes.place(of: span.target, from: span.start, to: end), start: span.start, end: end)
      slices[place] = slice
      events.append(to: &output) { slice.write(to: &$0) { write(span, to: &$0) } }
    }
    for step in MessageStep.all(in: spans) {
      guard let slice = slices[step.span] else { continue }
      events.append(to: &output) { json in
        slice.write(step, of: text(of: step.message), to: &json)
      }
    }
  }

  private func write(_ span: TraceLog.Span, to json: inout JSONText) {
    if let caller = span.caller { json.member("from", result.parts[caller].name) }
    if let outcome = span.outcome { json.member("outcome", "\(outcome)") }
    guard !span.messages.isEmpty else { return }
    let names = span.messages.prefix(Self.namedMessages).map(text)
    json.member("messages", names.joined(separator: " "))
  }

  /// How many messages of a batch are named.
  private static let namedMessages = 10

  private func text(of message: MessageName) -> String {
    "\(producers[message.producer])#\(message.number)"
  }
}

/// Where the slices of a component lie, so that none covers another.
private struct Lanes {
  private var ends: [[Instant]]

  init(components: Int) { ends = Array(repeating: [], count: components) }

  mutating func place(of component: Int, from start: Instant, to end: Instant) -> Int {
    let lane = ends[component].firstIndex { $0 <= start } ?? ends[component].count
    let busyUntil = max(end, start + .microseconds(1))
    if lane == ends[component].count {
      ends[component].append(busyUntil)
    } else {
      ends[component][lane] = busyUntil
    }
    return lane
  }
}
