import Simulation

/// A scenario as it was read from a tree, value by value, with the places of all its parts.
///
/// Nothing is known yet of how the parts fit together; that is for an `Inspection` to find out.
struct Draft: Sendable {
  /// The whole scenario.
  var root: Node
  /// The keys that stand alone.
  var header = ScenarioHeader()
  /// The names of all components with their types, `nil` where the type is mistaken.
  var componentTypes: [(name: String, type: String?)] = []
  /// The components whose type is known.
  var components: [Entry<any ComponentSettings>] = []
  /// Who sends.
  var producers: [Entry<ProducerSettings>] = []
  /// What goes wrong, where it is known what.
  var faults: [Entry<Fault>] = []
  /// What is done by hand, where it is known what.
  var actions: [Entry<ManualAction>] = []
  /// The measures and their bounds, as they are written.
  var expectations: [Entry<String>] = []

  /// A component by its name.
  func component(_ name: String) -> Entry<any ComponentSettings>? {
    components.first { $0.name.text == name }
  }

  /// The settings of a component, if it is of a type.
  func settings<Settings: ComponentSettings>(_ type: Settings.Type, of name: String) -> Settings? {
    component(name)?.value as? Settings
  }

  /// The components of a type, in the order of the file.
  func components<Settings: ComponentSettings>(of type: Settings.Type) -> [Entry<Settings>] {
    components.compactMap { entry in
      (entry.value as? Settings).map {
        Entry(name: entry.name, node: entry.node, path: entry.path, value: $0)
      }
    }
  }

  /// What the simulation needs of the draft.
  var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.title = header.title
    blueprint.seed = header.seed
    blueprint.duration = header.duration
    blueprint.period = header.period
    blueprint.accountConcurrency = header.accountConcurrency
    blueprint.components = components.map { .init(name: $0.name.text, settings: $0.value) }
    blueprint.producers = producers.map { Named($0.name.text, $0.value) }
    blueprint.faults = faults.map(\.value)
    blueprint.actions = actions.map(\.value)
    return blueprint
  }
}

/// A part of a draft: what was read, and where.
struct Entry<Value: Sendable>: Sendable {
  /// The key under which the part stands; of an element of a list its text is empty.
  var name: Node.Name
  /// The part as the file has it.
  var node: Node
  /// The way to the part.
  var path: TreePath
  /// What was read.
  var value: Value

  /// The place of what some keys lead to, or of as much of the way as there is.
  func place(_ keys: String...) -> Place {
    var (found, way) = (node, path)
    var range = keys.isEmpty || name.text.isEmpty ? node.range : name.range
    for key in keys {
      guard let next = found[key] else { break }
      (found, range) = (next, next.range)
      way = way.appending(key)
    }
    return Place(range: range, path: way == path ? path : way.container)
  }

  /// The place of the part's name.
  var namePlace: Place { Place(range: name.range, path: path.container) }
}

/// A stretch of the file to point at, and the object in which it stands.
struct Place: Hashable, Sendable {
  var range: SourceRange
  var path: TreePath
}
