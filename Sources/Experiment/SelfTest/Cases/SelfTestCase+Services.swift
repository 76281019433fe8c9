internal import Simulation

/// What arithmetic says of queues, functions and their faults.
extension SelfTestCase {
  static let services: [SelfTestCase] =
    [1, 3, 5].map(deadLetter) + [(4, 11_520), (14, 40_320)].map(retention)
    + [storm, plateau, stoppedPoller, drain, redrive, books]
    + [(1, 0.3, 0.3), (5, 0.2, 0.67232), (10, 0.05, 0.40126)].map(canary)
    + [("none", 19), ("key", 1)].map(repeatedEffects) + [
      coldStarts, functionScaling, pollerScaling,
    ]

  private static let hang = "{ action: \"dependency.hang\", target: \"payments\", at: \"0s\" }"
  private static let outage =
    "{ action: \"dependency.outage\", target: \"payments\", at: \"0s\" }"

  /// The move comes with the receive after the last allowed one, r × 30 s after the first at 60 s.
  private static func deadLetter(after receives: Int) -> SelfTestCase {
    SelfTestCase("I1", "dead-lettered after \(receives) receives") {
      var shop = IdealShop(period: "1s", receives: receives)
      shop.faults = hang
      let result = try shop.run()
      let moves = result.periods(.deadLettered, of: "orders")
      return [
        .exact("receives", receives, is: result.sum(.messagesReceived, of: "orders")),
        .exact("invocations", receives, is: result.sum(.invocations, of: "serve")),
        .exact("moved at, s", 60 + receives * 30, is: moves.firstIndex { $0 > 0 } ?? 0),
        .exact("stuck", 1, is: result.outcomes.stuck),
      ]
    }
  }

  private static func retention(days: Int, invocations: Int) -> SelfTestCase {
    SelfTestCase("I2", "no dead-letter queue, kept for \(days) days") {
      var shop = IdealShop(duration: "\(days + 1)d", period: "1h")
      shop.queue = "messageRetentionPeriod: \"\(days)d\""
      shop.faults = hang
      let result = try shop.run()
      return [
        .exact("invocations", invocations, is: result.sum(.invocations, of: "serve")),
        .exact("expired", 1, is: result.outcomes.lostByExpiry),
      ]
    }
  }

  /// λ = 10/s, T = 600 s, VT = 30 s: invocations grow by λ each visibility timeout, to λT ÷ VT.
  private static let storm = SelfTestCase("I3", "a storm without dead-letter queue") {
    var shop = IdealShop(arrivals: "{ constant: \"10/s\" }")
    shop.faults = outage
    let rates = try shop.run().periods(.invocations, of: "serve").map { $0 / 30 }
    return [
      .near("invocations/s after 5 min", 100, is: rates[9], within: 0.1),
      .near("invocations/s after 10 min", 200, is: rates[19], within: 0.1),
    ]
  }

  private static let plateau = SelfTestCase("I4", "a storm with a dead-letter queue") {
    var shop = IdealShop(receives: 5, arrivals: "{ constant: \"10/s\" }")
    shop.faults = outage
    let result = try shop.run()
    let rates = result.periods(.invocations, of: "serve").map { $0 / 30 }
    let moves = result.periods(.deadLettered, of: "orders").map { $0 / 30 }
    return [
      .exact("invocations/s in every half minute from 3 min on", 50, is: rates[6]),
      .exact("invocations/s after 10 min", 50, is: rates[19]),
      .exact("dead-lettered/s after 10 min", 10, is: moves[19]),
      .exact("dead-lettered in the first 2.5 min", 0, is: moves[..<5].reduce(0, +)),
    ]
  }

  /// An open circuit burns receives, unless it stops the poller.
  private static let stoppedPoller = SelfTestCase("I5", "a circuit breaker that stops the poller") {
    func moved(stopping: Bool) throws -> Int {
      var shop = IdealShop(duration: "20m", receives: 3, arrivals: "{ constant: \"2/s\" }")
      shop.steps =
        "{ call: \"payments\", effect: \"charge\", timeout: \"1s\", circuitBreaker: \"breaker\" }"
      shop.components =
        "breaker: { type: \"circuit-breaker\", preset: \"talk\""
        + (stopping ? ", stopsPolling: \"serve\"" : "") + " },"
      shop.faults =
        "{ action: \"dependency.outage\", target: \"payments\", at: \"5m\", duration: \"5m\" }"
      return try shop.run().sum(.deadLettered, of: "orders")
    }
    let (stopped, polling) = (try moved(stopping: true), try moved(stopping: false))
    return [
      .exact("dead-lettered, poller stopped", 0, is: stopped),
      .fact("dead-lettered, poller at work: more than 1,000", polling > 1_000),
    ]
  }

