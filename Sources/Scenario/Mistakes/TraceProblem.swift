import Simulation

/// Why a file of recorded messages cannot be read.
package enum TraceProblem: Hashable, Sendable {
  /// What is wrong with one line.
  package enum LineProblem: Hashable, Sendable {
    /// The first line names columns twice, unknown ones, or not the one that is needed.
    case noTimeColumn(found: [String])
    case unknownColumn(String, nearest: String?)
    case repeatedColumn(String)
    case fieldCount(Int, expected: Int)
    case badTime(String)
    case badSize(String)
    case badGroup(String)
    case openQuote
    case textAfterQuote
    case notText
  }

  /// The file cannot be opened.
  case unreadable(file: String, reason: String)
  case empty(file: String)
  case tooManyRows(file: String, limit: Int)
  case line(file: String, Int, LineProblem)
}

extension TraceProblem {
  /// What is wrong, and the fix.
  var sentence: String {
    switch self {
    case .unreadable(let file, let reason): "\(file.named) cannot be read: \(reason)"
    case .empty(let file):
      "\(file.named) has no messages in it; after the line with the columns comes one line a message"
    case .tooManyRows(let file, let limit):
      "\(file.named) has more than \(limit.grouped) messages; take a part of it"
    case .line(let file, let number, let problem):
      "\(file.named), line \(number.grouped): \(problem.sentence)"
    }
  }
}

extension TraceProblem.LineProblem {
  fileprivate var sentence: String {
    switch self {
    case .noTimeColumn(let found):
      "the first line must name the column 'time_s'"
        + (found.isEmpty ? "" : ", not only \(found.map(\.named).joined(lastBy: "and"))")
    case .unknownColumn(let name, let nearest?):
      "unknown column \(name.named); did you mean \(nearest.named)?"
    case .unknownColumn(let name, nil):
      "unknown column \(name.named); use 'time_s', 'size_bytes' or 'group'"
    case .repeatedColumn(let name): "the column \(name.named) is there twice"
    case .fieldCount(let count, let expected):
      "there are \(count.counted("field")); the first line has \(expected.grouped)"
    case .badTime(let text):
      "'time_s' is \(text.inQuotes); use the seconds since the start of the run, such as 12.5"
    case .badSize(let text):
      "'size_bytes' is \(text.inQuotes); use a whole number from 1 to 1073741824"
    case .badGroup(let text):
      "'group' is \(text.inQuotes); use a whole number from 0 to "
        + "\(ProducerSettings.groupLimit - 1)"
    case .openQuote: "the quotation mark has no end"
    case .textAfterQuote: "a comma must follow the closing quotation mark"
    case .notText: "the line is not UTF-8"
    }
  }
}
