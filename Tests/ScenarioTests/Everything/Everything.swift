import Scenario
import Simulation

/// A town with a component of every type, whose traffic is what its producers make it.
///
/// Each way through it ends at the service or at the bucket, so that messages have something to become.
enum Everything {
  static let components = #"""
    service: { type: "dependency", latency: "50ms", concurrency: 20 },
    breaker: { type: "circuit-breaker" },
    table: { type: "dynamodb-table", replicas: ["copy"] }, copy: { type: "dynamodb-table" },
    letters: { type: "sqs-queue" },
    queue: { type: "sqs-queue", visibilityTimeout: "10s",
             redrivePolicy: { deadLetterQueue: "letters", maxReceiveCount: 2 } },
    worker: { type: "lambda-function", timeout: "5s", eventSource: { queue: "queue" },
              handler: [{ call: "service", effect: "done", circuitBreaker: "breaker" },
                        { put: "table" }] },
    fifo: { type: "sqs-queue", fifo: {}, visibilityTimeout: "10s" },
    sorter: { type: "lambda-function", timeout: "5s", eventSource: { queue: "fifo" },
              handler: [{ call: "service", effect: "done" }] },
    function: { type: "lambda-function", timeout: "5s", deadLetterQueue: "letters",
                handler: [{ work: "20ms" }, { call: "service", effect: "done" }] },
    redrive: { type: "redrive", from: "letters", to: "queue", schedule: "rate(1 minute)" },
    clock: { type: "eventbridge-schedule", expression: "rate(1 minute)", target: "queue" },
    api: { type: "api-gateway", integration: "function" },
    topic: { type: "sns-topic", subscriptions: [
      { endpoint: "queue" }, { endpoint: "function" }, { endpoint: "firehose" },
      { endpoint: "service", effect: "done" }, { endpoint: "tasks", effect: "done" }] },
    "fifo-topic": { type: "sns-topic", fifo: {}, subscriptions: [{ endpoint: "fifo" }] },
    bus: { type: "event-bus", rules: {
      some: { pattern: { source: [{ exists: true }] },
              targets: [{ target: "queue" }, { target: "topic" }, { target: "machine" }] },
      others: { pattern: { source: [{ exists: true }] },
                targets: [{ target: "stream" }, { target: "firehose" },
                          { target: "service", effect: "done" }] } } },
    outbox: { type: "outbox", table: "table", target: "queue", interval: "1s" },
    name: { type: "failover", targets: [{ to: "queue" }, { to: "fifo" }], interval: "10s" },
    stream: { type: "kinesis-stream", shards: 2 },
    reader: { type: "lambda-function", timeout: "5s",
              streamSource: { stream: "stream", maximumRetryAttempts: 2, onFailure: "letters" },
              handler: [{ call: "service", effect: "done" }] },
    cluster: { type: "msk-cluster", brokers: 3 },
    log: { type: "kafka-topic", cluster: "cluster", partitions: 3 },
    group: { type: "kafka-consumer", topic: "log", members: 2,
             handler: [{ call: "service", effect: "done" }] },
    piped: { type: "sqs-queue", visibilityTimeout: "10s" },
    pipe: { type: "eventbridge-pipe", source: "piped", target: "service", effect: "done" },
    duct: { type: "eventbridge-pipe", source: "stream", target: "queue", batchSize: 10,
            maximumRetryAttempts: 2, deadLetterQueue: "letters" },
    firehose: { type: "firehose-stream", destination: "bucket", effect: "stored",
                bufferInterval: "5s" },
    bucket: { type: "dependency", latency: "50ms", concurrency: 2 },
    tasks: { type: "container-service", tasks: 2, threads: 4,
             handler: [{ work: "10ms" }, { call: "service", effect: "done" }] },
    rabbit: { type: "rabbitmq-broker", deployment: "cluster" },
    exchange: { type: "rabbitmq-exchange", broker: "rabbit", kind: "fanout",
                bindings: [{ queue: "rabbits" }] },
    rabbits: { type: "rabbitmq-queue", broker: "rabbit", kind: "quorum" },
    "rabbit-consumers": { type: "rabbitmq-consumer", queue: "rabbits", consumers: 2,
                          handler: [{ call: "service", effect: "done" }] },
    active: { type: "activemq-broker", deployment: "active-standby" },
    destination: { type: "activemq-destination", broker: "active" },
    "active-consumers": { type: "activemq-consumer", destination: "destination", consumers: 2,
                          handler: [{ call: "service", effect: "done" }] },
    machine: { type: "state-machine",
      bindings: { "arn:aws:lambda:us-east-1:123456789012:function:charge":
                    { target: "service", effect: "done" } },
      definition: { StartAt: "Charge", States: {
        Charge: { Type: "Task", TimeoutSeconds: 5, Next: "Ask",
                  Resource: "arn:aws:lambda:us-east-1:123456789012:function:charge",
                  Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }] },
        Ask: { Type: "Task", TimeoutSeconds: 10, End: true,
               Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
               Parameters: { QueueUrl: "https://queues/questions",
                             MessageBody: { "token.$": "$$.Task.Token" } } } } } },
    questions: { type: "sqs-queue" },
    clerk: { type: "lambda-function", timeout: "5s", eventSource: { queue: "questions" },
             handler: [{ answer: "machine" }] },
    """#

  /// The types of the components above that are there for others to name.
  static let names: [String: [String]] = [
    "dependency": ["service"], "circuit-breaker": ["breaker"], "dynamodb-table": ["table"],
    "sqs-queue": ["queue", "fifo"], "lambda-function": ["function"], "redrive": ["redrive"],
    "eventbridge-schedule": ["clock"], "api-gateway": ["api"],
    "sns-topic": ["topic", "fifo-topic"], "event-bus": ["bus"], "outbox": ["outbox"],
    "failover": ["name"], "kinesis-stream": ["stream"], "msk-cluster": ["cluster"],
    "kafka-topic": ["log"], "kafka-consumer": ["group"], "firehose-stream": ["firehose"],
    "container-service": ["tasks"], "rabbitmq-broker": ["rabbit"],
    "rabbitmq-exchange": ["exchange"], "rabbitmq-queue": ["rabbits"],
    "rabbitmq-consumer": ["rabbit-consumers"], "activemq-broker": ["active"],
    "activemq-destination": ["destination"], "activemq-consumer": ["active-consumers"],
    "state-machine": ["machine"], "eventbridge-pipe": ["pipe"],
  ]

  /// A producer of three messages a second.
  static func producer(_ target: String, more: String = "") -> String {
    #"""
    { target: "\#(target)", arrivals: { constant: "3/s" }, until: "2m", expects: ["done"],
      message: { groups: 8 }, \#(more) }
    """#
  }

  /// The scenario of two and a half minutes with more components, and with these producers.
  static func text(components more: String = "", producers: String, duration: String = "150s")
    -> String
  {
    """
    { duration: "\(duration)", period: "10s", components: { \(components) \(more) },
      producers: { \(producers) } }
    """
  }
}
