/// Starts an execution of a state machine for the message.
package struct StartStep: GuardedStep {
  package var target = ""
  package var guards = StepGuards()

  package init() {}

  package static let verb = "start"
  package static let help =
    "Starts an execution of a state machine for the message, without waiting for its end."
  package static var parameters: [Parameter<StartStep>] {
    [
      .component(
        verb, \.target, of: ["state-machine"], required: true, help: "The state machine.")
    ] + StepGuards.parameters(of: Self.self)
  }
}

/// Gives a state machine the answer that it waits for with a task token.
package struct AnswerStep: GuardedStep {
  package var target = ""
  package var error: String?
  package var guards = StepGuards()

  package init() {}

  package static let verb = "answer"
  package static let help =
    "Sends a state machine the task token back that it has sent with the message "
    + "(SendTaskSuccess, or SendTaskFailure with an error)."
  package static var parameters: [Parameter<AnswerStep>] {
    [
      .component(
        verb, \.target, of: ["state-machine"], required: true, help: "The state machine."),
      .init("error", \.error, .text, help: "The name of the error; left out, the task succeeded."),
    ] + StepGuards.parameters(of: Self.self)
  }
}

/// A step that may take back what another one did.
package protocol ReversingStep: Described {
  /// The effect that the step has, as the scenario names it.
  var effect: String? { get }
  /// The effect that the step takes back.
  var undoes: String? { get }
}

extension CallStep: ReversingStep {}
extension PutStep: ReversingStep {}

extension ReversingStep {
  /// The effect's name; one that takes back another one need not be named.
  package var namedEffect: String? { effect ?? undoes.map { "undo-\($0)" } }
}

extension Parameter where Root: Sendable {
  /// The key for the effect that a step takes back.
  static func undoes(_ path: Path<String?>) -> Parameter {
    .init(
      "undoes", path, .text,
      help:
        "The effect that is taken back, as a refund takes back a charge: if it has happened, and "
        + "not more often than it has. The step's own effect is then called undo-…, unless it is "
        + "named.")
  }
}

extension Blueprint {
  /// The most names that errors of handlers may have.
  package static let failureLimit = 250

  /// The names that handlers give their errors, each once.
  var failureNames: [String] {
    var names: [String] = []
    for step in allSteps {
      let name =
        switch step {
        case let step as FailStep: step.reason
        case let step as AnswerStep: step.error ?? ""
        default: ""
        }
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// What takes back what: pairs of names, each once.
  package var compensations: [(effect: String, undone: String)] {
    var pairs: [(effect: String, undone: String)] = []
    func add(_ effect: String?, _ undone: String?) {
      guard let effect, let undone, !pairs.contains(where: { $0.effect == effect }) else { return }
      pairs.append((effect, undone))
    }
    for case let step as any ReversingStep in allSteps { add(step.namedEffect, step.undoes) }
    for binding in machines.flatMap(\.value.bindings).map(\.value) {
      add(binding.namedEffect, binding.undoes)
    }
    return pairs
  }

  /// Which effects take back which others, by their numbers.
  var compensationTable: Compensations {
    var table = Compensations()
    let effects = effects
    for pair in compensations {
      guard let effect = effects.firstIndex(of: pair.effect),
        let undone = effects.firstIndex(of: pair.undone), effect < 8, undone < 8
      else { continue }
      table.add(UInt8(effect), undoing: UInt8(undone))
    }
    return table
  }
}

/// How a function tells a caller of what it failed, in the detail of its reply.
enum FailureDetail {
  /// An error that the scenario gives no name.
  static let unnamed: UInt8 = 0
  /// The function's time was over.
  static let timeout = UInt8.max
}
