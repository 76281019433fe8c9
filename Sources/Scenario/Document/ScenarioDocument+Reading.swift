import Simulation

extension ScenarioDocument {
  /// Reads a scenario file.
  ///
  /// Every mistake of the file is found in one go; what is wrong in the scenario as it stands is not
  /// said again for each variant.
  ///
  /// - Parameters:
  ///   - traces: What the name of a file stands for, of recorded messages or of a state machine's
  ///     definition; asked once for each name.
  /// - Returns: The scenario, unless a mistake is an error; and all mistakes, warnings among them.
  package static func read(
    _ source: SourceText, traces: @escaping (String) -> TraceFile
  ) -> (document: ScenarioDocument?, mistakes: [Mistake]) {
    let (root, syntaxMistakes) = Parser.parse(source)
    guard let root else { return (nil, syntaxMistakes) }
    var reading = DocumentReading(after: syntaxMistakes, files: traces)
    let document = reading.document(from: root)
    let mistakes = reading.mistakes.inFileOrder()
    return (mistakes.containErrors ? nil : document, mistakes)
  }
}

extension ScenarioDocument {
  /// Some settings of a scenario under the name of what they make of it.
  package struct Point: Hashable, Sendable {
    /// The name, by which results are found.
    package let name: String
    /// What is set, in this order.
    package let settings: [Setting]

    /// Some settings under a name.
    package init(name: String, settings: [Setting]) {
      self.name = name
      self.settings = settings
    }
  }

  /// Reads a scenario file with settings from outside, each point as a variant of its own.
  ///
  /// - Parameters:
  ///   - variant: The variant to which the settings are applied; `nil` for the scenario as it stands.
  ///   - points: What is set; the variants of the file itself are left aside.
  /// - Throws: When a setting has no place in the scenario, or there is no such variant.
  package static func read(
    _ source: SourceText, variant: String? = nil, points: [Point],
    traces: @escaping (String) -> TraceFile
  ) throws(SettingMistake) -> (variants: [Variant]?, mistakes: [Mistake]) {
    let (root, syntaxMistakes) = Parser.parse(source)
    guard let root else { return (nil, syntaxMistakes) }
    var reading = DocumentReading(after: syntaxMistakes, files: traces)
    let variants = try reading.variants(of: root, variant: variant, points: points)
    let mistakes = reading.mistakes.inFileOrder()
    return (mistakes.containErrors ? nil : variants, mistakes)
  }
}

extension ScenarioDocument {
  /// The scenario without its variants, one of which may be merged into it.
  static func tree(of root: Node, variant: String?) throws(SettingMistake) -> Node {
    let section = ScenarioSection.variants.rawValue
    let target = root.without(section)
    guard let variant else { return target }
    guard case .object(let members)? = root[section]?.value,
      let patch = members.first(where: { $0.name.text == variant })
    else {
      var names: [String] = []
      if case .object(let members)? = root[section]?.value { names = members.map(\.name.text) }
      throw .noVariant(variant, nearest: nearestName(to: variant, among: names))
    }
    return MergePatch(patch.value).applied(to: target, at: .root).node
  }
}

/// The reading of one scenario with its variants.
private struct DocumentReading {
  var mistakes: [Mistake]
  var traces: TraceLibrary
  var definitions: DefinitionLibrary
  private let hasSyntaxMistakes: Bool
  /// The components that nothing reaches, in the scenario as it stands and in each variant.
  private var unreached: [Set<String>] = []

  init(after syntaxMistakes: [Mistake], files: @escaping (String) -> TraceFile) {
    mistakes = syntaxMistakes
    hasSyntaxMistakes = !syntaxMistakes.isEmpty
    traces = TraceLibrary(files)
    definitions = DefinitionLibrary(files)
  }

