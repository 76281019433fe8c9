import Scenario
import Simulation
import Testing

/// No file of recorded messages is there.
func noTraces(_ file: String) -> TraceFile { .unreadable(reason: "no such file") }

/// What comes of reading a text as a scenario.
func reading(
  _ text: String, traces: @escaping (String) -> TraceFile = noTraces
) -> (document: ScenarioDocument?, mistakes: [Mistake]) {
  ScenarioDocument.read(SourceText(name: "s.json5", text: text), traces: traces)
}

/// All mistakes of a text as a person would see them.
func rendered(_ text: String) -> String {
  reading(text).mistakes.rendered(in: SourceText(name: "s.json5", text: text))
}

/// The mistakes of a text: how bad, the text that each points at, its sentence, its variant.
func findings(
  in text: String, traces: @escaping (String) -> TraceFile = noTraces
) -> [String] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  return reading(text, traces: traces).mistakes.map { mistake in
    let line = lines[mistake.range.start.line - 1].unicodeScalars
    let marked = line.dropFirst(mistake.range.start.column - 1).prefix(mistake.range.length)
    let variant = mistake.variant.map { " (in \($0))" } ?? ""
    return
      "\(mistake.severity.rawValue) at \(String(marked)): \(mistake.problem.sentence)\(variant)"
  }
}

/// A shop in which all is as it should be, with more in some of its sections; that nothing reaches what
/// is added goes without saying.
func shop(
  _ sections: String = #"lint: { unreached: "off" },"#, components: String = "",
  producers: String = "", faults: String = "",
  actions: String = "", expectations: String = "", variants: String = ""
) -> String {
  """
  {
    duration: "10m",
    components: {
      orders: { type: "sqs-queue", visibilityTimeout: "3m",
                redrivePolicy: { deadLetterQueue: "dlq", maxReceiveCount: 5 } },
      dlq: { type: "sqs-queue", messageRetentionPeriod: "14d" },
      work: { type: "lambda-function", timeout: "30s", eventSource: { queue: "orders" },
              handler: [{ call: "pay", effect: "charge" }] },
      pay: { type: "dependency" },
      \(components)
    },
    producers: { guests: { target: "orders", arrivals: { poisson: "1/s" } }, \(producers) },
    faults: [\(faults)],
    actions: [\(actions)],
    expectations: { \(expectations) },
    variants: { \(variants) },
    \(sections)
  }
  """
}

/// A part of a scenario with all that is found wrong in it.
struct Case: CustomTestStringConvertible, Sendable {
  let text: String
  let findings: [String]

  init(_ text: String, _ findings: String...) {
    self.text = text
    self.findings = findings
  }

  var testDescription: String { text }
}
