/// The files that a run leaves in its output directory.
package struct RunFiles: Sendable {
  /// The directory, as the user named it.
  package let directory: String
  /// The tables that are written.
  package let tables: [RunTable]
  /// Whether a page for the browser is written, too.
  package let includesPage: Bool

  /// The files of a run, with each message's fate and a page for the browser among them or not.
  package init(in directory: String, includingMessages: Bool, includingPage: Bool = false) {
    self.directory = directory
    tables = includingMessages ? RunTable.allCases : [.metrics, .summary]
    includesPage = includingPage
  }

  /// Makes the directory, so that a long run is not begun whose results have no place to go.
  package func prepare() throws(OutputError) { try OutputDirectory.create(directory) }

  /// Writes all files; when one cannot be written, all stay as they were.
  package func write(_ report: RunReport) throws(OutputError) {
    var files: [OutputFile] = []
    for table in tables {
      try files.append(written(table.fileName) { table.write(report, to: &$0) })
    }
    if includesPage {
      try files.append(written(ReportPage.fileName) { ReportPage(report).write(to: &$0) })
    }
    for file in files { try file.commit() }
  }

  private func written(
    _ name: String, by write: (inout OutputFile) -> Void
  ) throws(OutputError) -> OutputFile {
    var file = try OutputFile(directory + "/" + name)
    write(&file)
    try file.finish()
    return file
  }

  /// Where the files of a scenario go unless the user says otherwise: `Reports`, then the
  /// scenario's folder, its name and the variant's.
  package static func usualDirectory(ofScenario path: String, variant: String) -> String {
    let folder = path.split(separator: "/").dropLast().last.map(String.init)
      .flatMap { $0 == "." || $0 == ".." ? nil : $0 }
    return ["Reports", folder, name(ofScenario: path), variant.asFileName]
      .compactMap { $0 }.joined(separator: "/")
  }

  /// What a scenario is called by its file: the file's name without what stands after its last dot.
  package static func name(ofScenario path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? "scenario"
    let name = file.lastIndex(of: ".").map { file[..<$0] }.flatMap { $0.isEmpty ? nil : $0 }
    return name.map(String.init) ?? file
  }
}

extension String {
  /// The text as a name for a file: what might surprise a shell becomes a dash; `nil` when empty.
  fileprivate var asFileName: String? {
    let words = split { character in
      !(character.isLetter || character.isNumber || "._".contains(character))
    }
    return words.isEmpty ? nil : words.joined(separator: "-")
  }
}

extension RunFiles: CustomStringConvertible {
  /// What is written where: `Reports/storm: metrics.csv, summary.csv, report.html`.
  package var description: String {
    let page = includesPage ? [ReportPage.fileName] : []
    return directory + ": " + (tables.map(\.fileName) + page).joined(separator: ", ")
  }
}
