extension Deadlines {
  /// Drops what no longer matters once it outnumbers what does, so that memory follows the latter.
  ///
  /// Constant time on average: a sweep keeps at most half of what was put in since the last one.
  ///
  /// - Parameters:
  ///   - live: How many entries matter.
  ///   - spare: An empty set of deadlines whose memory is used, so that sweeping allocates nothing.
  @inline(__always)
  mutating func sweep(
    live: Int, using spare: inout Deadlines, where isLive: (Entry) -> Bool
  ) {
    guard count > 2 &* live &+ 32 else { return }
    while let entry = popDue(at: .never, where: isLive) {
      spare.insert(entry.due, slot: entry.slot, epoch: entry.epoch)
    }
    swap(&self, &spare)
  }
}
