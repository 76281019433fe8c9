/// The sends that a FIFO queue has accepted in the last five minutes, by their deduplication.
///
/// A send with the same deduplication as an accepted one succeeds but adds nothing, even when the
/// message of the first is deleted (SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html). A
/// duplicate does not make the time longer: a modelling choice.
struct DeduplicationWindow: ~Copyable, Sendable {
  /// How long a send is remembered.
  static let length = Interval.minutes(5)

  /// What tells whether two sends are the same.
  struct Key: Hashable, Sendable, BitwiseCopyable {
    /// The number of the deduplication ID.
    var id: UInt64
    /// The group, if the scope is the message group; the same for all otherwise.
    var group: UInt32

    /// Where a search for it begins, before it is cut to the table's size.
    @inline(__always)
    fileprivate var start: Int {
      Int(truncatingIfNeeded: scatter(id ^ UInt64(group) &<< 32 ^ UInt64(group)))
    }
  }

  /// An accepted send.
  struct Send: Sendable, BitwiseCopyable {
    var key: Key
    var message: MessageID
    var acceptedAt: Instant
  }

  /// What is remembered, in the order of acceptance.
  private var sends = Fifo<Send>()
  /// The number of the first of them; the others follow, up to 2³¹ and then from zero again.
  private var first: UInt32 = 0
  /// Their numbers by key: an open-addressing table, at most half full, whose size is a power of two.
  private var table = Buffer<UInt32>()

  private static let vacant = UInt32.max
  private static let numbers = UInt32.max >> 1

  /// No sends.
  init() { widen(to: 16) }

  /// How many sends are remembered.
  var count: Int { sends.count }

  /// The message of the accepted send that a new one repeats; remembers the new one if there is none.
  mutating func original(of key: Key, for message: MessageID, at now: Instant) -> MessageID? {
    forget(until: now)
    var place = place(of: key)
    if table[place] != Self.vacant { return send(table[place]).message }
    if 2 * (sends.count + 1) > table.count {
      widen(to: 2 * table.count)
      place = self.place(of: key)
    }
    table[place] = number(sends.count)
    sends.append(Send(key: key, message: message, acceptedAt: now))
    return nil
  }

  /// Forgets everything.
  mutating func removeAll() {
    while sends.count > 0 { removeFirst() }
  }

  private mutating func forget(until now: Instant) {
    while let oldest = sends.first, oldest.acceptedAt + Self.length <= now { removeFirst() }
  }

  private func number(_ offset: Int) -> UInt32 {
    (first &+ UInt32(truncatingIfNeeded: offset)) & Self.numbers
  }

  private func send(_ number: UInt32) -> Send { sends[Int((number &- first) & Self.numbers)] }

  /// Where a key's number is, or where it belongs.
  private func place(of key: Key) -> Int {
    let mask = table.count - 1
    var place = key.start & mask
    while table[place] != Self.vacant, send(table[place]).key != key { place = (place + 1) & mask }
    return place
  }

  /// Takes the oldest out and moves those up that had to make way for it (Knuth, volume 3, 6.4 R).
  private mutating func removeFirst() {
    guard let oldest = sends.first else { return }
    let mask = table.count - 1
    var hole = place(of: oldest.key)
    var place = hole
    while true {
      place = (place + 1) & mask
      guard table[place] != Self.vacant else { break }
      let start = send(table[place]).key.start & mask
      let mayStay = hole <= place ? hole < start && start <= place : hole < start || start <= place
      if mayStay { continue }
      table[hole] = table[place]
      hole = place
    }
    table[hole] = Self.vacant
    sends.removeFirst()
    first = number(1)
  }

  private mutating func widen(to size: Int) {
    table.keepFirst(0)
    for _ in 0..<size { table.append(Self.vacant) }
    for offset in 0..<sends.count { table[place(of: sends[offset].key)] = number(offset) }
  }
}
