/// Streams: https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html and
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
extension Metric {
  /// The definition of a metric of a stream, or of a function that reads one.
  var streamDefinition: MetricDefinition {
    let (kinesis, lambda, own) = ("AWS/Kinesis", "AWS/Lambda", "Faultline/Stream")
    return switch self {
    case .incomingRecords: .init(kinesis, "IncomingRecords", "Records that were put.")
    case .incomingBytes:
      .init(kinesis, "IncomingBytes", .bytes, "Bytes that were put; one sample a record.")
    case .writeThroughputExceeded:
      .init(
        kinesis, "WriteProvisionedThroughputExceeded",
        "Records refused since their shard had taken in as much as it may.")
    case .readThroughputExceeded:
      .init(
        kinesis, "ReadProvisionedThroughputExceeded",
        "Reads refused since their shard was read as much as it may be.")
    case .getRecordsIteratorAge:
      .init(
        kinesis, "GetRecords.IteratorAgeMilliseconds", .milliseconds, percentiles: true,
        "The age of the last record that a read returned; zero when it returned none.")
    case .millisBehindLatest:
      .init(
        kinesis, "SubscribeToShardEvent.MillisBehindLatest", .milliseconds, percentiles: true,
        "The age of the last record that a consumer with enhanced fan-out was pushed.")
    case .openShards:
      .init(kinesis, "OpenShardCount", "Shards that take records, sampled every minute.")
    case .unreadRecords:
      .init(
        own, "UnreadRecords", "Records that some consumer has not passed, sampled every minute.")
    case .unreadInFullestShard:
      .init(
        own, "UnreadInFullestShard",
        "Records kept in the shard that has most of them, sampled every minute.")
    case .recordsExpired:
      .init(own, "RecordsExpired", "Records that expired before all consumers had passed them.")
    case .iteratorAge:
      .init(
        lambda, "IteratorAge", .milliseconds, percentiles: true,
        "The age of a batch's last record when the function is called with it.")
    case .failedRecords:
      .init(lambda, "FailedInvokeEventCount", "Records of a stream whose invocation failed.")
    default:
      .init(
        lambda, "DroppedEventCount",
        "Records of a stream that were given up after retries or for their age.")
    }
  }
}
