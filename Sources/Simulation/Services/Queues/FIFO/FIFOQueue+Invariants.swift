extension FIFOQueue {
  /// Stops the program unless the queue's caches agree with its records; linear, for tests.
  package func checkInvariants() {
    precondition(polls.isSwept, "a poll that is over stands first in the line")
    precondition(booksBalance, "the books do not balance: \(books)")
    let slots = storedSlots()
    precondition(slots.count == records.count, "\(slots.count) of \(records.count) are listed")
    for (state, count) in [
      (OrderedMessage.State.visible, visibleCount), (.inFlight, inFlightCount),
      (.delayed, delayedCount),
    ] {
      let real = slots.count { records[$0].state == state }
      precondition(real == count, "\(real) are \(state), not \(count)")
    }
    precondition(withinHorizon == min(slots.count, Self.searchDepth), "\(withinHorizon)")
    precondition(
      horizon == (withinHorizon == 0 ? Chain.nobody : slots[withinHorizon - 1]), "the horizon")
    checkGroups()
  }

  /// Every group that has a visible message at its head is in the line, and no other.
  private func checkGroups() {
    let ready = (0..<groups.groupCount).filter { group in
      let head = groups.head(of: group)
      return head != Chain.nobody && records[head].state == .visible
    }
    precondition(groups.ready(in: records) == Set(ready), "the line is not the ready groups")
    let flying = (0..<groups.groupCount).count { group in
      var slot = groups.head(of: group)
      while slot != Chain.nobody, records[slot].state != .inFlight {
        slot = records[slot].inGroup.next
      }
      return slot != Chain.nobody
    }
    precondition(flying == groupsInFlight, "\(flying) groups in flight, not \(groupsInFlight)")
    for group in 0..<groups.groupCount {
      var slot = groups.head(of: group)
      while slot != Chain.nobody {
        let next = records[slot].inGroup.next
        precondition(records[slot].group == group, "a stranger in group \(group)")
        if next != Chain.nobody {
          precondition(records[slot].birth < records[next].birth, "group \(group) is out of order")
        }
        slot = next
      }
    }
  }

  private func storedSlots() -> [UInt32] {
    var slots: [UInt32] = []
    var slot = arrivals.first
    while slot != Chain.nobody {
      slots.append(slot)
      slot = records[slot].inQueue.next
    }
    return slots
  }
}
