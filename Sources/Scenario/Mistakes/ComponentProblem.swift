package import Simulation

/// Why a component or a producer cannot be set up as a scenario has it.
package enum ComponentProblem: Hashable, Sendable {
  /// Dead-letter queues lead to one another in a circle.
  case deadLetterCircle([String])
  /// A queue does not let another one use it as its dead-letter queue.
  case redriveDenied(source: String, by: String, isListed: Bool)
  /// A redrive moves messages to where they are.
  case redriveToItself(String)
  /// A batch of more than ten messages is not gathered for any time.
  case batchWithoutWindow(size: Int)
  /// A pipe's batches are larger than its target takes.
  case batchOverTarget(size: Int, target: String, limit: Int)
  /// A setting that only a stream as the source has.
  case keyOfStreams(String, source: String)
  /// A stream's shards are the service's in that mode.
  case shardsOfOnDemand
  /// More concurrency is provisioned than is reserved.
  case provisionedOverReserved(provisioned: Int, reserved: Int)
  /// Functions together reserve more than the account can spare.
  case reservedTooMuch(sum: Int, limit: Int, account: Int)
  /// Functions wait for one another in a circle.
  case invocationCircle([String])
  /// A schedule expression is not one.
  case schedule(ScheduleSyntaxError)
  /// A producer expects an effect that no step has.
  case unknownEffect(String, nearest: String?)
  /// A filter policy is none that the service takes.
  case filterPolicy(String)
  /// An event pattern is none that the service takes.
  case eventPattern(String)
  /// The phases of a delivery policy have more retries than it has in all.
  case deliveryPhases(sum: Int, retries: Int)
  /// A definition's file cannot be opened.
  case definitionUnreadable(file: String, reason: String)
  /// The service would refuse a definition.
  case definition(file: String?, place: String, reason: String)
  /// Nobody can do a task of a state machine.
  case task(MachineTask.Problem)
  /// A producer's messages are spelled out as one kind and as several.
  case twoKindsOfMessages
  /// A queue and its dead-letter queue are not of one kind.
  case deadLetterKind(queue: String, isFIFO: Bool, deadLetterQueue: String)
  /// Messages are moved between a FIFO queue and a standard one.
  case moveBetweenKinds(String, String)
  /// Throughput is limited by group where deduplication is not.
  case throughputWithoutScope
  /// A batch of a FIFO queue has more than ten messages.
  case batchOfFIFO(size: Int)
  /// Batches of a FIFO queue are gathered for a time.
  case windowOfFIFO
  /// A FIFO queue stands where the service takes standard ones only.
  case standardOnly(String, key: String)
  /// A FIFO topic is to deliver to what is no queue.
  case queuesOnly(String)
  /// The dead-letter queue of a FIFO topic's subscription is a standard queue.
  case lettersOfTopic(String, topic: String)
  /// A message is to be delayed on its own in a FIFO queue.
  case delayToFIFO(String)
  /// A FIFO queue is to be fair to its groups.
  case fairFIFO
  /// A queue or exchange belongs to another broker than the one that is to send to it.
  case otherBroker(String, broker: String)
  /// A pair of brokers is to share a disk that only one can have.
  case unsharedDisk
  /// There are more exchanges or queues of RabbitMQ than can be told apart.
  case tooManyOfRabbit(String, limit: Int)
  /// A producer stops before it starts.
  case endsBeforeStart
}

