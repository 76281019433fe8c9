import Simulation

/// The files of recorded messages that a scenario names, each opened and read once.
struct TraceLibrary {
  private let open: (String) -> TraceFile
  private var known: [String: Result<[Arrivals.Trace.Row], TraceMistake>] = [:]

  init(_ open: @escaping (String) -> TraceFile) { self.open = open }

  /// The rows of a file.
  mutating func rows(in file: String) -> Result<[Arrivals.Trace.Row], TraceMistake> {
    if let rows = known[file] { return rows }
    let rows: Result<[Arrivals.Trace.Row], TraceMistake> =
      switch open(file) {
      case .contents(let bytes): TraceReader.rows(in: file, bytes)
      case .unreadable(let reason):
        .failure(TraceMistake(.unreadable(file: file, reason: reason)))
      }
    known[file] = rows
    return rows
  }
}
