/// The message groups of a FIFO queue, and the line of those that have a message to give.
///
/// A group stands in the line if its first message is visible, at that message's place. Groups whose
/// first message has been received before stand in a line of their own, so that both stay rings.
/// Whoever leaves otherwise than by its turn leaves its entry behind; the records tell it is void.
struct GroupLine: ~Copyable, Sendable {
  private var groups = Buffer<Chain>()
  private var fresh = Deadlines()
  private var returned = Deadlines()
  /// How many messages of each group are in flight.
  private var flights = Buffer<UInt32>()
  /// How many groups have messages in flight.
  private(set) var inFlightCount = 0

  /// The first message of a group, `Chain.nobody` if it has none.
  @inline(__always)
  func head(of group: UInt32) -> UInt32 {
    group < groups.count ? groups[Int(group)].first : Chain.nobody
  }

  /// Adds a message at the end of its group.
  @inline(__always)
  mutating func append(_ slot: UInt32, in records: inout Slab<OrderedMessage>) {
    let group = Int(records[slot].group)
    while groups.count <= group { groups.append(Chain()) }
    groups[group].append(slot, .group, in: &records)
  }

  /// Takes a message out of its group; says whether it was the first.
  @inline(__always)
  mutating func remove(_ slot: UInt32, in records: inout Slab<OrderedMessage>) -> Bool {
    let group = Int(records[slot].group)
    let wasFirst = groups[group].first == slot
    groups[group].remove(slot, .group, in: &records)
    return wasFirst
  }

  /// Notes that a message of a group is in flight.
  @inline(__always)
  mutating func enterFlight(_ group: UInt32) {
    while flights.count <= Int(group) { flights.append(0) }
    if flights[Int(group)] == 0 { inFlightCount &+= 1 }
    flights[Int(group)] &+= 1
  }

  /// Notes that a message of a group is in flight no longer.
  @inline(__always)
  mutating func leaveFlight(_ group: UInt32) {
    flights[Int(group)] &-= 1
    if flights[Int(group)] == 0 { inFlightCount &-= 1 }
  }

  /// Puts a group into the line, if its first message is visible.
  @inline(__always)
  mutating func offer(
    _ group: UInt32, using spare: inout Deadlines, in records: borrowing Slab<OrderedMessage>
  ) {
    let head = head(of: group)
    guard head != Chain.nobody, records[head].state == .visible else { return }
    let place = records[head].place
    if records[head].receivesHere == 0 {
      fresh.insert(place, slot: group, epoch: head)
      fresh.sweep(live: records.count, using: &spare) { Self.isReady($0, groups, records) }
    } else {
      returned.insert(place, slot: group, epoch: head)
      returned.sweep(live: records.count, using: &spare) { Self.isReady($0, groups, records) }
    }
  }

  /// Takes the first group out of the line.
  ///
  /// - Parameter horizon: The last message at which the service looks for groups whose first message
  ///   was never received; those that were are before it.
  @inline(__always)
  mutating func popFirst(
    upTo horizon: UInt32, in records: borrowing Slab<OrderedMessage>
  ) -> UInt32? {
    var new = Self.first(&fresh, groups, records)
    if let head = new?.epoch,
      Int32(bitPattern: records[head].birth &- records[horizon].birth) > 0
    {
      new = nil
    }
    guard let back = Self.first(&returned, groups, records) else {
      return new == nil ? nil : Self.pop(&fresh, groups, records)
    }
    guard let new, new.due < back.due else { return Self.pop(&returned, groups, records) }
    return Self.pop(&fresh, groups, records)
  }

  /// The groups in the line, void entries left out; for tests.
  func ready(in records: borrowing Slab<OrderedMessage>) -> Set<UInt32> {
    var ready: Set<UInt32> = []
    fresh.forEach { if Self.isReady($0, groups, records) { ready.insert($0.slot) } }
    returned.forEach { if Self.isReady($0, groups, records) { ready.insert($0.slot) } }
    return ready
  }

  /// How many groups there ever were.
  var groupCount: UInt32 { UInt32(groups.count) }

  @inline(__always)
  private static func first(
    _ line: inout Deadlines, _ groups: borrowing Buffer<Chain>,
    _ records: borrowing Slab<OrderedMessage>
  ) -> Deadlines.Entry? {
    line.first { isReady($0, groups, records) }
  }

  @inline(__always)
  private static func pop(
    _ line: inout Deadlines, _ groups: borrowing Buffer<Chain>,
    _ records: borrowing Slab<OrderedMessage>
  ) -> UInt32? {
    line.popDue(at: .never) { isReady($0, groups, records) }?.slot
  }

  @inline(__always)
  private static func isReady(
    _ entry: Deadlines.Entry, _ groups: borrowing Buffer<Chain>,
    _ records: borrowing Slab<OrderedMessage>
  ) -> Bool {
    groups[Int(entry.slot)].first == entry.epoch && records[entry.epoch].state == .visible
      && records[entry.epoch].place == entry.due
  }
}
