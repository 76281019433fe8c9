/// The one table of prices: us-east-1, on demand, first tier, free tiers left out.
///
/// A price is a decision about money: each row says what it is for, the page to check it against,
/// and how sure it is. What a sentence of a report says about costs is only as good as that.
package enum Prices {
  /// The month in which the table was put together.
  package static let readOn = "2026-11"
  /// The Region whose prices these are.
  package static let region = "us-east-1"

  // MARK: Amazon SQS

  /// Any API call on a standard queue, 64 KB of payload at a time; an empty receive counts.
  package static let sqsStandard = Price(
    "Amazon SQS", "standard queue requests", "0.40", per: 1_000_000, .request, .documented,
    source: "sqs")
  /// Any API call on a FIFO queue, 64 KB of payload at a time.
  package static let sqsFIFO = Price(
    "Amazon SQS", "FIFO queue requests", "0.50", per: 1_000_000, .request, .documented,
    source: "sqs")
  /// What a request with a message group costs on top on a standard queue.
  package static let sqsFairQueue = Price(
    "Amazon SQS", "fair queue requests, on top", "0.10", per: 1_000_000, .request, .documented,
    source: "sqs")

  // MARK: Amazon SNS

  /// Publishing to a standard topic, 64 KB at a time.
  package static let snsPublish = Price(
    "Amazon SNS", "standard topic publishes", "0.50", per: 1_000_000, .request, .quoted,
    source: "sns")
  /// A delivery to an HTTP or HTTPS endpoint; to SQS and Lambda it is free.
  package static let snsHTTP = Price(
    "Amazon SNS", "HTTP/S deliveries", "0.60", per: 1_000_000, .message, .quoted, source: "sns")
  /// A delivery by e-mail.
  package static let snsEmail = Price(
    "Amazon SNS", "e-mail deliveries", "2.00", per: 100_000, .message, .quoted, source: "sns")
  /// A mobile push.
  package static let snsPush = Price(
    "Amazon SNS", "mobile push deliveries", "0.50", per: 1_000_000, .message, .quoted,
    source: "sns")
  /// A delivery to Firehose.
  package static let snsFirehose = Price(
    "Amazon SNS", "Firehose deliveries", "0.19", per: 1_000_000, .message, .quoted,
    source: "sns")
  /// A short message to a number in the United States, without the carrier's fee.
  package static let snsSMS = Price(
    "Amazon SNS", "SMS to the United States", "0.00645", .message, .uncertain, source: "sns")
  /// Filtering by payload, by what is scanned.
  package static let snsPayloadFilter = Price(
    "Amazon SNS", "payload filtering", "0.09", .gigabyte, .quoted, source: "sns")
  /// Publishing to a FIFO topic.
  package static let snsFIFOPublish = Price(
    "Amazon SNS", "FIFO topic publishes", "0.30", per: 1_000_000, .message, .quoted,
    source: "sns")
  /// The payload published to a FIFO topic.
  package static let snsFIFOPublishData = Price(
    "Amazon SNS", "FIFO topic published data", "0.017", .gigabyte, .quoted, source: "sns")
  /// A delivery of a FIFO topic.
  package static let snsFIFODelivery = Price(
    "Amazon SNS", "FIFO topic deliveries", "0.01", per: 1_000_000, .message, .quoted,
    source: "sns")
  /// The payload delivered by a FIFO topic.
  package static let snsFIFODeliveryData = Price(
    "Amazon SNS", "FIFO topic delivered data", "0.001", .gigabyte, .quoted, source: "sns")

  // MARK: Amazon EventBridge

  /// A custom event, 64 KB at a time; delivery within the account is free.
  package static let eventBridgeEvent = Price(
    "Amazon EventBridge", "custom events", "1.00", per: 1_000_000, .event, .quoted,
    source: "eventbridge")
  /// A call of an API destination.
  package static let eventBridgeAPIDestination = Price(
    "Amazon EventBridge", "API destination calls", "0.20", per: 1_000_000, .request, .quoted,
    source: "eventbridge")
  /// What goes into an archive.
  package static let eventBridgeArchive = Price(
    "Amazon EventBridge", "archived data", "0.10", .gigabyte, .quoted, source: "eventbridge")
  /// What an archive holds.
  package static let eventBridgeArchiveStorage = Price(
    "Amazon EventBridge", "archive storage", "0.023", .gigabyteMonth, .quoted,
    source: "eventbridge")
  /// A replayed event.
  package static let eventBridgeReplay = Price(
    "Amazon EventBridge", "replayed events", "1.00", per: 1_000_000, .event, .quoted,
    source: "eventbridge")
  /// An invocation by EventBridge Scheduler.
  package static let schedulerInvocation = Price(
    "EventBridge Scheduler", "invocations", "1.00", per: 1_000_000, .request, .quoted,
    source: "eventbridge")
  /// A request of EventBridge Pipes that has passed the filter.
  package static let pipesRequest = Price(
    "EventBridge Pipes", "requests after filtering", "0.40", per: 1_000_000, .request, .quoted,
    source: "eventbridge")

  // MARK: AWS Lambda

  /// An invocation, retries among them.
  package static let lambdaRequest = Price(
    "AWS Lambda", "requests", "0.20", per: 1_000_000, .request, .quoted, source: "lambda")
  /// The time of an invocation on x86, by the millisecond; a time-out is charged in full.
  package static let lambdaDurationX86 = Price(
    "AWS Lambda", "duration on x86", "0.0000166667", .gigabyteSecond, .documented,
    source: "lambda")
  /// The time of an invocation on arm64.
  package static let lambdaDurationARM = Price(
    "AWS Lambda", "duration on arm64", "0.0000133334", .gigabyteSecond, .documented,
    source: "lambda")
  /// Provisioned concurrency that is kept ready, on x86.
  package static let lambdaProvisioned = Price(
    "AWS Lambda", "provisioned concurrency", "0.0000041667", .gigabyteSecond, .quoted,
    source: "lambda")
  /// The time of an invocation on provisioned concurrency, on x86.
  package static let lambdaProvisionedDuration = Price(
    "AWS Lambda", "duration on provisioned concurrency", "0.0000097222", .gigabyteSecond,
    .quoted, source: "lambda")
  /// An event poller of an event source mapping in provisioned mode.
  package static let lambdaEventPoller = Price(
    "AWS Lambda", "provisioned event pollers", "0.00925", .unitHour, .uncertain,
    source: "lambda")

  // MARK: Amazon API Gateway

  /// A request to an HTTP API, 512 KB at a time.
  package static let httpAPI = Price(
    "Amazon API Gateway", "HTTP API requests", "1.00", per: 1_000_000, .request, .quoted,
    source: "api-gateway")
  /// A request to a REST API.
  package static let restAPI = Price(
    "Amazon API Gateway", "REST API requests", "3.50", per: 1_000_000, .request, .quoted,
    source: "api-gateway")

  // MARK: Amazon DynamoDB

  /// A write request unit on demand.
  package static let dynamoDBWrite = Price(
    "Amazon DynamoDB", "on-demand write request units", "0.625", per: 1_000_000, .capacityUnit,
    .documented, source: "dynamodb")
  /// A read request unit on demand.
  package static let dynamoDBRead = Price(
    "Amazon DynamoDB", "on-demand read request units", "0.125", per: 1_000_000, .capacityUnit,
    .documented, source: "dynamodb")
  /// A provisioned write capacity unit.
  package static let dynamoDBProvisionedWrite = Price(
    "Amazon DynamoDB", "provisioned write capacity units", "0.00065", .unitHour, .quoted,
    source: "dynamodb")
  /// A provisioned read capacity unit.
  package static let dynamoDBProvisionedRead = Price(
    "Amazon DynamoDB", "provisioned read capacity units", "0.00013", .unitHour, .quoted,
    source: "dynamodb")
  /// What a table holds.
  package static let dynamoDBStorage = Price(
    "Amazon DynamoDB", "table storage", "0.25", .gigabyteMonth, .quoted, source: "dynamodb")
}
