/// What a replica of a global table knows of others' writes, and what they do not know of its own yet.
///
/// Every replica takes writes. Conditions are looked up in the replica alone, so that two Regions can
/// both find an item absent; of two writes of an item the later one stays (last writer wins)
/// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html).
struct TableReplication: ~Copyable {
  /// What was written.
  enum Write: UInt8, Sendable, BitwiseCopyable {
    case item
    case recordBegun
    case recordCompleted
    case recordForgotten

    /// What tells a record from an item of the same part.
    var mark: UInt64 { self == .item ? 0 : 1 &<< 32 }
  }

  /// A write as it is sent to a replica.
  struct Update: Sendable, BitwiseCopyable {
    var writtenAt: Instant
    /// The part of the message's items that the item is.
    var part: UInt32
    var message: MessageID
    /// The function whose record it is.
    var owner: UInt16
    /// The table that was written to.
    var origin: UInt16
    var write: Write
  }

  /// An update on its way to one replica.
  struct Outgoing: Sendable, BitwiseCopyable {
    var update: Update
    /// The replica's place among the table's.
    var replica: UInt8
    var enclosure: UInt32 = 0
  }

  /// The updates for a replica that did not take the last one.
  ///
  /// One is tried now and then. Each that arrives lets two others follow, so that a replica which is
  /// back is not drowned in what it has missed.
  struct Backlog: Sendable {
    private var slots: [UInt32] = []
    private var first = 0
    /// Updates that are sent and not answered.
    var inFlight = 0
    /// Whether a time is set at which one is tried again.
    var isTimed = false

    var isEmpty: Bool { first == slots.count }

    mutating func append(_ slot: UInt32) { slots.append(slot) }

    mutating func popFirst() -> UInt32? {
      guard !isEmpty else { return nil }
      defer {
        first += 1
        if isEmpty { (slots, first) = ([], 0) }
      }
      return slots[first]
    }
  }

  /// The version of an item that a replica has.
  struct Version: Sendable, BitwiseCopyable {
    var writtenAt: Instant
    var origin: UInt16
  }

  /// How long a replica that did not take an update is left alone.
  static let pause = Interval.seconds(1)

  let replicas: [Address]
  private var lag: Timing
  private var outgoing = Slab<Outgoing>()
  var backlogs: [Backlog]
  private var versions = SlotRecords<Version>()
  /// Requests that are not answered yet.
  var unanswered = 0
  var latency = Metric.replicationLatency.definition.summary
  var pending = Metric.pendingReplications.definition.summary
  var conflicts = Tally()

  init(_ settings: TableSettings, name: String, build: WorldBuilder) {
    replicas = build.replicas(of: name).map { build.address(of: $0) }
    backlogs = Array(repeating: Backlog(), count: replicas.count)
    lag = Timing(settings.replicationLag, draws: build.stream(name, "replication"))
  }

  /// Whether the table is part of a global one.
  var isGlobal: Bool { !replicas.isEmpty }
  /// Updates that replicas do not have yet.
  var pendingCount: Int { outgoing.count }

  /// How long until the next update is sent.
  mutating func nextLag() -> Interval { lag.next() }

  mutating func insert(_ update: Update, forReplica place: Int) -> UInt32 {
    outgoing.insert(Outgoing(update: update, replica: UInt8(place)))
  }

  mutating func note(enclosure: UInt32, of slot: UInt32) { outgoing[slot].enclosure = enclosure }

  subscript(slot: UInt32) -> Outgoing { outgoing[slot] }

  mutating func remove(_ slot: UInt32) { outgoing.remove(slot) }

  /// Whether an item is here.
  func has(_ key: SlotRecords<Version>.Key) -> Bool { versions[key] != nil }

  /// Notes a write here, or one from elsewhere unless it is older than what is here; says whether it
  /// counts.
  mutating func note(_ version: Version, under key: SlotRecords<Version>.Key) -> Bool {
    if let own = versions[key] {
      let isOlder = (version.writtenAt, version.origin) < (own.writtenAt, own.origin)
      if isOlder {
        conflicts.count()
        return false
      }
    }
    versions[key] = version
    return true
  }
}
