package import Simulation

/// Which graphs a report shows.
package enum ChartChoice: Hashable, Sendable {
  /// Those that tell the story of the run, six at most.
  case main
  /// Those of every component.
  case all
  /// None.
  case none
  /// Those of one component.
  case of(component: String)
}

extension ChartChoice: ArgumentValue {
  package init?(argument: String) {
    switch argument {
    case "main": self = .main
    case "all": self = .all
    case "none": self = .none
    default: self = .of(component: argument)
    }
  }

  package var argumentText: String {
    switch self {
    case .main: "main"
    case .all: "all"
    case .none: "none"
    case .of(let component): component
    }
  }

  package static var expectation: ArgumentExpectation {
    .described("main, all, none or a component", placeholder: "main|all|none|<component>")
  }
}

extension ChartChoice {
  /// Throws when a component is chosen that a blueprint does not have.
  package func check(against blueprint: Blueprint) throws(ScenarioRefusal) {
    guard case .of(let component) = self else { return }
    let known = blueprint.components.map(\.name) + blueprint.producers.map(\.name)
    guard !known.contains(component) else { return }
    let nearest = NearestWord.to(component, among: known)
    throw .noComponent(component, nearest: nearest, known: known)
  }
}