extension ComponentProblem {
  /// What is wrong, and the fix.
  var sentence: String {
    switch self {
    case .deadLetterCircle(let queues):
      "dead-letter queues lead in a circle: \(queues.inCircle); let the last one lead nowhere"
    case .redriveDenied(let source, let queue, true):
      "\(queue.named) does not take \(source.named) as a source; add it to its 'redriveSources'"
    case .redriveDenied(_, let queue, false):
      "\(queue.named) denies all queues as sources; change its 'redriveAllow'"
    case .redriveToItself(let queue):
      "messages are moved from \(queue.named) to itself; name another queue in 'to'"
    case .batchWithoutWindow(let size):
      "'batchSize' is \(size.grouped); batches of more than 10 messages need a "
        + "'maximumBatchingWindow' of at least \"1s\""
    case .batchOverTarget(let size, let target, let limit):
      "'batchSize' is \(size.grouped), and \(target.named) takes at most \(limit.grouped) messages "
        + "at a time; use a smaller one"
    case .shardsOfOnDemand:
      "an on-demand stream has as many 'shards' as the service sees fit; leave the key out, or make "
        + "'streamMode' \"PROVISIONED\""
    case .keyOfStreams(let key, let source):
      "\(key.named) is for a stream as the source, and \(source.named) is a queue; leave it out"
    case .provisionedOverReserved(let provisioned, let reserved):
      "'provisionedConcurrency' is \(provisioned.grouped); at most the \(reserved.grouped) of "
        + "'reservedConcurrency' can be provisioned"
    case .reservedTooMuch(let sum, let limit, let account):
      "functions reserve \(sum.grouped) of the account's \(account.grouped) concurrency; "
        + "100 must stay unreserved, so reserve at most \(limit.grouped) or raise "
        + "'accountConcurrency'"
    case .invocationCircle(let functions):
      "functions invoke one another in a circle and would wait for ever: \(functions.inCircle)"
    case .schedule(let error): "\(error)".printable()
    case .unknownEffect(let name, let nearest?):
      "no step has the effect \(name.named); did you mean \(nearest.named)?"
    case .unknownEffect(let name, nil):
      "no step has the effect \(name.named); name it in the 'effect' of a call or put"
    case .filterPolicy(let reason): "the service refuses this filter policy: \(reason.printable())"
    case .eventPattern(let reason): "the service refuses this event pattern: \(reason.printable())"
    case .deliveryPhases(let sum, let retries):
      "the phases of the delivery policy have \(sum.grouped) retries, and 'numRetries' is "
        + "\(retries.grouped); raise it, or have fewer retries in the phases"
    case .definitionUnreadable(let file, let reason):
      "\(file.named) cannot be read: \(reason); the file of a definition is looked for beside the "
        + "scenario"
    case .definition(let file, let place, let reason):
      "the service refuses "
        + (file.map { "the definition in \($0.named)" } ?? "this definition")
        + (place.isEmpty ? "" : ", at \(place.printable())") + ": \(reason.printable())"
    case .task(let problem): problem.sentence
    case .twoKindsOfMessages:
      "'message' is for messages of one kind, 'messages' for several; use one of them"
    case .deadLetterKind(let queue, true, let letters):
      "\(queue.named) is a FIFO queue, so its dead-letter queue must be one; give "
        + "\(letters.named) \"fifo: {}\""
    case .deadLetterKind(let queue, false, let letters):
      "\(queue.named) is a standard queue, so its dead-letter queue must be one; take 'fifo' from "
        + letters.named
    case .moveBetweenKinds(let source, let target):
      "messages are moved between queues of one kind only, and one of \(source.named) and "
        + "\(target.named) is a FIFO queue"
    case .throughputWithoutScope:
      "'fifoThroughputLimit' \"perMessageGroupId\" needs a 'deduplicationScope' of "
        + "\"messageGroup\""
    case .batchOfFIFO(let size):
      "'batchSize' is \(size.grouped); batches of a FIFO queue have at most 10 messages"
    case .windowOfFIFO:
      "batches of a FIFO queue are not gathered; leave 'maximumBatchingWindow' out"
    case .standardOnly(let queue, let key):
      "\(queue.named) is a FIFO queue, and '\(key)' takes standard ones only"
    case .queuesOnly(let name):
      "a FIFO topic delivers to queues only, and \(name.named) is none; put a queue in between"
    case .lettersOfTopic(let queue, let topic):
      "\(topic.named) is a FIFO topic, so its dead-letter queues must be FIFO queues; give "
        + "\(queue.named) \"fifo: {}\""
    case .delayToFIFO(let queue):
      "\(queue.named) is a FIFO queue, which delays no message on its own; set the queue's 'delay'"
    case .fairFIFO:
      "a FIFO queue holds back groups whose messages are in flight, and knows no noisy ones; leave "
        + "'fair' out"
    case .otherBroker(let name, let broker):
      "\(name.named) is not on the broker \(broker.named); messages do not pass from one broker "
        + "to another by themselves"
    case .unsharedDisk:
      "a pair of brokers cannot share a disk; use \"efs\", or a 'single-instance'"
    case .tooManyOfRabbit(let what, let limit):
      "a scenario can have at most \(limit) \(what) of RabbitMQ"
    case .endsBeforeStart: "'until' is not after 'start'; the producer would send nothing"
    }
  }
}

extension MachineTask.Problem {
  fileprivate var sentence: String {
    switch self {
    case .unbound(let state, let name, let allowed):
      "no component does the task of the state \(state.named); bind \(name.inQuotes) to "
        + "\(allowed.map(\.withArticle).joined(lastBy: "or")) in 'bindings'"
    case .wrongType(let state, let target, let type, let allowed, _):
      "\(target.named) is \(type.withArticle); the state \(state.named) asks "
        + allowed.map(\.withArticle).joined(lastBy: "or")
    }
  }
}

extension [String] {
  /// Names that lead to one another, the first once more at the end: `a -> b -> a`.
  var inCircle: String {
    (self + prefix(1)).map { $0.printable(upTo: 60) }.joined(separator: " -> ")
  }
}
