import Simulation
import Testing

/// What stops a scenario that would otherwise grow without bounds, or never end.
@Suite struct `A runaway` {
  @Test func `that makes more messages than it takes is stopped and leaves its results`() throws {
    let result = try Self.doubler(limits: { $0.messages = 5_000 }).run()
    let limit = try #require(result.limit)
    #expect(limit.name == .messages)
    #expect(limit.limit == 5_000)
    #expect(limit.component == "orders")
    #expect(result.wasInterrupted)
    #expect(result.endedAt < .start + .days(1))
    #expect(try #require(result.series(.messagesSent, of: "orders")).total.sum > 5_000)
  }

  @Test func `is told from a sound scenario by its limits alone`() throws {
    var sound = Self.doubler { $0.messages = 5_000 }
    sound.blueprint.components[1].settings = Self.function(sending: 0)
    let result = try sound.run()
    #expect(result.limit == nil)
    #expect(!result.wasInterrupted)
  }

  @Test func `meets the limit of what is pending`() throws {
    let result = try Self.doubler { $0.pendingEvents = 500 }.run()
    #expect(result.limit?.name == .pendingEvents)
  }

  @Test func `in next to no time meets the limit of events in a second`() throws {
    var hurried = Self.doubler { $0.eventsPerSecond = 100_000 }
    hurried.blueprint.producers[0].value.arrivals = .constant(rate: 1e8)
    let result = try hurried.run()
    #expect(result.limit?.name == .eventsPerSecond)
    #expect(result.endedAt < .start + .seconds(1))
  }

  @Test func `in no time at all meets the limit of events at an instant`() throws {
    var frozen = Self.doubler { $0.eventsAtInstant = 100_000 }
    frozen.blueprint.producers[0].value.arrivals = .times(
      Array(repeating: Instant.start + .seconds(1), count: 200_000))
    let result = try frozen.run()
    #expect(result.limit?.name == .eventsAtInstant)
    #expect(result.endedAt == .start + .seconds(1))
  }

  @Test(arguments: [
    (
      RunLimits.Name.messages,
      "at 5.0 s the run met the limit of 7 copies of messages at a time, most of them held by "
        + "'orders'; see who sends it more than it hands on, or raise it: limits: { messages: 70 }"
    ),
    (
      .pendingEvents,
      "at 5.0 s the run met the limit of 7 pending events, with 'orders' busy last; see what "
        + "begins faster than it ends, or raise it: limits: { pendingEvents: 70 }"
    ),
    (
      .eventsPerSecond,
      "at 5.0 s the run met the limit of 7 events in a second of virtual time, with 'orders' busy "
        + "last; see whether it and its neighbours ask one another in next to no time, or raise it: "
        + "limits: { eventsPerSecond: 70 }"
    ),
    (
      .eventsAtInstant,
      "at 5.0 s the run met the limit of 7 events at one instant: 'orders' and its neighbours ask "
        + "one another without any time passing; give one of them a latency or a step 'work' that "
        + "takes time, or raise it: limits: { eventsAtInstant: 70 }"
    ),
  ])
  func `tells the limit, the component and how to raise it`(
    name: RunLimits.Name, sentence: String
  ) {
    let limit = LimitReached(
      name: name, limit: 7, component: "orders", at: .start + .seconds(5))
    #expect(limit.description == sentence)
  }

  /// A queue whose function sends it two messages for each one.
  private static func doubler(limits change: (inout RunLimits) -> Void) -> Runaway {
    var blueprint = Blueprint()
    blueprint.duration = .days(1)
    change(&blueprint.limits)
    blueprint.components = [
      .init(name: "orders", settings: QueueComponentSettings()),
      .init(name: "forward", settings: function(sending: 2)),
    ]
    var guests = ProducerSettings()
    guests.target = "orders"
    guests.arrivals = .times([.start + .seconds(1)])
    blueprint.producers = [Named("guests", guests)]
    return Runaway(blueprint: blueprint)
  }

  private static func function(sending count: Int) -> FunctionComponentSettings {
    var function = FunctionComponentSettings()
    var source = FunctionComponentSettings.EventSource()
    source.queue = "orders"
    function.eventSource = source
    var step = SendStep()
    step.target = "orders"
    function.handler = Array(repeating: step, count: count)
    return function
  }
}

/// A scenario that grows.
private struct Runaway {
  var blueprint: Blueprint

  func run() throws(RunError) -> RunResult {
    var world = World(blueprint)
    return try world.run()
  }
}
