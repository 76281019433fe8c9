import Simulation
import Testing

/// How fast the platform follows a load that comes from one moment to the next.
@Suite struct `Scaling under a step load` {
  /// 1,000 environments in ten seconds
  /// (https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html): work that never ends,
  /// asked for at 2,000/s.
  @Test func `a function starts a thousand environments in ten seconds`() throws {
    var blueprint = Blueprint()
    blueprint.duration = .seconds(60)
    blueprint.period = .seconds(1)
    blueprint.accountConcurrency = 20_000
    var work = WorkStep()
    work.time = .constant(900)
    var function = FunctionComponentSettings()
    function.timeout = .minutes(15)
    function.handler = [work]
    function.coldStart = .constant(0)
    blueprint.components = [.init(name: "function", settings: function)]
    var events = ProducerSettings()
    events.target = "function"
    events.arrivals = .constant(rate: 2_000)
    blueprint.producers = [Named("events", events)]
    var world = World(blueprint)
    let result = try world.run()

    let concurrency = result.periods(.concurrentExecutions, of: "function", \.maximum)
    for (second, running) in concurrency.enumerated() {
      #expect(running <= Double(1_000 * (second / 10 + 1)), "\(second) s")
    }
    #expect(
      stride(from: 9, to: 60, by: 10).map { concurrency[$0] }
        == [1, 2, 3, 4, 5, 6].map { $0 * 1_000 })
    #expect(result.sum(.throttles, of: "function") > 0)
  }

  /// A mapping starts with five batches and adds 300 a minute up to 1,250
  /// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html): here one each 200 ms.
  @Test(arguments: [nil, 100])
  func `a mapping adds 300 batches a minute`(maximumConcurrency: Int?) throws {
    var shop = CoffeeShop(open: .minutes(6), period: .seconds(1))
    shop.blueprint.accountConcurrency = 3_000
    var burst = Arrivals.Bursts()
    burst.size = 2_000
    burst.every = .hours(1)
    shop.guests.arrivals = .bursts(burst)
    shop.orders.queue.visibilityTimeout = .hours(1)
    shop.function.timeout = .minutes(15)
    shop.function.eventSource?.maximumConcurrency = maximumConcurrency
    shop.payments.latency = .constant(900)
    let result = try shop.run()

    let concurrency = result.periods(.concurrentExecutions, of: "process-order", \.maximum)
    // The four steps of a second that follow its beginning, and five for each second before.
    let ramp = (0..<360).map { Double(min(9 + 5 * $0, maximumConcurrency ?? 1_250)) }
    #expect(concurrency == ramp)
  }
}
