import Simulation
import Testing

/// Notes which events it gets and when; may set and withdraw further timers as it goes.
private struct Probe: Component {
  enum Event: BitwiseCopyable {
    case number(UInt32)
  }

  let port: Port<Event>
  var chaos: Chaos?
  var log: [Entry] = []
  private var timers: [Timer] = []

  struct Entry: Equatable {
    var at: Instant
    var number: UInt32
  }

  init(port: Port<Event>, chaos: Chaos? = nil) {
    self.port = port
    self.chaos = chaos
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    guard case .number(let number) = event else { return }
    log.append(Entry(at: context.now, number: number))
    for act in chaos?.acts() ?? [] { carryOut(act, in: &context) }
  }

  mutating func carryOut(_ act: Chaos.Act, in context: inout Context) {
    switch act {
    case .event(let number, let delay):
      context.schedule(.number(number), for: port, at: context.now + delay)
    case .timer(let number, let delay):
      timers.append(context.timer(.number(number), for: port, at: context.now + delay))
    case .withdraw(let index): context.cancel(timers[index])
    }
  }

  mutating func accept(_ request: Request, in context: inout Context) {}
  mutating func resume(_ reply: Reply, in context: inout Context) {}
}

/// Decides at random what happens next, the same for whoever asks in the same order.
private struct Chaos {
  enum Act {
    case event(UInt32, after: Interval)
    case timer(UInt32, after: Interval)
    /// Withdraws a timer by its place, whether or not it has gone off.
    case withdraw(Int)
  }

  private var draws: RandomStream
  private var next: UInt32 = 0
  private var timers = 0

  init(seed: UInt64) {
    draws = RandomStream(seed: seed, replication: 0, component: "chaos", purpose: "acts")
  }

  /// Up to four acts; on average there are as many new events as were taken, until enough were made.
  mutating func acts() -> [Act] {
    (0..<draws.below(5)).compactMap { _ in
      switch draws.below(4) {
      case 0, 1: nextEvent()
      case 2: nextTimer()
      default: timers > 0 ? .withdraw(draws.below(timers)) : nil
      }
    }
  }

  private mutating func nextEvent() -> Act? {
    guard next < 3_000 else { return nil }
    next += 1
    return .event(next, after: delay())
  }

  private mutating func nextTimer() -> Act? {
    guard next < 3_000 else { return nil }
    next += 1
    timers += 1
    return .timer(next, after: delay())
  }

  /// Often none, often one of a few, now and then far ahead, so that there are many ties.
  private mutating func delay() -> Interval {
    switch draws.below(4) {
    case 0: .zero
    case 1: .nanoseconds(draws.below(4))
    case 2: .milliseconds(draws.below(10))
    default: .nanoseconds(1 << draws.below(40))
    }
  }
}

/// The definition of the order: a list, searched for the earliest and, among equals, the first put in.
private struct SortedList {
  private struct Pending {
    var at: Instant
    var number: UInt32
    var isTimer = false
    var isWithdrawn = false
  }

  private var pending: [Pending] = []
  /// The number of each timer.
  private var timers: [UInt32] = []
  private(set) var log: [Probe.Entry] = []

  init(chaos: Chaos, start: [Chaos.Act]) {
    var chaos = chaos
    var now = Instant.start
    for act in start { carryOut(act, at: now) }
    while let first = pending.indices.min(by: { pending[$0].at < pending[$1].at }) {
      let event = pending.remove(at: first)
      now = event.at
      log.append(.init(at: now, number: event.number))
      for act in chaos.acts() { carryOut(act, at: now) }
    }
  }

  private mutating func carryOut(_ act: Chaos.Act, at now: Instant) {
    switch act {
    case .event(let number, let delay): pending.append(Pending(at: now + delay, number: number))
    case .timer(let number, let delay):
      timers.append(number)
      pending.append(Pending(at: now + delay, number: number))
    case .withdraw(let index): pending.removeAll { $0.number == timers[index] }
    }
  }
}

@Suite struct `The order of events` {
  /// A loop with one component, which stays where it is.
  private final class Bench {
    private var parts = Parts<Probe>(capacity: 1)
    var loop = EventLoop()
    var log: [Probe.Entry] { parts[0].log }

    init(_ chaos: Chaos? = nil) {
      parts.append(Probe(port: Port(address: Address(index: 0)), chaos: chaos))
      loop.connect(&parts[0])
    }

    func carryOut(_ act: Chaos.Act) { parts[0].carryOut(act, in: &loop.context) }

    func run(before end: Instant) {
      #expect(loop.run(before: end, budget: .max, notice: { _ in }) == .reachedHorizon)
    }
  }

  /// Every order of insertion of six events, of which three are due at one instant.
  @Test func `is by time, and at one time by insertion`() {
    let times = [3, 1, 2, 2, 2, 7]
    for order in permutations(of: Array(times.indices)) {
      let bench = Bench()
      let port = Port<Probe.Event>(address: Address(index: 0))
      for index in order {
        bench.loop.context.schedule(
          .number(UInt32(index)), for: port, at: .start + .seconds(times[index]))
      }
      bench.run(before: .start + .seconds(10))

      let ties = order.filter { times[$0] == 2 }
      #expect(bench.log.map { Int($0.number) } == [1] + ties + [0, 5], "\(order)")
    }
  }

  /// Events that make and withdraw others, stopped at random horizons at which more are put in: in the
  /// same order as in a list that is searched.
  @Test(arguments: 0..<20)
  func `agrees with a list that is searched`(seed: UInt64) {
    let chaos = Chaos(seed: seed)
    let start = (0..<50).map { Chaos.Act.event(10_000 + $0, after: .milliseconds(Int($0) / 5)) }
    let bench = Bench(chaos)
    for act in start { bench.carryOut(act) }
    var draws = RandomStream(
      seed: seed, replication: 0, component: "chaos", purpose: "horizons")
    var horizon = Instant.start
    while bench.loop.context.now < .start + .days(1) {
      horizon = horizon + Interval.nanoseconds(1 << draws.below(46))
      bench.run(before: horizon)
      #expect(bench.loop.context.now == horizon)
    }

    let expected = SortedList(chaos: chaos, start: start).log
    #expect(expected.count > 100)
    #expect(bench.log == expected)
  }

  @Test func `a horizon is not part of the stretch before it`() {
    let bench = Bench()
    let port = Port<Probe.Event>(address: Address(index: 0))
    bench.loop.context.schedule(.number(1), for: port, at: .start + .seconds(5))

    bench.run(before: .start + .seconds(5))
    #expect(bench.log == [])
    bench.loop.context.schedule(.number(2), for: port, at: .start + .seconds(5))
    bench.run(before: .start + .seconds(5) + .nanoseconds(1))
    #expect(bench.log.map(\.number) == [1, 2])
  }

  private func permutations(of items: [Int]) -> [[Int]] {
    if items.isEmpty { return [[]] }
    return items.indices.flatMap { index -> [[Int]] in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(of: rest).map { [first] + $0 }
    }
  }
}