  /// B = 6,000, μ = 50/s, λ = 10/s: 150 s.
  private static let drain = SelfTestCase("I6", "the drain of a backlog") {
    var shop = IdealShop(duration: "20m", period: "1s", arrivals: "{ constant: \"10/s\" }")
    shop.steps = "{ call: \"payments\", effect: \"charge\" }, { work: \"500ms\" }"
    shop.eventSource = "maximumConcurrency: 25"
    shop.faults =
      "{ action: \"dependency.outage\", target: \"payments\", at: \"1m\", duration: \"10m\" }"
    let visible = try shop.run().periods(.messagesVisible, of: "orders", .maximum)
    let drained = visible.indices.first { $0 > 690 && visible[$0] == 0 } ?? 0
    return [
      .near("from the end of the outage, s", 150, is: Double(drained - 660), within: 3)
    ]
  }

  /// 3,000 dead letters come back, q at once each second, to a queue that gets λ = 10/s and serves
  /// μ = 50/s, 25 at a time.
  ///
  /// Below μ each second's are served before the next come; above it the peak
  /// comes with the last: 3,000 + (λ − μ)(⌈3,000 ÷ q⌉ − 1).
  private static let redrive = SelfTestCase("I7", "a redrive below and above what is served") {
    func backlog(at rate: Int) throws -> Double {
      var shop = IdealShop(
        duration: "15m", period: "1s", receives: 1, arrivals: "{ constant: \"10/s\" }")
      shop.steps = "{ call: \"payments\", effect: \"charge\" }, { work: \"500ms\" }"
      shop.eventSource = "maximumConcurrency: 25"
      shop.components =
        "redrive: { type: \"redrive\", from: \"parked\", to: \"orders\", rate: \"\(rate)/s\" },"
      shop.header = "actions: [{ at: \"7m\", action: \"function.invoke\", target: \"redrive\" }],"
      shop.faults =
        "{ action: \"dependency.outage\", target: \"payments\", at: \"0s\", duration: \"5m\" }"
      let visible = try shop.run().periods(.messagesVisible, of: "orders", .maximum)
      return visible.dropFirst(420).max() ?? -1
    }
    return [
      .near("backlog at 39/s", 39, is: try backlog(at: 39), within: 25),
      .near("backlog at 50/s", 640, is: try backlog(at: 50), within: 25),
      .near("backlog at 90/s", 1_680, is: try backlog(at: 90), within: 25),
    ]
  }

  /// A canary of k calls sees a fault that touches a share f of them with probability 1 − (1 − f)^k.
  private static func canary(calls: Int, share: Double, detected: Double) -> SelfTestCase {
    SelfTestCase("I7", "a canary of \(calls) calls") {
      var shop = IdealShop(duration: "2d", period: "1h", receives: 1)
      let call = "{ call: \"payments\" }"
      shop.components =
        "redrive: { type: \"redrive\", from: \"parked\", to: \"orders\", "
        + "schedule: \"rate(1 minute)\", canary: ["
        + Array(repeating: call, count: calls).joined(separator: ", ") + "] },"
      shop.faults =
        "{ action: \"dependency.errors\", target: \"payments\", at: \"0s\", "
        + "percentage: \"\(share * 100)%\" }"
      let result = try shop.run()
      let runs = Double(result.sum(.invocations, of: "redrive"))
      let failed = Double(result.sum(.errors, of: "redrive"))
      let deviation = (detected * (1 - detected) / runs).squareRoot()
      return [
        .fact("asks every minute", runs >= 2_879),
        .near("share of canaries that fail", detected, is: failed / runs, within: 3 * deviation),
      ]
    }
  }

