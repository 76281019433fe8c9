/// A consumer group of Apache Kafka: who of its members reads which partition, and when that changes.
///
/// The group coordinator's side. A member is alive as long as it heartbeats, and at work as long as
/// it polls; whoever misses either is put out, and the others share its partitions. Until all members
/// have come back for their new share, the group is being rebalanced. Rules from
/// https://kafka.apache.org/documentation/#consumerconfigs and
/// https://kafka.apache.org/documentation/#design_consumerposition.
package struct ConsumerGroup: ~Copyable, Sendable {
  /// How partitions change hands.
  package enum Assignor: String, CaseIterable, Sendable {
    /// Every member gives up all it has, and none reads until all have come back.
    case eager
    /// Only partitions that move stop being read (KIP-429).
    case cooperative
  }

  /// How a group is run.
  package struct Settings: Hashable, Sendable {
    /// The members that there are at most.
    package var members = 1
    /// How partitions change hands.
    package var assignor = Assignor.eager
    /// How long a member may be silent (`session.timeout.ms`).
    package var sessionTimeout = Interval.seconds(45)
    /// How long a member may take from one poll to the next (`max.poll.interval.ms`).
    package var maximumPollInterval = Interval.minutes(5)
    /// How long members take to join once the last one has come back; a modelling choice.
    package var joinTime = Interval.seconds(3)
    /// Whether members keep their share over a restart (`group.instance.id`).
    package var isStatic = false

    /// A group of one.
    package init() {}
  }

  /// What a poll comes to.
  package enum PollAnswer: Hashable, Sendable {
    /// The member may read its partitions.
    case reads
    /// The member has to wait until the group is rebalanced.
    case waits
  }

  enum State: UInt8, BitwiseCopyable {
    /// Not in the group. To `rejoined` by a poll.
    case out
    /// Waits in a poll for records. To `working`, `rejoined`, `silent`.
    case polling
    /// Works on records. To `polling`, `rejoined`, `out`, `silent`.
    case working
    /// Waits in a poll for its new share. To `polling`.
    case rejoined
    /// Has died, or is paused, and nobody knows yet. To `out`, or back if it is static.
    case silent
  }

  struct Member: Sendable, BitwiseCopyable {
    var state = State.out
    var deadline = Instant.never
    /// The latest rebalance in which the member has polled.
    var rebalance = 0
    /// The partition whose records it works on.
    var workingOn: Int32 = -1
    /// Until when the group waits for the member that was here before a restart.
    var ghostUntil = Instant.start
  }

  private let settings: Settings
  private var members = Buffer<Member>()
  /// The member that reads each partition, or -1.
  private var owners = Buffer<Int32>()
  /// The partitions of each member in their order, as `owners` has them.
  private var shares: [[Int]]
  /// No later than the first deadline of a member.
  private var earliestDeadline = Instant.never
  private var isRebalancing = false
  /// When the new shares are handed out; `.never` while members are missing.
  private var completesAt = Instant.never
  private var hasCompleted = false
  /// How many times shares were handed out.
  package private(set) var generation: UInt32 = 0
  /// How many rebalances have begun.
  package private(set) var rebalances = 0

  /// A group without members, for so many partitions.
  package init(_ settings: Settings, partitions: Int) {
    precondition(settings.members > 0, "a group of \(settings.members) members")
    self.settings = settings
    shares = Array(repeating: [], count: settings.members)
    for _ in 0..<settings.members { members.append(Member()) }
    for _ in 0..<partitions { owners.append(-1) }
  }

  /// Whether the group waits for members, or for the end of their joining.
  package var isBeingRebalanced: Bool { isRebalancing }
  /// How many members are in the group.
  package var size: Int {
    (0..<members.count).reduce(0) { $0 + (members[$1].state == .out ? 0 : 1) }
  }

  /// The member that reads a partition, unless it must not just now.
  package func reader(of partition: Int) -> Int? {
    let owner = Int(owners[partition])
    guard owner >= 0, members[owner].state == .polling else { return nil }
    return owner
  }

  /// Whether a member has died or is paused without the group knowing.
  package func isSilent(_ member: Int) -> Bool { members[member].state == .silent }
  /// Whether a member waits for records.
  package func isPolling(_ member: Int) -> Bool { members[member].state == .polling }
  /// Whether the member that has a partition works on its records.
  package func isInHand(_ partition: Int) -> Bool {
    let owner = Int(owners[partition])
    return owner >= 0 && members[owner].state == .working
      && Int(members[owner].workingOn) == partition
  }

  /// Whether a member has a partition.
  package func owns(_ member: Int, _ partition: Int) -> Bool { Int(owners[partition]) == member }

  /// The partitions that a member has, in their order.
  package func share(of member: Int) -> [Int] { shares[member] }

  /// A member asks for records, which is how it joins as well.
  package mutating func poll(_ member: Int, at now: Instant) -> PollAnswer {
    let state = members[member].state
    // One that restarts is a new member: the old one is waited for as long as its session lasts.
    if state == .silent { members[member].ghostUntil = members[member].deadline }
    members[member].deadline = .never
    if state == .silent, settings.isStatic, !isRebalancing {
      members[member].ghostUntil = now
      members[member].state = .polling
      return .reads
    }
    let isNew = state == .out || state == .silent
    if isNew { startRebalance(at: now) }
    members[member].rebalance = rebalances
    if isRebalancing, isNew || settings.assignor == .eager || state == .rejoined {
      members[member].state = .rejoined
      completeIfAllAreBack(at: now)
      return .waits
    }
    members[member].state = .polling
    if isRebalancing { completeIfAllAreBack(at: now) }
    return .reads
  }

  /// A member that polls has got records of a partition.
  package mutating func handed(_ member: Int, of partition: Int, at now: Instant) {
    members[member].state = .working
    members[member].workingOn = Int32(partition)
    setDeadline(of: member, to: now + settings.maximumPollInterval)
  }

  /// A member dies, or is paused: its heartbeats stop.
  package mutating func fallSilent(_ member: Int, at now: Instant) {
    guard members[member].state != .out else { return }
    members[member].state = .silent
    setDeadline(of: member, to: now + settings.sessionTimeout)
  }

  /// A member whose heartbeats had stopped goes on with what it was at.
  ///
  /// - Returns: Whether it is still in the group.
  package mutating func wake(_ member: Int, at now: Instant) -> Bool {
    guard members[member].state == .silent else { return members[member].state != .out }
    members[member].state = .working
    setDeadline(of: member, to: now + settings.maximumPollInterval)
    return true
  }

  /// A member leaves in an orderly way.
  package mutating func leave(_ member: Int, at now: Instant) {
    guard members[member].state != .out else { return }
    putOut(member, at: now)
  }

  /// Whether a commit of a member for a partition is taken: it must still be in the group.
  package func acceptsCommit(by member: Int, of partition: Int) -> Bool {
    let state = members[member].state
    return owns(member, partition) && state != .out
  }

  /// When time alone changes something, or a little earlier: constant time.
  package var nextWakeUp: Instant { min(completesAt, earliestDeadline) }

  /// Puts out who was silent or at work for too long, and hands out shares when all are back.
  package mutating func advance(to now: Instant) {
    if earliestDeadline <= now {
      for member in 0..<members.count where members[member].deadline <= now {
        putOut(member, at: now)
      }
      earliestDeadline = (0..<members.count).reduce(.never) { min($0, members[$1].deadline) }
    }
    if completesAt <= now { complete() }
  }

  /// Whether new shares were handed out since this was last asked.
  package mutating func takeCompletion() -> Bool {
    defer { hasCompleted = false }
    return hasCompleted
  }

  private mutating func setDeadline(of member: Int, to deadline: Instant) {
    members[member].deadline = deadline
    earliestDeadline = min(earliestDeadline, deadline)
  }

  private mutating func putOut(_ member: Int, at now: Instant) {
    members[member].state = .out
    members[member].deadline = .never
    startRebalance(at: now)
    completeIfAllAreBack(at: now)
  }

  private mutating func startRebalance(at now: Instant) {
    if !isRebalancing {
      isRebalancing = true
      rebalances += 1
      // Members that wait in a poll hear of it there; those that cooperate go on reading.
      for member in 0..<members.count where members[member].state == .polling {
        members[member].rebalance = rebalances
        if settings.assignor == .eager { members[member].state = .rejoined }
      }
    }
    completesAt = .never
  }

  private mutating func completeIfAllAreBack(at now: Instant) {
    let isMissing = (0..<members.count).contains {
      switch members[$0].state {
      case .silent: true
      case .working: settings.assignor == .eager || members[$0].rebalance < rebalances
      case .out, .polling, .rejoined: false
      }
    }
    guard isRebalancing, !isMissing, completesAt == .never else { return }
    let ghosts = (0..<members.count).reduce(now) { max($0, members[$1].ghostUntil) }
    completesAt = ghosts + settings.joinTime
  }

  private mutating func complete() {
    completesAt = .never
    isRebalancing = false
    hasCompleted = true
    generation &+= 1
    let present = (0..<members.count).filter { members[$0].state != .out }
    switch settings.assignor {
    case .eager: assignEvenly(to: present)
    case .cooperative: assignSticking(to: present)
    }
    noteShares()
    for member in present where members[member].state == .rejoined {
      members[member].state = .polling
    }
  }

  private mutating func noteShares() {
    for member in shares.indices { shares[member].removeAll() }
    for partition in 0..<owners.count where owners[partition] >= 0 {
      shares[Int(owners[partition])].append(partition)
    }
  }

  /// Partitions in turn to the members in turn.
  private mutating func assignEvenly(to present: [Int]) {
    for partition in 0..<owners.count {
      owners[partition] = present.isEmpty ? -1 : Int32(present[partition % present.count])
    }
  }

  /// Leaves partitions where they are, as far as that makes even shares; what somebody works on
  /// stays in any case.
  private mutating func assignSticking(to present: [Int]) {
    guard !present.isEmpty else { return assignEvenly(to: []) }
    let share = owners.count / present.count
    var larger = owners.count % present.count
    var held = Array(repeating: 0, count: members.count)
    var free: [Int] = []
    let busy = present.filter { members[$0].state == .working }.map { members[$0].workingOn }
    let inOrder = (0..<owners.count).sorted {
      (busy.contains(Int32($0)) ? 0 : 1, $0) < (busy.contains(Int32($1)) ? 0 : 1, $1)
    }
    for partition in inOrder {
      let owner = Int(owners[partition])
      let isKept = owner >= 0 && members[owner].state != .out
      if isKept, held[owner] < share || busy.contains(Int32(partition)) {
        held[owner] += 1
      } else if isKept, held[owner] == share, larger > 0 {
        held[owner] += 1
        larger -= 1
      } else {
        free.append(partition)
      }
    }
    give(free, to: present, held: &held)
  }

  /// Gives partitions one by one to whoever has fewest.
  private mutating func give(_ free: [Int], to present: [Int], held: inout [Int]) {
    for partition in free {
      guard let least = present.min(by: { (held[$0], $0) < (held[$1], $1) }) else { return }
      owners[partition] = Int32(least)
      held[least] += 1
    }
  }
}
