import Scenario
import Simulation
import Testing

/// The example of the format, with every section but actions in it.
let coffeeShop = #"""
  {
    title: "Coffee orders through a payment outage",
    seed: 322, duration: "30m", period: "1m",
    components: {
      "order-api": { type: "api-gateway", integration: "orders" },
      "orders": { type: "sqs-queue", visibilityTimeout: "30s",
                  redrivePolicy: { deadLetterQueue: "orders-dlq", maxReceiveCount: 3 } },
      "orders-dlq": { type: "sqs-queue", messageRetentionPeriod: "14d" },
      "process-order": { type: "lambda-function", timeout: "30s", memory: "128MB",
                         eventSource: { queue: "orders", batchSize: 1 },
                         handler: [{ call: "payments", effect: "charge" },
                                   { put: "order-history", effect: "coffee" }] },
      "payments": { type: "dependency", latency: { lognormal: { p50: "80ms", p99: "400ms" } } },
      "order-history": { type: "dynamodb-table" },
      "redrive": { type: "redrive", from: "orders-dlq", to: "orders", rate: "1/s",
                   schedule: "rate(1 minute)", canary: { call: "payments" } },
    },
    producers: { guests: { target: "order-api", arrivals: { poisson: "2/s" } } },
    faults: [{ id: "payments-down", action: "dependency.hang", target: "payments",
               at: "5m", duration: "10m" }],
    expectations: { "messages.lost": "== 0", "charge.duplicates": "== 0",
                    "process-order.Duration.p99 {phase: chaos}": "< 31s",
                    "recoveryTime": "< 10m" },
    variants: {
      "no DLQ": { components: { orders: { redrivePolicy: null }, redrive: null } },
      "DLQ": { components: { redrive: null } },
      "DLQ + redrive": {},
      "circuit breaker": { seed: 1, expectations: { recoveryTime: null }, components: {
        breaker: { type: "circuit-breaker" }, "process-order": { handler: [
          { call: "payments", effect: "charge", circuitBreaker: "breaker",
            onFailure: [{ send: "orders-dlq" }] },
          { put: "order-history", effect: "coffee" }] } } },
    },
  }
  """#

@Suite struct `A scenario file` {
  @Test func `is read section by section`() throws {
    let document = try #require(reading(coffeeShop).document)
    let blueprint = document.base.blueprint
    #expect(blueprint.title == "Coffee orders through a payment outage")
    #expect(blueprint.seed == 322)
    #expect(blueprint.duration == .minutes(30))
    #expect(blueprint.period == .minutes(1))
    #expect(
      blueprint.components.map(\.name) == [
        "order-api", "orders", "orders-dlq", "process-order", "payments", "order-history",
        "redrive",
      ])
    #expect(blueprint.effects == ["charge", "coffee"])
    #expect(blueprint.producers.map(\.name) == ["guests"])
    #expect(blueprint.producers.map(\.value.target) == ["order-api"])
    let fault = try #require(blueprint.faults.first)
    #expect(fault.action == .dependencyHang)
    #expect(fault.at == .start + .minutes(5))
    #expect(fault.duration == .minutes(10))
    #expect(
      document.base.expectations.map(\.text) == [
        "messages.lost == 0", "charge.duplicates == 0",
        "process-order.Duration.p99 {phase: chaos} < 31s", "recoveryTime < 10m",
      ])
  }

  @Test func `gets advice on what is known to hurt`() {
    let advice =
      #"note at "30s": the visibility timeout of 'orders' is 30s; AWS advises six times the "#
      + "time-out of 'process-order', here 3m, so that throttled batches can be tried again "
      + "[visibility-advice]"
    let loss =
      #"warning at orders: 'orders' has no dead-letter queue: what 'process-order' cannot "#
      + "process is tried again and again until it expires [dead-letter-queue] (in no DLQ)"
    #expect(findings(in: coffeeShop) == [advice, loss])
  }

  @Test func `that leaves all out but components has the defaults`() throws {
    let blueprint = try #require(
      reading("{ components: { orders: { type: 'sqs-queue' } } }").document
    ).base.blueprint
    let defaults = Blueprint()
    #expect(blueprint.title == defaults.title)
    #expect(blueprint.seed == defaults.seed)
    #expect(blueprint.duration == defaults.duration)
    #expect(blueprint.period == defaults.period)
    #expect(blueprint.accountConcurrency == defaults.accountConcurrency)
    #expect(blueprint.faults.isEmpty && blueprint.actions.isEmpty && blueprint.producers.isEmpty)
  }

  @Test func `takes a link in any spelling`() throws {
    let text = shop(faults: #"{ action: "link.loss", target: "guests->orders" }"#)
    let document = try #require(reading(text).document)
    #expect(document.base.blueprint.faults.map(\.target) == ["guests -> orders"])
  }

  @Test func `takes what is done by hand`() throws {
    let text = shop(
      actions: #"{ at: "1m", action: "queue.redrive", target: "dlq", to: "orders", rate: "5/s" }"#)
    let action = try #require(reading(text).document?.base.blueprint.actions.first)
    #expect(action.deed == .redrive)
    #expect(action.at == .start + .minutes(1))
    #expect(action.target == "dlq")
    #expect(action.destination == "orders")
    #expect(action.rate == 5)
  }

  @Test func `is shown where it is wrong`() {
    let text = """
      {
        components: {
          orders: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "ordrs-dlq" } },
          "orders-dlq": { type: "sqs-queue" },
        },
        faults: [
          { action: "dependency.hang", target: "orders", at: "5m" },
        ],
        variants: { fast: { components: { orders: { delay: "16m" } } } },
      }
      """
    #expect(
      rendered(text) == """
        s.json5:3:68: error: no component 'ordrs-dlq'; did you mean 'orders-dlq'?
          3 |     orders: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "ordrs-dlq" } },
            |                                                                    ^~~~~~~~~~~
          at components > orders > redrivePolicy

        s.json5:7:42: error: 'dependency.hang' strikes a dependency, and 'orders' is an sqs-queue; \
        use "queue.unavailable", "queue.deliveryDelay", "queue.duplicateDelivery" or \
        "queue.messageLoss"
          7 |     { action: "dependency.hang", target: "orders", at: "5m" },
            |                                          ^~~~~~~~
          at faults[0]

        s.json5:9:54: error: 'delay' is "16m"; use a duration from "0s" to "15m"
          9 |   variants: { fast: { components: { orders: { delay: "16m" } } } },
            |                                                      ^~~~~
          at components > orders, in variant 'fast'

        """)
  }

  @Test(arguments: [
    ("", "the file is empty; 'faultline init' writes a scenario to start from"),
    ("// nothing", "the file has no value in it; 'faultline init' writes a scenario to start from"),
    ("{", "the object that begins at 1:1 is not closed; add '}'"),
    ("hello", "a scenario begins with '{', not with 'hello'"),
    ("3", "the scenario is 3; use an object in { }"),
  ])
  func `that is none is refused`(text: String, sentence: String) {
    let (document, mistakes) = reading(text)
    #expect(document == nil)
    #expect(mistakes.map(\.problem.sentence) == [sentence])
  }

  @Test func `with too much in it is not looked at any further`() {
    let components = (0...10_000).map { "c\($0): { type: 'sqs-queue', x: 1 }" }
    let text = "{ components: { \(components.joined(separator: ", ")) }, producers: { c1: {} } }"
    let sentences = reading(text).mistakes.map(\.problem.sentence)
    #expect(sentences.contains("there are 10,001 components; a scenario may have up to 10,000"))
    #expect(!sentences.contains { $0.contains("taken") })
  }
}

@Suite struct `Variants` {
  @Test func `are patched over the scenario, in the order of the file`() throws {
    let document = try #require(reading(coffeeShop).document)
    #expect(
      document.variants.map(\.name) == ["no DLQ", "DLQ", "DLQ + redrive", "circuit breaker"])
    #expect(
      document.variants.map { $0.blueprint.components.map(\.name).contains("redrive") }
        == [false, false, true, true])
    let orders = document.variants.map { variant in
      variant.blueprint.components.first { $0.name == "orders" }?.settings
        as? QueueComponentSettings
    }
    #expect(orders.map { $0?.redrivePolicy?.maxReceiveCount } == [nil, 3, 3, 3])
    #expect(document.variants.map(\.blueprint.seed) == [322, 322, 322, 1])
    #expect(document.variants.map(\.expectations.count) == [4, 4, 4, 3])
  }

  @Test func `change nothing of the scenario as it stands`() throws {
    let document = try #require(reading(coffeeShop).document)
    #expect(document.base.name == "")
    #expect(document.base.blueprint.components.count == 7)
    #expect(document.base.expectations.count == 4)
  }

  @Test func `are limited in number`() {
    let variants = (0...100).map { "v\($0): {}" }.joined(separator: ", ")
    #expect(
      findings(in: shop(variants: variants)) == [
        "error at {: there are 101 variants; a scenario may have up to 100"
      ])
  }
}
