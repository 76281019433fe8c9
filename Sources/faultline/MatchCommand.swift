import Reporting

/// Asks an event pattern or a filter policy what it matches, as the real service would answer.
struct MatchCommand: Command {
  /// What of a message a filter policy is about.
  enum Scope: String, CaseIterable, ArgumentValue {
    case messageAttributes = "MessageAttributes"
    case messageBody = "MessageBody"
  }

  static let description = CommandDescription(
    name: "faultline match",
    summary: "Tells whether an event pattern or a filter policy matches.",
    details: [
      "Prints 'match' (exit code 0), 'no match' (1) or 'invalid: ' and why the service would refuse "
        + "the pattern or policy (65). Without an event or message it prints 'valid' instead of "
        + "'match'.",
      "A message is a JSON object of 'messageAttributes' ({name: {\"DataType\", \"StringValue\"}}) "
        + "and 'body' (a text); any other file is the body itself.",
      "A file of cases has one JSON object a line: 'id', 'pattern' or 'patternText', and 'event'; or "
        + "'id', 'policy' or 'policyText', 'scope', 'messageAttributes' and 'body'. Each is answered "
        + "by a line {\"id\", \"result\"}: true, false or \"invalid\"; \"valid\" where neither event "
        + "nor message is given. A line that is no case is told of on standard error and makes the "
        + "exit code 65.",
    ],
    examples: [
      .init("faultline match --pattern pattern.json --event event.json", "one event"),
      .init(
        "faultline match --filter policy.json --message message.json --scope MessageBody",
        "one message"),
      .init("faultline match --cases cases.jsonl", "a line of JSON for each line of JSON"),
    ])

  private let pattern: String?
  private let event: String?
  private let filter: String?
  private let message: String?
  private let scope: Scope?
  private let cases: String?

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    pattern = try arguments.option(
      "--pattern", as: String.self, placeholder: "<file>", help: "An EventBridge event pattern.")
    event = try arguments.option(
      "--event", as: String.self, placeholder: "<file>", help: "The event to match.")
    filter = try arguments.option(
      "--filter", as: String.self, placeholder: "<file>", help: "An SNS filter policy.")
    message = try arguments.option(
      "--message", as: String.self, placeholder: "<file>", help: "The message to match.")
    scope = try arguments.option(
      "--scope", as: Scope.self,
      help: "What of the message the policy is about. Default: MessageAttributes.")
    cases = try arguments.option(
      "--cases", as: String.self, placeholder: "<file>", help: "A file of cases, one a line.")
    try arguments.finish()
    if let problem { throw arguments.error(problem) }
  }

  /// What does not go together.
  private var problem: String? {
    if [pattern, filter, cases].compactMap({ $0 }).count != 1 {
      return "use one of '--pattern', '--filter' and '--cases'"
    }
    if event != nil, pattern == nil { return "'--event' goes with '--pattern'" }
    if message != nil, filter == nil { return "'--message' goes with '--filter'" }
    if scope != nil, filter == nil { return "'--scope' goes with '--filter'" }
    return nil
  }

  func run() throws -> ExitCode {
    if let cases { return try MatchCases(reading: cases).answer() }
    let question =
      if let filter {
        try MatchQuestion(
          filter: filter, message: message, scope: (scope ?? .messageAttributes).rawValue)
      } else {
        try MatchQuestion(pattern: pattern ?? "", event: event)
      }
    try StandardStream.show(question.text)
    return question.exitCode
  }
}
