/// Turns the steps of a scenario into a program: names become addresses, plans B become places.
struct ProgramCompiler {
  private var program = Program()
  private let build: WorldBuilder
  /// The budgets of which the program has an allowance, in the order of the allowances.
  private var budgets: [RetryBudgetSettings] = []

  init(build: WorldBuilder) { self.build = build }

  /// The program of a function's handler, with what surrounds its steps.
  mutating func compile(_ function: FunctionComponentSettings) -> Program {
    if let idempotency = function.idempotency {
      appendOnce(function.handler, recordedIn: idempotency)
    } else {
      append(function.handler, leadingTo: Program.end)
      if function.handler.isEmpty { program.start = Program.end }
    }
    if let rejection = function.onRejected { program.rejection = appendSend(to: rejection) }
    if let shedding = function.onShed { program.shedding = appendSend(to: shedding) }
    return program
  }

  /// The program of a list of steps.
  mutating func compile(_ steps: [any Described]) -> Program {
    append(steps, leadingTo: Program.end)
    if steps.isEmpty { program.start = Program.end }
    return program
  }

  /// The program of a single step.
  mutating func compile(_ step: Instruction, guardedBy guards: StepGuards) -> Program {
    var step = step
    guardInstruction(&step, with: guards)
    program.instructions.append(step)
    return program
  }

  /// Lays out steps between the conditional put that claims a message and what becomes of the claim:
  /// completed at the end, forgotten where the handler fails by itself.
  private mutating func appendOnce(
    _ steps: [any Described], recordedIn settings: IdempotencySettings
  ) {
    program.instructions.append(keepRecord(.claimRecord, settings))
    append(steps, leadingTo: Self.epilogue)
    let body = program.instructions.indices
    let completing = UInt16(program.instructions.count)
    program.instructions.append(keepRecord(.completeRecord, settings))
    program.instructions.append(keepRecord(.forgetRecord, settings))
    for place in body where place > 0 {
      replace(Self.epilogue, by: completing, in: \.next, at: place)
      replace(Self.epilogue, by: completing, in: \.onFailure, at: place)
      replace(Program.failure, by: completing + 1, in: \.onFailure, at: place)
    }
    program.instructions[0].next = steps.isEmpty ? completing : 1
    program.instructions[Int(completing) + 1].next = Program.failure
  }

  /// Stands for the place behind the last step until it is known.
  private static let epilogue = UInt16.max - 2

  private mutating func replace(
    _ stand: UInt16, by place: UInt16, in path: WritableKeyPath<Instruction, UInt16>,
    at index: Int
  ) {
    if program.instructions[index][keyPath: path] == stand {
      program.instructions[index][keyPath: path] = place
    }
  }

  /// A request about the record of a message, tried again as the SDK does it.
  private mutating func keepRecord(
    _ operation: Operation, _ settings: IdempotencySettings
  ) -> Instruction {
    var instruction = ask(operation, settings.table)
    instruction.retry = UInt16(program.retries.count)
    program.retries.append(SDKRetryMode.tablePolicy)
    var care = StepCare()
    care.namesCopy = true
    instruction.care = add(care)
    return instruction
  }

  /// A step of its own that sends the message on; its place.
  private mutating func appendSend(to destination: DestinationSettings) -> UInt16 {
    program.instructions.append(ask(.send, destination.queue))
    return UInt16(program.instructions.count - 1)
  }

  /// Lays out steps one behind the other, the last leading on to a place; then their plans B.
  private mutating func append(_ steps: [any Described], leadingTo exit: UInt16) {
    var plansB: [(place: Int, steps: [any Described], next: UInt16)] = []
    var choices: [(place: Int, send: SendStep, next: UInt16)] = []
    let first = program.instructions.count
    for (offset, step) in steps.enumerated() {
      let place = first + offset
      var instruction = instruction(for: step)
      instruction.next = offset + 1 < steps.count ? UInt16(place + 1) : exit
      if let send = step as? SendStep, send.when != nil {
        instruction.onFailure = instruction.next
        choices.append((place, send, instruction.next))
      } else if let guarded = step as? any GuardedStep {
        guardInstruction(&instruction, with: guarded.guards)
        if case .steps(let list) = guarded.guards.onFailure, !list.isEmpty {
          plansB.append((place, list, instruction.next))
        }
      }
      program.instructions.append(instruction)
    }
    for plan in plansB {
      program.instructions[plan.place].onFailure = UInt16(program.instructions.count)
      append(plan.steps, leadingTo: plan.next)
    }
    for choice in choices {
      program.instructions[choice.place].next = UInt16(program.instructions.count)
      var send = choice.send
      send.when = nil
      append([send], leadingTo: choice.next)
    }
  }

