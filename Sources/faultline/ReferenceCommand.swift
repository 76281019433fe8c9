import Reporting

/// Prints the reference, or writes its pages into a directory.
struct ReferenceCommand: Command {
  static let description = CommandDescription(
    name: "faultline reference",
    summary: "Prints the reference in Markdown: commands, scenarios, components, faults, metrics.",
    details: [
      "Without a page it gives all of them: "
        + ReferencePage.allCases.map(\.rawValue).joined(separator: ", ")
        + ". They are made from what the program itself knows, so they tell of exactly this version."
    ],
    examples: [
      .init("faultline reference faults", "every fault with its parameters"),
      .init(
        "faultline reference --output Sources/Faultline.docc", "the pages of the documentation"),
    ])

  private let pages: [ReferencePage]
  private let output: String?

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    let name = arguments.optionalPositional("page", help: "A page of the reference.")
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<directory>",
      help: "Writes each page into a file of its own instead.")
    pages =
      name.map { name in ReferencePage.allCases.filter { $0.rawValue == name } }
      ?? ReferencePage.allCases
    try arguments.finish()
    if let name, pages.isEmpty {
      let known = ReferencePage.allCases.map(\.rawValue)
      let hint = NearestWord.to(name, among: known).map { "did you mean '\($0)'?" }
      throw arguments.error(
        "there is no page '\(name)' in the reference; "
          + (hint ?? "there are \(known.joined(separator: ", "))"))
    }
  }

  func run() throws -> ExitCode {
    guard let output else {
      try StandardStream.show(pages.map { $0.text(of: .faultline) }.joined(separator: "\n"))
      return .success
    }
    try OutputDirectory.create(output)
    for page in pages {
      let file = try OutputFile(output + "/" + page.fileName)
      file.write(page.text(of: .faultline))
      try file.commit()
    }
    StandardStream.note(
      "wrote \(output): \(pages.map(\.fileName).joined(separator: ", "))\n")
    return .success
  }
}
