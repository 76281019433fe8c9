import Reporting
import Testing

/// The choices of an option.
enum Format: String, CaseIterable, ArgumentValue, Sendable {
  case text, json, csv
}

/// A command that reads one argument of each kind.
struct Run: Hashable, Sendable {
  let scenario: String
  let seed: UInt64
  let format: Format
  let output: String?
  let replications: Int
  let variants: [String]
  let isQuiet: Bool

  static let description = CommandDescription(
    name: "faultline run", summary: "Runs a scenario and says what became of every message.",
    details: ["Without --output the files go to Reports, in a directory of the scenario's name."],
    examples: [.init("faultline run coffee.json5 --seed 7", "Runs it with another seed.")])

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenario = try arguments.positional("scenario", help: "The scenario file.")
    seed = try arguments.option("--seed", default: 1, help: "Where the random numbers start.")
    format = try arguments.option("--format", default: .text, help: "What is printed.")
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<dir>", help: "Where the files go.")
    replications = try arguments.option(
      "--replications", default: 1, in: 1...1_000, help: "How many runs with seeds of their own.")
    variants = try arguments.list(
      "--variant", of: String.self, placeholder: "<name>", help: "Only these variants.")
    isQuiet = arguments.flag("--quiet", help: "Prints no graphs.")
    try arguments.finish()
    if isQuiet && format == .csv {
      throw arguments.error("'--quiet' has no meaning with '--format csv'")
    }
  }

  init(
    _ scenario: String, seed: UInt64 = 1, format: Format = .text, output: String? = nil,
    replications: Int = 1, variants: [String] = [], isQuiet: Bool = false
  ) {
    self.scenario = scenario
    self.seed = seed
    self.format = format
    self.output = output
    self.replications = replications
    self.variants = variants
    self.isQuiet = isQuiet
  }

  static func parse(_ line: String) throws(UsageError) -> ArgumentReader.Outcome<Run> {
    try ArgumentReader.parse(
      line.split(separator: " ").map(String.init), for: description, reading: Run.init(parsing:))
  }
}

@Suite struct `Command line` {
  @Test(arguments: [
    ("a.json5", Run("a.json5")),
    ("--seed 7 a.json5 --quiet", Run("a.json5", seed: 7, isQuiet: true)),
    ("a.json5 --format=json --output=x=y", Run("a.json5", format: .json, output: "x=y")),
    ("--variant a,b a.json5 --variant c", Run("a.json5", variants: ["a", "b", "c"])),
    ("--replications 1000 -", Run("-", replications: 1_000)),
    ("--quiet -- --seed", Run("--seed", isQuiet: true)),
    ("a.json5 --output -x --seed 18446744073709551615", Run("a.json5", seed: .max, output: "-x")),
  ])
  func `options and arguments may stand in any order`(line: String, expected: Run) throws {
    guard case .command(let run) = try Run.parse(line) else {
      Issue.record("'\(line)' asked for help")
      return
    }
    #expect(run == expected)
  }

