import Simulation

/// The definitions of state machines that a scenario names, each file opened and read once.
struct DefinitionLibrary {
  /// Why a file is no definition.
  enum Refusal: Error {
    case unreadable(String)
    case findings([DefinitionFinding])
  }

  private struct Key: Hashable {
    let file: String
    let kind: StateMachine.Kind
  }

  private let open: (String) -> TraceFile
  private var known: [Key: Result<StateMachine, Refusal>] = [:]

  init(_ open: @escaping (String) -> TraceFile) { self.open = open }

  /// The machine that some settings define, in the scenario or in a file of its own.
  mutating func machine(
    of settings: StateMachineSettings
  ) -> Result<StateMachine, Refusal> {
    guard let file = settings.definitionFile else {
      return Self.read(Array("\(settings.definition)".utf8), settings.workflowType)
    }
    let key = Key(file: file, kind: settings.workflowType)
    if let known = known[key] { return known }
    let machine: Result<StateMachine, Refusal> =
      switch open(file) {
      case .contents(let bytes): Self.read(bytes, settings.workflowType)
      case .unreadable(let reason): .failure(.unreadable(reason))
      }
    known[key] = machine
    return machine
  }

  private static func read(
    _ bytes: [UInt8], _ kind: StateMachine.Kind
  ) -> Result<StateMachine, Refusal> {
    let outcome = DefinitionReader.read(bytes, kind: kind)
    return outcome.machine.map { .success($0) }
      ?? .failure(.findings(outcome.findings.filter { $0.severity == .error }))
  }
}
