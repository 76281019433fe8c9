import Testing

@Suite struct `Mistakes in faults and actions` {
  @Test(arguments: faults)
  func `of the faults are all found`(example: Case) {
    #expect(findings(in: shop(faults: example.text)) == example.findings)
  }

  @Test(arguments: actions)
  func `of what is done by hand are all found`(example: Case) {
    let buses = """
      bus: { type: "event-bus", archives: { all: {} },
             rules: { r: { pattern: { source: ["guests"] }, targets: [{ target: "work" }] } } },
      bare: { type: "event-bus" },
      """
    #expect(
      findings(in: shop(components: buses, actions: example.text)) == example.findings)
  }

  @Test func `tell that a FIFO queue never delivers twice by itself`() {
    let fifo = #"line: { type: "sqs-queue", fifo: {} },"#
    let faults = """
      { action: "queue.duplicateDelivery", target: "line" },
      { action: "queue.deliveryDelay", target: "line", delay: "3s" },
      { action: "queue.duplicateDelivery", target: "orders" }
      """
    #expect(
      findings(in: shop(components: fifo, faults: faults)) == [
        """
        error at "line": 'queue.duplicateDelivery' strikes a standard queue, and 'line' is a FIFO \
        queue, which never delivers twice by itself; make its 'visibilityTimeout' too short, or \
        use 'producer.duplicateSend'
        """
      ])
  }
}

