import Scenario
import Testing

@Suite struct `Advice` {
  @Test(arguments: components)
  func `about components follows how they are wired`(example: Case) {
    #expect(findings(in: shop(components: example.text)) == example.findings)
  }

  @Test(arguments: faults)
  func `about faults follows when and whom they strike`(example: Case) {
    #expect(findings(in: shop(faults: example.text)) == example.findings)
  }

  @Test(arguments: actions)
  func `about what is done by hand follows the run`(example: Case) {
    #expect(findings(in: shop(actions: example.text)) == example.findings)
  }

  @Test(arguments: expectations)
  func `about expectations follows what there is to measure`(example: Case) {
    #expect(findings(in: shop(expectations: example.text)) == example.findings)
  }

  @Test func `about producers follows when and what they send`() {
    let text = shop(
      components: """
        g: { type: "api-gateway", integration: "f" },
        f: { type: "lambda-function", timeout: "5s",
             handler: [{ call: "pay", retry: { attempts: 4 } }] },
        """,
      producers: """
        p: { target: "g", arrivals: { poisson: "1/s" }, retry: { attempts: 3 } },
        late: { target: "orders", arrivals: { times: ["20m"] }, message: { size: "2GB" } },
        late2: { target: "orders", arrivals: { poisson: "1/s" }, start: "10m" },
        """)
    #expect(
      findings(in: text) == [
        #"""
        warning at {: retries multiply: one message can cause 12 attempts (3 by p × 4 by f); \#
        retry in one layer only [retries]
        """#,
        #"warning at late: 'late' sends nothing before the run ends [producer]"#,
        #"""
        warning at "2GB": messages have 2GB, and 'orders' takes up to 1MB: every send is \#
        refused [message-size]
        """#,
        #"warning at late2: 'late2' sends nothing before the run ends [producer]"#,
      ])
  }

  @Test(
    arguments: [
      (#"spare: { type: "sqs-queue" },"#, ["spare"]),
      // Not all that lies behind it: what reads it, its dead letters, and what brings them back.
      (
        """
        spare: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 5 } },
        dead: { type: "sqs-queue", messageRetentionPeriod: "14d" },
        back: { type: "redrive", from: "dead", to: "spare", canary: { call: "pay" } },
        idle: { type: "lambda-function", timeout: "5s", eventSource: { queue: "spare" },
                handler: [{ call: "far" }] },
        far: { type: "dependency" },
        """, ["spare"]
      ),
      (
        """
        now: { type: "eventbridge-schedule", schedule: "rate(1 minute)", target: "hall" },
        hall: { type: "sns-topic", subscriptions: [{ endpoint: "spare" }] },
        spare: { type: "sqs-queue" },
        """, []
      ),
      (
        """
        hall: { type: "sns-topic", subscriptions: [{ endpoint: "spare" }] },
        spare: { type: "sqs-queue" }, lone: { type: "dependency" },
        """, ["hall", "lone"]
      ),
    ] as [(String, [String])])
  func `about what nothing reaches names where the way begins`(
    components: String, unreached: [String]
  ) {
    let found = findings(in: shop("", components: components)).filter {
      $0.contains("[unreached]")
    }
    #expect(
      found
        == unreached.map {
          "warning at \($0): nothing reaches '\($0)': no producer, schedule or component sends to it; "
            + "let one do so, or leave it out [unreached]"
        })
  }

  @Test func `that is not wanted is not given`() {
    let components = #"r: { type: "redrive", from: "dlq", to: "orders" }"#
    let canary =
      "warning at r: 'r' asks no 'canary': it moves messages back even while nothing is mended "
      + "[canary]"
    #expect(findings(in: shop(components: components)) == [canary])
    #expect(findings(in: shop(#"lint: { canary: "off" }"#, components: components)) == [])
    #expect(findings(in: shop(#"lint: { canary: "on" }"#, components: components)) == [canary])
  }

  @Test func `is given only where there is no mistake`() {
    let components = #"r: { type: "redrive", from: "dlq", to: "nowhere" }"#
    #expect(
      findings(in: shop(components: components)) == [
        #"error at "nowhere": no component 'nowhere' in the scenario"#
      ])
  }

  @Test func `about the end of the run`() {
    let text = shop(
      #"period: "7m""#, faults: #"{ action: "dependency.hang", target: "pay", at: "1m" }"#,
      expectations: #"recoveryTime: "< 1m""#)
    #expect(
      findings(in: text) == [
        #"""
        warning at recoveryTime: 'recoveryTime' says nothing: a fault holds to the end of the \#
        run [expectation]
        """#,
        #"""
        warning at "7m": 'duration' is 10m, no multiple of the 'period' of 7m: the last period \#
        is shorter than the others [period]
        """#,
      ])
  }

  @Test func `has a stable name for each kind, and help`() {
    let rules = Lint.Rule.allCases
    #expect(Set(rules.map(\.rawValue)).count == rules.count)
    #expect(rules.allSatisfy { $0.help.hasSuffix(".") && $0.rawValue == $0.rawValue.lowercased() })
  }
}

private let components: [Case] = [
  Case(
    #"""
    q: { type: "sqs-queue", visibilityTimeout: "10s", redriveSources: ["orders"] }, f: { \#
    type: "lambda-function", timeout: "30s", handler: [], eventSource: { queue: "q", \#
    maximumConcurrency: 10 }, reservedConcurrency: 5 }
    """#,
    #"""
    warning at q: 'q' has no dead-letter queue: what 'f' cannot process is tried again and \#
    again until it expires [dead-letter-queue]
    """#,
    #"""
    warning at "10s": the visibility timeout of 'q' is 10s, shorter than the time-out of \#
    'f', 30s: messages come back while they are being worked on, and AWS refuses such an \#
    event source mapping [visibility-timeout]
    """#,
    #"""
    warning at [: 'redriveSources' of 'q' is looked at only with 'redriveAllow' "byQueue" \#
    [redrive-allow]
    """#,
    #"""
    warning at [: the handler of 'f' has no steps: it succeeds at once with every message \#
    [handler]
    """#,
    #"""
    warning at 10: 'maximumConcurrency' is 10, more than the 5 of 'reservedConcurrency': \#
    the rest is throttled, and throttles count as receives [concurrency]
    """#),
  Case(
    #"""
    q: { type: "sqs-queue", visibilityTimeout: "1h", redrivePolicy: { deadLetterQueue: "d", \#
    maxReceiveCount: 1 } }, d: { type: "sqs-queue" }, f: { type: "lambda-function", \#
    handler: [{ send: "q" }], eventSource: { queue: "q" }, reservedConcurrency: 5 }, q2: { \#
    type: "sqs-queue", visibilityTimeout: "1h", redrivePolicy: { deadLetterQueue: "dlq", \#
    maxReceiveCount: 3 } }, f2: { type: "lambda-function", handler: [{ send: "f2" }], \#
    eventSource: { queue: "q2", maximumConcurrency: 5 } }
    """#,
    #"""
    warning at 1: a single failure moves a message out of 'q', be it a throttle or a crash; \#
    allow at least 2 receives [max-receive-count]
    """#,
    #"""
    warning at d: 'd' keeps messages for 4d, no longer than 'q' does, and a message's age \#
    counts from its first send; give it a longer 'messageRetentionPeriod' \#
    [dead-letter-retention]
    """#,
    #"""
    warning at "q": every message comes back to where it was: q -> f -> q; AWS stops such \#
    loops after 16 rounds, Faultline does not [loop]
    """#,
    #"""
    warning at 3: messages leave 'q2' after 3 receives, and throttles count as receives: \#
    with the concurrency of 'f2' capped, AWS advises at least 5 [max-receive-count]
    """#,
    #"""
    warning at "f2": every message comes back to where it was: f2 -> f2; AWS stops such \#
    loops after 16 rounds, Faultline does not [loop]
    """#),
  Case(
    #"""
    g: { type: "api-gateway", integration: "f" }, f: { type: "lambda-function", timeout: \#
    "1m", handler: [{ invoke: "h", retry: {}, timeout: "1m" }] }, h: { type: \#
    "lambda-function", handler: [{ call: "pay", retry: { attempts: 4 } }, { call: "pay", \#
    retry: { attempts: 2 }, timeout: "2s" }] }, b: { type: "circuit-breaker", \#
    slidingWindowSize: 10, minimumNumberOfCalls: 20 }, r: { type: "redrive", from: \#
    "orders", to: "dlq", schedule: "at(2025-11-30T00:00:00)" }
    """#,
    #"""
    warning at "f": 'g' answers 504 after 29s, and 'f' may work on for 1m with nobody \#
    waiting [timeouts]
    """#,
    #"""
    warning at {: retries multiply: one message can cause 12 attempts (3 by f × 4 by h); \#
    retry in one layer only [retries]
    """#,
    #"""
    warning at "1m": the step 'invoke' waits up to 1m, and 'f' is killed after 1m: the \#
    step's time-out never ends first [timeouts]
    """#,
    #"""
    warning at 20: 'minimumNumberOfCalls' is 20, more than the 10 calls that the window \#
    holds: no rate is ever known, and the breaker cannot open [breaker]
    """#,
    #"""
    warning at r: 'r' asks no 'canary': it moves messages back even while nothing is mended \#
    [canary]
    """#,
    #"""
    warning at "orders": no redrive policy leads to 'orders', and messages are moved out of \#
    dead-letter queues only: the service refuses [redrive]
    """#,
    #"""
    warning at "at(2025-11-30T00:00:00)": "at(2025-11-30T00:00:00)" is not due within the \#
    run, which starts at 2025-12-01T00:00:00 UTC [schedule]
    """#),
]

private let faults: [Case] = [
  Case(
    #"""
    { id: "x", action: "dependency.hang", target: "pay", at: "10m" }, { id: "y", action: \#
    "dependency.hang", target: "pay", at: "9m", duration: "2m" }, { action: \#
    "dependency.hang", target: "pay", at: "9m", duration: "10s" }, { id: "z", action: \#
    "dependency.outage", target: "pay", after: "x", duration: "10s" }, { action: \#
    "dependency.latency", target: "pay" }, { action: "dependency.errors", target: "pay", \#
    percentage: "0%" }, { action: "dependency.capacity", target: "pay" }, { action: \#
    "producer.spike", target: "guests", factor: 1 }
    """#,
    #"warning at "10m": 'x' does not begin before the run ends [fault-window]"#,
    #"""
    warning at "2m": 'y' would last longer than the run; leave 'duration' out to say "to \#
    the end" [fault-window]
    """#,
    #"""
    warning at "dependency.hang": 'dependency.hang pay' overlaps the same fault of the same \#
    target at 13:78; both act at once [fault-conflict]
    """#,
    #"warning at "x": 'z' does not begin before the run ends [fault-window]"#,
    #"""
    warning at "dependency.latency": 'dependency.latency pay' changes nothing; set 'factor' \#
    or 'addition' [fault-effect]
    """#,
    #"""
    warning at "dependency.errors": 'dependency.errors pay' changes nothing; its \#
    'percentage' is 0 [fault-effect]
    """#,
    #"""
    warning at "dependency.capacity": 'dependency.capacity pay' changes nothing; 'pay' has \#
    no 'concurrency' to lose a share of [fault-effect]
    """#,
    #"""
    warning at "producer.spike": 'producer.spike guests' changes nothing; set 'factor' \#
    [fault-effect]
    """#),
  Case(
    #"""
    { action: "link.loss", target: "orders -> pay" }, { action: "link.loss", target: \#
    "orders -> work" }, { action: "link.latency", target: "orders -> work", direction: \#
    "request" }, { action: "link.latency", target: "guests->orders", direction: "request" }
    """#,
    #"""
    warning at "orders -> pay": 'orders -> pay' is a link that nothing passes; a link leads \#
    from who asks to who answers [link]
    """#,
    #"""
    warning at "request": requests pass 'work -> orders', so 'direction' means the opposite \#
    on 'orders -> work' [link]
    """#),
]

private let actions: [Case] = [
  Case(
    #"""
    { at: "10m", action: "function.invoke", target: "work" }, { at: "1m", action: \#
    "queue.redrive", target: "orders", to: "dlq" }, { at: "1m", action: "queue.redrive", \#
    target: "dlq", to: "orders" }
    """#,
    #"warning at "10m": 'function.invoke' would come when the run has ended [action]"#,
    #"""
    warning at "orders": no redrive policy leads to 'orders', and messages are moved out of \#
    dead-letter queues only: the service refuses [redrive]
    """#)
]

private let expectations: [Case] = [
  Case(
    #"""
    recoveryTime: "< 1m", "work.Duration.p99 {phase: chaos}": "< 1m", \#
    "work.ProvisionedConcurrentExecutions.Maximum": "< 1", "messages.outOfOrder": "== 0"
    """#,
    #"warning at recoveryTime: 'recoveryTime' says nothing: there are no faults [expectation]"#,
    #"""
    warning at "work.Duration.p99 {phase: chaos}": 'work.Duration.p99 {phase: chaos}' says \#
    nothing: there are no faults [expectation]
    """#,
    #"""
    warning at "work.ProvisionedConcurrentExecutions.Maximum": \#
    'work.ProvisionedConcurrentExecutions.Maximum' says nothing: the function has no \#
    'provisionedConcurrency' [expectation]
    """#,
    #"""
    warning at "messages.outOfOrder": 'messages.outOfOrder' says nothing: nothing that the \#
    messages pass promises to keep their order; say "ordered: true" of a producer to count all \#
    the same [expectation]
    """#)
]
