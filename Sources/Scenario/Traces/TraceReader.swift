package import Simulation

/// Reads recorded messages from comma-separated values (RFC 4180) with the columns `time_s` and, if
/// wanted, `size_bytes` and `group`.
package struct TraceReader {
  /// The columns that a trace may have.
  private enum Column: String, CaseIterable {
    case time = "time_s"
    case size = "size_bytes"
    case group
  }

  private typealias Problem = TraceProblem.LineProblem
  private typealias Row = Arrivals.Trace.Row

  private let file: String
  private var lines: CSVLines
  private var columns: [Column] = []

  private init(file: String, bytes: [UInt8]) {
    self.file = file
    lines = CSVLines(bytes)
  }

  /// The most messages that a trace may have.
  package static let rowLimit = 10_000_000

  /// Reads a file; rows come in order of time, those of one time in the order of the file.
  package static func rows(
    in file: String, _ bytes: [UInt8]
  ) -> Result<[Arrivals.Trace.Row], TraceMistake> {
    var reader = TraceReader(file: file, bytes: bytes)
    do throws(TraceMistake) {
      return .success(try reader.read())
    } catch {
      return .failure(error)
    }
  }

  private mutating func read() throws(TraceMistake) -> [Row] {
    guard let header = try fields() else { throw TraceMistake(.empty(file: file)) }
    try readColumns(header)
    var rows: [Row] = []
    while let fields = try fields() {
      guard rows.count < Self.rowLimit else {
        throw TraceMistake(.tooManyRows(file: file, limit: Self.rowLimit))
      }
      rows.append(try row(fields))
    }
    guard !rows.isEmpty else { throw TraceMistake(.empty(file: file)) }
    let isInOrder = zip(rows, rows.dropFirst()).allSatisfy { $0.at <= $1.at }
    return isInOrder ? rows : rows.inOrderOfTime()
  }

  private mutating func readColumns(_ names: [String]) throws(TraceMistake) {
    for name in names {
      guard let column = Column(rawValue: name) else {
        if !names.contains(Column.time.rawValue), Double(name) != nil {
          throw mistake(.noTimeColumn(found: []))
        }
        let nearest = nearestName(to: name, among: Column.allCases.map(\.rawValue))
        throw mistake(.unknownColumn(name, nearest: nearest))
      }
      if columns.contains(column) { throw mistake(.repeatedColumn(name)) }
      columns.append(column)
    }
    if !columns.contains(.time) { throw mistake(.noTimeColumn(found: names)) }
  }

  private func row(_ fields: [String]) throws(TraceMistake) -> Row {
    guard fields.count == columns.count else {
      throw mistake(.fieldCount(fields.count, expected: columns.count))
    }
    var row = Row(at: .start)
    for (column, text) in zip(columns, fields) {
      switch column {
      case .time: row.at = try time(text)
      case .size where text.isEmpty: break
      case .size:
        guard let size = Int(text), (1...(1 << 30)).contains(size) else {
          throw mistake(.badSize(text))
        }
        row.size = size
      case .group where text.isEmpty: break
      case .group:
        guard let group = Int(text), (0..<ProducerSettings.groupLimit).contains(group) else {
          throw mistake(.badGroup(text))
        }
        row.group = group
      }
    }
    return row
  }

  private func time(_ text: String) throws(TraceMistake) -> Instant {
    guard let seconds = Double(text), seconds >= 0, seconds <= Interval.longest.seconds else {
      throw mistake(.badTime(text))
    }
    return .start + Interval(seconds: seconds)
  }

  private mutating func fields() throws(TraceMistake) -> [String]? {
    do throws(CSVLines.Failure) {
      return try lines.next()
    } catch {
      throw mistake(error.problem)
    }
  }

  private func mistake(_ problem: TraceProblem.LineProblem) -> TraceMistake {
    TraceMistake(.line(file: file, lines.number, problem))
  }
}

/// Why a file of recorded messages cannot be read.
package struct TraceMistake: Error, Hashable, Sendable {
  /// What is wrong with the file.
  package let problem: TraceProblem

  /// A file with a problem.
  package init(_ problem: TraceProblem) { self.problem = problem }
}

extension [Arrivals.Trace.Row] {
  /// The rows by time; those of one time stay in their order.
  fileprivate func inOrderOfTime() -> [Arrivals.Trace.Row] {
    indices.sorted { (self[$0].at, $0) < (self[$1].at, $1) }.map { self[$0] }
  }
}
