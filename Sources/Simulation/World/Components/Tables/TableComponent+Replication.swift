/// How a replica of a global table and the others keep each other up to date.
extension TableComponent {
  /// What tells an item or record of a message from the others of the message.
  func versionKey(
    _ write: TableReplication.Write, of message: MessageID, part: UInt32,
    in context: borrowing Context
  ) -> SlotRecords<TableReplication.Version>.Key {
    .init(
      owner: message.slot, birth: context.messages[message].birth, part: UInt64(part) | write.mark)
  }

  /// Notes a write that was made here, and sets out to send it to every replica.
  mutating func replicate(
    _ write: TableReplication.Write, of message: MessageID, part: UInt32, owner: UInt16 = 0,
    in context: inout Context
  ) {
    guard replication.isGlobal else { return }
    let update = TableReplication.Update(
      writtenAt: context.now, part: part, message: message, owner: owner,
      origin: port.address.index, write: write)
    _ = replication.note(
      .init(writtenAt: context.now, origin: update.origin),
      under: versionKey(write, of: message, part: part, in: context))
    for replica in replication.replicas.indices {
      context.messages.retain(message)
      let slot = replication.insert(update, forReplica: replica)
      context.schedule(.replicate(slot), for: port, at: context.now + replication.nextLag())
    }
  }

  /// It is time to send an update, unless replication stands still or others wait before it.
  mutating func send(_ slot: UInt32, in context: inout Context) {
    let replica = Int(replication[slot].replica)
    if standsStill(at: context.now) || !replication.backlogs[replica].isEmpty {
      replication.backlogs[replica].append(slot)
      retryLater(replica, in: &context)
    } else {
      transmit(slot, in: &context)
    }
  }

  private func standsStill(at now: Instant) -> Bool {
    troubles.share(of: .tableUnavailable, at: now) >= 1
      || troubles.share(of: .tableReplicationPause, at: now) > 0
  }

  /// It is time to see whether a replica takes updates again.
  mutating func retry(_ replica: Int, in context: inout Context) {
    replication.backlogs[replica].isTimed = false
    if standsStill(at: context.now) { return retryLater(replica, in: &context) }
    sendNext(1, to: replica, in: &context)
  }

  /// Sends some of the updates that wait for a replica.
  private mutating func sendNext(_ count: Int, to replica: Int, in context: inout Context) {
    for _ in 0..<count {
      guard let slot = replication.backlogs[replica].popFirst() else { return }
      transmit(slot, in: &context)
    }
  }

  /// Sets a time for the next attempt, unless an answer is to come that will bring it about.
  private mutating func retryLater(_ replica: Int, in context: inout Context) {
    let backlog = replication.backlogs[replica]
    guard backlog.inFlight == 0, !backlog.isTimed else { return }
    replication.backlogs[replica].isTimed = true
    context.schedule(
      .retry(replica: UInt8(replica)), for: port, at: context.now + TableReplication.pause)
  }

  private mutating func transmit(_ slot: UInt32, in context: inout Context) {
    let outgoing = replication[slot]
    let enclosure = context.enclosures.enclose(outgoing.update)
    replication.note(enclosure: enclosure, of: slot)
    replication.unanswered += 1
    replication.backlogs[Int(outgoing.replica)].inFlight += 1
    context.send(
      Request(.replicate, cargo: enclosure, caller: port.address, token: slot),
      from: port.address, to: replication.replicas[Int(outgoing.replica)])
  }

  /// A replica has answered, or nobody has.
  mutating func sent(_ reply: Reply, in context: inout Context) {
    let slot = reply.token
    let outgoing = replication[slot]
    replication.unanswered -= 1
    _ = context.enclosures.open(outgoing.enclosure, as: TableReplication.Update.self)
    let replica = Int(outgoing.replica)
    replication.backlogs[replica].inFlight -= 1
    guard reply.result == .ok else {
      replication.backlogs[replica].append(slot)
      return retryLater(replica, in: &context)
    }
    replication.latency.record(context.now - outgoing.update.writtenAt)
    context.messages.release(outgoing.update.message)
    replication.remove(slot)
    sendNext(2, to: replica, in: &context)
  }

  /// Takes over what was written to another replica, unless something later was written here.
  mutating func takeOver(_ request: Request, in context: inout Context) -> Outcome {
    let update = context.enclosures.read(request.cargo, as: TableReplication.Update.self)
    let bytes =
      update.write == .item ? size(of: update.message, in: context) : IdempotencyRecord.bytes
    let key = self.key(of: update.message, in: context)
    let outcome = admit(table.write(bytes: bytes, key: key, at: context.now), isWrite: true)
    guard outcome == .ok else { return outcome }
    let version = TableReplication.Version(writtenAt: update.writtenAt, origin: update.origin)
    let place = versionKey(update.write, of: update.message, part: update.part, in: context)
    if replication.note(version, under: place) { keepRecord(update, in: context) }
    return .ok
  }

  /// Takes over a record of an idempotent function.
  private mutating func keepRecord(
    _ update: TableReplication.Update, in context: borrowing Context
  ) {
    guard let policy = policies[Int(update.owner)] else { return }
    let key = IdempotencyStore.Key(
      owner: update.message.slot, birth: context.messages[update.message].birth,
      part: UInt64(update.part))
    switch update.write {
    case .item: break
    case .recordBegun: records.put(policy.begun(at: update.writtenAt), under: key)
    case .recordCompleted: records.put(policy.completed(at: update.writtenAt), under: key)
    case .recordForgotten: records.delete(key)
    }
  }
}
