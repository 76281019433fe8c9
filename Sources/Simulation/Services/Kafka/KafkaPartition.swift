/// A partition of a topic: the leader's log, and how far its replicas have it.
///
/// Replicas that follow have everything that is older than the replication delay; of the others the
/// end of their log is noted down when they stop.
struct KafkaPartition: ~Copyable, Sendable {
  /// A producer that waits until a record is on all in-sync replicas.
  struct Pending: Sendable, BitwiseCopyable {
    var offset: UInt64
    var waiter: UInt64
  }

  /// Replicas as bits of a set, by their place in the partition's list.
  typealias ReplicaSet = UInt8

  var log = RecordLog()
  /// The broker of the first replica; the next ones follow.
  let firstBroker: Int
  /// Up to where the log was cut for its age or size: whoever is before that has lost its place.
  var cutTo: UInt64 = 0
  /// The replica that leads, or -1.
  var leader = 0
  /// The replicas in sync, the leader among them.
  var inSync: ReplicaSet
  /// The replicas whose brokers are up.
  var live: ReplicaSet
  /// Whether followers do not fetch.
  var isPaused = false
  /// The end of the log of every follower that follows.
  var replicated: UInt64 = 0
  /// The ends of the logs of those that do not.
  var ends = InlineArray<8, UInt64>(repeating: 0)
  var pending = Fifo<Pending>()
  /// Records of transactions, from the first one on that is still open; and those aborted, in order.
  var open = Fifo<KafkaTopic.OpenRecord>()
  var aborted: ContiguousArray<UInt64> = []
  /// When a new leader is elected, lagging followers fall out of sync, those that are back get in
  /// sync: each `.never` when it is not due.
  var electionAt = Instant.never
  var shrinkAt = Instant.never
  var rejoinAt = Instant.never
  /// Whether a look at the replication is set already.
  var isWatched = false

  init(firstBroker: Int, replicas: Int) {
    self.firstBroker = firstBroker
    inSync = ReplicaSet(truncatingIfNeeded: (1 << replicas) - 1)
    live = inSync
  }

  /// How many replicas are in sync.
  var inSyncCount: Int { inSync.nonzeroBitCount }

  /// Up to where consumers see the log: what all in-sync replicas have.
  var highWatermark: UInt64 {
    var mark = log.end
    var rest = leader < 0 ? inSync : inSync & ~(1 << leader)
    while rest != 0 {
      let replica = rest.trailingZeroBitCount
      rest &= rest &- 1
      mark = min(mark, follows(replica) ? replicated : ends[replica])
    }
    return max(mark, log.start)
  }

  /// Whether a replica fetches what the leader has.
  func follows(_ replica: Int) -> Bool {
    leader >= 0 && replica != leader && live & (1 << replica) != 0 && !isPaused
  }

  /// Lets followers fetch what was written before a time.
  mutating func replicate(until time: Instant) {
    guard leader >= 0, !isPaused else { return }
    replicated = max(replicated, log.start)
    while replicated < log.end, log[replicated].writtenAt <= time { replicated += 1 }
  }

  /// The end of a replica's log.
  func end(of replica: Int) -> UInt64 {
    replica == leader ? log.end : follows(replica) ? replicated : ends[replica]
  }
}
