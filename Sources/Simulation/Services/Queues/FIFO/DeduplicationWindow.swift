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

  struct Entry: Sendable, BitwiseCopyable {
    var key: Key
    var message: MessageID
    var acceptedAt: Instant
    var isTaken: Bool
  }

  private static let vacant = Entry(
    key: Key(id: 0, group: 0), message: MessageID(slot: 0), acceptedAt: .start, isTaken: false)

  /// An open-addressing table, at most half full, whose size is a power of two.
  private var table = Buffer<Entry>()
  /// What is in the table, in the order of acceptance.
  private var order = Fifo<Key>()

  /// No sends.
  init() { widen(to: 16) }

  /// How many sends are remembered.
  var count: Int { order.count }

  /// The message of the accepted send that a new one repeats; remembers the new one if there is none.
  mutating func original(of key: Key, for message: MessageID, at now: Instant) -> MessageID? {
    forget(until: now)
    var place = slot(of: key)
    if table[place].isTaken { return table[place].message }
    if 2 * (order.count + 1) > table.count {
      grow()
      place = slot(of: key)
    }
    table[place] = Entry(key: key, message: message, acceptedAt: now, isTaken: true)
    order.append(key)
    return nil
  }

  /// Forgets everything.
  mutating func removeAll() {
    while let key = order.popFirst() { remove(key) }
  }

  private mutating func forget(until now: Instant) {
    while let key = order.first {
      guard table[slot(of: key)].acceptedAt + Self.length <= now else { return }
      order.removeFirst()
      remove(key)
    }
  }

  /// Where a key is, or where it belongs.
  private func slot(of key: Key) -> Int {
    let mask = table.count - 1
    var place = key.start & mask
    while table[place].isTaken, table[place].key != key { place = (place + 1) & mask }
    return place
  }

  /// Takes a key out and moves those up that had to make way for it (Knuth, volume 3, 6.4 R).
  private mutating func remove(_ key: Key) {
    let mask = table.count - 1
    var hole = slot(of: key)
    var place = hole
    while true {
      place = (place + 1) & mask
      guard table[place].isTaken else { break }
      let start = table[place].key.start & mask
      let mayStay = hole <= place ? hole < start && start <= place : hole < start || start <= place
      if mayStay { continue }
      table[hole] = table[place]
      hole = place
    }
    table[hole] = Self.vacant
  }

  private mutating func grow() {
    var entries: [Entry] = []
    for index in 0..<table.count where table[index].isTaken { entries.append(table[index]) }
    widen(to: 2 * table.count)
    for entry in entries { table[slot(of: entry.key)] = entry }
  }

  private mutating func widen(to size: Int) {
    table.keepFirst(0)
    for _ in 0..<size { table.append(Self.vacant) }
  }
}
