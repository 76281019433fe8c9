/// Deadlines in the order in which they fall due, cheapest when most are set the same time ahead.
///
/// A deadline that is not earlier than the latest one goes to the end of a ring in constant time;
/// only the others pay for a heap. Nothing is ever withdrawn: the owner says which are still live
/// when they come to the front. That makes a timer per message cost about a nanosecond.
package struct Deadlines: ~Copyable, Sendable {
  /// A deadline and the two numbers by which its owner knows what it is for.
  package struct Entry: Sendable, BitwiseCopyable {
    package var due: Instant
    package var slot: UInt32
    package var epoch: UInt32
  }

  private var ring = Fifo<Entry>()
  /// When the last deadline of the ring falls due; of no meaning while the ring is empty.
  private var latest = Instant.never
  /// A binary heap for what came out of order, the earliest first; ties go by
  /// `epoch`, which mostly counts up, then by `slot`.
  private var strays = Buffer<Entry>()

  /// No deadlines.
  package init() {}

  /// How many deadlines are held, live or not.
  @inline(__always)
  package var count: Int { ring.count &+ strays.count }

  /// Adds a deadline.
  @inline(__always)
  package mutating func insert(_ due: Instant, slot: UInt32, epoch: UInt32) {
    let entry = Entry(due: due, slot: slot, epoch: epoch)
    if ring.isEmpty || due >= latest {
      latest = due
      ring.append(entry)
    } else {
      push(entry)
    }
  }

  /// The deadline that comes first, dropping those that no longer matter.
  @inline(__always)
  package mutating func first(where isLive: (Entry) -> Bool) -> Entry? {
    while let head = ring.first, !isLive(head) { ring.removeFirst() }
    if strays.count > 0 { dropStaleStrays(isLive) }
    guard strays.count > 0 else { return ring.first }
    guard let head = ring.first else { return strays[0] }
    return Self.precedes(strays[0], head) ? strays[0] : head
  }

  /// Takes out the first live deadline that is due, or nothing.
  @inline(__always)
  package mutating func popDue(at now: Instant, where isLive: (Entry) -> Bool) -> Entry? {
    while let head = ring.first, !isLive(head) { ring.removeFirst() }
    if strays.count > 0 { return popDueWithStrays(at: now, where: isLive) }
    guard let head = ring.first, head.due <= now else { return nil }
    ring.removeFirst()
    return head
  }

  /// Drops the deadlines that no longer matter from the front of the ring.
  @inline(__always)
  mutating func dropDead(where isLive: (Entry) -> Bool) {
    while let head = ring.first, !isLive(head) { ring.removeFirst() }
  }

  @inline(__always)
  private mutating func popDueWithStrays(
    at now: Instant, where isLive: (Entry) -> Bool
  ) -> Entry? {
    guard let entry = first(where: isLive), entry.due <= now else { return nil }
    if let head = ring.first, head.slot == entry.slot, head.epoch == entry.epoch,
      head.due == entry.due
    {
      ring.removeFirst()
    } else {
      popStray()
    }
    return entry
  }

  /// Calls a body with every deadline, live or not, in no order that means anything.
  package func forEach(_ body: (Entry) -> Void) {
    for offset in 0..<ring.count { body(ring[offset]) }
    for index in 0..<strays.count { body(strays[index]) }
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    if left.due != right.due { return left.due < right.due }
    return left.epoch != right.epoch ? left.epoch < right.epoch : left.slot < right.slot
  }

  @inline(__always)
  private mutating func dropStaleStrays(_ isLive: (Entry) -> Bool) {
    while strays.count > 0, !isLive(strays[0]) { popStray() }
  }

  private mutating func push(_ entry: Entry) {
    var hole = strays.count
    strays.append(entry)
    while hole > 0 {
      let parent = (hole - 1) / 2
      guard Self.precedes(entry, strays[parent]) else { break }
      strays[hole] = strays[parent]
      hole = parent
    }
    strays[hole] = entry
  }

  private mutating func popStray() {
    guard let last = strays.popLast(), strays.count > 0 else { return }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      guard child < strays.count else { break }
      if child + 1 < strays.count, Self.precedes(strays[child + 1], strays[child]) { child += 1 }
      guard Self.precedes(strays[child], last) else { break }
      strays[hole] = strays[child]
      hole = child
    }
    strays[hole] = last
  }
}
