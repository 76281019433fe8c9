package import Simulation

/// Clients that all update one row under optimistic concurrency control, and wait after a conflict.
///
/// The model of "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015) and of its simulator,
/// aws-samples/aws-arch-backoff-simulator: a client reads the version, writes if it is still the
/// same, and after a conflict begins anew when its wait is over. The n-th wait follows the n-th
/// conflict, so that the first is already twice the base.
package struct Contention: Sendable {
  private enum Step: Sendable {
    case read
    case readAnswered(version: Int)
    case write(version: Int)
    case written(isDone: Bool)
  }

  private struct Client: Sendable {
    var conflicts = 0
    var previous: Interval
  }

  private let backoff: Backoff
  private var clients: [Client]
  private var events = Agenda<(client: Int, step: Step)>()
  private var version = 0
  private var calls = 0
  private var draws: RandomStream

  /// So many clients that wait so after conflicts.
  package init(clients: Int, backoff: Backoff, replication: Int) {
    self.backoff = backoff
    self.clients = Array(repeating: Client(previous: backoff.base), count: clients)
    draws = RandomStream(
      seed: 2015, replication: replication, component: "row", purpose: "contention")
  }

  /// How many writes it took, and how many milliseconds.
  package mutating func run() -> (calls: Double, milliseconds: Double) {
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
private struct Agenda<Event: Sendable>: Sendable {
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
