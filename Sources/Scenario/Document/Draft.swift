import Simulation

/// A scenario as it was read from a tree, value by value, with the places of all its parts.
///
/// Nothing is known yet of how the parts fit together; that is for an `Inspection` to find out.
struct Draft: Sendable {
  /// The whole scenario.
  var root: Node
  /// The keys that stand alone.
  var header = ScenarioHeader()
  /// The names of all components and producers with their types, `nil` where one is mistaken.
  private(set) var parts: [(name: String, type: String?)] = []
  /// The components whose type is known.
  private(set) var components: [Entry<any ComponentSettings>] = []
  /// Where components and producers are placed, those that are placed anywhere.
  var placements: [Entry<Placement>] = []
  /// Who sends.
  var producers: [Entry<ProducerSettings>] = []
  /// What goes wrong, where it is known what.
  var faults: [Entry<Fault>] = []
  /// What is done by hand, where it is known what.
  var actions: [Entry<ManualAction>] = []
  /// The measures and their bounds, as they are written.
  var expectations: [Entry<String>] = []

  /// Where each name stands in `parts`, and each component in `components`.
  private var placesOfParts: [String: Int] = [:]
  private var placesOfComponents: [String: Int] = [:]

  init(root: Node) { self.root = root }

  /// Takes note that a component or producer is there.
  mutating func addPart(_ name: String, type: String?) {
    placesOfParts[name] = placesOfParts[name] ?? parts.count
    parts.append((name, type))
  }

  /// Adds a component whose type is known.
  mutating func addComponent(_ entry: Entry<any ComponentSettings>) {
    placesOfComponents[entry.name.text] = components.count
    components.append(entry)
  }

  /// Changes what is known of a component, by its place.
  mutating func replaceSettings(of place: Int, by settings: any ComponentSettings) {
    components[place].value = settings
  }

  /// A component or producer by its name, with its type unless that is mistaken.
  func part(_ name: String) -> (name: String, type: String?)? {
    placesOfParts[name].map { parts[$0] }
  }

  /// A component by its name, if it is of a type.
  func component<Settings: ComponentSettings>(
    _ name: String, as type: Settings.Type
  ) -> Entry<Settings>? {
    placesOfComponents[name].flatMap { components[$0].cast(to: type) }
  }

  /// The settings of a component, if it is of a type.
  func settings<Settings: ComponentSettings>(_ type: Settings.Type, of name: String) -> Settings? {
    component(name, as: type)?.value
  }

  /// The components of a type, in the order of the file.
  func components<Settings: ComponentSettings>(of type: Settings.Type) -> [Entry<Settings>] {
    components.compactMap { $0.cast(to: type) }
  }

  /// The business effects that steps and endpoints name, each once.
  var effects: [String] { blueprint.effects }

  /// What the simulation needs of the draft.
  var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.title = header.title
    blueprint.seed = header.seed
    blueprint.duration = header.duration
    blueprint.period = header.period
    blueprint.accountConcurrency = header.accountConcurrency
    blueprint.limits = header.limits
    blueprint.components = components.map { .init(name: $0.name.text, settings: $0.value) }
    blueprint.placements = placements.map { Named($0.name.text, $0.value) }
    blueprint.network = header.network
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
  func place(_ keys: String...) -> Place { place(keys) }

  /// The place of what a way of keys such as `/States/Charge` leads to below a key, or of as much of it
  /// as there is.
  func place(_ key: String, following way: String) -> Place {
    var keys = [key]
    var (found, rest) = (node[key], way[...])
    while let node = found, rest.first == "/" {
      rest.removeFirst()
      // A key may have slashes itself, so the longest one that goes is the one that is meant.
      let next = node.keys.filter { name in
        rest == name || rest.hasPrefix(name + "/") || rest.hasPrefix(name + "[")
      }.max { $0.utf8.count < $1.utf8.count }
      guard let next else { break }
      keys.append(next)
      found = node[next]
      rest = rest.dropFirst(next.count)
    }
    return place(keys)
  }

  private func place(_ keys: [String]) -> Place {
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

extension Entry<any ComponentSettings> {
  /// The entry with its value as one of a type, if it is.
  func cast<Settings: ComponentSettings>(to type: Settings.Type) -> Entry<Settings>? {
    (value as? Settings).map { Entry<Settings>(name: name, node: node, path: path, value: $0) }
  }
}

/// A stretch of the file to point at, and the object in which it stands.
struct Place: Hashable, Sendable {
  var range: SourceRange
  var path: TreePath
}
