/// A scenario as the simulation understands it: everything that a run depends on, and nothing else.
package struct Blueprint: Sendable {
  /// A component under its name.
  package struct Component: Sendable {
    /// The name in the scenario.
    package var name: String
    /// What the scenario says of it.
    package var settings: any ComponentSettings

    /// A component under its name.
    package init(name: String, settings: any ComponentSettings) {
      self.name = name
      self.settings = settings
    }
  }

  /// What reports call the run.
  package var title = ""
  /// Where all random streams begin.
  package var seed: UInt64 = 1
  /// How long the run lasts in virtual time.
  package var duration = Interval.hours(1)
  /// The length of the periods that metrics are reported in.
  package var period = Interval.minutes(1)
  /// The account's concurrency, which all functions share.
  package var accountConcurrency = 1_000
  /// How far the run may grow.
  package var limits = RunLimits()
  /// The components in the order of the scenario.
  package var components: [Component] = []
  /// Where components and producers are, those that are placed anywhere.
  package var placements: [Named<Placement>] = []
  /// How far places are from each other.
  package var network = NetworkSettings()
  /// The producers in the order of the scenario.
  package var producers: [Named<ProducerSettings>] = []
  /// The faults in the order of the scenario.
  package var faults: [Fault] = []
  /// What is done by hand.
  package var actions: [ManualAction] = []
  /// Whether each message's fate is recorded, which takes memory for every message sent.
  package var recordsMessages = false
  /// What is recorded of the conversations between components; `nil` for nothing.
  package var trace: TraceFocus?

  /// A blueprint of nothing.
  package init() {}

  /// The most business effects that a scenario may have.
  package static let effectLimit = 8
  /// The most delays that sends may name.
  package static let delayLimit = 254

  /// The names of the business effects, in the order in which the steps name them.
  package var effects: [String] {
    var seen: Set<String> = []
    return
      (allSteps.compactMap(\.effectName) + fanOutEffects + taskEffects + firehoseEffects
      + pipeEffects)
      .filter { seen.insert($0).inserted }
  }

  /// The effects that endpoints of topics and buses have.
  private var fanOutEffects: [String] {
    components.compactMap { $0.settings as? any FanOutSettings }.flatMap { $0.lanes(in: self) }
      .compactMap(\.effect)
  }

  /// The effects that targets of pipes have.
  private var pipeEffects: [String] {
    components.compactMap { ($0.settings as? PipeSettings)?.effect }
  }

  /// The effects that deliveries of Firehose have.
  private var firehoseEffects: [String] {
    components.compactMap { ($0.settings as? FirehoseSettings)?.effect }
  }

  /// The effects that tasks of state machines have by themselves.
  private var taskEffects: [String] {
    machines.flatMap(\.value.bindings).compactMap(\.value.namedEffect)
  }

  /// The items of tables that belong to no message, each once.
  var sharedItems: [String] {
    machines.flatMap(\.value.bindings).compactMap(\.value.item).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// The delays that sends name, and how long items last, each once.
  var delays: [Interval] {
    var delays: [Interval] = []
    for case let expiry? in machines.flatMap(\.value.bindings).map(\.value.expiry)
    where !delays.contains(expiry) {
      delays.append(expiry)
    }
    for case let step as SendStep in allSteps {
      if let delay = step.delay, !delays.contains(delay) { delays.append(delay) }
    }
    return delays
  }

  /// Every step of every handler, plans B included.
  package var allSteps: [any Described] {
    components.flatMap { Self.flattened($0.settings.handlerSteps) }
  }

  static func flattened(_ steps: [any Described]) -> [any Described] {
    steps.flatMap { step -> [any Described] in
      guard let guarded = step as? any GuardedStep,
        case .steps(let list) = guarded.guards.onFailure
      else { return [step] }
      return [step] + flattened(list)
    }
  }

  /// A kind of message that a producer sends.
  package struct MessageKind: Sendable {
    /// The producer's place in the scenario.
    package let producer: Int
    /// What such messages look like.
    package let template: ProducerSettings.MessageTemplate
  }

  /// The kinds of messages of all producers.
  package var messageKinds: [MessageKind] {
    producers.enumerated().flatMap { place, producer in
      producer.value.kinds.map { MessageKind(producer: place, template: $0) }
    }
  }

  /// What steps publish that is not what the message came with, each once.
  var stepContents: [MessageContent] {
    var contents: [MessageContent] = []
    for case let step as PublishStep in allSteps {
      if let content = step.content, !contents.contains(content) { contents.append(content) }
    }
    for content in taskContents where !contents.contains(content) { contents.append(content) }
    return contents
  }

  /// What tasks of state machines publish.
  private var taskContents: [MessageContent] {
    machines.flatMap { $0.value.tasks(typeOf: type(of:)).tasks.compactMap(\.content) }
  }

  /// The state machines under their names.
  var machines: [Named<StateMachineSettings>] {
    components.compactMap { component in
      (component.settings as? StateMachineSettings).map { Named(component.name, $0) }
    }
  }

  /// The type of a component, if there is one of the name.
  func type(of name: String) -> String? {
    components.first { $0.name == name }.map { Swift.type(of: $0.settings).typeName }
  }

  /// Everything that topics and buses can be given: what producers send, then what steps publish.
  package var contents: [MessageContent] {
    messageKinds.map { $0.template.content(from: producers[$0.producer].name) } + stepContents
  }
}

extension ComponentSettings {
  /// The steps of the component's handler; none for one without.
  var handlerSteps: [any Described] {
    switch self {
    case let handling as any HandlingSettings: handling.handler
    case let redrive as RedriveSettings: redrive.function.handler
    default: []
    }
  }
}

extension Described {
  /// The business effect that a step names.
  var effectName: String? {
    switch self {
    case let step as any ReversingStep: step.namedEffect
    default: nil
    }
  }
}
