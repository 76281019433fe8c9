import Scenario
import Simulation

/// What comes of reading a text as a scenario.
func reading(
  _ text: String, traces: @escaping (String) -> TraceFile = { _ in .unreadable(reason: "no such file") }
) -> (document: ScenarioDocument?, mistakes: [Mistake]) {
  ScenarioDocument.read(SourceText(name: "s.json5", text: text), traces: traces)
}

/// All mistakes of a text as a person would see them.
func mistakes(
  _ text: String, traces: @escaping (String) -> TraceFile = { _ in .unreadable(reason: "no such file") }
) -> String {
  reading(text, traces: traces).mistakes.rendered(in: SourceText(name: "s.json5", text: text))
}

/// The sentences of all mistakes of a text, each with its severity and the text that it points at.
func sentences(
  _ text: String, traces: @escaping (String) -> TraceFile = { _ in .unreadable(reason: "no such file") }
) -> [String] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  return reading(text, traces: traces).mistakes.map { mistake in
    let line = lines[mistake.range.start.line - 1].unicodeScalars
    let marked = line.dropFirst(mistake.range.start.column - 1).prefix(mistake.range.length)
    let variant = mistake.variant.map { " (\($0))" } ?? ""
    return "\(mistake.severity.rawValue) at \(String(marked)): \(mistake.problem.sentence)\(variant)"
  }
}
