package import Experiment
internal import Scenario
internal import Simulation

/// What is told of a search: what was found, what held, where trouble lies, and how to do it again.
package struct SearchReport: Sendable {
  /// The scenario file, as the user named it.
  package let scenario: String
  /// What came of it.
  package let result: SearchResult
  /// Where the counterexamples are written, in the order of the findings; `nil` for nowhere.
  package let files: CounterexampleFiles?
  private let options: [String]

  /// A report on a search.
  package init(
    scenario: String, options: [String], files: CounterexampleFiles?, _ result: SearchResult
  ) {
    self.scenario = scenario
    self.options = options
    self.files = files
    self.result = result
  }

  /// What the program's exit code says of the search.
  package var exitCode: ExitCode {
    if let request = Interruption.request { return request.exitCode }
    return result.findings.isEmpty ? .success : .counterexampleFound
  }

  /// The command line that repeats the search.
  var commandLine: String {
    let words = ["faultline", "search", scenario] + options + ["--seed", "\(result.seed)"]
    return words.map(\.asShellWord).joined(separator: " ")
  }

  /// The findings, the smallest first.
  package var findings: [SearchFinding] { result.findings.smallestFirst }
}

extension [SearchFinding] {
  /// Fewest faults first; among equals those that were found first.
  package var smallestFirst: [SearchFinding] {
    enumerated().sorted { left, right in
      (left.element.minimal.faults.count, left.offset)
        < (right.element.minimal.faults.count, right.offset)
    }.map(\.element)
  }
}

extension SearchRule {
  /// The rule in words.
  package var sentence: String {
    switch self {
    case .expectation(let expectation): expectation.text
    case .invariant(.nothingLost): "nothing is lost"
    case .invariant(.nothingDoubled): "no effect happens twice for a message"
    case .invariant(.nothingHalfDone): "no message ends half done"
    case .invariant(.inOrder): "what promises order keeps it"
    case .invariant(.noSagaHalfDone): "no transaction ends half done"
    case .invariant(.recovers): "it recovers in time"
    case .invariant(.notMetastable): "it does not go on failing once the trigger is gone"
    }
  }
}

extension Fault {
  /// The fault in words: what, whom, when, how long, how badly.
  package var sentence: String {
    guard case .object(let members) = spelt else { return label }
    let told = ["action", "target", "at", "duration", "id"]
    let rest = members.filter { !told.contains($0.key) }
      .map { ", \($0.key) \($0.value.text(for: .person))" }
    let begin = at.map { " at " + ($0 - .start).spelt } ?? ""
    return "\(action.rawValue) \(target)\(begin)" + (duration.map { " for " + $0.spelt } ?? "")
      + rest.joined()
  }
}

extension SearchReport {
  /// Writes the counterexamples and prints the report; that a file cannot be written does not keep the
  /// report from being printed.
  package func publish(
    as format: ReportFormat, in style: TerminalStyle, isQuiet: Bool
  ) throws(OutputError) {
    let outcome = Result { () throws(OutputError) in try files?.write(findings, of: result) }
    if !isQuiet { try StandardStream.show(text(as: format, in: style)) }
    try outcome.get()
    if let files, !findings.isEmpty, !isQuiet {
      let paths = findings.indices.map(files.path).joined(separator: ", ")
      StandardStream.note("wrote \(paths)\n")
    }
  }
}
