import Testing

@Suite struct `Mistakes in components and producers` {
  @Test(arguments: components)
  func `of the components are all found`(example: Case) {
    #expect(findings(in: shop(components: example.text)) == example.findings)
  }

  @Test(arguments: producers)
  func `of the producers are all found`(example: Case) {
    #expect(findings(in: shop(producers: example.text)) == example.findings)
  }
}

private let components: [Case] = [
  Case(
    #"""
    q: { type: "sqs-queue", zone: "eu-west-1a" }, d: { type: "dependency", zone: ["a", "a"] }, \#
    e: { type: "dependency", zone: "a", zoneTakeOver: "3s" }
    """#,
    #"""
    error at "eu-west-1a": 'q' is an sqs-queue, which lives in a Region and survives the loss \#
    of a zone; use 'region'
    """#,
    #"error at [: 'd' has the zone "a" twice"#,
    #"""
    error at "3s": 'e' has nobody to take over; list several zones, the one that works first
    """#),
  Case(
    #"""
    q: { type: "sqs-queue" }, d: { type: "dependency" }, n: { type: "failover", targets: [{ \#
    to: "q" }, { to: "d" }] }, m: { type: "failover", targets: [{ to: "q" }, { to: "q" }], \#
    timeout: "40s" }, k: { type: "lambda-function", handler: [{ call: "m" }, { send: "m" }] }
    """#,
    #"""
    error at "d": 'd' is a dependency, and the first target is an sqs-queue; a name stands \#
    for targets of one type
    """#,
    #"error at "q": 'q' is a target twice; give it a larger 'weight'"#,
    #"""
    error at "40s": a check that waits for 40s does not end before the next one after 30s; \#
    make 'timeout' shorter
    """#,
    #"""
    error at "m": 'm' is a failover of sqs-queue; 'call' takes a dependency, a \#
    container-service or a failover
    """#),
  Case(
    #"""
    'a b': { type: "sqs-queue" }, '': { type: 'dependency' }, messages: { type: "sqs-queue" \#
    }, guests: { type: "sqs-queue" }
    """#,
    #"error at 'a b': 'a b' cannot be a name; use 1 to 80 letters, digits, '-', '_' and '.'"#,
    #"error at '': '' cannot be a name; use 1 to 80 letters, digits, '-', '_' and '.'"#,
    #"""
    error at messages: 'messages' stands for the messages of the whole run in results; \#
    choose another name
    """#,
    #"""
    error at guests: 'guests' is taken by the component at 10:96; results are told apart by \#
    name
    """#),
  Case(
    #"""
    x: { }, y: 3, z: { type: "sqs" }, q: { type: 7 }, r: { type: "sqs-queue", \#
    visibilityTimeot: "3s" }
    """#,
    #"""
    error at {: 'type' is missing; add "api-gateway", "sqs-queue", "sns-topic", "event-bus", \#
    "lambda-function", "redrive", "dependency", "dynamodb-table", "circuit-breaker", \#
    "eventbridge-schedule", "outbox", "kinesis-stream", "msk-cluster", "kafka-topic", \#
    "kafka-consumer", "state-machine", "failover", "container-service", "firehose-stream", \#
    "rabbitmq-broker", "rabbitmq-exchange", "rabbitmq-queue", "rabbitmq-consumer", \#
    "activemq-broker" or 3 more
    """#,
    #"error at 3: 'y' is 3; use an object in { }"#,
    #"error at "sqs": 'type' is "sqs"; did you mean "sqs-queue"?"#,
    #"""
    error at 7: 'type' is 7; use "api-gateway", "sqs-queue", "sns-topic", "event-bus", \#
    "lambda-function", "redrive", "dependency", "dynamodb-table", "circuit-breaker", \#
    "eventbridge-schedule", "outbox", "kinesis-stream", "msk-cluster", "kafka-topic", \#
    "kafka-consumer", "state-machine", "failover", "container-service", "firehose-stream", \#
    "rabbitmq-broker", "rabbitmq-exchange", "rabbitmq-queue", "rabbitmq-consumer", \#
    "activemq-broker" or 3 more
    """#,
    #"""
    error at visibilityTimeot: unknown key 'visibilityTimeot'; did you mean \#
    'visibilityTimeout'?
    """#),
  Case(
    #"""
    a: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "b" } }, b: { type: \#
    "sqs-queue", redrivePolicy: { deadLetterQueue: "c" } }, c: { type: "sqs-queue", \#
    redrivePolicy: { deadLetterQueue: "a" } }, d: { type: "sqs-queue", redrivePolicy: { \#
    deadLetterQueue: "d" } }
    """#,
    #"""
    error at "a": dead-letter queues lead in a circle: a -> b -> c -> a; let the last one \#
    lead nowhere
    """#,
    #"""
    error at "d": dead-letter queues lead in a circle: d -> d; let the last one lead \#
    nowhere
    """#),
  Case(
    #"""
    a: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "b" } }, b: { type: \#
    "sqs-queue", redriveAllow: "denyAll" }, c: { type: "sqs-queue", redrivePolicy: { \#
    deadLetterQueue: "d" } }, d: { type: "sqs-queue", redriveAllow: "byQueue", \#
    redriveSources: ["orders"] }
    """#,
    #"error at "b": 'b' denies all queues as sources; change its 'redriveAllow'"#,
    #"error at "d": 'd' does not take 'c' as a source; add it to its 'redriveSources'"#),
  Case(
    #"""
    a: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "pay" } }, b: { type: \#
    "sqs-queue", redrivePolicy: { deadLetterQueue: "dql" } }
    """#,
    #"error at "pay": 'pay' is a dependency; 'deadLetterQueue' takes an sqs-queue"#,
    #"error at "dql": no component 'dql'; did you mean 'dlq'?"#),
  Case(
    #"""
    f: { type: "lambda-function", handler: [], eventSource: { queue: "orders", batchSize: \#
    11 }, reservedConcurrency: 5, provisionedConcurrency: 6 }, g: { type: \#
    "lambda-function", handler: [], reservedConcurrency: 900 }
    """#,
    #"""
    error at 11: 'batchSize' is 11; batches of more than 10 messages need a \#
    'maximumBatchingWindow' of at least "1s"
    """#,
    #"""
    error at 6: 'provisionedConcurrency' is 6; at most the 5 of 'reservedConcurrency' can \#
    be provisioned
    """#,
    #"""
    error at 900: functions reserve 905 of the account's 1,000 concurrency; 100 must stay \#
    unreserved, so reserve at most 900 or raise 'accountConcurrency'
    """#),
  Case(
    #"""
    b: { type: "rabbitmq-broker" }, c: { type: "rabbitmq-broker" }, q: { type: \#
    "rabbitmq-queue", broker: "b", deadLetterExchange: "r" }, r: { type: "rabbitmq-queue", \#
    broker: "c" }, a: { type: "activemq-broker", storageType: "ebs" }
    """#,
    #"""
    error at "r": 'r' is not on the broker 'b'; messages do not pass from one broker to \#
    another by themselves
    """#,
    #"""
    error at "ebs": a pair of brokers cannot share a disk; use "efs", or a 'single-instance'
    """#),
  Case(
    #"""
    f: { type: "lambda-function", handler: [{ invoke: "g" }] }, g: { type: \#
    "lambda-function", handler: [{ work: "1s" }, { invoke: "f" }] }
    """#,
    #"""
    error at "f": functions invoke one another in a circle and would wait for ever: f -> g \#
    -> f
    """#),
  Case(
    #"""
    s: { type: "eventbridge-schedule", expression: "rate(1 minutes)", target: "work" }, r: \#
    { type: "redrive", from: "dlq", to: "dlq", schedule: "cron(* * *)", canary: { call: \#
    "pay" } }, 'r-schedule': { type: "dependency" }
    """#,
    #"error at m: 'minutes' does not go with the value 1; use minute"#,
    #"error at "dlq": messages are moved from 'dlq' to itself; name another queue in 'to'"#,
    #"""
    error at *: a cron expression has six fields (minutes hours day-of-month month \#
    day-of-week year), not 3
    """#,
    #"""
    error at 'r-schedule': 'r-schedule' is the name of the schedule of 'r'; choose another \#
    name
    """#),
  Case(
    #"""
    f: { type: "lambda-function", handler: [{ call: "pay", effect: "a" }, { call: "pay", \#
    effect: "b" }, { call: "pay", effect: "c" }, { call: "pay", effect: "d" }, { call: \#
    "pay", effect: "e" }, { call: "pay", effect: "f" }, { call: "pay", effect: "g", \#
    onFailure: [{ call: "pay", effect: "h" }] }, { call: "pay", effect: "not ok" }] }
    """#,
    #"error at "h": there are 10 business effects; a scenario may have up to 8"#),
]

private let producers: [Case] = [
  Case(
    #"""
    a: { target: "orders", arrivals: { poisson: "1/s" }, start: "2m", until: "1m", expects: \#
    ["charg", "zzz"] }, b: { target: "dlqq", arrivals: {} }, c: { target: "work2", \#
    arrivals: { trace: { file: "t.csv" } } }
    """#,
    #"error at "1m": 'until' is not after 'start'; the producer would send nothing"#,
    #"error at "charg": no step has the effect 'charg'; did you mean 'charge'?"#,
    #"error at "zzz": no step has the effect 'zzz'; name it in the 'effect' of a call or put"#,
    #"error at "dlqq": no component 'dlqq'; did you mean 'dlq'?"#,
    #"""
    error at {: 'arrivals' needs one of the keys 'constant', 'poisson', 'times', 'ramp', \#
    'bursts', 'trace' or 'users'
    """#,
    #"error at "work2": no component 'work2'; did you mean 'work'?"#,
    #"error at "t.csv": 't.csv' cannot be read: no such file"#)
]
