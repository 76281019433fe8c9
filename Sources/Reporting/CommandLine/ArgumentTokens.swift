/// A command line told apart into options with their values and the arguments between them.
struct ArgumentTokens {
  /// The arguments that are not options, in their order.
  var positionals: ArraySlice<String> = []
  /// The options without value that were given.
  private(set) var flags: [String] = []
  /// The options with a value, in the order in which they were given.
  private(set) var values: [(name: String, text: String)] = []

  /// Whether help is asked for, in whatever else the command line is mistaken.
  static func askForHelp(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }

  /// Tells a command line apart; `--` ends the options.
  init(
    _ arguments: [String], declarations: [ArgumentDeclaration], command: CommandDescription
  ) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        positionals.append(argument)
        continue
      }
      do throws(UsageError.Problem) {
        try takeOption(argument, before: &rest, declarations)
      } catch {
        throw UsageError(error, in: command, declarations)
      }
    }
  }

  private mutating func takeOption(
    _ argument: String, before rest: inout ArraySlice<String>,
    _ declarations: [ArgumentDeclaration]
  ) throws(UsageError.Problem) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    guard let declaration = declarations.first(where: { $0.isOption && $0.name == name }) else {
      let known = declarations.filter(\.isOption).map(\.name) + ["--help"]
      throw .unknownOption(name, nearest: NearestWord.to(name, among: known))
    }
    if !declaration.mayRepeat, flags.contains(name) || values.contains(where: { $0.name == name }) {
      throw .givenTwice(name)
    }
    guard case .option(let placeholder, _, _) = declaration.kind else {
      if let attached { throw .unexpectedValue(name, attached) }
      return flags.append(name)
    }
    guard let text = attached ?? Self.detachedValue(from: &rest), !text.isEmpty else {
      throw .missingValue(name, placeholder: placeholder)
    }
    values.append((name, text))
  }

  /// The next argument, unless it is an option: then the value was forgotten.
  private static func detachedValue(from rest: inout ArraySlice<String>) -> String? {
    guard let next = rest.first, !next.hasPrefix("--") else { return nil }
    return rest.popFirst()
  }
}
