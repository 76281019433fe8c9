extension StateMachineExecution {
  /// What an execution and its machine are called.
  package struct Identity: Hashable, Sendable {
    /// The machine's name.
    package var machineName: String
    /// The execution's name.
    package var executionName: String
    /// The Region in which it runs.
    package var region = "us-east-1"
    /// The account to which it belongs.
    package var account = "123456789012"

    /// Names for a machine and an execution of it.
    package init(machineName: String = "StateMachine", executionName: String = "execution") {
      self.machineName = machineName
      self.executionName = executionName
    }

    var machineARN: String { "arn:aws:states:\(region):\(account):stateMachine:\(machineName)" }
    var executionARN: String {
      "arn:aws:states:\(region):\(account):execution:\(machineName):\(executionName)"
    }
    var roleARN: String { "arn:aws:iam::\(account):role/StepFunctionsRole" }
  }

  /// How an execution ended.
  package enum Outcome: Equatable, Sendable {
    case succeeded(output: JSONValue)
    case failed(error: String?, cause: String?)
    /// The whole execution took too long.
    case timedOut
    case aborted(error: String?, cause: String?)

    /// The service's name for it.
    package var status: String {
      switch self {
      case .succeeded: "SUCCEEDED"
      case .failed: "FAILED"
      case .timedOut: "TIMED_OUT"
      case .aborted: "ABORTED"
      }
    }
  }

  /// The name of one attempt of a task, until it has ended.
  package struct TaskToken: Hashable, Sendable {
    /// The number of the attempt in its execution, from one.
    package let number: Int

    /// The name of the attempt with a number.
    package init(number: Int) { self.number = number }
  }

  /// Work that somebody else must do.
  package struct Invocation: Sendable {
    /// By which the answer is given.
    package let token: TaskToken
    /// The state that asks.
    package let stateName: String
    /// The place of the state in the machine.
    package let state: Int
    /// What is asked.
    package let resource: Resource
    /// What is given along.
    package let input: JSONValue
    /// How often the state has been tried before on this visit.
    package let retryCount: Int
    /// The text by which a task's token is known outside, where the state waits for its return.
    package let tokenText: String?
  }

  /// What the caller must do.
  package enum Effect: Sendable {
    /// Have a task done, and tell how it ended.
    case invoke(Invocation)
    /// Nobody waits for a task any more: it took too long, or what it was for has ended.
    case cancel(TaskToken, hasTimedOut: Bool = false)
    /// The execution has ended.
    case finish(Outcome)
  }
}

/// Why a state cannot go on.
struct StateError: Error, Hashable {
  let name: String
  var cause: String?
  /// The field whose expression failed.
  var location: String?
  /// Whether the cause tells in which state it happened.
  var namesState = true
  /// Whether a branch or an item has failed, rather than the state itself.
  var isOfBranch = false

  init(_ name: String, _ cause: String? = nil, location: String? = nil) {
    self.name = name
    self.cause = cause
    self.location = location
  }

  /// An error that somebody else reported, whose cause is passed on as it is.
  static func reported(_ name: String, _ cause: String?) -> StateError {
    var error = StateError(name, cause)
    error.namesState = false
    return error
  }

  static func runtime(_ cause: String) -> StateError { StateError(ErrorName.runtime, cause) }

  /// Whether a retrier's or catcher's names stand for it; `States.BranchFailed` stands for whatever a
  /// branch failed of, whose own name the error keeps.
  func matches(_ names: [String]) -> Bool {
    ErrorName.matches(name, names)
      || isOfBranch && name != ErrorName.runtime && names.contains(ErrorName.branchFailed)
  }

  /// What a catcher hands on.
  var output: JSONValue {
    .object([("Error", .string(name)), ("Cause", .string(cause ?? ""))])
  }
}
