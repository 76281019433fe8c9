/// Turns the steps of a scenario into a program: names become addresses, plans B become places.
struct ProgramCompiler {
  private var program = Program()
  private let build: WorldBuilder

  init(build: WorldBuilder) { self.build = build }

  /// The program of a list of steps.
  mutating func compile(_ steps: [any Described]) -> Program {
    append(steps, leadingTo: Program.end)
    return program
  }

  /// Lays out steps one behind the other, the last leading on to a place; then their plans B.
  private mutating func append(_ steps: [any Described], leadingTo exit: UInt16) {
    var plansB: [(place: Int, steps: [any Described], next: UInt16)] = []
    let first = program.instructions.count
    for (offset, step) in steps.enumerated() {
      let place = first + offset
      var instruction = instruction(for: step)
      instruction.next = offset + 1 < steps.count ? UInt16(place + 1) : exit
      if let guarded = step as? any GuardedStep {
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
  }

  private mutating func guardInstruction(
    _ instruction: inout Instruction, with guards: StepGuards
  ) {
    if let timeout = guards.timeout { instruction.timeout = timeout }
    if let breaker = guards.circuitBreaker { instruction.breaker = build.address(of: breaker) }
    if let retry = guards.retry {
      instruction.retry = UInt16(program.retries.count)
      program.retries.append(retry.policy)
    }
    switch guards.onFailure {
    case .fail: instruction.onFailure = Program.failure
    case .proceed, .steps: instruction.onFailure = instruction.next
    }
  }

  private mutating func instruction(for step: any Described) -> Instruction {
    switch step {
    case let step as CallStep:
      ask(.call, step.target, detail: build.effectDetail(step.effect))
    case let step as PutStep: ask(.put, step.target, detail: detail(of: step))
    case let step as GetStep: ask(.get, step.target)
    case let step as SendStep: ask(.send, step.target, detail: build.delayDetail(step.delay))
    case let step as InvokeStep: ask(.invoke, step.target)
    case let step as CloseBreakerStep: ask(.closeBreaker, step.target)
    case let step as RedriveStep: redrive(step)
    case let step as WorkStep: work(step)
    default: Instruction(action: .fail)
    }
  }

  private func ask(_ operation: Operation, _ target: String, detail: UInt8 = 0) -> Instruction {
    Instruction(
      action: .ask, operation: operation, target: build.address(of: target), detail: detail)
  }

  private func detail(of step: PutStep) -> UInt8 {
    PutDetail(effect: build.effectDetail(step.effect), condition: step.condition).packed
  }

  private func redrive(_ step: RedriveStep) -> Instruction {
    var instruction = ask(.startMove, step.source)
    let destination = UInt32(build.address(of: step.destination).index)
    instruction.number = UInt32(step.rate ?? 0) << 16 | destination
    return instruction
  }

  private mutating func work(_ step: WorkStep) -> Instruction {
    program.works.append(step.time)
    return Instruction(action: .work, work: UInt16(program.works.count - 1))
  }
}
