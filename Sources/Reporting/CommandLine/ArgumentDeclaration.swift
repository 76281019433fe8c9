/// What a command asks of its command line: one argument or option, with its help.
struct ArgumentDeclaration: Hashable, Sendable {
  enum Count: Hashable, Sendable {
    case one
    case atMostOne
    case oneOrMore
  }
  enum Kind: Hashable, Sendable {
    case positional(Count)
    case flag
    /// The default is the text that would stand on the command line for it.
    case option(placeholder: String, mayRepeat: Bool, standard: String?)
  }

  /// As on the command line: `--seed`, or `<scenario>`.
  let name: String
  let kind: Kind
  let help: String

  /// Whether it begins with a dash.
  var isOption: Bool {
    switch kind {
    case .positional: false
    case .flag, .option: true
    }
  }

  /// Whether it may be given more than once.
  var mayRepeat: Bool {
    switch kind {
    case .positional(let count): count == .oneOrMore
    case .flag: false
    case .option(_, let mayRepeat, _): mayRepeat
    }
  }

  /// How it is written in a command line.
  var usage: String {
    switch kind {
    case .positional(.one): name
    case .positional(.atMostOne): "[\(name)]"
    case .positional(.oneOrMore): "\(name)..."
    case .flag: name
    case .option(let placeholder, _, _): "\(name) \(placeholder)"
    }
  }
}

/// What a command is called and what it does.
package struct CommandDescription: Hashable, Sendable {
  /// The program's and the command's name, as typed: `faultline run`.
  package let name: String
  /// What it does, in one sentence.
  package let summary: String
  /// What else the help says, in paragraphs.
  package let details: [String]
  /// Command lines to copy, each with what it does.
  package let examples: [Example]

  /// A command line to copy.
  package struct Example: Hashable, Sendable {
    let line: String
    let purpose: String

    /// A command line and what it does.
    package init(_ line: String, _ purpose: String) {
      self.line = line
      self.purpose = purpose
    }
  }

  /// A description; the help prints its parts in this order.
  package init(
    name: String, summary: String, details: [String] = [], examples: [Example] = []
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.examples = examples
  }
}
