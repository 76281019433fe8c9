/// What the command line asks for.
struct Options {
  /// How much time the rows may take.
  enum Effort {
    /// For a look: small sizes, two runs of each side.
    case quick
    /// For numbers to quote: seven runs of each side.
    case full

    /// How often each side of a row is run.
    var runs: Int {
      switch self {
      case .quick: 2
      case .full: 7
      }
    }
  }

  static let usage = """
    usage: Benchmarks [--quick] [--csv] [--filter TEXT]

      --quick         small sizes and few runs
      --csv           comma-separated values instead of a table
      --filter TEXT   only the benchmarks whose name contains TEXT
    """

  private(set) var effort = Effort.full
  private(set) var isCSV = false
  private(set) var filter: String?

  /// Reads the arguments after the program's name.
  init(parsing arguments: some Sequence<String>) throws(UsageError) {
    var rest = arguments.makeIterator()
    while let argument = rest.next() {
      switch argument {
      case "--quick": effort = .quick
      case "--csv": isCSV = true
      case "--filter":
        guard let text = rest.next() else { throw .missingValue(option: argument) }
        filter = text
      default: throw .unknownArgument(argument)
      }
    }
  }

  /// Whether a row is asked for.
  func includes(_ row: Row) -> Bool {
    guard let filter else { return true }
    return row.name.lowercased().contains(filter.lowercased())
  }
}

/// A mistake on the command line.
enum UsageError: Error, CustomStringConvertible {
  case unknownArgument(String)
  case missingValue(option: String)

  var description: String {
    switch self {
    case .unknownArgument(let argument): "unknown argument '\(argument)'"
    case .missingValue(let option): "'\(option)' needs a value"
    }
  }
}
