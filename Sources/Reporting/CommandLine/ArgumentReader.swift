/// Reads the arguments of one command; what it asks for is also what the help shows.
///
/// A command reads its arguments in its initialiser, in the order of the help, and ends with
/// `finish`. The initialiser is run twice: first to learn which options there are, with defaults and
/// empty texts as stand-ins, then to read. So positional arguments and options may stand in any
/// order on the command line. Checks across several arguments belong after `finish`, which ends the
/// first pass.
package struct ArgumentReader {
  private enum Phase {
    case declaring
    case reading(ArgumentTokens)
  }

  /// What the command asked for so far.
  private(set) var declarations: [ArgumentDeclaration] = []
  private let command: CommandDescription
  private var phase = Phase.declaring

  /// What a command line asks for: the command to be done, or its help.
  package enum Outcome<Command> {
    case command(Command)
    case help(HelpText)
  }

  /// Reads a whole command line, without the program's and the command's name.
  package static func parse<Command>(
    _ arguments: [String], for command: CommandDescription,
    reading read: (inout ArgumentReader) throws(UsageError) -> Command
  ) throws(UsageError) -> Outcome<Command> {
    var reader = ArgumentReader(command: command)
    // The first pass ends with the error that `finish` throws.
    _ = try? read(&reader)
    let declarations = reader.declarations
    if ArgumentTokens.askForHelp(arguments) {
      return .help(HelpText(command, declarations))
    }
    reader.phase = .reading(
      try ArgumentTokens(arguments, declarations: declarations, command: command))
    reader.declarations = []
    return .command(try read(&reader))
  }

  /// The help of a command.
  static func help<Asked: Command>(of command: Asked.Type) -> HelpText {
    var reader = ArgumentReader(command: command.description)
    // The only pass ends with the error that `finish` throws.
    _ = try? Asked(parsing: &reader)
    return HelpText(command.description, reader.declarations)
  }

  private init(command: CommandDescription) { self.command = command }

  /// The next argument that is not an option, which must be there.
  package mutating func positional(
    _ name: String, help: String
  ) throws(UsageError) -> String {
    declare(.positional(.one), "<\(name)>", help)
    guard case .reading = phase else { return "" }
    guard let value = nextPositional() else { throw error(.missingArgument("<\(name)>")) }
    return value
  }

  /// The next argument that is not an option, if it is there.
  package mutating func optionalPositional(_ name: String, help: String) -> String? {
    declare(.positional(.atMostOne), "<\(name)>", help)
    return nextPositional()
  }

  /// All further arguments that are not options; there must be at least one.
  package mutating func positionals(
    _ name: String, help: String
  ) throws(UsageError) -> [String] {
    declare(.positional(.oneOrMore), "<\(name)>", help)
    guard case .reading = phase else { return [] }
    var values: [String] = []
    while let value = nextPositional() { values.append(value) }
    if values.isEmpty { throw error(.missingArgument("<\(name)>")) }
    return values
  }

  /// Whether an option without value is given.
  package mutating func flag(_ name: String, help: String) -> Bool {
    declare(.flag, name, help)
    guard case .reading(let tokens) = phase else { return false }
    return tokens.flags.contains(name)
  }

  /// The value of an option, or the default.
  package mutating func option<Value: ArgumentValue>(
    _ name: String, default standard: Value, placeholder: String? = nil, help: String
  ) throws(UsageError) -> Value {
    declareOption(name, Value.self, placeholder, help, standard: standard.argumentText)
    return try value(of: name) ?? standard
  }

  /// The value of an option from a range, or the default.
  package mutating func option<Value: ArgumentValue & Comparable>(
    _ name: String, default standard: Value, in range: ClosedRange<Value>,
    placeholder: String? = nil, help: String
  ) throws(UsageError) -> Value {
    declareOption(name, Value.self, placeholder, help, standard: standard.argumentText)
    guard let given: Value = try value(of: name) else { return standard }
    return try checked(given, in: range, for: name)
  }

  /// The value of an option from a range; it has no default.
  package mutating func option<Value: ArgumentValue & Comparable>(
    _ name: String, in range: ClosedRange<Value>, placeholder: String? = nil, help: String
  ) throws(UsageError) -> Value? {
    declareOption(name, Value.self, placeholder, help)
    guard let given: Value = try value(of: name) else { return nil }
    return try checked(given, in: range, for: name)
  }

  private func checked<Value: ArgumentValue & Comparable>(
    _ given: Value, in range: ClosedRange<Value>, for name: String
  ) throws(UsageError) -> Value {
    guard !range.contains(given) else { return given }
    let low = range.lowerBound.argumentText
    let expectation = "\(Value.expectation.text) from \(low) to \(range.upperBound.argumentText)"
    throw error(.invalidValue(name, given.argumentText, expected: expectation, nearest: nil))
  }

  /// The value of an option that has no default.
  package mutating func option<Value: ArgumentValue>(
    _ name: String, as type: Value.Type, placeholder: String? = nil, help: String
  ) throws(UsageError) -> Value? {
    declareOption(name, Value.self, placeholder, help)
    return try value(of: name)
  }

  /// The values of an option that may be repeated, and may hold several values parted by commas.
  package mutating func list<Value: ArgumentValue>(
    _ name: String, of type: Value.Type, placeholder: String? = nil, help: String
  ) throws(UsageError) -> [Value] {
    let shown = (placeholder ?? Value.expectation.placeholder) + ",…"
    declare(.option(placeholder: shown, mayRepeat: true, standard: nil), name, help)
    var values: [Value] = []
    for text in texts(of: name) {
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        values.append(try converted(String(part), for: name))
      }
    }
    return values
  }

  /// The values of an option that may be repeated, each as it stands, commas and all.
  package mutating func texts(_ name: String, placeholder: String, help: String) -> [String] {
    declare(.option(placeholder: placeholder, mayRepeat: true, standard: nil), name, help)
    return texts(of: name)
  }

  /// Ends the reading: whatever is left over is a mistake.
  package mutating func finish() throws(UsageError) {
    guard case .reading = phase else { throw error(.declaring) }
    if let extra = nextPositional() { throw error(.unexpectedArgument(extra)) }
  }

  /// A mistake that only the command can see, such as two options that exclude each other.
  package func error(_ sentence: String) -> UsageError { error(.other(sentence)) }

  private func error(_ problem: UsageError.Problem) -> UsageError {
    UsageError(problem, in: command, declarations)
  }

  private mutating func declare(
    _ kind: ArgumentDeclaration.Kind, _ name: String, _ help: String
  ) {
    precondition(!declarations.contains { $0.name == name }, "'\(name)' is declared twice")
    declarations.append(ArgumentDeclaration(name: name, kind: kind, help: help))
  }

  private mutating func declareOption<Value: ArgumentValue>(
    _ name: String, _ type: Value.Type, _ placeholder: String?, _ help: String,
    standard: String? = nil
  ) {
    let shown = placeholder ?? Value.expectation.placeholder
    declare(.option(placeholder: shown, mayRepeat: false, standard: standard), name, help)
  }

  private mutating func nextPositional() -> String? {
    guard case .reading(var tokens) = phase, let value = tokens.positionals.popFirst() else {
      return nil
    }
    phase = .reading(tokens)
    return value
  }

  private func texts(of name: String) -> [String] {
    guard case .reading(let tokens) = phase else { return [] }
    return tokens.values.compactMap { $0.name == name ? $0.text : nil }
  }

  private func value<Value: ArgumentValue>(of name: String) throws(UsageError) -> Value? {
    guard let text = texts(of: name).first else { return nil }
    return try converted(text, for: name)
  }

  private func converted<Value: ArgumentValue>(
    _ text: String, for name: String
  ) throws(UsageError) -> Value {
    if let value = Value(argument: text) { return value }
    let expectation = Value.expectation
    let nearest = NearestWord.to(text, among: expectation.words)
    throw error(.invalidValue(name, text, expected: expectation.text, nearest: nearest))
  }
}