  /// The example of SimFaaS' README (Mahmoudi and Khazaei, 2021): 1,213 of 898,469 requests are cold
  /// starts; 7.66 servers on average, of which 1.79 run.
  private static let coldStarts = SelfTestCase("S1", "cold starts under a Poisson load") {
    var load = PoissonLoad()
    load.run(until: .start + .seconds(1_000_000), rate: 0.9)
    let (running, idle) = (load.runningSeconds / 1e6, load.idleSeconds / 1e6)
    return [
      .exact("throttled", 0, is: load.throttled),
      .near("requests", 900_000, is: Double(load.requests), within: 4 * 949),
      .near(
        "share of cold starts", 0.00135, is: Double(load.colds) / Double(load.requests),
        within: 0.00015),
      .near("servers that run", 1.79, is: running, within: 0.02),
      .near("servers", 7.66, is: running + idle, within: 0.15),
    ]
  }

  /// Every copy that came into the world is somewhere or has met an end.
  private static let books = SelfTestCase("I8", "conservation of messages") {
    var shop = IdealShop(duration: "30m", period: "1m", arrivals: "{ poisson: \"20/s\" }")
    shop.queue = "messageRetentionPeriod: \"2m\""
    shop.faults =
      "{ action: \"dependency.errors\", target: \"payments\", at: \"5m\", duration: \"10m\" }, "
      + "{ action: \"producer.duplicateSend\", target: \"guests\", at: \"8m\", duration: \"9m\", "
      + "percentage: \"10%\" }"
    let result = try shop.run()
    let (books, outcomes) = (result.books, result.outcomes)
    return [
      .exact(
        "copies sent and duplicated", books.sent + books.duplicated,
        is: books.fates.reduce(books.held) { $0 + $1.count }),
      .exact(
        "messages offered", outcomes.offered,
        is: outcomes.completed + outcomes.lost + outcomes.halfDone + outcomes.stuck
          + outcomes.pending),
      .fact("some of them were lost", outcomes.lost > 0),
    ]
  }

  /// Payments that take 40 s under a visibility timeout of 30 s: received at 60 s, 90 s and so on, and
  /// charged 40 s later, before 660 s.
  private static func repeatedEffects(idempotency: String, charges: Int) -> SelfTestCase {
    SelfTestCase("I9", "effects, idempotency: \(idempotency)") {
      var shop = IdealShop(duration: "11m", timeout: "60s")
      shop.payments = "latency: \"40s\", idempotency: \"\(idempotency)\""
      let result = try shop.run()
      return [
        .exact("calls", 20, is: result.sum(.calls, of: "payments")),
        .exact("charges", charges, is: result.effect("charge")?.times ?? 0),
        .exact("messages charged", 1, is: result.effect("charge")?.messages ?? 0),
      ]
    }
  }

  /// 1,000 environments in ten seconds
  /// (https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html).
  private static let functionScaling = SelfTestCase("S2", "the scaling of a function") {
    let result = try BuiltInScenario.run(
      """
      {
        duration: "60s", period: "1s", accountConcurrency: 20000,
        components: {
          work: {
            type: "lambda-function", timeout: "15m", coldStart: "0s", handler: [{ work: "900s" }],
          },
        },
        producers: { events: { target: "work", arrivals: { constant: "2000/s" } } },
      }
      """)
    let concurrency = result.periods(.concurrentExecutions, of: "work", .maximum)
    return [9, 19, 29, 59].map { second in
      .exact(
        "environments after \(second + 1) s", Double(100 * (second + 1)),
        is: concurrency[second])
    }
  }

  /// Five batches at first, 300 more a minute, 1,250 at most
  /// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html): one each 200 ms.
  private static let pollerScaling = SelfTestCase("S3", "the scaling of an event source") {
    var shop = IdealShop(duration: "6m", period: "1s", timeout: "15m")
    shop.header = "accountConcurrency: 3000,"
    shop.queue = "visibilityTimeout: \"1h\""
    shop.payments = "latency: \"900s\""
    shop.arrivals = "{ bursts: { size: 2000, every: \"1h\" } }"
    let concurrency = try shop.run().periods(.concurrentExecutions, of: "serve", .maximum)
    return [0, 59, 119, 299].map { second in
      .exact(
        "batches in second \(second + 1)", Double(min(9 + 5 * second, 1_250)),
        is: concurrency[second])
    }
  }
}