private let faults: [Case] = [
  Case(
    #"""
    { action: "zone.outage", target: "orders" }, { action: "region.outage", target: \#
    "eu-west-1 -> us-east-1" }, { action: "region.partition", target: "a -> b -> c" }
    """#,
    #"error at orders: nothing is placed in the zone 'orders'"#,
    #"""
    error at "eu-west-1 -> us-east-1": 'region.outage' strikes no "eu-west-1 -> us-east-1"; \#
    use the name of one place
    """#,
    #"""
    error at "a -> b -> c": 'region.partition' strikes no "a -> b -> c"; use a place, or the \#
    way between two: "here -> there"
    """#),
  Case(
    #"""
    { id: "a", action: "dependency.hang", target: "orders" }, { id: "a", action: \#
    "dependency.hng", target: "pay" }, { action: "queue.unavailable", target: "order" }, { \#
    id: "a", action: "producer.stop", target: "guest" }, {}
    """#,
    #"""
    error at "orders": 'dependency.hang' strikes a dependency, and 'orders' is an \#
    sqs-queue; use "queue.unavailable", "queue.deliveryDelay", "queue.duplicateDelivery" or \#
    "queue.messageLoss"
    """#,
    #"""
    error at "dependency.hng": 'action' is "dependency.hng"; did you mean \#
    "dependency.hang"?
    """#,
    #"error at "order": no component 'order'; did you mean 'orders'?"#,
    #"error at "a": the fault at 13:18 has the id 'a' as well; give each its own"#,
    #"error at "guest": no producer 'guest'; did you mean 'guests'?"#,
    #"""
    error at {: 'action' is missing; add "dependency.outage", "dependency.hang", \#
    "dependency.errors", "dependency.latency", "dependency.brownout", \#
    "dependency.capacity", "dependency.rateLimit", "function.errors", "function.delay", \#
    "function.crash", "function.throttle", "function.badDeploy", "function.unavailable", \#
    "queue.unavailable", "queue.deliveryDelay", "queue.duplicateDelivery", \#
    "queue.messageLoss", "topic.unavailable", "topic.throttle", "topic.deliveryDelay", \#
    "topic.filterError", "bus.unavailable", "bus.throttle", "bus.deliveryDelay" or 55 more
    """#),
  Case(
    #"""
    { action: "link.loss", target: "orders" }, { action: "link.loss", target: "work -> pai" \#
    }, { action: "producer.stop", target: "pay" }, { action: "schedule.stop", target: \#
    "orders" }
    """#,
    #"""
    error at "orders": 'link.loss' strikes a link, and 'target' is "orders"; use a link \#
    such as "orders -> process-order"
    """#,
    #"error at pai: no component 'pai'; did you mean 'pay'?"#,
    #"""
    error at "pay": 'producer.stop' strikes a producer, and 'pay' is a dependency; use \#
    "dependency.outage", "dependency.hang", "dependency.errors", "dependency.latency", \#
    "dependency.brownout", "dependency.capacity" or "dependency.rateLimit"
    """#,
    #"""
    error at "orders": 'schedule.stop' strikes an eventbridge-schedule or a redrive, and \#
    'orders' is an sqs-queue; use "queue.unavailable", "queue.deliveryDelay", \#
    "queue.duplicateDelivery" or "queue.messageLoss"
    """#),
  Case(
    #"""
    { id: "a", action: "dependency.hang", target: "pay", after: "b" }, { id: "b", action: \#
    "dependency.hang", target: "pay", after: "a" }, { id: "c", action: "dependency.hang", \#
    target: "pay", after: "c" }, { id: "d", action: "dependency.hang", target: "pay", \#
    after: "e" }
    """#,
    #"error at "b": faults wait for one another in a circle: a -> b -> a"#,
    #"error at "c": faults wait for one another in a circle: c -> c"#,
    #"error at "e": no fault 'e' in the scenario"#),
  Case(
    #"""
    { action: "dependency.hang", target: "pay", every: "1m", duration: "2m" }, { action: \#
    "dependency.hang", target: "pay", every: "1m" }, { action: "dependency.hang", target: \#
    "pay", mtbf: "1m" }, { action: "dependency.hang", target: "pay", mttr: "1m" }, { \#
    action: "dependency.hang", target: "pay", every: "3m", mtbf: "1m", mttr: "1m", \#
    duration: "1m" }, { action: "dependency.hang", target: "pay", duration: "1m", rampUp: \#
    "40s", rampDown: "30s" }, { action: "dependency.hang", target: "pay", duration: "1ms", \#
    every: "1ms" }, { action: "dependency.hang", target: "pay", factor: 2 }
    """#,
    #"""
    error at "1m": the fault would begin again every 1m while it still holds for 2m; make \#
    'every' longer
    """#,
    #"error at "1m": 'every' means nothing without 'duration'"#,
    #"error at "1m": 'mtbf' means nothing without 'mttr' or 'duration'"#,
    #"error at "1m": 'mttr' means nothing without 'mtbf'"#,
    #"error at "1m": 'every' and 'mtbf' contradict each other; keep one of them"#,
    #"error at "1m": 'duration' and 'mttr' contradict each other; keep one of them"#,
    #"""
    error at "40s": 'rampUp' and 'rampDown' take 1m10s, longer than the 1m that the fault \#
    holds
    """#,
    #"""
    error at "1ms": the fault would hold 600,000 times; up to 100,000 are kept, so make \#
    'every' or 'mtbf' longer
    """#,
    #"""
    error at factor: unknown key 'factor'; use 'action', 'id', 'target', 'at', 'after', \#
    'duration', 'percentage', 'rampUp', 'rampDown', 'every', 'mtbf' or 'mttr'
    """#),
]

private let actions: [Case] = [
  Case(
    #"""
    { at: "1m", action: "function.invoke", target: "orders" }, { at: "1m", action: \#
    "queue.redrive", target: "dlq" }, { at: "1m", action: "queue.purge", target: "dlq", \#
    rate: "5/s", to: "orders" }, { at: "1m", action: "queue.purge", target: "nobody" }, { \#
    action: "queue.purg" }, { at: "1m", action: "queue.redrive", target: "dlq", to: "dlq" }
    """#,
    #"""
    error at "orders": 'function.invoke' is done to a lambda-function or a redrive, and \#
    'orders' is an sqs-queue
    """#,
    #"error at {: 'to' is missing; add the name of an sqs-queue"#,
    #"error at "5/s": 'rate' means nothing to 'queue.purge'; it belongs to 'queue.redrive'"#,
    #"error at "orders": 'to' means nothing to 'queue.purge'; it belongs to 'queue.redrive'"#,
    #"error at "nobody": no component 'nobody' in the scenario"#,
    #"error at {: 'at' is missing; add a duration such as "30s""#,
    #"""
    error at {: 'target' is missing; add the name of a circuit-breaker, a container-service, \#
    an event-bus, a kinesis-stream, a lambda-function, a redrive, an sqs-queue or a \#
    state-machine
    """#,
    #"error at "queue.purg": 'action' is "queue.purg"; did you mean "queue.purge"?"#,
    #"error at "dlq": messages are moved from 'dlq' to itself; name another queue in 'to'"#),
  Case(
    #"""
    { at: "1m", action: "queue.purge", target: "dlq", archive: "all", from: "1s", until: "2s", \#
    rules: [] }, { at: "1m", action: "bus.replay", target: "dlq" }, { at: "1m", action: \#
    "bus.replay", target: "bus", archiv: "all" }
    """#,
    #"error at "all": 'archive' means nothing to 'queue.purge'; it belongs to 'bus.replay'"#,
    #"error at "1s": 'from' means nothing to 'queue.purge'; it belongs to 'bus.replay'"#,
    #"error at "2s": 'until' means nothing to 'queue.purge'; it belongs to 'bus.replay'"#,
    #"error at [: 'rules' means nothing to 'queue.purge'; it belongs to 'bus.replay'"#,
    #"error at "dlq": 'bus.replay' is done to an event-bus, and 'dlq' is an sqs-queue"#,
    #"error at archiv: unknown key 'archiv'; did you mean 'archive'?"#),
  Case(
    #"""
    { at: "5m", action: "bus.replay", target: "bus", archive: "al", rules: ["r", "rr"] }, { \#
    at: "5m", action: "bus.replay", target: "bare" }
    """#,
    #"error at "al": 'bus' has no archive 'al'"#,
    #"error at [: 'bus' has no rule 'rr'"#,
    #"error at "bare": 'bare' has no 'archives' that could be replayed"#),
  Case(
    #"""
    { at: "5m", action: "bus.replay", target: "bus", until: "6m" }, { at: "5m", action: \#
    "bus.replay", target: "bus", from: "3m", until: "3m" }, { at: "5m", action: "bus.replay", \#
    target: "bus", from: "5m" }, { at: "0s", action: "bus.replay", target: "bus" }
    """#,
    #"""
    error at "6m": 'until' is 6m, and the replay begins at 5m: only a time that is over can be \#
    replayed
    """#,
    #"""
    error at "3m": the time to replay begins at 3m and ends at 3m, which 'until' says; make \#
    'from' earlier
    """#,
    #"""
    error at "5m": the time to replay begins at 5m and ends at 5m, which 'at' says; make 'from' \#
    earlier
    """#,
    #"""
    error at "0s": the time to replay begins at 0s and ends at 0s, which 'at' says; make 'from' \#
    earlier
    """#),
]
