/// A state machine, read from its definition in the Amazon States Language and ready to be executed.
///
/// The states of all levels stand in one list; a level (the top, a branch, an item processor) is a flow
/// with the place of its first state.
package struct StateMachine: Sendable {
  /// What kind of workflow executes the machine.
  package enum Kind: String, CaseIterable, Sendable {
    case standard = "STANDARD"
    case express = "EXPRESS"
  }

  /// How a state's fields take data from what is there.
  package enum QueryLanguage: String, CaseIterable, Sendable {
    case jsonPath = "JSONPath"
    case jsonata = "JSONata"
  }

  /// What kind of workflow executes the machine.
  package let kind: Kind
  /// How long an execution may take, in seconds.
  let timeoutSeconds: Int?
  let states: [State]
  /// The places of the first states; the machine's own is the first.
  let flows: [Int]
  /// Whether the definition seems to look at the clock or at its execution's context, so that what an
  /// execution does need not follow from what it was told.
  var looksAtCircumstances = false

  /// How long an execution may take: as the definition has it, at most five minutes or a year.
  package var timeLimit: Interval {
    let limit: Interval = kind == .express ? .minutes(5) : .days(365)
    return min(limit, timeoutSeconds.map { .seconds($0) } ?? limit)
  }

  /// How many states there are, those of all levels.
  package var stateCount: Int { states.count }
}

extension StateMachine {
  /// One state.
  struct State: Sendable {
    let name: String
    let language: QueryLanguage
    let work: Work
    /// The place of the next state; `nil` ends the flow.
    let next: Int?
    var inputPath = Selection.whole
    /// `Parameters` or `Arguments`, and the item selector of a map.
    var parameters: Template?
    var resultSelector: Template?
    var resultPath = Placement.replacesInput
    var outputPath = Selection.whole
    var assign: Template?
    /// The output of a JSONata state.
    var output: Template?
    var retriers: [Retrier] = []
    var catchers: [Catcher] = []
  }

  /// What `InputPath` and `OutputPath` leave of a document.
  enum Selection: Sendable {
    case whole
    /// An empty object, for `null`.
    case nothing
    case path(JSONPath)
  }

  /// What `ResultPath` makes of a result.
  enum Placement: Sendable {
    case replacesInput
    /// For `null`.
    case isDiscarded
    case at(JSONPath)
  }

  /// What a state does.
  enum Work: Sendable {
    case pass(result: JSONValue?)
    case task(Task)
    case choice([Rule], otherwise: Int?)
    case wait(Wait)
    case succeed
    case fail(error: Template?, cause: Template?)
    case parallel(flows: [Int])
    case map(Map)
  }

  /// Work that is done elsewhere.
  struct Task: Sendable {
    let resource: Resource
    var timeout: Template?
    var heartbeat: Template?
  }

  /// How long a state waits.
  enum Wait: Sendable {
    case seconds(Template)
    case until(Template)
  }

  /// A choice: a condition and where it leads.
  struct Rule: Sendable {
    enum Condition: Sendable {
      case comparison(Comparison)
      case expression(Template)
    }

    let condition: Condition
    let next: Int
    var assign: Template?
    var output: Template?
  }

  /// A state that does the same for each item of an array.
  struct Map: Sendable {
    let flow: Int
    var isDistributed = false
    var items: Template?
    var maxConcurrency: Template?
    var toleratedFailureCount: Template?
    var toleratedFailurePercentage: Template?
    /// A field that only works with other services' data, which are not simulated.
    var unsupportedField: String?
  }

  /// When and how often a state is tried again.
  struct Retrier: Sendable {
    let errors: [String]
    var intervalSeconds = 1
    var maxAttempts = 3
    var backoffRate = 2.0
    var maxDelaySeconds: Int?
    var hasFullJitter = false
  }

  /// Where an error leads.
  struct Catcher: Sendable {
    let errors: [String]
    let next: Int
    var resultPath = Placement.replacesInput
    var assign: Template?
    var output: Template?
  }
}

/// A field's value with gaps that are filled while the machine runs.
indirect enum Template: Sendable {
  case literal(JSONValue)
  /// A path, and the field in which it stands, for messages.
  case path(JSONPath, field: String)
  case intrinsic(Intrinsic, field: String)
  case expression(JSONataExpression, field: String)
  case array([Template])
  case object([(key: String, value: Template)])

  /// The value of a template without gaps.
  var constant: JSONValue? {
    guard case .literal(let value) = self else { return nil }
    return value
  }
}

/// What a task state asks: the parts of its `Resource`.
package struct Resource: Hashable, Sendable {
  /// How the service calls what it asks, and so which events it records.
  package enum Family: Hashable, Sendable {
    /// A Lambda function by its ARN.
    case function
    /// An activity, whose workers ask for work.
    case activity
    /// A service integration, by service and action: `sqs` and `sendMessage`.
    case integration(service: String, action: String)
  }

  /// When the state goes on.
  package enum Pattern: String, Hashable, Sendable {
    /// When the answer is there.
    case requestResponse = ""
    /// When the job that was begun has ended.
    case runJob = ".sync"
    /// When the task's token comes back.
    case waitForTaskToken = ".waitForTaskToken"
  }

  /// The resource as it is written in the definition.
  package let text: String
  /// How the service calls it.
  package let family: Family
  /// When the state goes on.
  package let pattern: Pattern

  /// Takes the text of a `Resource` apart.
  package init(_ text: String) {
    self.text = text
    let parts = text.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false)
      .map { String($0) }
    let ending = Self.ending(of: text)
    pattern = ending.pattern
    if parts.count > 6, parts[2] == "states", parts[3].isEmpty {
      let action = parts[6].dropLast(ending.length)
      let pieces = action.split(separator: ":").map { String($0) }
      let service = ([parts[5]] + pieces.dropLast()).joined(separator: ":")
      family = .integration(service: service, action: pieces.last ?? "")
    } else if parts.count > 5, parts[2] == "states", parts[5] == "activity" {
      family = .activity
    } else {
      family = .function
    }
  }

  private static func ending(of text: String) -> (pattern: Pattern, length: Int) {
    for (ending, pattern) in [
      (".waitForTaskToken", Pattern.waitForTaskToken), (".sync:2", .runJob), (".sync", .runJob),
    ] where text.hasSuffix(ending) { return (pattern, ending.count) }
    return (.requestResponse, 0)
  }
}
