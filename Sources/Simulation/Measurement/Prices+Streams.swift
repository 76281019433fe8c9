extension Prices {
  // MARK: AWS Step Functions

  /// A state transition of a standard workflow, retries among them.
  package static let stepFunctionsTransition = Price(
    "AWS Step Functions", "standard state transitions", "0.025", per: 1_000, .transition, .quoted,
    source: "step-functions")
  /// A start of an express workflow.
  package static let stepFunctionsExpress = Price(
    "AWS Step Functions", "express requests", "1.00", per: 1_000_000, .request, .quoted,
    source: "step-functions")
  /// The time of an express workflow, 64 MB and 100 ms at a time.
  package static let stepFunctionsExpressDuration = Price(
    "AWS Step Functions", "express duration", "0.00001667", .gigabyteSecond, .quoted,
    source: "step-functions")

  // MARK: Amazon Kinesis Data Streams

  /// A provisioned shard.
  package static let kinesisShard = Price(
    "Amazon Kinesis Data Streams", "shards", "0.015", .unitHour, .quoted,
    source: "kinesis/data-streams")
  /// A put, 25 KB at a time.
  package static let kinesisPut = Price(
    "Amazon Kinesis Data Streams", "PUT payload units of 25 KB", "0.014", per: 1_000_000, .chunk,
    .quoted, source: "kinesis/data-streams")
  /// A consumer with enhanced fan-out on a shard.
  package static let kinesisFanOut = Price(
    "Amazon Kinesis Data Streams", "enhanced fan-out consumers", "0.015", .unitHour, .quoted,
    source: "kinesis/data-streams")
  /// What enhanced fan-out delivers.
  package static let kinesisFanOutData = Price(
    "Amazon Kinesis Data Streams", "enhanced fan-out data", "0.013", .gigabyte, .quoted,
    source: "kinesis/data-streams")
  /// A shard that keeps records for more than 24 hours and at most 7 days, on top.
  package static let kinesisExtendedRetention = Price(
    "Amazon Kinesis Data Streams", "extended retention", "0.020", .unitHour, .quoted,
    source: "kinesis/data-streams")
  /// Records kept for more than 7 days.
  package static let kinesisLongRetention = Price(
    "Amazon Kinesis Data Streams", "long-term retention", "0.023", .gigabyteMonth, .quoted,
    source: "kinesis/data-streams")
  /// An on-demand stream.
  package static let kinesisOnDemand = Price(
    "Amazon Kinesis Data Streams", "on-demand streams", "0.040", .unitHour, .quoted,
    source: "kinesis/data-streams")
  /// What an on-demand stream takes in.
  package static let kinesisOnDemandIn = Price(
    "Amazon Kinesis Data Streams", "on-demand data in", "0.080", .gigabyte, .quoted,
    source: "kinesis/data-streams")
  /// What an on-demand stream hands out.
  package static let kinesisOnDemandOut = Price(
    "Amazon Kinesis Data Streams", "on-demand data out", "0.040", .gigabyte, .quoted,
    source: "kinesis/data-streams")
  /// What an on-demand stream pushes to consumers with enhanced fan-out.
  package static let kinesisOnDemandFanOut = Price(
    "Amazon Kinesis Data Streams", "on-demand enhanced fan-out data", "0.050", .gigabyte,
    .uncertain, source: "kinesis/data-streams")
  /// What Firehose takes in, each record rounded up to 5 KB.
  package static let firehoseData = Price(
    "Amazon Data Firehose", "data in", "0.029", .gigabyte, .quoted, source: "firehose")

  // MARK: AWS Fargate

  /// A vCPU of a task on Linux and x86, by the second from the pull of its image, a minute at least.
  package static let fargateCPU = Price(
    "AWS Fargate", "vCPUs on x86", "0.04048", .unitHour, .documented, source: "fargate")
  /// A GB of a task's memory on Linux and x86.
  package static let fargateMemory = Price(
    "AWS Fargate", "GB of memory on x86", "0.004445", .unitHour, .documented, source: "fargate")
  /// A vCPU of a task on Linux and arm64.
  package static let fargateCPUOnARM = Price(
    "AWS Fargate", "vCPUs on arm64", "0.03238", .unitHour, .documented, source: "fargate")
  /// A GB of a task's memory on Linux and arm64.
  package static let fargateMemoryOnARM = Price(
    "AWS Fargate", "GB of memory on arm64", "0.00356", .unitHour, .documented, source: "fargate")

  // MARK: Amazon MQ

  /// A single broker of `mq.m5.large`, ActiveMQ or RabbitMQ; a pair or cluster is so many of them.
  package static let mqLargeBroker = Price(
    "Amazon MQ", "mq.m5.large brokers", "0.288", .unitHour, .quoted, source: "amazon-mq")
  /// A single broker of `mq.t3.micro`.
  package static let mqMicroBroker = Price(
    "Amazon MQ", "mq.t3.micro brokers", "0.02704", .unitHour, .uncertain, source: "amazon-mq")
  /// What a broker keeps on a shared file system.
  package static let mqSharedStorage = Price(
    "Amazon MQ", "durable (EFS) storage", "0.30", .gigabyteMonth, .quoted, source: "amazon-mq")
  /// What a broker keeps on a disk of its own.
  package static let mqDiskStorage = Price(
    "Amazon MQ", "throughput-optimised (EBS) storage", "0.10", .gigabyteMonth, .quoted,
    source: "amazon-mq")

  // MARK: Amazon MSK

  /// A standard broker of `kafka.m5.large`.
  package static let mskM5Large = Price(
    "Amazon MSK", "kafka.m5.large brokers", "0.21", .unitHour, .quoted, source: "msk")
  /// A standard broker of `kafka.m7g.large`.
  package static let mskM7gLarge = Price(
    "Amazon MSK", "kafka.m7g.large brokers", "0.204", .unitHour, .quoted, source: "msk")
  /// A standard broker of `kafka.t3.small`.
  package static let mskT3Small = Price(
    "Amazon MSK", "kafka.t3.small brokers", "0.0456", .unitHour, .quoted, source: "msk")
  /// What standard brokers keep.
  package static let mskStorage = Price(
    "Amazon MSK", "broker storage", "0.10", .gigabyteMonth, .quoted, source: "msk")
  /// An express broker of `express.m7g.large`.
  package static let mskExpressBroker = Price(
    "Amazon MSK", "express.m7g.large brokers", "0.408", .unitHour, .quoted, source: "msk")
  /// What express brokers take in.
  package static let mskExpressIn = Price(
    "Amazon MSK", "express data in", "0.01", .gigabyte, .quoted, source: "msk")
  /// A serverless cluster.
  package static let mskServerless = Price(
    "Amazon MSK", "serverless clusters", "0.75", .unitHour, .quoted, source: "msk")
  /// A partition of a serverless cluster.
  package static let mskServerlessPartition = Price(
    "Amazon MSK", "serverless partitions", "0.0015", .unitHour, .quoted, source: "msk")
  /// What a serverless cluster takes in.
  package static let mskServerlessIn = Price(
    "Amazon MSK", "serverless data in", "0.10", .gigabyte, .quoted, source: "msk")
  /// What a serverless cluster hands out.
  package static let mskServerlessOut = Price(
    "Amazon MSK", "serverless data out", "0.05", .gigabyte, .quoted, source: "msk")

  // MARK: Amazon Route 53

  /// A health check of an endpoint on AWS.
  package static let route53HealthCheck = Price(
    "Amazon Route 53", "health checks of AWS endpoints", "0.50", .month, .quoted, source: "route53")
  /// What a health check every ten seconds costs on top.
  package static let route53FastCheck = Price(
    "Amazon Route 53", "fast interval of health checks, on top", "1.00", .month, .quoted,
    source: "route53")
  /// A query for a name with failover or weighted routing.
  package static let route53Query = Price(
    "Amazon Route 53", "standard queries", "0.40", per: 1_000_000, .request, .quoted,
    source: "route53")
  /// A query for a name with latency-based routing.
  package static let route53LatencyQuery = Price(
    "Amazon Route 53", "latency-based queries", "0.60", per: 1_000_000, .request, .quoted,
    source: "route53")

  // MARK: Around them

  /// A custom metric of CloudWatch.
  package static let cloudWatchMetric = Price(
    "Amazon CloudWatch", "custom metrics", "0.30", .month, .quoted, source: "cloudwatch")
  /// An alarm of standard resolution.
  package static let cloudWatchAlarm = Price(
    "Amazon CloudWatch", "alarms", "0.10", .month, .quoted, source: "cloudwatch")
  /// An alarm of high resolution.
  package static let cloudWatchFastAlarm = Price(
    "Amazon CloudWatch", "high-resolution alarms", "0.30", .month, .quoted, source: "cloudwatch")
  /// What is written to logs.
  package static let cloudWatchLogs = Price(
    "Amazon CloudWatch", "logs taken in", "0.50", .gigabyte, .quoted, source: "cloudwatch")
  /// Storing an object (claim check).
  package static let s3Put = Price(
    "Amazon S3", "PUT requests", "0.005", per: 1_000, .request, .quoted, source: "s3")
  /// Reading an object (claim check).
  package static let s3Get = Price(
    "Amazon S3", "GET requests", "0.0004", per: 1_000, .request, .quoted, source: "s3")
  /// What a bucket holds.
  package static let s3Storage = Price(
    "Amazon S3", "standard storage", "0.023", .gigabyteMonth, .quoted, source: "s3")
  /// An e-mail.
  package static let sesMail = Price(
    "Amazon SES", "mails", "0.10", per: 1_000, .message, .quoted, source: "ses")
  /// Data between availability zones, each way.
  package static let crossZone = Price(
    "Data transfer", "between availability zones", "0.01", .gigabyte, .quoted,
    source: "ec2/on-demand")
  /// Data to another Region.
  package static let crossRegion = Price(
    "Data transfer", "to another Region", "0.02", .gigabyte, .quoted, source: "ec2/on-demand")
  /// Data to the internet.
  package static let internetOut = Price(
    "Data transfer", "to the internet", "0.09", .gigabyte, .quoted, source: "ec2/on-demand")
}
