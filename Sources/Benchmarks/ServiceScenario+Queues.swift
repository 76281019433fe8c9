import Simulation

/// Services that keep messages until they are acknowledged: queues and brokers, and what reads them.
extension ServiceScenario {
  /// How many queues share the load: a FIFO queue takes 300 messages a second in one partition.
  var queues: Int { service == .fifo ? max(1, load / 2) : 1 }

  /// Who sends, each to a queue of its own where there are several.
  var producers: [Named<ProducerSettings>] {
    (0..<queues).map { place in
      var guests = ProducerSettings()
      guests.target = place == 0 ? "service" : "service-\(place)"
      guests.arrivals = .poisson(rate: Self.lightLoad * Double(load) / Double(queues))
      guests.message.groups = 1_000_000 / queues
      return Named(place == 0 ? "guests" : "guests-\(place)", guests)
    }
  }

  /// FIFO queues, each with a function that reads it.
  var lines: [Blueprint.Component] {
    (0..<queues).flatMap { place in
      let name = place == 0 ? "service" : "service-\(place)"
      var queue = QueueComponentSettings()
      queue.fifo = .init()
      var source = FunctionComponentSettings.EventSource()
      source.queue = name
      source.isEnabled = isRead
      var reader = function("left")
      reader.eventSource = source
      return [
        Blueprint.Component(name: name, settings: queue),
        Blueprint.Component(name: "left-\(place)", settings: reader),
      ]
    }
  }

  /// A queue that tasks read.
  var containers: [Blueprint.Component] {
    var source = ContainerServiceSettings.QueueSource()
    source.queue = "service"
    var service = ContainerServiceSettings()
    service.tasks = load
    service.threads = 1
    service.queueSource = source
    service.handler = [Self.charge(by: "left")]
    let queue = Blueprint.Component(name: "service", settings: QueueComponentSettings())
    return [queue, .init(name: "left", settings: service)]
  }

  /// A queue, and a pipe that takes messages from there to a function.
  var pipe: [Blueprint.Component] {
    var pipe = PipeSettings()
    pipe.source = "service"
    pipe.target = "left"
    var reader = function("left")
    reader.environments.reservedConcurrency = 50 * load
    return [
      .init(name: "service", settings: QueueComponentSettings()),
      .init(name: "pipe", settings: pipe), .init(name: "left", settings: reader),
    ]
  }

  var rabbit: [Blueprint.Component] {
    var queue = RabbitQueueSettings()
    queue.broker = "broker"
    var consumers = RabbitConsumerSettings()
    consumers.queue = "service"
    consumers.prefetch = 10
    consumers.consumers = load
    consumers.handler = [Self.charge(by: "left")]
    let kept: [Blueprint.Component] = [
      .init(name: "broker", settings: RabbitBrokerSettings()),
      .init(name: "service", settings: queue),
    ]
    return kept + (isRead ? [.init(name: "left", settings: consumers)] : [])
  }

  var active: [Blueprint.Component] {
    var queue = ActiveDestinationSettings()
    queue.broker = "broker"
    var consumers = ActiveConsumerSettings()
    consumers.destination = "service"
    consumers.consumers = load
    consumers.handler = [Self.charge(by: "left")]
    let kept: [Blueprint.Component] = [
      .init(name: "broker", settings: ActiveBrokerSettings()),
      .init(name: "service", settings: queue),
    ]
    return kept + (isRead ? [.init(name: "left", settings: consumers)] : [])
  }
}
