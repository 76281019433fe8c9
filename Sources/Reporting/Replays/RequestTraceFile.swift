package import Simulation

/// A file of one trace, or of several with one on each line, and what to make of a trace.
package struct RequestTraceFile {
  /// Makes the lines of a trace; the name is nil for the only trace of a file.
  package typealias Replay = (_ trace: JSONValue, _ id: JSONValue?) throws(TraceMistake) -> String

  /// The largest file, in bytes.
  private static let largest = 1 << 30

  private let path: String
  private let holdsSeveral: Bool
  private let bytes: [UInt8]

  /// Reads a file.
  package init(reading path: String, holdsSeveral: Bool) throws(InputError) {
    self.path = path
    self.holdsSeveral = holdsSeveral
    bytes = try InputFile.bytes(of: path, limit: Self.largest)
  }

  /// Replays what is in the file and shows the lines; a mistaken trace among several does not keep
  /// the others from being replayed.
  package func show(_ replay: Replay) throws(OutputError) -> ExitCode {
    if holdsSeveral { return try showEach(replay) }
    switch outcome(of: bytes, line: nil, replay) {
    case .success(let lines):
      try StandardStream.show(lines)
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
      case .success(let lines): try StandardStream.show(lines)
      case .failure(let complaint):
        StandardStream.note("error: \(complaint.sentence)\n")
        try StandardStream.show(complaint.line)
        code = .invalidScenario
      }
    }
    return code
  }

  private func outcome(
    of bytes: [UInt8], line: Int?, _ replay: Replay
  ) -> Result<String, TraceComplaint> {
    let name = CellText.printable(path) + (line.map { ":\($0)" } ?? "")
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
