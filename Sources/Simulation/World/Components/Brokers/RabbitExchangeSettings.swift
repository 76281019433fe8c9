/// An exchange of RabbitMQ as a scenario describes it.
package struct RabbitExchangeSettings: ComponentSettings {
  /// A way to a queue.
  package struct Binding: Described {
    package var queue = ""
    package var key = ""
    package var headers = JSONValue.object([])
    package var match = RabbitExchange.HeaderMatch.all

    package init() {}

    package static var parameters: [Parameter<Binding>] {
      [
        .component(
          "queue", \.queue, of: [RabbitQueueSettings.typeName], required: true,
          help: "The queue."),
        .text(
          "key", \.key,
          help: "The binding key; in a topic exchange * stands for a word, # for any number."),
        .document(
          "headers", \.headers,
          help: "The headers that a headers exchange looks for, with their values."),
        .choice(
          "match", \.match, help: "Whether a message must have all of them, or any (x-match)."),
      ]
    }
  }

  package var broker = ""
  package var kind = RabbitExchange.Kind.direct
  package var bindings: [Binding] = []
  package var publishing = RabbitPublishing()

  package init() {}

  package static let typeName = "rabbitmq-exchange"
  package static let help =
    "An exchange of RabbitMQ: hands each message to the queues whose bindings want it."
  package static var metrics: [Metric] {
    [.mqPublished, .mqUnroutable, .mqReturned, .mqPublishesLost, .mqPublishesBlocked]
  }
  package static var parameters: [Parameter<RabbitExchangeSettings>] {
    [
      .component(
        "broker", \.broker, of: [RabbitBrokerSettings.typeName], required: true,
        help: "The broker that it belongs to."),
      .choice("kind", \.kind, help: "How messages are compared with bindings."),
      .list(
        "bindings", \.bindings, of: .object, count: 0...1_000,
        help: "The ways to its queues."),
      .object(
        "publishing", \.publishing, help: "How those publish who send to the exchange."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      RabbitExchangeComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }

  /// The queues that get a message of a content, by name.
  func queues(for content: MessageContent, routingKey: String? = nil) -> [String] {
    let exchange = RabbitExchange(
      kind, bindings: bindings.enumerated().map { $0.element.made(to: $0.offset) })
    let found = exchange.queues(
      routingKey: routingKey ?? content.routingKey, headers: content.attributes)
    return found.reduce(into: []) { names, place in
      if !names.contains(bindings[place].queue) { names.append(bindings[place].queue) }
    }
  }
}

extension RabbitExchangeSettings.Binding {
  fileprivate func made(to place: Int) -> RabbitExchange.Binding {
    var binding = RabbitExchange.Binding(to: place, key: key)
    if case .object(let members) = headers { binding.headers = members.map { ($0.key, $0.value) } }
    binding.match = match
    return binding
  }
}

/// How publishers of RabbitMQ send.
package struct RabbitPublishing: Described {
  package var confirms = false
  package var isMandatory = false
  package var isPersistent = true
  package var expiration: Interval?

  package init() {}

  package static var parameters: [Parameter<RabbitPublishing>] {
    [
      .flag(
        "confirms", \.confirms,
        help: "Whether publishers wait until their message is safe (publisher confirms); otherwise "
          + "they never hear what became of it."),
      .flag(
        "mandatory", \.isMandatory,
        help: "Whether a message that no queue wants is returned to its publisher."),
      .flag(
        "persistent", \.isPersistent,
        help: "Whether a message outlives a restart of the node of a classic queue."),
      .init(
        "expiration", \.expiration, .duration(in: .zero ... .longest),
        help: "How long a message may wait in a queue."),
    ]
  }
}
