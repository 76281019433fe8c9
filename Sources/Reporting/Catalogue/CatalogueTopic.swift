internal import Scenario
internal import Simulation

/// A kind of thing that scenarios name.
package enum CatalogueTopic: String, CaseIterable, Sendable {
  case scenario
  case components
  case steps
  case faults
  case actions
  case distributions
  case metrics
  case prices
  case lint

  /// What the topic is about, in one sentence.
  package var help: String {
    switch self {
    case .scenario: "The parts of a scenario file, and the keys that stand beside them."
    case .components: "What a system is made of, and the producers in front of it."
    case .steps: "What a handler does with a message."
    case .faults: "What can go wrong."
    case .actions: "What a person can do by hand."
    case .distributions: "How a length of time or a size can vary."
    case .metrics: "What is measured, under CloudWatch's names where it has them."
    case .prices:
      "What the services charge: \(Prices.region), on demand, first tier, as of \(Prices.readOn)."
    case .lint: "What a scenario is warned of; its key 'lint' silences a warning by its name."
    }
  }

  /// All entries of the topic, in the order of the reference.
  package var entries: [CatalogueEntry] {
    switch self {
    case .scenario: [Self.header] + ScenarioSection.allCases.map(Self.entry)
    case .components: ComponentCatalogue.types.map { Self.entry($0) } + [Self.producer]
    case .steps: StepCatalogue.types.map { Self.entry($0) }
    case .faults: FaultAction.allCases.map(Self.entry)
    case .actions: ManualAction.Deed.allCases.map(Self.entry)
    case .distributions: DistributionFamily.all.map(Self.entry)
    case .metrics: Metric.allCases.map(Self.entry)
    case .prices: Prices.all.map(Self.entry)
    case .lint: Lint.Rule.allCases.map(Self.entry)
    }
  }
}

extension CatalogueTopic {
  /// The word under which an entry shows what may be typed.
  static let exampleWord = "such as"

  private static var header: CatalogueEntry {
    var entry = CatalogueEntry("header", "The keys that stand beside the parts of a scenario.")
    entry.keys = CatalogueKey.keys(of: ScenarioHeader.self)
    return entry
  }

  private static func entry(_ section: ScenarioSection) -> CatalogueEntry {
    var entry = CatalogueEntry(section.rawValue, section.help)
    entry.facts = [(exampleWord, "\(section.rawValue): \(section.example)")]
    return entry
  }

  private static func entry(_ type: any ComponentSettings.Type) -> CatalogueEntry {
    var entry = CatalogueEntry(type.typeName, type.help)
    entry.facts = [("metrics", names(of: type.metrics))]
    entry.keys = CatalogueKey.keys(of: type)
    entry.sharedKeys = placementKeys
    return entry
  }

  private static var producer: CatalogueEntry {
    var entry = CatalogueEntry(
      ProducerSettings.typeName, "Who sends messages into the system, when, and how persistently.")
    entry.facts = [("metrics", names(of: ProducerSettings.metrics))]
    entry.keys = CatalogueKey.keys(of: ProducerSettings.self)
    entry.sharedKeys = placementKeys
    return entry
  }

  private static var placementKeys: [CatalogueKey] { CatalogueKey.keys(of: Placement.self) }

  private static func names(of metrics: [Metric]) -> String {
    metrics.map(\.definition.name).joined(separator: ", ")
  }

  private static func entry(_ step: any Step.Type) -> CatalogueEntry {
    var entry = CatalogueEntry(step.verb, step.help)
    entry.keys = CatalogueKey.keys(of: step)
    return entry
  }

  private static func entry(_ fault: FaultAction) -> CatalogueEntry {
    var entry = CatalogueEntry(fault.rawValue, fault.help)
    entry.facts = [("strikes", fault.targets.map(\.withArticle).joined(lastBy: "or"))]
    entry.keys = CatalogueKey.keys(fault.parameters, of: Fault())
    entry.sharedKeys = CatalogueKey.keys(of: Fault.self)
    return entry
  }

  private static func entry(_ deed: ManualAction.Deed) -> CatalogueEntry {
    var entry = CatalogueEntry(deed.rawValue, deed.help)
    entry.facts = [("done to", deed.targets.map(\.withArticle).joined(lastBy: "or"))]
    entry.sharedKeys = CatalogueKey.keys(of: ManualAction.self).filter { $0.name != "action" }
    return entry
  }

  private static func entry(_ metric: Metric) -> CatalogueEntry {
    let definition = metric.definition
    var entry = CatalogueEntry(definition.name, definition.help)
    entry.facts = [
      ("namespace", definition.namespace), ("unit", DisplayUnit(definition.unit).rawValue),
      ("statistics", metric.reading.statistics.map(\.rawValue).joined(separator: ", ")),
    ]
    return entry
  }

  private static func entry(_ rule: Lint.Rule) -> CatalogueEntry {
    var entry = CatalogueEntry(rule.rawValue, rule.help)
    entry.facts = [("given as a", rule.severity.rawValue)]
    return entry
  }

  private static func entry(_ family: DistributionFamily) -> CatalogueEntry {
    var entry = CatalogueEntry(family.name, family.help)
    switch family.content {
    case .quantity: entry.facts = [("holds", "the quantity itself")]
    case .table: entry.facts = [("holds", "a list of [value, share]")]
    case .mixture: entry.facts = [("holds", "a list of { weight, of }")]
    case .forms(let forms):
      entry.facts = forms.map { form in ("holds", "{ \(form.names.joined(separator: ", ")) }") }
      entry.keys = forms.flatMap(\.arguments).map(CatalogueKey.init)
    }
    return entry
  }
}

extension DistributionFamily.Form {
  fileprivate var names: [String] { arguments.map(\.name) }
}

extension CatalogueKey {
  fileprivate init(_ argument: DistributionFamily.Argument) {
    let allowed =
      switch argument.kind {
      case .quantity(isPositive: true): "a value of the quantity that varies, above zero"
      case .quantity(isPositive: false): "a value of the quantity that varies"
      case .number(let range): AllowedValue.number(range).phrase
      }
    self.init(
      name: argument.name, allowed: allowed, standard: nil, isRequired: true, help: argument.help)
  }
}
