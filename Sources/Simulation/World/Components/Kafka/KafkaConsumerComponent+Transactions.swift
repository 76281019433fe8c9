/// Members that commit what they have read together with what they have written.
///
/// A transaction is a batch: it begins with the first record of the batch, and ends with the commit
/// of its offsets. The coordinator decides at once and for all topics, as its two phases see to in
/// the end (KIP-98, https://kafka.apache.org/documentation/#semantics).
extension KafkaConsumerComponent {
  /// Takes a message into the member's transaction, before the handler writes anything for it.
  mutating func beginWriting(
    _ message: MessageID, _ member: Int, in context: inout Context
  ) {
    guard settings.commit == .transaction else { return }
    if members[member].done.head == ShipmentStore.empty { members[member].begunAt = context.now }
    mark(message, .begin, member, in: &context)
  }

  /// Asks the coordinator to commit the batch, unless its transaction has been open for too long.
  mutating func askToCommit(_ member: Int, in context: inout Context) {
    guard context.now - members[member].begunAt < transactionTimeout else {
      return committed(member, false, in: &context)
    }
    let token = KafkaCommit(member: member, partition: Int(members[member].partition)).token
    context.pass(
      Request(
        .commitTransaction, cargo: members[member].offset, detail: UInt8(reader), token: token),
      to: topic)
  }

  /// The coordinator has committed the member's transaction, or the member was put out of its group.
  mutating func committed(_ member: Int, _ isCommitted: Bool, in context: inout Context) {
    let done = members[member].done
    members[member].done = Shipment()
    end(done, isCommitted ? .commit : .abort, member, in: &context)
    members[member].failures = 0
    if isCommitted {
      meters.commits.count()
    } else {
      meters.aborts.count()
      members[member].restarts = true
    }
    poll(member, in: &context)
  }

  /// Aborts the member's transaction after a failure, and puts all of its batch back to be handled.
  mutating func startOver(_ member: Int, in context: inout Context) {
    meters.aborts.count()
    context.shipments.append(
      contentsOf: members[member].batch.head, to: &members[member].done)
    members[member].batch = members[member].done
    members[member].done = Shipment()
    var link = members[member].batch.head
    while link != ShipmentStore.empty {
      let found = context.shipments.look(at: link)
      mark(found.shipped.message, .abort, member, in: &context)
      link = found.next
    }
  }

  /// A member has died: what it wrote is aborted when it is back, or after the time-out.
  mutating func orphan(_ member: Int, in context: inout Context) {
    guard settings.commit == .transaction else { return }
    abortOrphans(of: member, in: &context)
    members[member].orphans = members[member].done
    members[member].done = Shipment()
    if let record = context.shipments.popFirst(&members[member].batch.head) {
      context.shipments.append(record, to: &members[member].orphans)
    }
    guard members[member].orphans.head != ShipmentStore.empty else { return }
    context.schedule(
      .abort(member: UInt32(member), epoch: members[member].epoch), for: port,
      at: members[member].begunAt + transactionTimeout)
  }

  /// Aborts the transaction that the member left open when it died.
  mutating func abortOrphans(of member: Int, in context: inout Context) {
    guard members[member].orphans.head != ShipmentStore.empty else { return }
    meters.aborts.count()
    let orphans = members[member].orphans
    members[member].orphans = Shipment()
    end(orphans, .abort, member, in: &context)
  }

  /// Ends the writing for messages, and lets go of them.
  private mutating func end(
    _ shipment: Shipment, _ kind: KafkaMarker.Kind, _ member: Int, in context: inout Context
  ) {
    var rest = shipment.head
    while let record = context.shipments.popFirst(&rest) {
      mark(record.message, kind, member, in: &context)
      context.messages.release(record.message)
    }
  }

  /// Tells the topics what becomes of the writing for a message.
  func mark(
    _ message: MessageID, _ kind: KafkaMarker.Kind, _ member: Int, in context: inout Context
  ) {
    let marker = KafkaMarker(kind, producer: port.address, member: member)
    for output in outputs {
      context.messages.retain(message)
      context.pass(marker.request(about: message), to: output)
    }
  }
}

extension WorldBuilder {
  /// The topics that a group's members write to, with the time that their transactions have.
  func topicsWritten(
    by consumer: KafkaConsumerSettings
  ) -> [(name: String, timeout: Interval)] {
    let targets = Blueprint.flattened(consumer.handler).compactMap { ($0 as? SendStep)?.target }
    var seen: Set<String> = []
    return (targets + [consumer.deadLetters].compactMap(\.self)).compactMap { name in
      let settings = blueprint.components.first { $0.name == name }?.settings
      guard let topic = settings as? KafkaTopicSettings, seen.insert(name).inserted else {
        return nil
      }
      return (name, topic.topic.transactionTimeout)
    }
  }
}