  /// A choice between a send, for the kinds of messages that it wants, and the step after it.
  private mutating func choose(_ send: SendStep) -> Instruction {
    let kinds = build.blueprint.messageKinds.count
    let contents = build.blueprint.contents.prefix(kinds) + [.scheduled]
    program.kinds = contents.count
    let place = program.choices.count / contents.count
    program.choices += contents.map { send.choice.wants($0) }
    return Instruction(action: .choose, number: UInt32(place))
  }

  private mutating func guardInstruction(
    _ instruction: inout Instruction, with guards: StepGuards
  ) {
    if let timeout = guards.timeout { instruction.timeout = timeout }
    if let breaker = guards.circuitBreaker { instruction.breaker = build.address(of: breaker) }
    if let policy = guards.retryPolicy {
      instruction.retry = UInt16(program.retries.count)
      program.retries.append(policy)
    }
    if let care = care(for: guards) { instruction.care = add(care) }
    switch guards.onFailure {
    case .fail: instruction.onFailure = Program.failure
    case .proceed, .steps: instruction.onFailure = instruction.next
    }
  }

  /// The protection that needs a memory; nothing where the step has none.
  private mutating func care(for guards: StepGuards) -> StepCare? {
    var care = StepCare()
    let isPerEnvironment = guards.circuitBreaker.map { build.isPerEnvironment(breaker: $0) }
    var isNeeded = isPerEnvironment == true
    if let deadline = guards.deadline {
      care.deadline = deadline
      isNeeded = true
    }
    if let budget = guards.retryBudget {
      care.allowance = place(of: budget)
      isNeeded = true
    }
    if let bulkhead = guards.bulkhead {
      care.bulkhead = UInt16(program.bulkheads.count)
      program.bulkheads.append(bulkhead.policy)
      isNeeded = true
    }
    if let hedge = guards.hedge {
      care.hedging = UInt16(program.hedges.count)
      program.hedges.append(hedge.policy)
      isNeeded = true
    }
    return isNeeded ? care : nil
  }

  private mutating func add(_ care: StepCare) -> UInt16 {
    program.cares.append(care)
    return UInt16(program.cares.count - 1)
  }

  /// The allowance of a budget, which steps that spell it out alike share.
  private mutating func place(of budget: RetryBudgetSettings) -> UInt16 {
    if let known = budgets.firstIndex(of: budget) { return UInt16(known) }
    budgets.append(budget)
    program.allowances.append(budget.allowance)
    return UInt16(budgets.count - 1)
  }

  private mutating func instruction(for step: any Described) -> Instruction {
    switch step {
    case let step as CallStep:
      ask(.call, step.target, detail: build.effectDetail(step.namedEffect))
    case let step as PutStep: ask(.put, step.target, detail: detail(of: step))
    case let step as GetStep: ask(.get, step.target)
    case let step as SendStep where step.when != nil: choose(step)
    case let step as SendStep: ask(.send, step.target, detail: build.delayDetail(step.delay))
    case let step as PublishStep: ask(.publish, step.target, detail: build.contentDetail(of: step))
    case let step as InvokeStep: ask(.invoke, step.target)
    case let step as CloseBreakerStep: ask(.closeBreaker, step.target)
    case let step as RedriveStep: redrive(step)
    case let step as StartStep: ask(.send, step.target)
    case let step as AnswerStep:
      ask(.answerTask, step.target, detail: build.failureDetail(step.error))
    case let step as WorkStep: work(step)
    case let step as FailStep: fail(step)
    default: Instruction(action: .fail)
    }
  }

  private func ask(_ operation: Operation, _ target: String, detail: UInt8 = 0) -> Instruction {
    Instruction(
      action: .ask, operation: operation, target: build.address(of: target), detail: detail)
  }

  private func detail(of step: PutStep) -> UInt8 {
    PutDetail(effect: build.effectDetail(step.namedEffect), condition: step.condition).packed
  }

  private func redrive(_ step: RedriveStep) -> Instruction {
    var instruction = ask(.startMove, step.source)
    let destination = UInt32(build.address(of: step.destination).index)
    instruction.number = UInt32(step.rate ?? 0) << 16 | destination
    return instruction
  }

  private mutating func fail(_ step: FailStep) -> Instruction {
    program.failureShares.append(step.share)
    return Instruction(
      action: .fail, detail: build.failureDetail(step.reason),
      work: UInt16(program.failureShares.count - 1))
  }

  private mutating func work(_ step: WorkStep) -> Instruction {
    program.works.append(step.time)
    return Instruction(action: .work, work: UInt16(program.works.count - 1))
  }
}
