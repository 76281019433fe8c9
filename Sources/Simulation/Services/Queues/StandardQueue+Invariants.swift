extension StandardQueue {
  /// Stops the program unless the queue's caches agree with its records; linear, for tests.
  package func checkInvariants() {
    precondition(booksBalance, "the books do not balance: \(books)")
    checkArrivals()
    let waiting = line.slots(in: records).union(fairShare.slots(in: records))
    precondition(waiting == slots(.visible), "the line is not the visible messages")
    if fairShare.isOn {
      for state in [StoredMessage.State.visible, .inFlight, .delayed] {
        precondition(fairShare.counts(slots(state), state), "a tenant's \(state) are miscounted")
      }
    }
    precondition(slots(in: leases, .inFlight) == slots(.inFlight), "a lease has no end")
    precondition(slots(in: delays, .delayed) == slots(.delayed), "a delay has no end")
    precondition(
      slots(in: comebacks, .missedDelete).count == comebackCount, "a comeback is missing")
    precondition(polls.isSwept, "a poll that is over stands first in the line")
    precondition(passedOver.isEmpty, "a message passed over was not put back")
    checkWakeUp()
  }

  /// The order of arrival: linked both ways, counted right, its cursors where they belong.
  private func checkArrivals() {
    var (previous, slot) = (ArrivalOrder.nobody, arrivals.first)
    var counts: [StoredMessage.State: Int] = [:]
    var strayCount = 0
    while slot != ArrivalOrder.nobody {
      let record = records[slot]
      precondition(record.previous == previous, "slot \(slot) is not linked to \(previous)")
      if previous != ArrivalOrder.nobody {
        precondition(records[previous].arrivedAt <= record.arrivedAt, "\(slot) is out of order")
      }
      counts[record.state, default: 0] += 1
      strayCount += record.isStray ? 1 : 0
      (previous, slot) = (slot, record.next)
    }
    precondition(arrivals.last == previous, "the last of the order is not its last")
    precondition(strayCount == self.strayCount, "\(self.strayCount) strays, not \(strayCount)")
    precondition(counts[.visible, default: 0] == visibleCount, "visible: \(counts)")
    precondition(counts[.inFlight, default: 0] == inFlightCount, "in flight: \(counts)")
    precondition(counts[.delayed, default: 0] == delayedCount, "delayed: \(counts)")
    precondition(
      counts[.vacant] == nil && counts[.missedDelete] == nil, "who left is still listed")
    checkCursors()
  }

  private func checkCursors() {
    let stored = all()
    var copy = arrivals
    precondition(
      copy.oldestOfAge(in: records) == stored.first { !records[$0].isStubborn }, "age cursor")
    precondition(
      copy.firstToExpire(in: records) == stored.first { !records[$0].isStray }, "expiry cursor")
  }

  /// Nothing falls due before the queue wants to be called.
  private func checkWakeUp() {
    let retention = settings.messageRetentionPeriod
    for slot in all() {
      let record = records[slot]
      precondition(wakeUp <= record.enqueuedAt + retention, "slot \(slot) would expire late")
      if record.state == .inFlight || record.state == .delayed {
        precondition(wakeUp <= record.moment, "slot \(slot) would appear late")
      }
    }
  }

  private func all() -> [UInt32] {
    var slots: [UInt32] = []
    var slot = arrivals.first
    while slot != ArrivalOrder.nobody {
      slots.append(slot)
      slot = records[slot].next
    }
    return slots
  }

  private func slots(_ state: StoredMessage.State) -> Set<UInt32> {
    Set(all().filter { records[$0].state == state })
  }

  private func slots(
    in deadlines: borrowing Deadlines, _ state: StoredMessage.State
  ) -> Set<UInt32> {
    var slots: Set<UInt32> = []
    deadlines.forEach {
      if records[$0.slot].isMeant(by: $0, in: state) { slots.insert($0.slot) }
    }
    return slots
  }
}
