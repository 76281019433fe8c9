import Simulation

/// Visitors put clicks into a stream, and a function counts them.
struct StreamTown {
  var clicks = StreamSettings()
  var visitors = ProducerSettings()
  var counter = FunctionComponentSettings()
  var source = FunctionComponentSettings.StreamSource()
  var blueprint = Blueprint()
  var duration = Interval.minutes(10)

  /// Four shards; a hundred clicks a second of 64 groups for five minutes.
  init() {
    clicks.stream.shards = 4
    clicks.latency.put = .constant(0.01)
    clicks.latency.get = .constant(0.01)
    clicks.latency.push = .constant(0.07)
    visitors.target = "clicks"
    visitors.arrivals = .constant(rate: 100)
    visitors.until = .start + .minutes(5)
    visitors.message.groups = 64
    var work = WorkStep()
    work.time = .constant(0.001)
    counter.timeout = .seconds(30)
    counter.overhead = .constant(0)
    counter.runtime = .none
    counter.handler = [work]
    source.stream = "clicks"
  }

  var plan: Blueprint {
    var plan = blueprint
    plan.duration = duration
    plan.components += [
      .init(name: "clicks", settings: clicks), .init(name: "counter", settings: reader),
      .init(name: "notes", settings: QueueComponentSettings()),
    ]
    plan.producers = [Named("visitors", visitors)]
    return plan
  }

  /// A further function that reads the stream, in the same way.
  var reader: FunctionComponentSettings {
    var reader = counter
    reader.streamSource = source
    return reader
  }

  func run() throws -> RunResult {
    var world = World(plan)
    return try world.run()
  }
}

extension RunResult {
  /// The mean time from when a message was due to its completion.
  var meanLatency: Interval {
    let all = total(.endToEndLatency, of: World.messagesName)
    return .nanoseconds(Int(all.sum) / max(1, all.sampleCount))
  }

  /// The greatest sample of a metric that is a length of time.
  func longest(_ metric: Metric, of component: String) -> Interval {
    .nanoseconds(maximum(metric, of: component))
  }
}
