/// What an execution of a state machine is told: how a task went, or that its time has come.
struct MachineNews {
  /// What the news is, and so how the interpreter is told.
  private enum Content {
    case time
    /// A task was done: its plan, and how often the effect stands for which its item is there.
    case done(TaskPlan, standing: Int)
    /// A task's token has come back.
    case returned(TaskPlan)
    case failed(TaskFailure)
  }

  /// By which executions that are told the same are known.
  let key: ExecutionPaths.News
  private let content: Content

  /// The time for which an execution has waited has come.
  static let time = MachineNews(key: .time, content: .time)

  private init(key: ExecutionPaths.News, content: Content) {
    self.key = key
    self.content = content
  }

  // How the codes of news are told apart, by their upper bits.
  private static let ofCall: UInt32 = 0
  private static let ofItem: UInt32 = 1 << 16
  private static let ofCallback: UInt32 = 2 << 16
  private static let ofFault: UInt32 = 3 << 16

  /// The answer to a call, which may be a failure.
  init(
    answerTo call: StateMachineComponent.Call, _ plan: TaskPlan, _ failure: TaskFailure?,
    standing: Int
  ) {
    var code = Self.ofCall | UInt32(call.outcome.rawValue) << 8 | UInt32(call.failure)
    if failure == nil { code = Self.ofItem | (standing > 0 ? 1 : 0) }
    if call.injected > 0 { code = Self.ofFault | UInt32(call.injected) }
    key = ExecutionPaths.News(task: call.number, code: code)
    content = failure.map { .failed($0) } ?? .done(plan, standing: standing)
  }

  /// What a task's token has come back with.
  init(callback task: TaskCallbacks.Task, _ plan: TaskPlan, _ failure: UInt8, names: [String]) {
    key = ExecutionPaths.News(task: task.number, code: Self.ofCallback | UInt32(failure))
    content =
      failure == FailureDetail.unnamed
      ? .returned(plan)
      : .failed(
        TaskFailure(name: names[Int(failure) - 1], cause: "The task's worker reported it."))
  }

  /// Tells an execution.
  func tell(
    _ execution: inout StateMachineExecution, at now: Instant,
    drawing randomness: inout RandomStream
  ) {
    let token = StateMachineExecution.TaskToken(number: Int(key.task))
    switch content {
    case .time: execution.timeFires(at: now, drawing: &randomness)
    case .done(let plan, let standing):
      let given = plan.echoes ? execution.given(token) : .null
      execution.taskSucceeded(
        token, result: plan.answer(standing: standing, given: given), at: now,
        drawing: &randomness)
    case .returned(let plan):
      execution.taskSucceeded(
        token, result: plan.returned(given: execution.given(token)), at: now,
        drawing: &randomness)
    case .failed(let failure):
      execution.taskFailed(
        token, error: failure.name, cause: failure.cause, at: now, drawing: &randomness)
    }
  }
}
