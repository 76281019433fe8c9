import Glibc

/// Every benchmark, in the order of the table.
func rows(effort: Options.Effort) -> [Row] {
  [.noise] + Row.holds(effort: effort) + [.singleServer(effort: effort)]
    + Row.storms(effort: effort) + Row.scenarios(effort: effort) + [.sagas]
    + Row.memory(effort: effort) + Row.services(effort: effort) + Row.startUps
    + Row.comparisons(effort: effort)
}

/// Measures what is asked for and returns whether every self-check passed.
func measure(_ options: Options) -> Bool {
  let rows = rows(effort: options.effort).filter(options.includes)
  let nameWidth = rows.map(\.name.count).max() ?? 0
  let listing = options.isCSV ? Listing.csv : .table(nameWidth: nameWidth)
  print(listing.header)
  var isCorrect = true
  for row in rows {
    let measurement = Measurement(of: row, runs: options.effort.runs)
    print(listing.line(for: measurement))
    fflush(nil)
    isCorrect = isCorrect && measurement.mistakes.isEmpty
  }
  return isCorrect
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == Footprint.childArgument {
  guard let workload = arguments.last.flatMap(Workload.init(rawValue:)) else { exit(2) }
  Footprint.report(of: workload)
  exit(0)
}
if arguments.contains("--help") {
  print(Options.usage)
  exit(0)
}
do {
  exit(measure(try Options(parsing: arguments)) ? 0 : 1)
} catch {
  let message = "error: \(error)\n\(Options.usage)\n"
  _ = message.utf8CString.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count - 1) }
  exit(2)
}
