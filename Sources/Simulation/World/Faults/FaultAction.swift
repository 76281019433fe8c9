/// Every kind of fault there is: the name that scenarios use, what it strikes, what it does.
package enum FaultAction: String, CaseIterable, Sendable {
  case dependencyOutage = "dependency.outage"
  case dependencyHang = "dependency.hang"
  case dependencyErrors = "dependency.errors"
  case dependencyLatency = "dependency.latency"
  case dependencyBrownout = "dependency.brownout"
  case dependencyCapacity = "dependency.capacity"
  case dependencyRateLimit = "dependency.rateLimit"
  case functionErrors = "function.errors"
  case functionDelay = "function.delay"
  case functionCrash = "function.crash"
  case functionThrottle = "function.throttle"
  case functionBadDeploy = "function.badDeploy"
  case functionUnavailable = "function.unavailable"
  case queueUnavailable = "queue.unavailable"
  case queueDeliveryDelay = "queue.deliveryDelay"
  case queueDuplicateDelivery = "queue.duplicateDelivery"
  case queueMessageLoss = "queue.messageLoss"
  case topicUnavailable = "topic.unavailable"
  case topicThrottle = "topic.throttle"
  case topicDeliveryDelay = "topic.deliveryDelay"
  case topicFilterError = "topic.filterError"
  case busUnavailable = "bus.unavailable"
  case busThrottle = "bus.throttle"
  case busDeliveryDelay = "bus.deliveryDelay"
  case busRulesDisabled = "bus.rulesDisabled"
  case pipeStop = "pipe.stop"
  case pipeThrottle = "pipe.throttle"
  case pipeErrors = "pipe.errors"
  case pipeFilterError = "pipe.filterError"
  case streamUnavailable = "stream.unavailable"
  case streamThrottle = "stream.throttle"
  case streamIteratorExpired = "stream.iteratorExpired"
  case streamDeliveryDelay = "stream.deliveryDelay"
  case kafkaBrokerCrash = "kafka.brokerCrash"
  case kafkaBrokerRestart = "kafka.brokerRestart"
  case kafkaReplicationPause = "kafka.replicationPause"
  case rabbitNodeCrash = "rabbitmq.nodeCrash"
  case rabbitNodeRestart = "rabbitmq.nodeRestart"
  case rabbitPartition = "rabbitmq.partition"
  case rabbitResourceAlarm = "rabbitmq.resourceAlarm"
  case activeBrokerCrash = "activemq.brokerCrash"
  case activeBrokerRestart = "activemq.brokerRestart"
  case activeStoreFull = "activemq.storeFull"
  case consumerCrash = "consumer.crash"
  case consumerPause = "consumer.pause"
  case containerBadDeploy = "container.badDeploy"
  case containerSlowStart = "container.slowStart"
  case containerNoCapacity = "container.noCapacity"
  case containerCPUThrottle = "container.cpuThrottle"
  case containerScalingFrozen = "container.scalingFrozen"
  case firehoseUnavailable = "firehose.unavailable"
  case firehoseThrottle = "firehose.throttle"
  case tableUnavailable = "table.unavailable"
  case tableThrottle = "table.throttle"
  case tableLatency = "table.latency"
  case tableReplicationPause = "table.replicationPause"
  case workflowUnavailable = "workflow.unavailable"
  case workflowThrottle = "workflow.throttle"
  case workflowDelay = "workflow.delay"
  case workflowTaskErrors = "workflow.taskErrors"
  case workflowTokenLost = "workflow.tokenLost"
  case gatewayUnavailable = "gateway.unavailable"
  case scheduleStop = "schedule.stop"
  case scheduleLate = "schedule.late"
  case scheduleDuplicate = "schedule.duplicate"
  case linkLatency = "link.latency"
  case linkLoss = "link.loss"
  case linkPartition = "link.partition"
  case producerSpike = "producer.spike"
  case producerStop = "producer.stop"
  case producerMalformed = "producer.malformed"
  case producerPoison = "producer.poison"
  case producerDuplicateSend = "producer.duplicateSend"
  case producerHotKey = "producer.hotKey"
  case zoneOutage = "zone.outage"
  case zoneDegraded = "zone.degraded"
  case zonePartition = "zone.partition"
  case regionOutage = "region.outage"
  case regionPartition = "region.partition"

  /// One sentence that says what the fault does.
  package var help: String {
    switch self {
    case .dependencyOutage: "Every call fails at once (connection refused)."
    case .dependencyHang: "Calls are accepted and never answered: worse than errors."
    case .dependencyErrors: "Calls take their time and then fail."
    case .dependencyLatency: "Calls take longer, by a factor and by an addition."
    case .dependencyBrownout: "Calls take longer, and a share of them fails."
    case .dependencyCapacity: "A share of the servers is gone, so that calls queue up."
    case .dependencyRateLimit: "Calls beyond a rate are refused (HTTP 429)."
    case .functionErrors:
      "Invocations fail, before the handler runs or after it has had its side effects."
    case .functionDelay: "Invocations begin to work only after a delay."
    case .functionCrash:
      "The environment dies so long after the handler began, if it is still at work."
    case .functionThrottle: "No new invocation is admitted (HTTP 429)."
    case .functionBadDeploy:
      "A faulty version fails and dawdles until it is rolled back at the end of the window."
    case .functionUnavailable:
      "Nothing runs: invocations under way die, and new ones fail (HTTP 503)."
    case .queueUnavailable: "Calls to the queue fail (HTTP 503)."
    case .queueDeliveryDelay: "New messages become visible later."
    case .queueDuplicateDelivery: "Messages are delivered a second time, as at-least-once allows."
    case .queueMessageLoss: "Messages that were accepted vanish."
    case .topicUnavailable: "Publishes to the topic fail (HTTP 503)."
    case .topicThrottle: "Publishes to the topic are throttled (HTTP 429)."
    case .topicDeliveryDelay: "What is published is delivered later."
    case .topicFilterError:
      "Filter policies want nothing of what is published (a wrong policy): it is dropped silently."
    case .busUnavailable: "PutEvents fails (HTTP 503)."
    case .busThrottle: "PutEvents is throttled (ThrottlingException)."
    case .busDeliveryDelay: "Events reach their targets later."
    case .busRulesDisabled: "The bus's rules are switched off: events are dropped silently."
    case .pipeStop: "The pipe reads nothing: what its source has waits."
    case .pipeThrottle: "Executions of the pipe are throttled; their batches come again."
    case .pipeErrors:
      "Executions of the pipe fail before anybody is asked (a permission or a template is wrong)."
    case .pipeFilterError:
      "The pipe's filter lets nothing pass (a wrong pattern): messages are dropped silently."
    case .streamUnavailable: "Puts to the stream and reads of it fail (HTTP 500)."
    case .streamThrottle:
      "Puts to the stream are refused (ProvisionedThroughputExceededException)."
    case .streamIteratorExpired:
      "Reads fail (ExpiredIteratorException): consumers begin anew behind what they have done."
    case .streamDeliveryDelay: "What consumers read reaches them later."
    case .kafkaBrokerCrash:
      "Brokers of the cluster die, which it notices after a while; they come back at the end."
    case .kafkaBrokerRestart:
      "Brokers are shut down in an orderly way, as for patching; they come back at the end."
    case .kafkaReplicationPause: "Followers stop fetching what leaders have."
    case .consumerCrash:
      "Consumers die and come back at the end; tasks of a service die and are replaced at once, as "
        + "fast as tasks start."
    case .consumerPause:
      "Consumers or tasks stand still and go on at the end as if nothing had happened (a pause for "
        + "garbage collection)."
    case .containerBadDeploy:
      "A faulty version that fails and dawdles is rolled out, and rolled back at the end."
    case .containerSlowStart: "Tasks take longer to start."
    case .containerNoCapacity: "No new task can be placed."
    case .containerCPUThrottle: "A share of every task's processor is gone."
    case .containerScalingFrozen: "Auto-scaling makes no decisions."
    case .firehoseUnavailable: "Puts to the Firehose stream fail (HTTP 503)."
    case .firehoseThrottle:
      "Puts to the Firehose stream are refused (ServiceUnavailableException: slow down)."
    case .rabbitNodeCrash:
      "Nodes of the broker die, which clients notice after a while; they come back at the end."
    case .rabbitNodeRestart:
      "Nodes are shut down in an orderly way, as for maintenance; they come back at the end."
    case .rabbitPartition:
      "Nodes are cut off from the others; the smaller side pauses once it notices."
    case .rabbitResourceAlarm: "Memory or disk run out: publishers are blocked, consumers are not."
    case .activeBrokerCrash:
      "Brokers of the deployment die, the active one first; they come back at the end."
    case .activeBrokerRestart:
      "The active broker is restarted in an orderly way, as for maintenance."
    case .activeStoreFull: "The store is full (StorePercentUsage 100): producers are blocked."
    case .tableUnavailable: "Requests to the table fail (HTTP 500)."
    case .tableThrottle: "Requests to the table are throttled (HTTP 400, ThrottlingException)."
    case .tableLatency: "Requests to the table take longer, by a factor and by an addition."
    case .tableReplicationPause: "What is written to the table is not sent to its replicas."
    case .workflowUnavailable: "Starts of executions fail (HTTP 503)."
    case .workflowThrottle: "Starts of executions are throttled (ThrottlingException)."
    case .workflowDelay: "Transitions from state to state take longer."
    case .workflowTaskErrors:
      "Tasks fail, of one state or of all, before they are asked or after they have been done."
    case .workflowTokenLost: "Task tokens that come back get lost."
    case .gatewayUnavailable: "Requests to the API fail (HTTP 503)."
    case .scheduleStop: "The schedule does not fire; what was missed is not made up for."
    case .scheduleLate: "The schedule fires later than it is due."
    case .scheduleDuplicate: "The schedule fires twice, as at-least-once allows."
    case .linkLatency: "Requests and replies on the link take longer."
    case .linkLoss: "Requests and replies on the link get lost; the caller notices late."
    case .linkPartition: "Nothing passes the link."
    case .producerSpike: "The producer sends a multiple of its normal rate."
    case .producerStop: "The producer sends nothing."
    case .producerMalformed:
      "The producer sends messages in a shape that no consumer understands (a schema change)."
    case .producerPoison: "The producer sends messages that no consumer can process."
    case .producerDuplicateSend:
      "The producer sends messages twice, as after an ambiguous time-out."
    case .producerHotKey: "The producer's messages are all of one group: a hot key."
    case .zoneOutage:
      "A zone fails: what runs in it alone is gone, what runs in several loses that part."
    case .zoneDegraded:
      "A gray failure: what goes to and from a zone is late, and some of it gets lost."
    case .zonePartition: "Nothing passes between a zone and another one, or all others."
    case .regionOutage: "A Region fails with everything in it, its services among them."
    case .regionPartition: "Nothing passes between a Region and another one, or all others."
    }
  }

  /// The component types that the fault can strike; links are written `"from -> to"`.
  package var targets: [String] {
    switch self {
    case .dependencyOutage, .dependencyHang, .dependencyErrors, .dependencyLatency,
      .dependencyBrownout, .dependencyCapacity, .dependencyRateLimit:
      ["dependency"]
    case .functionErrors, .functionDelay, .functionCrash, .functionThrottle, .functionBadDeploy,
      .functionUnavailable:
      ["lambda-function", "redrive"]
    case .queueUnavailable, .queueDeliveryDelay, .queueDuplicateDelivery, .queueMessageLoss:
      ["sqs-queue"]
    case .topicUnavailable, .topicThrottle, .topicDeliveryDelay, .topicFilterError: ["sns-topic"]
    case .busUnavailable, .busThrottle, .busDeliveryDelay, .busRulesDisabled: ["event-bus"]
    case .pipeStop, .pipeThrottle, .pipeErrors, .pipeFilterError: ["eventbridge-pipe"]
    case .streamUnavailable, .streamThrottle, .streamIteratorExpired, .streamDeliveryDelay:
      ["kinesis-stream"]
    case .kafkaBrokerCrash, .kafkaBrokerRestart, .kafkaReplicationPause: ["msk-cluster"]
    case .rabbitNodeCrash, .rabbitNodeRestart, .rabbitPartition, .rabbitResourceAlarm:
      ["rabbitmq-broker"]
    case .activeBrokerCrash, .activeBrokerRestart, .activeStoreFull: ["activemq-broker"]
    case .consumerCrash, .consumerPause:
      ["kafka-consumer", "rabbitmq-consumer", "activemq-consumer", "container-service"]
    case .tableUnavailable, .tableThrottle, .tableLatency, .tableReplicationPause:
      ["dynamodb-table"]
    case .workflowUnavailable, .workflowThrottle, .workflowDelay, .workflowTaskErrors,
      .workflowTokenLost:
      ["state-machine"]
    case .containerBadDeploy, .containerSlowStart, .containerNoCapacity, .containerCPUThrottle,
      .containerScalingFrozen:
      ["container-service"]
    case .firehoseUnavailable, .firehoseThrottle: ["firehose-stream"]
    case .gatewayUnavailable: ["api-gateway"]
    case .scheduleStop, .scheduleLate, .scheduleDuplicate: ["eventbridge-schedule", "redrive"]
    case .linkLatency, .linkLoss, .linkPartition: ["link"]
    case .producerSpike, .producerStop, .producerMalformed, .producerPoison,
      .producerDuplicateSend, .producerHotKey:
      ["producer"]
    case .zoneOutage, .zoneDegraded, .zonePartition: ["zone"]
    case .regionOutage, .regionPartition: ["region"]
    }
  }

  /// Whether the fault strikes schedules, and of a redrive the schedule that belongs to it.
  package var strikesSchedules: Bool { targets.contains("eventbridge-schedule") }

  /// Whether the fault changes how much a producer sends.
  var changesRate: Bool { self == .producerSpike || self == .producerStop }

  /// Whether what the fault does is set when it begins, and must be set anew while it ramps; the
  /// others are asked call by call.
  var isSetInSteps: Bool {
    targets == ["link"] || self == .dependencyCapacity || self == .containerCPUThrottle
      || strikesWays
  }

  /// The parameters that the fault takes beside the common ones.
  package var parameters: [Parameter<Fault>] {
    switch self {
    case .dependencyLatency, .tableLatency: [.latencyFactor, .latencyAddition]
    case .dependencyBrownout: [.latencyFactor, .latencyAddition, .errorShare]
    case .dependencyCapacity, .containerCPUThrottle: [.capacityLost]
    case .dependencyRateLimit: [.allowedRate]
    case .functionErrors: [.errorMoment]
    case .workflowTaskErrors: [.stateName, .errorName, .taskMoment]
    case .functionDelay, .functionCrash, .queueDeliveryDelay, .topicDeliveryDelay,
      .busDeliveryDelay, .streamDeliveryDelay, .workflowDelay, .scheduleLate:
      [.delay]
    case .functionBadDeploy, .containerBadDeploy: [.errorShare, .latencyAddition]
    case .containerSlowStart: [.latencyAddition]
    case .kafkaBrokerCrash, .kafkaBrokerRestart, .rabbitNodeCrash, .rabbitNodeRestart,
      .rabbitPartition, .activeBrokerCrash, .consumerCrash, .consumerPause:
      [.count]
    case .linkLatency: [.delay, .direction]
    case .linkLoss, .linkPartition: [.direction, .noticedAfter]
    case .producerSpike: [.spikeFactor]
    case .zoneOutage: [.symptom, .shiftedAfter]
    case .zoneDegraded: [.delay, .lossShare, .noticedAfter]
    case .zonePartition, .regionPartition: [.direction, .noticedAfter]
    case .regionOutage: [.symptom]
    case .dependencyOutage, .dependencyHang, .dependencyErrors,
      .functionThrottle, .functionUnavailable, .queueUnavailable, .queueDuplicateDelivery,
      .queueMessageLoss,
      .topicUnavailable, .topicThrottle, .topicFilterError, .busUnavailable, .busThrottle,
      .busRulesDisabled, .tableUnavailable, .tableThrottle, .gatewayUnavailable, .scheduleStop,
      .scheduleDuplicate, .producerStop, .producerMalformed, .producerPoison,
      .producerDuplicateSend, .producerHotKey, .streamUnavailable, .streamThrottle,
      .streamIteratorExpired, .kafkaReplicationPause, .tableReplicationPause,
      .workflowUnavailable, .workflowThrottle, .workflowTokenLost, .containerNoCapacity,
      .containerScalingFrozen, .firehoseUnavailable, .firehoseThrottle,
      .rabbitResourceAlarm, .activeBrokerRestart, .activeStoreFull, .pipeStop,
      .pipeThrottle, .pipeErrors, .pipeFilterError:
      []
    }
  }
}
