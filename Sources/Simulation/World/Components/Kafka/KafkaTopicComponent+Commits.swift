/// What members of consumer groups have done with, and what they write until then.
extension KafkaTopicComponent {
  /// Takes a commit, or rejects that of a member that was put out of its group.
  mutating func commit(_ request: Request) -> Outcome {
    let reader = Int(request.detail)
    guard let group = groupOfReader[reader] else {
      let lane = request.token & ~FunctionComponent.laneToken
      topic.commit(Int(lane), by: reader, upTo: request.cargo)
      return .ok
    }
    let order = KafkaCommit(token: request.token)
    guard groups[group].rules.acceptsCommit(by: order.member, of: order.partition) else {
      meters.commitsRejected.count()
      return .rejected
    }
    topic.commit(order.partition, by: reader, upTo: request.cargo)
    return .ok
  }

  /// Takes a commit that is part of a transaction: the coordinator, which no link parts from the
  /// member, says at once whether the whole of it stands.
  mutating func commitTransaction(_ request: Request, in context: inout Context) {
    let outcome = commit(request)
    let member = UInt32(KafkaCommit(token: request.token).member)
    context.remind(
      Reply(token: KafkaConsumerComponent.commitToken | member, outcome: outcome.rawValue),
      to: readers[Int(request.detail)].address, at: context.now)
  }

  /// A member begins or ends to write within a transaction.
  mutating func mark(_ request: Request, in context: inout Context) {
    let marker = KafkaMarker(request)
    writers.note(marker, about: request.message)
    if marker.kind != .begin {
      let aborted = topic.end(
        marker.transaction, of: request.message,
        in: partition(of: context.messages[request.message]), commits: marker.kind == .commit)
      meters.aborted.count(times: aborted)
    }
    context.messages.release(request.message)
  }
}
