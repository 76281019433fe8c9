internal import Experiment

/// The files that a comparison leaves in its output directory.
package struct ComparisonFiles: Sendable {
  /// The directory, as the user named it.
  package let directory: String
  /// Whether a page for the browser is written, too.
  package let includesPage: Bool

  /// The files of a comparison, with a page for the browser among them or not.
  package init(in directory: String, includingPage: Bool = false) {
    self.directory = directory
    includesPage = includingPage
  }

  /// Makes the directory, so that no long work is begun whose results have no place to go.
  package func prepare() throws(OutputError) { try OutputDirectory.create(directory) }

  /// Writes all files; when one cannot be written, all stay as they were.
  package func write(_ report: ComparisonReport) throws(OutputError) {
    var files: [OutputFile] = []
    for table in tables(of: report) {
      var file = try OutputFile(directory + "/" + table.fileName)
      table.write(report, to: &file)
      try file.finish()
      files.append(file)
    }
    if includesPage {
      var file = try OutputFile(directory + "/" + ReportPage.fileName)
      ReportPage(report).write(to: &file)
      try file.finish()
      files.append(file)
    }
    for file in files { try file.commit() }
  }

  /// Where the files go unless the user says otherwise: the directory of the first scenario's run.
  package static func usualDirectory(ofScenarios paths: [String]) -> String {
    RunFiles.usualDirectory(ofScenario: paths.first ?? "scenario", variant: "")
  }
}

extension ComparisonFiles {
  /// The tables of a report; a single variant is held against nothing.
  private func tables(of report: ComparisonReport) -> [ComparisonTable] {
    ComparisonTable.allCases.filter { $0 != .comparison || report.first.variants.count > 1 }
  }

  /// What is written where: `Reports/storm: metrics.csv, summary.csv, comparison.csv`.
  func description(of report: ComparisonReport) -> String {
    let page = includesPage ? [ReportPage.fileName] : []
    return directory + ": " + (tables(of: report).map(\.fileName) + page).joined(separator: ", ")
  }
}

extension ComparisonReport {
  /// Writes the files, prints the report and leaves what a build asked for; that a file cannot be
  /// written does not keep the report from being printed.
  package func publish(
    as format: ReportFormat, in style: TerminalStyle, files: ComparisonFiles?, build: BuildOutput,
    isQuiet: Bool
  ) throws(OutputError) {
    let outcome = Result { () throws(OutputError) in
      try files?.write(self)
      try build.publish(judged, of: title)
    }
    if !isQuiet { try StandardStream.show(text(as: format, in: style)) }
    try outcome.get()
    if let files, !isQuiet {
      StandardStream.note("wrote \(files.description(of: self))\n")
    }
  }
}
