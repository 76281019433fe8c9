import Simulation
import Testing

@Suite struct `The order of messages` {
  /// The messages of two producers: of the first with two groups, of the second not watched.
  private struct Messages: ~Copyable {
    var store = MessageStore()
    var made: [MessageID] = []

    init() { store.order = OrderWatch(groups: [2, nil], producers: [0, 0, 1], effects: 2) }

    mutating func make(
      _ number: UInt64, kind: UInt16 = 0, group: UInt32 = 0, required: UInt8 = 0b11,
      traits: MessageTraits = []
    ) -> MessageID {
      let id = store.make(
        Message(
          number: number, intendedAt: .start, kind: kind, size: 1, group: group,
          required: required, traits: traits))
      made.append(id)
      return id
    }

    /// Which of the messages are out of order.
    var late: [Bool] { made.map { store[$0].traits.contains(.outOfOrder) } }
  }

  @Test func `is kept as long as each effect comes in order`() {
    var messages = Messages()
    let (first, second) = (messages.make(0), messages.make(1))
    for effect: UInt8 in [0, 1] {
      messages.store.perform(effect, for: first, at: .start)
      messages.store.perform(effect, for: second, at: .start)
    }
    let late = messages.late
    #expect(late == [false, false])
  }

  @Test func `is broken once by whoever comes after later ones`() {
    var messages = Messages()
    let all = (0..<4).map { messages.make($0) }
    for message in [all[0], all[3], all[1], all[2]] {
      for effect: UInt8 in [0, 1] { messages.store.perform(effect, for: message, at: .start) }
    }
    let late = messages.late
    #expect(late == [false, true, true, false])
  }

  @Test func `is not broken by an effect that happens once more`() {
    var messages = Messages()
    let (first, second) = (messages.make(0), messages.make(1))
    for message in [first, second, first] { messages.store.perform(0, for: message, at: .start) }
    let late = messages.late
    #expect(late == [false, false])
  }

  @Test func `is that of one group of one producer, whatever kind its messages are of`() {
    var messages = Messages()
    let others = [
      messages.make(9, group: 1), messages.make(9, kind: 2), messages.make(9, traits: .errand),
      messages.make(9, kind: 1),
    ]
    let message = messages.make(0)
    for other in others.dropLast() { messages.store.perform(0, for: other, at: .start) }
    messages.store.perform(0, for: message, at: .start)
    let before = messages.late
    messages.store.perform(0, for: others[3], at: .start)
    let last = messages.make(1)
    messages.store.perform(0, for: last, at: .start)
    let after = messages.late
    #expect(before == [false, false, false, false, false])
    #expect(after == [false, false, false, false, false, true])
  }

  @Test func `is that of being done, for messages that ask for no effect`() {
    var messages = Messages()
    let (first, second) = (messages.make(0, required: 0), messages.make(1, required: 0))
    for message in [second, first, first] { messages.store.handled(message, at: .start) }
    let late = messages.late
    #expect(late == [true, false])
  }
}

@Suite struct `Messages out of order` {
  /// Three orders a second apart; what is charged first takes ten seconds longer.
  private static func shop(ordered: Bool?) -> CoffeeShop {
    var shop = CoffeeShop(open: .minutes(10))
    shop.guests.arrivals = .times((0..<3).map { .start + .seconds(60 + $0) })
    shop.guests.ordered = ordered
    return shop.with(
      .make(.dependencyLatency, "payments", at: .seconds(60), for: .milliseconds(500)) {
        $0.latencyAddition = .constant(10)
      })
  }

  @Test(arguments: [(nil, nil), (false, nil), (true, 1)] as [(Bool?, Int?)])
  func `are counted on a standard queue only if they are to be`(
    ordered: Bool?, count: Int?
  ) throws {
    let result = try Self.shop(ordered: ordered).run()
    #expect(result.outcomes.completed == 3)
    #expect(result.outcomes.outOfOrder == count)
  }

  /// A stream promises the order of its keys, and keeps it, however many lanes a shard has.
  @Test(arguments: [1, 10])
  func `are none behind a stream that is read by key`(lanes: Int) throws {
    var town = StreamTown()
    town.source.mapping.parallelizationFactor = lanes
    var result = try town.run()
    #expect(result.outcomes.outOfOrder == 0)
    town.clicks.partitionKeys = .message
    result = try town.run()
    #expect(result.outcomes.outOfOrder == nil)
  }

  /// A record comes to another shard than the one before of its group, and is read in another batch.
  @Test func `are many behind a stream that is read by chance`() throws {
    var town = StreamTown()
    town.clicks.partitionKeys = .message
    town.visitors.message.groups = 1
    town.visitors.ordered = true
    let late = try #require(try town.run().outcomes.outOfOrder)
    #expect((3_000...27_000).contains(late))
  }
}
