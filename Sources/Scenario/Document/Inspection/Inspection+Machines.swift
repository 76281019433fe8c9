import Simulation

/// State machines: what the service would refuse, and what nobody can do.
extension Inspection {
  /// Puts the machines that definitions spell out into the components that have them.
  mutating func readDefinitions(from library: inout DefinitionLibrary) {
    for index in draft.components.indices {
      guard let entry = draft.components[index].cast(to: StateMachineSettings.self),
        entry.node["definition"] != nil
      else { continue }
      switch library.machine(of: entry.value) {
      case .success(let machine):
        var settings = entry.value
        settings.machine = machine
        draft.replaceSettings(of: index, by: settings)
      case .failure(let refusal): note(refusal, of: entry)
      }
    }
  }

  private mutating func note(
    _ refusal: DefinitionLibrary.Refusal, of machine: Entry<StateMachineSettings>
  ) {
    let file = machine.value.definitionFile
    let place = machine.place("definition")
    switch refusal {
    case .unreadable(let reason):
      note(.component(.definitionUnreadable(file: file ?? "", reason: reason)), at: place)
    case .findings(let findings):
      for finding in findings {
        note(
          .component(
            .definition(file: file, place: finding.place, reason: finding.reason)),
          at: file == nil ? machine.place("definition", following: finding.place) : place)
      }
    }
  }

  mutating func inspectMachines() {
    for machine in draft.components(of: StateMachineSettings.self)
    where machine.value.machine != nil {
      let draft = draft
      for problem in machine.value.tasks(typeOf: { draft.part($0)?.type }).problems {
        note(.component(.task(problem)), at: machine.place(of: problem))
      }
      for binding in machine.value.bindings {
        inspect(
          undone: binding.value.undoes, at: machine.place("bindings", binding.name, "undoes"))
      }
    }
    let limit = Blueprint.effectLimit
    let count = draft.effects.count
    let machine = draft.components(of: StateMachineSettings.self).last
    if let machine, count > limit,
      machine.value.bindings.contains(where: { $0.value.effect != nil })
    {
      note(
        .scenario(.tooMany(.effects, count, limit: limit)), at: machine.place("bindings"))
    }
  }

  /// What is taken back must be an effect that takes nothing back itself.
  mutating func inspect(undone effect: String?, at place: Place) {
    guard let effect else { return }
    let compensations = draft.blueprint.compensations.map(\.effect)
    let allowed = draft.effects.filter { !compensations.contains($0) }
    guard !allowed.contains(effect) else { return }
    note(
      .component(.unknownEffect(effect, nearest: nearest(to: effect, among: allowed))), at: place)
  }
}

extension Entry<StateMachineSettings> {
  /// Where a task's problem shows: at its binding, or where a binding would stand.
  fileprivate func place(of problem: MachineTask.Problem) -> Place {
    guard node["bindings"] != nil else { return place("definition") }
    if case .wrongType(_, _, _, _, let name?) = problem { return place("bindings", name) }
    return place("bindings")
  }
}
