import Simulation

/// Topics and event buses: what the services would refuse.
extension Inspection {
  mutating func inspectTopics() {
    for pipe in draft.components(of: PipeSettings.self) { inspect(pipe) }
    for topic in draft.components(of: TopicSettings.self) {
      guard case .list(let nodes) = topic.node["subscriptions"]?.value else { continue }
      for (subscription, node) in zip(topic.value.subscriptions, nodes) {
        inspect(subscription, at: node, of: topic)
      }
    }
    for bus in draft.components(of: EventBusSettings.self) {
      for rule in bus.value.rules {
        guard let problem = rule.value.problem else { continue }
        note(
          .component(.eventPattern(problem)), at: bus.place("rules", rule.name, "pattern"))
      }
      for archive in bus.value.archives {
        guard let problem = archive.value.problem else { continue }
        note(
          .component(.eventPattern(problem)), at: bus.place("archives", archive.name, "pattern"))
      }
    }
  }

  private mutating func inspect(
    _ subscription: TopicSettings.Subscription, at node: Node, of topic: Entry<TopicSettings>
  ) {
    let way = topic.place("subscriptions").path
    if let problem = subscription.problem {
      let range = node["filterPolicy"]?.range ?? node.range
      note(.component(.filterPolicy(problem)), at: Place(range: range, path: way))
    }
    if let policy = subscription.deliveryPolicy, policy.retriesOfPhases > policy.numRetries {
      let range = node["deliveryPolicy"]?.range ?? node.range
      note(
        .component(
          .deliveryPhases(sum: policy.retriesOfPhases, retries: policy.numRetries)),
        at: Place(range: range, path: way))
    }
  }
}