  @Test(arguments: [
    ("", "<scenario> is missing"),
    ("a b", "unexpected argument 'b'; if its name has spaces, put it in quotes"),
    ("a --sed 7", "unknown option '--sed'; did you mean '--seed'?"),
    ("a --xyzzy", "unknown option '--xyzzy'"),
    ("a -q", "unknown option '-q'"),
    ("a --seed", "'--seed' needs a value: --seed <n>"),
    ("a --seed --quiet", "'--seed' needs a value: --seed <n>"),
    ("a --output=", "'--output' needs a value: --output <dir>"),
    ("a --quiet=yes", "'--quiet' takes no value, but is given 'yes'"),
    ("a --seed 1 --seed 2", "'--seed' is given twice; give it once"),
    ("a --quiet --quiet", "'--quiet' is given twice; give it once"),
    ("a --seed -1", "'--seed' is '-1'; use a whole number from 0 to 18446744073709551615"),
    ("a --seed 1.5", "'--seed' is '1.5'; use a whole number from 0 to 18446744073709551615"),
    ("a --format jsno", "'--format' is 'jsno'; use text, json or csv; did you mean 'json'?"),
    ("a --format xml", "'--format' is 'xml'; use text, json or csv"),
    ("a --replications 0", "'--replications' is '0'; use a whole number from 1 to 1000"),
    ("a --replications 1001", "'--replications' is '1001'; use a whole number from 1 to 1000"),
    ("a --quiet --format csv", "'--quiet' has no meaning with '--format csv'"),
  ])
  func `a mistake is told with what is allowed`(line: String, sentence: String) {
    let error = #expect(throws: UsageError.self) { try Run.parse(line) }
    #expect(
      error?.description == """
        error: \(sentence)
        usage: faultline run <scenario> [options]
        'faultline run --help' says more
        """)
    #expect(error?.exitCode == .usage)
  }

  @Test(arguments: ["--help", "-h", "a b --sed --help", "--seed x --help"])
  func `help is made from what the command asks for`(line: String) throws {
    guard case .help(let help) = try Run.parse(line) else {
      Issue.record("'\(line)' did not ask for help")
      return
    }
    #expect(
      help.text(in: TerminalStyle(width: 60)) == """
        Runs a scenario and says what became of every message.

        usage: faultline run <scenario> [options]

        Without --output the files go to Reports, in a directory of
        the scenario's name.

        arguments:
          <scenario>  The scenario file.

        options:
          --seed <n>              Where the random numbers start.
                                  Default: 1.
          --format text|json|csv  What is printed. Default: text.
          --output <dir>          Where the files go.
          --replications <n>      How many runs with seeds of their
                                  own. Default: 1.
          --variant <name>,…      Only these variants.
          --quiet                 Prints no graphs.
          --help                  Shows this help.

        examples:
          faultline run coffee.json5 --seed 7
              Runs it with another seed.

        """)
  }

  @Test func `help after the end of the options is an argument`() throws {
    guard case .command(let run) = try Run.parse("-- --help") else {
      Issue.record("asked for help")
      return
    }
    #expect(run == Run("--help"))
  }

  @Test func `an unknown command is answered with the nearest one`() {
    let error = UsageError(
      .unknownCommand("rnu", nearest: NearestWord.to("rnu", among: ["check", "run"])),
      program: "faultline")
    #expect(
      error.description == """
        error: unknown command 'rnu'; did you mean 'run'?
        usage: faultline <command>
        'faultline --help' says more
        """)
  }

  @Test func `the overview lists the commands and the exit codes`() {
    let check = CommandDescription(name: "faultline check", summary: "Reads without running.")
    let text = HelpText.overview(
      program: "faultline", summary: "Breaks queues before production does.",
      commands: [Run.description, check], in: TerminalStyle(width: 90))
    #expect(
      text == """
        Breaks queues before production does.

        usage: faultline <command> [arguments]

        commands:
          run    Runs a scenario and says what became of every message.
          check  Reads without running.

        exit codes:
            0  every expectation holds
            1  at least one expectation does not hold
            2  an expectation's interval straddles its bound; more replications decide it
            3  a limit stopped a runaway; what was finished is written
            4  a search found faults that break an expectation
           64  the command line is mistaken
           65  the scenario is mistaken
           66  the scenario file does not exist or cannot be read
           70  a mistake in faultline itself
           73  a file or directory cannot be created
           74  a file cannot be written to its end
          130  interrupted (Control-C); what was finished is written
          141  who read standard output has gone, as 'head' does; files are written
          143  asked to terminate; what was finished is written

        'faultline <command> --help' explains a command.

        """)
  }
}

@Suite struct `Nearest word` {
  @Test(arguments: [
    ("seed", "seed"), ("sede", "seed"), ("SEED", "seed"), ("sed", "seed"), ("fromat", "format"),
    ("", nil), ("xyz", nil), ("visibilityTimout", "visibilityTimeout"),
  ])
  func `a slip is forgiven, a different word is not`(typed: String, expected: String?) {
    let words = ["seed", "format", "visibilityTimeout"]
    #expect(NearestWord.to(typed, among: words) == expected)
  }
}
