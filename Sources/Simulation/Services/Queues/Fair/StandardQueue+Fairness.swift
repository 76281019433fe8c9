extension StandardQueue {
  /// Whether messages' groups are tenants, of whom none may crowd out the others.
  @inline(__always)
  package var isFair: Bool { fairShare.isOn }

  /// How many tenants of a fair queue are noisy, the service's `ApproximateNumberOfNoisyGroups`.
  package var noisyGroupCount: Int { fairShare.noisyCount }
  /// The messages that can be received now, without those of noisy tenants.
  package var quietVisibleCount: Int { visibleCount - fairShare.noisyMessages(.visible) }
  /// The messages in flight, without those of noisy tenants.
  package var quietInFlightCount: Int { inFlightCount - fairShare.noisyMessages(.inFlight) }
  /// The messages whose delay still runs, without those of noisy tenants.
  package var quietDelayedCount: Int { delayedCount - fairShare.noisyMessages(.delayed) }

  /// The age of the oldest message of a quiet tenant; linear in the older ones of noisy tenants.
  package func quietAgeOfOldestHeld(at now: Instant) -> Interval {
    var slot = arrivals.first
    while slot != ArrivalOrder.nobody {
      if !records[slot].isStubborn, !fairShare.isNoisy(slot) {
        return now - records[slot].arrivedAt
      }
      slot = records[slot].next
    }
    return .zero
  }
}

extension StandardQueue {
  /// Takes the first message out of the line, in a fair queue the first of a quiet tenant if any.
  @inline(__always)
  mutating func popFirst() -> UInt32? {
    fairShare.isOn ? popFairly() : line.popFirst(in: records)
  }

  private mutating func popFairly() -> UInt32? {
    while let slot = line.popFirst(in: records) {
      guard fairShare.isNoisy(slot) else { return slot }
      fairShare.setAside(slot, in: records)
    }
    return fairShare.popFirst(in: records)
  }

  /// Counts a receive for its tenant, and judges whether it is noisy.
  mutating func shift(_ slot: UInt32, at now: Instant) {
    fairShare.leave(.visible, slot, at: now, in: records)
    fairShare.enter(.inFlight, slot, at: now)
    fairShare.judge(slot, at: now)
  }

  /// Lets those be quiet of whom nothing has come for long.
  mutating func forgive(at now: Instant) {
    fairShare.forgive(at: now, into: &line, in: records)
  }
}
