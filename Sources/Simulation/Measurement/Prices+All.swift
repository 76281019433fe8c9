extension Prices {
  /// Every row of the table, in its order, for the reference page and for checks.
  package static let all: [Price] = [
    sqsStandard, sqsFIFO, sqsFairQueue, snsPublish, snsHTTP, snsEmail, snsPush, snsFirehose,
    snsSMS, snsPayloadFilter, snsFIFOPublish, snsFIFOPublishData, snsFIFODelivery,
    snsFIFODeliveryData, eventBridgeEvent, eventBridgeAPIDestination, eventBridgeArchive,
    eventBridgeArchiveStorage, eventBridgeReplay, schedulerInvocation, pipesRequest,
    lambdaRequest, lambdaDurationX86, lambdaDurationARM, lambdaProvisioned,
    lambdaProvisionedDuration, lambdaEventPoller, httpAPI, restAPI, dynamoDBWrite, dynamoDBRead,
    dynamoDBProvisionedWrite, dynamoDBProvisionedRead, dynamoDBStorage, stepFunctionsTransition,
    stepFunctionsExpress, stepFunctionsExpressDuration, kinesisShard, kinesisPut, kinesisFanOut,
    kinesisFanOutData, kinesisExtendedRetention, kinesisLongRetention, kinesisOnDemand,
    kinesisOnDemandIn, kinesisOnDemandOut, kinesisOnDemandFanOut, firehoseData, fargateCPU,
    fargateMemory, fargateCPUOnARM, fargateMemoryOnARM, mqLargeBroker, mqMicroBroker,
    mqSharedStorage, mqDiskStorage, mskM5Large, mskM7gLarge, mskT3Small, mskStorage,
    mskExpressBroker, mskExpressIn, mskServerless, mskServerlessPartition, mskServerlessIn,
    mskServerlessOut, cloudWatchMetric, cloudWatchAlarm, cloudWatchFastAlarm, cloudWatchLogs,
    route53HealthCheck, route53FastCheck, route53Query, route53LatencyQuery, s3Put, s3Get,
    s3Storage, sesMail, crossZone, crossRegion, internetOut,
  ]
}
