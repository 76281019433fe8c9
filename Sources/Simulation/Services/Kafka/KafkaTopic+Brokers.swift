/// Brokers that come and go, and who leads and follows then.
extension KafkaTopic {
  /// A broker goes down.
  ///
  /// - Parameters:
  ///   - noticedAfter: How long the cluster takes to notice, when the broker crashes; zero when it is
  ///     shut down in an orderly way, which hands its partitions over first.
  package mutating func brokerDown(_ broker: Int, noticedAfter: Interval, at now: Instant) {
    for partition in partitions.indices {
      guard let replica = replica(of: partition, on: broker) else { continue }
      settle(partition, at: now)
      let end = partitions[partition].end(of: replica)
      let wasLeader = partitions[partition].leader == replica
      if wasLeader { leaderless(partition, at: now) }
      partitions[partition].live &= ~(1 << replica)
      partitions[partition].ends[replica] = end
      let due =
        wasLeader ? now + noticedAfter + settings.electionTime : now + noticedAfter
      partitions[partition].electionAt = min(partitions[partition].electionAt, due)
      wake(partition, at: due, kind: 1)
    }
  }

  /// A broker is back; its replicas are in sync again after a while.
  package mutating func brokerUp(_ broker: Int, at now: Instant) {
    for partition in partitions.indices {
      guard let replica = replica(of: partition, on: broker) else { continue }
      partitions[partition].live |= 1 << replica
      if partitions[partition].leader < 0 {
        let due = now + settings.electionTime
        partitions[partition].electionAt = min(partitions[partition].electionAt, due)
        wake(partition, at: due, kind: 1)
      }
      partitions[partition].rejoinAt = now + settings.catchUpTime
      wake(partition, at: now + settings.catchUpTime, kind: 1)
    }
  }

  /// Followers stop fetching, or begin again.
  package mutating func pauseReplication(_ isPaused: Bool, at now: Instant) {
    for partition in partitions.indices {
      settle(partition, at: now)
      if isPaused {
        for replica in 0..<settings.replicationFactor
        where partitions[partition].follows(replica) {
          partitions[partition].ends[replica] = partitions[partition].replicated
        }
        partitions[partition].shrinkAt = now + settings.replicaLagLimit
        wake(partition, at: now + settings.replicaLagLimit, kind: 1)
      } else {
        partitions[partition].shrinkAt = .never
        partitions[partition].rejoinAt = now + settings.catchUpTime
        wake(partition, at: now + settings.catchUpTime, kind: 1)
      }
      partitions[partition].isPaused = isPaused
      look(at: partition, now)
    }
  }

  private func replica(of partition: Int, on broker: Int) -> Int? {
    let place =
      (broker - partitions[partition].firstBroker + settings.brokers) % settings.brokers
    return place < settings.replicationFactor ? place : nil
  }

  /// The leader is gone: whoever waits for an acknowledgement waits in vain.
  private mutating func leaderless(_ partition: Int, at now: Instant) {
    let leader = partitions[partition].leader
    for replica in 0..<settings.replicationFactor where replica != leader {
      partitions[partition].ends[replica] = partitions[partition].end(of: replica)
    }
    partitions[partition].leader = -1
    while let waiting = partitions[partition].pending.popFirst() {
      acknowledge(waiting.waiter, isWritten: false)
    }
  }

  /// Does what is due in a partition.
  mutating func look(at partition: Int, _ now: Instant) {
    settle(partition, at: now)
    if partitions[partition].electionAt <= now {
      partitions[partition].electionAt = .never
      dropDead(partition)
      if partitions[partition].leader < 0 {
        elect(partition)
        // Those that now follow another leader are in sync with it after a while.
        partitions[partition].rejoinAt = now + settings.catchUpTime
        wake(partition, at: now + settings.catchUpTime, kind: 1)
      }
    }
    if partitions[partition].shrinkAt <= now {
      partitions[partition].shrinkAt = .never
      dropLagging(partition)
    }
    if partitions[partition].rejoinAt <= now {
      partitions[partition].rejoinAt = .never
      rejoin(partition)
    }
    release(partition)
    watchNext(partition)
  }

