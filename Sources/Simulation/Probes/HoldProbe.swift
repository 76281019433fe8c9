/// The future event set in its steady state, for who measures it: so many events always pending.
///
/// Lives beside the kernel because generic code is not specialised in other modules, where it
/// would be several times as slow.
package struct HoldProbe: ~Copyable {
  private var events = FutureEvents()
  private var delays: RandomStream

  /// A set with a number of events pending, each due after an exponential time of mean 1 s.
  package init(pending: Int, seed: UInt64) {
    delays = RandomStream(key: RandomKey(bits: seed))
    for number in 0..<pending {
      let request = Request(operation: 0, cargo: UInt32(truncatingIfNeeded: number))
      events.insert(Parcel(request, to: Address(index: 0)), at: .start + delay())
    }
  }

  /// Takes the earliest event and puts it back an exponential time (mean 1 s) later, so many times.
  ///
  /// - Returns: When the last event fell due.
  package mutating func run(holds: Int) -> Instant {
    for _ in 0..<holds {
      guard let parcel = events.next(before: .never) else { break }
      events.insert(parcel, at: events.now + delay())
    }
    return events.now
  }

  @inline(__always)
  private mutating func delay() -> Interval {
    Interval(seconds: -Elementary.log(delays.uniform()))
  }
}
