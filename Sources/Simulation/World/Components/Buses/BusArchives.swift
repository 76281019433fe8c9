/// The archives of an event bus, and the replays of what they have kept.
struct BusArchives: ~Copyable {
  /// An archive of the bus.
  struct Kept: ~Copyable, Sendable {
    let name: String
    var archive: EventArchive
    /// Which contents are kept.
    let keeps: [Bool]
    let replayInterval: Interval
  }

  /// A replay under way; it holds on to the messages that are still to come.
  struct Underway: Sendable {
    var replay: EventReplay
    let rules: [Bool]
    let interval: Interval
  }

  /// The name of the event at which archives drop what is too old.
  static let expiry: UInt32 = 0

  private var archives: Parts<Kept>
  /// Replays by their names, from 1.
  private var replays: [Underway?] = []
  private var draws: RandomStream
  private var volume = StoredVolume()
  private var bytesArchived = 0
  private var eventsReplayed = 0
  private var armedFor = Instant.never

  init(
    _ settings: [Named<EventBusSettings.Archive>], contents: [MessageContent], draws: RandomStream
  ) {
    self.draws = draws
    archives = Parts(capacity: settings.count)
    for archive in settings {
      archives.append(
        Kept(
          name: archive.name, archive: EventArchive(archive.value.archive),
          keeps: contents.map { archive.value.keeps($0) },
          replayInterval: Interval(seconds: 1 / archive.value.replayRate)))
    }
  }

  /// Whether the bus has no archive.
  var isEmpty: Bool { archives.count == 0 }
  /// How many events are kept.
  var count: Int { archives.indices.reduce(0) { $0 + archives[$1].archive.count } }

  /// Keeps an event in every archive that wants it; says in how many.
  mutating func keep(_ entry: EventArchive.Entry, in context: inout Context) -> Int {
    var count = 0
    for place in archives.indices where archives[place].keeps[Int(entry.content)] {
      context.messages.retain(entry.message)
      archives[place].archive.keep(entry)
      bytesArchived += Int(entry.size)
      volume.change(by: Int(entry.size), at: context.now)
      count += 1
    }
    return count
  }

  /// Drops what is too old.
  mutating func expire(in context: inout Context) {
    armedFor = .never
    for place in archives.indices {
      while let entry = archives[place].archive.popExpired(at: context.now) {
        volume.change(by: -Int(entry.size), at: context.now)
        context.messages.release(entry.message)
      }
    }
  }

  /// When something is too old next, if nobody was told yet.
  mutating func takeWakeUp() -> Instant? {
    let due = archives.indices.reduce(Instant.never) {
      min($0, archives[$1].archive.nextExpiry)
    }
    guard due < armedFor else { return nil }
    armedFor = due
    return due
  }

  /// Begins a replay, and tells its name.
  mutating func replay(
    _ action: ManualAction, to rules: [Bool], in context: inout Context
  ) -> Result<UInt32, EventReplay.Problem> {
    let now = context.now
    let until = action.until ?? now
    let underWay = replays.count { $0 != nil }
    if let problem = EventReplay.problem(
      from: action.from, until: until, underWay: underWay, at: now)
    {
      return .failure(problem)
    }
    let place = archives.indices.first {
      action.archive == nil || archives[$0].name == action.archive
    }
    guard let place else { return .failure(.noArchive) }
    let replay = archives[place].archive.replay(
      from: action.from, until: until, draws: &draws, at: now)
    replay.visit { context.messages.retain($0) }
    replays.append(
      Underway(replay: replay, rules: rules, interval: archives[place].replayInterval))
    return .success(UInt32(replays.count))
  }

  /// The next event of a replay, whom it is for, and when the one after it comes.
  mutating func next(
    of name: UInt32, at now: Instant
  ) -> (entry: EventArchive.Entry, rules: [Bool], next: Instant)? {
    let place = Int(name) - 1
    guard let entry = replays[place]?.replay.next(), let underway = replays[place] else {
      replays[place] = nil
      return nil
    }
    eventsReplayed += Price.chunks(bytes: Int(entry.size))
    return (entry, underway.rules, now + underway.interval)
  }

  /// Ends all replays; says whether there were any.
  mutating func cancelReplays(in context: inout Context) -> Bool {
    var wasAny = false
    for place in replays.indices {
      guard let underway = replays[place] else { continue }
      wasAny = true
      underway.replay.visit { context.messages.release($0) }
      replays[place] = nil
    }
    return wasAny
  }

  /// What archives and replays cost so far.
  mutating func cost(until now: Instant) -> Dollars {
    guard !isEmpty else { return .zero }
    return Prices.eventBridgeArchive.dollars(bytes: bytesArchived)
      + volume.cost(Prices.eventBridgeArchiveStorage, until: now)
      + Prices.eventBridgeReplay.dollars(for: eventsReplayed)
  }

  /// Calls a body with every event that is kept.
  func visit(_ body: (MessageID) -> Void) {
    for place in archives.indices { archives[place].archive.visit(body) }
  }
}