  /// Sets the next look at a partition whose followers do not have all yet.
  private mutating func watchNext(_ partition: Int) {
    let next = max(partitions[partition].replicated, partitions[partition].log.start)
    guard partitions[partition].leader >= 0, !partitions[partition].isPaused,
      next < partitions[partition].log.end, !partitions[partition].isWatched
    else { return }
    partitions[partition].isWatched = true
    wake(
      partition, at: partitions[partition].log[next].writtenAt + settings.replicationDelay,
      kind: 0)
  }

  /// Lets followers have what they must have fetched by now.
  private mutating func settle(_ partition: Int, at now: Instant) {
    partitions[partition].replicate(until: now - settings.replicationDelay)
  }

  /// The controller takes dead brokers off the list of those in sync, while others are left on it.
  private mutating func dropDead(_ partition: Int) {
    let alive = partitions[partition].inSync & partitions[partition].live
    if alive != 0 { partitions[partition].inSync = alive }
  }

  private mutating func dropLagging(_ partition: Int) {
    guard partitions[partition].leader >= 0 else { return }
    let end = partitions[partition].log.end
    for replica in 0..<settings.replicationFactor
    where replica != partitions[partition].leader && partitions[partition].ends[replica] < end {
      partitions[partition].inSync &= ~(1 << replica)
    }
  }

  private mutating func rejoin(_ partition: Int) {
    guard partitions[partition].leader >= 0, !partitions[partition].isPaused else { return }
    partitions[partition].inSync |= partitions[partition].live
  }

  /// Makes the first live replica in sync the leader, or, if that is allowed, any live one.
  private mutating func elect(_ partition: Int) {
    var candidates = partitions[partition].inSync & partitions[partition].live
    if candidates == 0 {
      guard settings.allowsUncleanElection else { return }
      candidates = partitions[partition].live
    }
    guard candidates != 0 else { return }
    let leader = candidates.trailingZeroBitCount
    let isClean = partitions[partition].inSync & (1 << leader) != 0
    truncate(partition, to: partitions[partition].ends[leader])
    partitions[partition].leader = leader
    if !isClean { partitions[partition].inSync = 1 << leader }
    partitions[partition].replicated = min(
      partitions[partition].replicated, partitions[partition].log.end)
    books.elections &+= 1
    if !isClean { books.uncleanElections &+= 1 }
  }

  /// Forgets what the new leader never had.
  private mutating func truncate(_ partition: Int, to end: UInt64) {
    while partitions[partition].log.end > max(end, partitions[partition].log.start),
      let last = partitions[partition].log.last
    {
      partitions[partition].log.removeLast()
      guard last.unread > 0 else { continue }
      books.lost &+= 1
      notices.append(.lost(last.message, producer: last.key))
    }
    let end = partitions[partition].log.end
    partitions[partition].forgetTransactions(from: end)
    if settings.isCompacted { cleaners[partition].truncate(to: end) }
    for reader in 0..<settings.readers {
      let place = partition * settings.readers + reader
      positions[place].read = min(positions[place].read, end)
      positions[place].committed = min(positions[place].committed, end)
    }
  }

  /// Tells producers and readers what all in-sync replicas have now.
  private mutating func release(_ partition: Int) {
    guard partitions[partition].leader >= 0 else { return }
    let mark = partitions[partition].highWatermark
    while let waiting = partitions[partition].pending.first, waiting.offset < mark {
      partitions[partition].pending.removeFirst()
      acknowledge(waiting.waiter, isWritten: true)
    }
    announce(partition)
  }

  private mutating func cutFirst(of partition: Int) {
    partitions[partition].log.removeFirst()
    partitions[partition].cutTo = partitions[partition].log.start
  }

  /// Drops the oldest records of a partition that is larger than it may be.
  mutating func shrink(_ partition: Int, to limit: Int) {
    while partitions[partition].log.bytes > limit, partitions[partition].log.count > 1,
      let first = partitions[partition].log.first
    {
      cutFirst(of: partition)
      guard first.unread > 0 else { continue }
      books.expired &+= 1
      notices.append(.expired(first.message))
    }
  }

  /// Drops the records that have been kept for the retention period.
  mutating func expire(_ partition: Int, at now: Instant) {
    while let first = partitions[partition].log.first {
      let due = first.writtenAt + settings.retention
      guard due <= now else {
        nextExpiry = min(nextExpiry, due)
        return
      }
      cutFirst(of: partition)
      guard first.unread > 0 else { continue }
      books.expired &+= 1
      notices.append(.expired(first.message))
    }
  }
}
