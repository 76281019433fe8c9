/// Transactions: what a consumer writes while it handles a batch becomes visible together with its
/// commit, or never.
///
/// Rules from https://kafka.apache.org/documentation/#semantics and KIP-98: readers of committed
/// records see nothing behind the first record of a transaction that is still open, and pass over
/// those of transactions that were aborted.
extension KafkaTopic {
  /// Whose transaction it is: a producer's, and which of its members'.
  package struct TransactionID: Hashable, Sendable, BitwiseCopyable {
    package var producer: UInt32
    package var member: UInt16

    /// A member of a producer.
    package init(producer: UInt32, member: Int) {
      self.producer = producer
      self.member = UInt16(truncatingIfNeeded: member)
    }
  }

  /// A record whose transaction was open when it was written.
  struct OpenRecord: Sendable, BitwiseCopyable {
    var offset: UInt64
    var slot: UInt32
    var transaction: TransactionID
    var begunAt: Instant
    var isOpen = true
  }

  /// Notes that a record belongs to a transaction.
  mutating func open(
    _ message: MessageID, in transaction: TransactionID, _ partition: Int, at now: Instant
  ) {
    partitions[partition].open.append(
      OpenRecord(
        offset: partitions[partition].log.end - 1, slot: message.slot, transaction: transaction,
        begunAt: now))
    nextTimeout = min(nextTimeout, now + settings.transactionTimeout)
  }

  /// Ends a member's transaction as far as it concerns a message.
  ///
  /// - Returns: How many records were aborted.
  package mutating func end(
    _ transaction: TransactionID, of message: MessageID, in partition: Int, commits: Bool
  ) -> Int {
    var aborted = 0
    for place in 0..<partitions[partition].open.count {
      let record = partitions[partition].open[place]
      guard record.isOpen, record.slot == message.slot, record.transaction == transaction else {
        continue
      }
      partitions[partition].open[place].isOpen = false
      guard !commits else { continue }
      aborted += 1
      partitions[partition].abort(record.offset)
    }
    if partitions[partition].dropSettled() { announce(partition) }
    return aborted
  }

  /// Aborts the transactions that have been open for too long (`transaction.timeout.ms`).
  mutating func abortOverdue(at now: Instant) {
    nextTimeout = .never
    for partition in partitions.indices {
      while let first = partitions[partition].open.first {
        let due = first.begunAt + settings.transactionTimeout
        guard due <= now || !first.isOpen else {
          nextTimeout = min(nextTimeout, due)
          break
        }
        if first.isOpen { partitions[partition].abort(first.offset) }
        partitions[partition].open[0].isOpen = false
        if partitions[partition].dropSettled() { announce(partition) }
      }
    }
  }

  /// Up to where a reader sees a partition.
  func visibleEnd(of partition: Int, for reader: Int) -> UInt64 {
    let mark = partitions[partition].highWatermark
    guard readsCommitted(reader) else { return mark }
    return min(mark, partitions[partition].open.first?.offset ?? .max)
  }

  /// Whether a reader sees committed records only.
  func readsCommitted(_ reader: Int) -> Bool {
    reader < settings.readsCommitted.count && settings.readsCommitted[reader]
  }
}

extension KafkaPartition {
  /// Notes that a record was aborted.
  mutating func abort(_ offset: UInt64) {
    aborted.insert(offset, at: placeAmongAborted(of: offset))
  }

  /// Whether a record was aborted.
  func isAborted(_ offset: UInt64) -> Bool {
    let place = placeAmongAborted(of: offset)
    return place < aborted.count && aborted[place] == offset
  }

  /// Drops the first records of `open` whose transactions have ended; says whether there were any.
  mutating func dropSettled() -> Bool {
    let before = open.count
    while let first = open.first, !first.isOpen { open.removeFirst() }
    let dropped = placeAmongAborted(of: log.start)
    aborted.removeFirst(dropped)
    return open.count < before
  }

  /// Forgets transactions of records that a new leader never had.
  mutating func forgetTransactions(from end: UInt64) {
    while let last = open.last, last.offset >= end { _ = open.popLast() }
    while let last = aborted.last, last >= end { aborted.removeLast() }
  }

  private func placeAmongAborted(of offset: UInt64) -> Int {
    var (low, high) = (0, aborted.count)
    while low < high {
      let middle = (low + high) / 2
      if aborted[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