  mutating func document(from root: Node) -> ScenarioDocument {
    let (base, header, found) = variant(named: "", from: root, isVariant: false)
    mistakes += found
    var document = ScenarioDocument(base: base, variants: [])
    document.description = header.description
    if let node = root[ScenarioSection.variants.rawValue] {
      document.variants = read(variants(in: node), over: root)
    }
    // What a variant needs, or no longer needs, is there for the sake of the comparison.
    mistakes.removeAll { mistake in
      mistake.unreached.map { name in
        mistake.variant != nil || !unreached.allSatisfy { $0.contains(name) }
      } ?? false
    }
    return document
  }

  mutating func variants(
    of root: Node, variant: String?, points: [ScenarioDocument.Point]
  ) throws(SettingMistake) -> [ScenarioDocument.Variant] {
    let tree = try ScenarioDocument.tree(of: root, variant: variant)
    var variants: [ScenarioDocument.Variant] = []
    for point in points {
      var changed = tree
      for setting in point.settings { changed = try setting.applied(to: changed) }
      let (variant, _, found) = self.variant(named: point.name, from: changed, isVariant: true)
      mistakes.append(found, foundIn: point.name)
      variants.append(variant)
    }
    return variants
  }

  private mutating func variants(in node: Node) -> [Node.Member] {
    var reader = Reader()
    let members = reader.object(node, at: TreePath(ScenarioSection.variants.rawValue))?.members
    mistakes += reader.mistakes
    return members ?? []
  }

  private mutating func read(
    _ variants: [Node.Member], over root: Node
  ) -> [ScenarioDocument.Variant] {
    let limit = Limit.variants
    if variants.count > limit, let place = root[ScenarioSection.variants.rawValue]?.range {
      let problem = ScenarioProblem.tooMany(.variants, variants.count, limit: limit)
      mistakes.append(Mistake(.scenario(problem), at: place))
    }
    let target = root.without(ScenarioSection.variants.rawValue)
    return variants.prefix(limit).compactMap { read($0, over: target) }
  }

  private mutating func read(
    _ member: Node.Member, over target: Node
  ) -> ScenarioDocument.Variant? {
    let path = TreePath(ScenarioSection.variants.rawValue).appending(member.name.text)
    var reader = Reader()
    guard reader.object(member.value, at: path) != nil, !member.name.text.isEmpty else {
      if member.name.text.isEmpty {
        reader.note(.keys(.emptyName), at: member.name.range, in: path.container)
      }
      mistakes += reader.mistakes
      return nil
    }
    let (merged, warnings) = MergePatch(member.value).applied(to: target, at: path)
    mistakes += warnings
    let (variant, _, found) = variant(named: member.name.text, from: merged, isVariant: true)
    mistakes.append(found, foundIn: member.name.text)
    return variant
  }

  private mutating func variant(
    named name: String, from root: Node, isVariant: Bool
  ) -> (ScenarioDocument.Variant, ScenarioHeader, [Mistake]) {
    var reader = Reader()
    let draft = reader.draft(of: root, isVariant: isVariant)
    var inspection = Inspection(
      of: draft, mistakes: reader.mistakes, givesAdvice: !hasSyntaxMistakes)
    var expectations: [Placed<Expectation>] = []
    if inspection.isWithinLimits() {
      inspection.resolve(reader.references)
      inspection.readTraces(from: &traces)
      inspection.readDefinitions(from: &definitions)
      expectations = inspection.expectations()
      inspection.inspect(expectations)
      inspection.adviseOnReach(of: reader.references)
    }
    var variant = ScenarioDocument.Variant(
      name: name, blueprint: inspection.draft.blueprint, expectations: expectations.map(\.value))
    variant.places = expectations.map(\.place.range.start)
    variant.search = draft.header.search
    unreached.append(Set(inspection.mistakes.compactMap(\.unreached)))
    return (variant, draft.header, inspection.mistakes)
  }
}

extension Mistake {
  /// The component that nothing reaches, where this is what is told.
  fileprivate var unreached: String? {
    if case .advice(.run(.nothingReaches(let name))) = problem { name } else { nil }
  }
}

extension Node {
  /// The object without one of its keys.
  fileprivate func without(_ key: String) -> Node {
    guard case .object(let members) = value else { return self }
    return Node(.object(members.filter { $0.name.text != key }), at: range)
  }
}
