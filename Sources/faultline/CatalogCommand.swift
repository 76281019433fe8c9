import Reporting

/// Tells what a scenario can name: components, steps, faults, actions, distributions, metrics.
struct CatalogCommand: Command {
  /// In which form the catalogue is printed.
  enum Format: String, CaseIterable, ArgumentValue {
    case text
    case json
  }

  static let description = CommandDescription(
    name: "faultline catalog",
    summary: "Tells what a scenario can name, with parameters, ranges, defaults and help.",
    details: [
      "Without a name it gives an overview. A name is a topic ("
        + CatalogueTopic.allCases.map(\.rawValue).joined(separator: ", ")
        + ") or anything in one, such as sqs-queue, dependency.hang, lognormal or Duration."
    ],
    examples: [
      .init("faultline catalog sqs-queue", "all that can be set of a queue"),
      .init("faultline catalog faults", "all that can go wrong"),
    ])

  private let name: String?
  private let format: Format

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    name = arguments.optionalPositional("name", help: "A topic or a name in one.")
    format = try arguments.option("--format", default: .text, help: "The form of the catalogue.")
    try arguments.finish()
    if let name, Catalogue(of: name) == nil {
      let nearest = Catalogue.nearest(to: name).map { "; did you mean '\($0)'?" }
      throw arguments.error("there is no '\(name)' in the catalogue" + (nearest ?? ""))
    }
  }

  func run() throws -> ExitCode {
    let catalogue = name.flatMap(Catalogue.init(of:)) ?? Catalogue()
    switch format {
    case .text: try StandardStream.show(catalogue.text(in: .detected(for: .output)))
    case .json: try StandardStream.show(catalogue.json)
    }
    return .success
  }
}
