import Experiment
import Simulation
import Testing

/// Clients that all update one row under optimistic concurrency control, and wait after a conflict.
///
/// The model of "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015) and of its simulator,
/// aws-samples/aws-arch-backoff-simulator: a client reads the version, writes if it is still the
/// same, and after a conflict begins anew when its wait is over. The n-th wait follows the n-th
/// conflict, so that the first is already twice the base.
private struct Contention {
  private enum Step {
    case read
    case readAnswered(version: Int)
    case write(version: Int)
    case written(isDone: Bool)
  }

  private struct Client {
    var conflicts = 0
    var previous: Interval
  }

  private let backoff: Backoff
  private var clients: [Client]
  private var events = Agenda<(client: Int, step: Step)>()
  private var version = 0
  private var calls = 0
  private var draws: RandomStream

  init(clients: Int, backoff: Backoff, replication: Int) {
    self.backoff = backoff
    self.clients = Array(repeating: Client(previous: backoff.base), count: clients)
    draws = RandomStream(
      seed: 2015, replication: replication, component: "row", purpose: "contention")
  }

  /// How many writes it took, and how many milliseconds.
  mutating func run() -> (calls: Double, milliseconds: Double) {
    var now = Int64(0)
    for client in clients.indices { events.add((client, .read), at: delay()) }
    while let (time, event) = events.next() {
      now = time
      step(event.client, event.step, at: now)
    }
    return (Double(calls), Double(now) / 1e6)
  }

  private mutating func step(_ client: Int, _ step: Step, at now: Int64) {
    switch step {
    case .read:
      events.add((client, .readAnswered(version: version)), at: now + delay())
    case .readAnswered(let version):
      events.add((client, .write(version: version)), at: now + delay())
    case .write(let seen):
      calls += 1
      let isDone = seen == version
      if isDone { version += 1 }
      events.add((client, .written(isDone: isDone)), at: now + delay())
    case .written(isDone: true): break
    case .written(isDone: false):
      events.add((client, .read), at: now + delay() + wait(of: client))
    }
  }

  private mutating func wait(of client: Int) -> Int64 {
    clients[client].conflicts += 1
    let wait = backoff.delay(
      retry: clients[client].conflicts, previous: clients[client].previous,
      draw: draws.uniform())
    clients[client].previous = wait
    return wait.nanoseconds
  }

  /// The network's delay: the magnitude of a normal one of 10 ± 2 ms.
  private mutating func delay() -> Int64 {
    Int64((10 + 2 * Elementary.normalQuantile(draws.uniform())).magnitude * 1e6)
  }
}

/// Events in the order of time: a binary heap.
private struct Agenda<Event> {
  private var entries: [(time: Int64, event: Event)] = []

  mutating func add(_ event: Event, at time: Int64) {
    entries.append((time, event))
    var child = entries.count - 1
    while child > 0, entries[child].time < entries[(child - 1) / 2].time {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func next() -> (time: Int64, event: Event)? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child].time < entries[least].time { least = child }
      if least == parent { return first }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}

/// A mean with the half-width of its 95 % interval, as a table gives them.
struct Published: Sendable {
  var mean: Double
  var halfWidth: Double
  init(_ mean: Double, _ halfWidth: Double) { (self.mean, self.halfWidth) = (mean, halfWidth) }
}

@Suite struct `Clients that contend for a row` {
  enum Waiting: Sendable {
    case backingOff(Backoff.Jitter)
    case never

    var backoff: Backoff {
      switch self {
      case .backingOff(let jitter):
        Backoff(base: .milliseconds(5), cap: .milliseconds(2_000), jitter: jitter)
      case .never: Backoff(base: .zero, cap: .zero, jitter: .none)
      }
    }
  }

  /// Clients, kind of waiting, writes, milliseconds: sixty runs of the blog's simulator each.
  static let table: [(Int, Waiting, Published, Published)] = [
    (10, .backingOff(.none), .init(50, 1), .init(3_252, 363)),
    (10, .backingOff(.decorrelated), .init(38, 1), .init(437, 25)),
    (10, .backingOff(.equal), .init(42, 1), .init(703, 46)),
    (10, .backingOff(.full), .init(39, 1), .init(482, 31)),
    (10, .never, .init(51, 1), .init(376, 9)),
    (50, .backingOff(.none), .init(623, 7), .init(36_146, 840)),
    (50, .backingOff(.decorrelated), .init(375, 3), .init(2_259, 137)),
    (50, .backingOff(.equal), .init(348, 2), .init(4_182, 141)),
    (50, .backingOff(.full), .init(333, 1), .init(3_017, 164)),
    (50, .never, .init(692, 4), .init(1_146, 10)),
    (100, .backingOff(.none), .init(1_860, 15), .init(63_447, 1_057)),
    (100, .backingOff(.decorrelated), .init(1_005, 7), .init(4_640, 146)),
    (100, .backingOff(.equal), .init(812, 2), .init(6_673, 178)),
    (100, .backingOff(.full), .init(796, 2), .init(4_879, 142)),
    (100, .never, .init(2_418, 8), .init(2_032, 10)),
    (190, .backingOff(.none), .init(5_174, 29), .init(101_630, 1_059)),
    (190, .backingOff(.decorrelated), .init(2_443, 17), .init(7_816, 236)),
    (190, .backingOff(.equal), .init(1_759, 3), .init(9_410, 163)),
    (190, .backingOff(.full), .init(1_771, 4), .init(7_466, 162)),
    (190, .never, .init(7_997, 16), .init(3_531, 10)),
  ]

  @Test(arguments: table)
  func `need as many writes and as long as the blog's simulator says`(
    clients: Int, waiting: Waiting, calls: Published, milliseconds: Published
  ) throws {
    var (writes, time) = (Moments(), Moments())
    for replication in 0..<80 {
      var contention = Contention(
        clients: clients, backoff: waiting.backoff, replication: replication)
      let run = contention.run()
      writes.add(run.calls)
      time.add(run.milliseconds)
    }
    for (measured, published) in [(writes, calls), (time, milliseconds)] {
      let interval = try #require(measured.interval(confidence: 0.95))
      // The published numbers are rounded to whole ones.
      let tolerance = interval.halfWidth + published.halfWidth + 1
      #expect(abs(measured.mean - published.mean) <= tolerance)
    }
  }
}
