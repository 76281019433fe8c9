package import Simulation

/// A file of one trace, or of several with one on each line, and what to make of a trace.
package struct ReplayFile {
  /// Makes the lines of a trace; the name is nil for the only trace of a file.
  package typealias Replay = (_ trace: JSONValue, _ id: JSONValue?) throws(TraceMistake) -> Answer

  /// What comes of a trace.
  package struct Answer {
    let lines: String
    let warnings: [String]

    /// The lines for standard output, and what to warn of.
    package init(lines: String, warnings: [String] = []) {
      self.lines = lines
      self.warnings = warnings
    }
  }

  /// The largest file, in bytes.
  private static let largest = 1 << 30

  private let path: String
  private let holdsSeveral: Bool
  private let bytes: [UInt8]

  /// Reads a file.
  package init(reading path: String, holdsSeveral: Bool) throws(InputError) {
    self.path = path
    self.holdsSeveral = holdsSeveral
    bytes = try InputFile.allBytes(of: path, limit: Self.largest)
  }

  /// Replays what is in the file and shows the lines; a mistaken trace among several does not keep
  /// the others from being replayed.
  package func show(_ replay: Replay) throws(OutputError) -> ExitCode {
    if holdsSeveral { return try showEach(replay) }
    switch outcome(of: bytes, line: nil, replay) {
    case .success(let answer):
      try show(answer, line: nil)
      return .success
    case .failure(let complaint):
      StandardStream.note("error: \(complaint.sentence)\n")
      return .invalidScenario
    }
  }

  private func showEach(_ replay: Replay) throws(OutputError) -> ExitCode {
    var code = ExitCode.success
    for (number, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
      .enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) {
      switch outcome(of: Array(line), line: number + 1, replay) {
      case .success(let answer): try show(answer, line: number + 1)
      case .failure(let complaint):
        StandardStream.note("error: \(complaint.sentence)\n")
        try StandardStream.show(complaint.line)
        code = .invalidScenario
      }
    }
    return code
  }

  private func show(_ answer: Answer, line: Int?) throws(OutputError) {
    for warning in answer.warnings {
      StandardStream.note("warning: \(name(line: line)): \(warning)\n")
    }
    try StandardStream.show(answer.lines)
  }

  private func name(line: Int?) -> String {
    CellText.printable(path) + (line.map { ":\($0)" } ?? "")
  }

  private func outcome(
    of bytes: [UInt8], line: Int?, _ replay: Replay
  ) -> Result<Answer, TraceComplaint> {
    let name = name(line: line)
    var id: JSONValue?
    do throws(JSONReader.Mistake) {
      let trace = try JSONReader.read(bytes)
      id = line == nil ? nil : trace["id"] ?? .null
      do throws(TraceMistake) {
        return .success(try replay(trace, id))
      } catch {
        return .failure(TraceComplaint("\(name): \(error.sentence)", id: id, code: error.code))
      }
    } catch {
      let column = line == nil ? ":\(error.line):\(error.column)" : ":\(error.column)"
      return .failure(TraceComplaint("\(name)\(column): \(error.reason)", id: id, code: nil))
    }
  }
}

/// Why a trace was not replayed, for the user and for whoever reads the lines.
private struct TraceComplaint: Error {
  let sentence: String
  /// The line that stands for the trace's lines.
  let line: String

  init(_ sentence: String, id: JSONValue?, code: String?) {
    self.sentence = sentence
    var json = JSONText()
    json.object(compact: true) { json in
      json.key("id")
      json.value(id ?? .null)
      json.member("error", code ?? "InvalidTrace")
    }
    line = json.text + "\n"
  }
}
