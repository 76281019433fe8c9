import Simulation

/// A step of a handler with the place where it stands.
struct PlacedStep {
  /// The component whose handler it belongs to.
  var owner: String
  /// What the step does.
  var step: any Described
  /// The step as the file has it.
  var node: Node
  /// The way to it.
  var path: TreePath
  /// Whether every message meets the step when all is well.
  var isOnMainWay: Bool

  /// The place of the value of a key, or of the step.
  func place(_ key: String) -> Place {
    Place(range: (node[key] ?? node).range, path: path)
  }
}

extension Draft {
  /// Every step of every handler and canary, plans B included, in the order of the file.
  ///
  /// Where a mistaken step was left out, so that steps and places no longer go together, the steps
  /// beside it are left out as well.
  var placedSteps: [PlacedStep] {
    components.flatMap { entry -> [PlacedStep] in
      let (key, steps): (String, [any Described]) =
        switch entry.value {
        case let function as FunctionComponentSettings: ("handler", function.handler)
        case let service as ContainerServiceSettings: ("handler", service.handler)
        case let redrive as RedriveSettings: ("canary", redrive.canary)
        default: ("", [])
        }
      guard let node = entry.node[key] else { return [] }
      return Self.placed(
        steps, of: entry.name.text, in: node, at: entry.path.appending(key), isOnMainWay: true)
    }
  }

  private static func placed(
    _ steps: [any Described], of owner: String, in node: Node, at path: TreePath, isOnMainWay: Bool
  ) -> [PlacedStep] {
    let nodes: [(node: Node, path: TreePath)] =
      if case .list(let nodes) = node.value {
        nodes.enumerated().map { ($1, path.appending(index: $0)) }
      } else {
        [(node, path)]
      }
    guard nodes.count == steps.count else { return [] }
    return zip(steps, nodes).flatMap { step, place -> [PlacedStep] in
      let placed = PlacedStep(
        owner: owner, step: step, node: place.node, path: place.path, isOnMainWay: isOnMainWay)
      guard let guarded = step as? any GuardedStep,
        case .steps(let planB) = guarded.guards.onFailure, let node = place.node["onFailure"]
      else { return [placed] }
      return [placed]
        + Self.placed(
          planB, of: owner, in: node, at: place.path.appending("onFailure"), isOnMainWay: false)
    }
  }
}

extension Described {
  /// The key that tells the step from others.
  var verb: String { (type(of: self) as? any Step.Type)?.verb ?? "" }

  /// The component that the step asks.
  var stepTarget: String? {
    switch self {
    case let step as CallStep: step.target
    case let step as PutStep: step.target
    case let step as GetStep: step.target
    case let step as SendStep: step.target
    case let step as InvokeStep: step.target
    case let step as RedriveStep: step.source
    case let step as CloseBreakerStep: step.target
    case let step as StartStep: step.target
    case let step as AnswerStep: step.target
    default: nil
    }
  }

  /// The component whose handler, if it has one, the step waits for.
  var awaitedTarget: String? {
    switch self {
    case let step as InvokeStep: step.target
    case let step as CallStep: step.target
    default: nil
    }
  }

  /// The business effect that the step names.
  var stepEffect: String? {
    (self as? any ReversingStep)?.namedEffect
  }
}
