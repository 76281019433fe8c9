/// Firehose: https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
extension Metric {
  /// The definition of a metric of a Firehose stream.
  var firehoseDefinition: MetricDefinition {
    let firehose = "AWS/Firehose"
    return switch self {
    case .firehoseRecords: .init(firehose, "IncomingRecords", "Records that were taken in.")
    case .firehoseBytes: .init(firehose, "IncomingBytes", .bytes, "The size of a record taken in.")
    case .firehoseThrottled:
      .init(firehose, "ThrottledRecords", "Records refused for lack of throughput.")
    case .deliveredRecords:
      .init(firehose, "DeliveryToS3.Records", "Records delivered to the destination.")
    case .deliverySuccess:
      .init(
        firehose, "DeliveryToS3.Success",
        "Attempts to deliver a batch, 1 or 0; the average is the share that succeeded.")
    case .dataFreshness:
      .init(
        firehose, "DeliveryToS3.DataFreshness", .seconds,
        "The age of the oldest record that was not delivered, sampled every minute.")
    default:
      .init("Faultline/Firehose", "RecordsGivenUp", "Records lost after their retries ran out.")
    }
  }
}
