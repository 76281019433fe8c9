/// The main ways of messages through the components, and what they say of a scenario.
extension Blueprint {
  /// A component that a message meets, and what it holds then, by its place among `contents`.
  private struct Stop {
    let settings: any ComponentSettings
    let content: Int
  }

  /// The effects of the steps that a message meets on its main way from a component on.
  ///
  /// - Parameter content: What it holds, by its place among `contents`.
  package func effectsOnTheWay(from name: String, content: Int) -> [String] {
    let contents = contents
    var found: [String] = []
    for stop in way(from: name, content: content) {
      let effects =
        stop.settings.handlerSteps.map(\.effectName) + tasks(of: stop).map(\.binding.namedEffect)
        + lanes(from: stop.settings, wanting: stop.content, of: contents).map(\.effect)
        + [(stop.settings as? PipeSettings)?.effect]
        + [(stop.settings as? FirehoseSettings)?.effect]
      for case let effect? in effects where !found.contains(effect) { found.append(effect) }
    }
    // What takes an effect back is no part of what a message asks for.
    let compensations = compensations.map(\.effect)
    return found.filter { !compensations.contains($0) }
  }

  /// The tasks of a state machine that an execution does when all is well.
  private func tasks(of stop: Stop) -> [MachineTask] {
    (stop.settings as? StateMachineSettings)?.tasksOnTheWay(typeOf: type(of:)) ?? []
  }

  /// Whether something on the main way of a producer's messages promises to keep their order.
  ///
  /// - Parameter index: The producer's place in the scenario.
  package func promisesOrder(toProducer index: Int) -> Bool {
    messageKinds.enumerated().contains { place, kind in
      kind.producer == index
        && way(from: producers[index].value.target, content: place).contains {
          $0.settings.promisesOrder
        }
    }
  }

  /// Whether it is counted which of a producer's messages take effect out of order.
  package func watchesOrder(ofProducer index: Int) -> Bool {
    producers[index].value.ordered ?? promisesOrder(toProducer: index)
  }

  /// Whether anybody's order is watched.
  package var watchesOrder: Bool {
    producers.indices.contains { watchesOrder(ofProducer: $0) }
  }

  /// Whether messages may be superseded by newer ones of their key.
  package var compacts: Bool {
    components.contains { ($0.settings as? KafkaTopicSettings)?.topic.isCompacted == true }
  }

  /// Watches over the order of those producers' messages whose order matters.
  var orderWatch: OrderWatch {
    OrderWatch(
      groups: producers.indices.map {
        watchesOrder(ofProducer: $0) ? producers[$0].value.groupCount : nil
      },
      producers: messageKinds.map(\.producer), effects: effects.count)
  }

  /// The ways on from a topic or bus that want a content; none of any other component.
  private func lanes(
    from settings: any ComponentSettings, wanting content: Int, of contents: [MessageContent]
  ) -> [DeliveryLane] {
    guard let fanOut = settings as? any FanOutSettings, contents.indices.contains(content) else {
      return []
    }
    return fanOut.lanes(wanting: contents[content], in: self)
  }

  /// The pipes that read a component and let a content pass.
  private func pipes(from source: String, letting content: Int) -> [String] {
    let isRecord = type(of: source) == StreamSettings.typeName
    let contents = contents
    return components.compactMap { component in
      guard let pipe = component.settings as? PipeSettings, pipe.source == source,
        contents.indices.contains(content), pipe.wants(contents[content], isRecord: isRecord)
      else { return nil }
      return component.name
    }
  }

  /// The components on a message's main way, in the order in which it is followed.
  private func way(from name: String, content: Int) -> [Stop] {
    let contents = contents
    let stepContents = stepContents
    var stops: [Stop] = []
    var open = [(name: name, content: content)]
    var seen: [(name: String, content: Int)] = []
    while let next = open.popLast() {
      guard !seen.contains(where: { $0 == next }) else { continue }
      seen.append(next)
      guard let settings = components.first(where: { $0.name == next.name })?.settings else {
        continue
      }
      stops.append(Stop(settings: settings, content: next.content))
      func go(to name: String) { open.append((name, next.content)) }
      for step in settings.handlerSteps {
        if let send = step as? SendStep, send.sends(next.content, of: contents) {
          go(to: send.target)
        }
        if let call = step as? CallStep { go(to: call.target) }
        if let invoke = step as? InvokeStep { go(to: invoke.target) }
        if let start = step as? StartStep { go(to: start.target) }
        if let publish = step as? PublishStep {
          let place = publish.content.flatMap { stepContents.firstIndex(of: $0) }
          open.append((publish.target, place.map { messageKinds.count + $0 } ?? next.content))
        }
      }
      for task in tasks(of: Stop(settings: settings, content: next.content)) {
        let place = task.content.flatMap { stepContents.firstIndex(of: $0) }
        open.append((task.binding.target, place.map { messageKinds.count + $0 } ?? next.content))
      }
      if let gateway = settings as? GatewaySettings { go(to: gateway.integration) }
      if let name = settings as? FailoverSettings { name.targets.forEach { go(to: $0.to) } }
      if let outbox = settings as? OutboxSettings { go(to: outbox.target) }
      for lane in lanes(from: settings, wanting: next.content, of: contents) {
        go(to: lane.target)
      }
      if let pipe = settings as? PipeSettings {
        ([pipe.enrichment].compactMap(\.self) + [pipe.target]).forEach { go(to: $0) }
      }
      for pipe in pipes(from: next.name, letting: next.content) { go(to: pipe) }
      if let exchange = settings as? RabbitExchangeSettings, contents.indices.contains(next.content)
      {
        exchange.queues(for: contents[next.content]).forEach { go(to: $0) }
      }
      if let remote = (settings as? ActiveDestinationSettings)?.networkTo { go(to: remote) }
      for other in components {
        let sources =
          (other.settings as? any HandlingSettings)?.sources
          ?? [(other.settings as? FirehoseSettings)?.source].compactMap(\.self)
        if sources.contains(next.name) { go(to: other.name) }
      }
    }
    return stops
  }
}

extension SendStep {
  /// Whether a message of a content is sent.
  fileprivate func sends(_ content: Int, of contents: [MessageContent]) -> Bool {
    when == nil || contents.indices.contains(content) && choice.wants(contents[content])
  }
}
