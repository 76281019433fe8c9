extension Deadlines {
  /// Whether there is so much that no longer matters that `sweep` would drop any of it: a quick look.
  ///
  /// Where it is taken often, whoever takes it sweeps in a function apart, so that what tells the
  /// live ones is known there and need not be called.
  @inline(__always)
  func areOvergrown(live: Int) -> Bool { count > 2 &* live &+ 64 }

  /// Drops what no longer matters once it outnumbers what does, so that memory follows the latter.
  ///
  /// First from the front, where most of it lies if deadlines are mostly withdrawn in the order in
  /// which they were set: many at a time, since a processor cannot guess how many one insertion at a
  /// time would find. What still outnumbers the rest by far is swept out everywhere. Constant time on
  /// average: a sweep keeps at most a seventh of what was put in since the last one. Eight times as
  /// many is what it takes until the oldest of some thousand exponential times is over, so that with
  /// these sweeps are rare.
  ///
  /// - Parameters:
  ///   - live: How many entries matter.
  ///   - spare: An empty set of deadlines whose memory is used, so that sweeping allocates nothing.
  @inline(__always)
  mutating func sweep(
    live: Int, using spare: inout Deadlines, where isLive: (Entry) -> Bool
  ) {
    guard areOvergrown(live: live) else { return }
    dropDead(where: isLive)
    if count > 8 &* live &+ 64 { sweep(using: &spare, where: isLive) }
  }

  @inline(__always)
  private mutating func sweep(using spare: inout Deadlines, where isLive: (Entry) -> Bool) {
    while let entry = popDue(at: .never, where: isLive) {
      spare.insert(entry.due, slot: entry.slot, epoch: entry.epoch)
    }
    swap(&self, &spare)
  }
}
