import Simulation
import Testing

/// What an event bus keeps and brings back.
@Suite struct `An archive` {
  private static func entry(_ number: Int, at seconds: Int) -> EventArchive.Entry {
    EventArchive.Entry(
      message: MessageID(slot: UInt32(number)), content: 0, size: 100,
      publishedAt: .start + .seconds(seconds))
  }

  private static var draws: RandomStream {
    RandomStream(seed: 1, replication: 0, component: "bus", purpose: "replays")
  }

  /// An event every ten seconds for five minutes.
  private static func filled(_ settings: EventArchive.Settings = .init()) -> EventArchive {
    var archive = EventArchive(settings)
    for number in 0..<30 { archive.keep(entry(number, at: 10 * number)) }
    return archive
  }

  private static func all(of replay: EventReplay) -> [Int] {
    var replay = replay
    var slots: [Int] = []
    while let next = replay.next() { slots.append(Int(next.message.slot)) }
    return slots
  }

  @Test func `brings back what was published from one time until before another`() {
    var draws = Self.draws
    let replay = Self.filled().replay(
      from: .start + .seconds(60), until: .start + .seconds(120), draws: &draws,
      at: .start + .hours(1))
    #expect(Self.all(of: replay).sorted() == Array(6..<12))
  }

  @Test func `brings it back minute by minute, and in any order within a minute`() {
    var draws = Self.draws
    let replay = Self.filled().replay(
      from: .start, until: .start + .minutes(5), draws: &draws, at: .start + .hours(1))
    let slots = Self.all(of: replay)
    #expect(slots.map { $0 / 6 } == (0..<30).map { $0 / 6 })
    #expect(slots != Array(0..<30))
    #expect(slots.sorted() == Array(0..<30))
  }

  @Test func `does not bring back what has not reached it yet`() {
    var settings = EventArchive.Settings()
    settings.arrivalDelay = .minutes(4)
    var draws = Self.draws
    let replay = Self.filled(settings).replay(
      from: .start, until: .start + .minutes(5), draws: &draws, at: .start + .minutes(5))
    #expect(Self.all(of: replay).sorted() == Array(0...6))
  }

  @Test func `drops what is older than its retention, and otherwise nothing`() {
    var settings = EventArchive.Settings()
    settings.retention = .days(1)
    var archive = Self.filled(settings)
    let due = archive.nextExpiry
    let early = archive.popExpired(at: .start + .hours(23))
    let first = archive.popExpired(at: .start + .days(1))
    let second = archive.popExpired(at: .start + .days(1))
    #expect(due == .start + .days(1))
    #expect(early == nil)
    #expect(first?.message.slot == 0)
    #expect(second == nil)
    let forEver = Self.filled().nextExpiry
    #expect(forEver == .never)
  }

  @Test(arguments: [
    (0, 60, 0, nil), (0, 61, 0, EventReplay.Problem.endsInFuture), (30, 30, 0, .isEmpty),
    (0, 60, 9, nil), (0, 60, 10, .tooMany),
  ])
  func `is replayed for a time that is over, ten times at once at most`(
    from: Int, until: Int, underWay: Int, problem: EventReplay.Problem?
  ) {
    let found = EventReplay.problem(
      from: .start + .seconds(from), until: .start + .seconds(until), underWay: underWay,
      at: .start + .seconds(60))
    #expect(found == problem)
  }
}

@Suite struct `The quota of invocations` {
  @Test func `lets a second's worth begin at once and the others in their turn`() {
    var pace = InvocationPace(perSecond: 10)
    let turns = (0..<14).map { _ in pace.next(at: .start) - .start }
    #expect(turns.prefix(11).allSatisfy { $0 == .zero })
    #expect(Array(turns.suffix(3)) == [.milliseconds(100), .milliseconds(200), .milliseconds(300)])
  }

  @Test func `is full again after a second without any`() {
    var pace = InvocationPace(perSecond: 10)
    for _ in 0..<10 { _ = pace.next(at: .start) }
    let later = Instant.start + .seconds(1)
    let turns = (0..<11).map { _ in pace.next(at: later) }
    #expect(turns.allSatisfy { $0 == later })
  }
}
