import Simulation
import Testing

@Suite struct `An exchange of RabbitMQ` {
  private func queues(
    _ kind: RabbitExchange.Kind, _ keys: [String], routingKey: String
  ) -> [Int] {
    let bindings = keys.enumerated().map { RabbitExchange.Binding(to: $0.offset, key: $0.element) }
    return RabbitExchange(kind, bindings: bindings)
      .queues(routingKey: routingKey, headers: .object([]))
  }

  @Test func `of kind direct compares keys, and of kind fanout nothing`() {
    #expect(queues(.direct, ["a.b", "a.*", "a"], routingKey: "a.b") == [0])
    #expect(queues(.fanout, ["a.b", "a.*", "a"], routingKey: "z") == [0, 1, 2])
  }

  @Test(arguments: [
    ("*", "a", true), ("*", "", false), ("*", "a.b", false), ("#", "", true), ("#", "a.b.c", true),
    ("a.*", "a", false), ("a.*", "a.b", true), ("a.*", "a.", true), ("a.#", "a", true),
    ("a.#", "a.b.c", true), ("a.#", "ab", false), ("#.c", "a.b.c", true), ("#.c", "c", true),
    ("a.#.c", "a.c", true), ("a.#.c", "a.b.b.c", true), ("a.#.c", "a.b", false),
    ("#.#", "", true), ("*.#", "", false), ("*.#", "a", true), ("*.*", "a.b", true),
    ("", "", true), ("", "a", false), ("a*", "ab", false), ("a.b", "a.b", true),
    ("#.*.#", "a", true), ("#.*.#", "", false),
  ])
  func `of kind topic knows words`(pattern: String, key: String, matches: Bool) {
    #expect(RabbitExchange.matches(pattern, key) == matches)
  }

  @Test func `gives a queue one copy, however many bindings want it`() {
    let bindings = ["a.*", "#", "a.b"].map { RabbitExchange.Binding(to: 4, key: $0) }
    let exchange = RabbitExchange(.topic, bindings: bindings)
    #expect(exchange.queues(routingKey: "a.b", headers: .object([])) == [4])
  }

  @Test(arguments: [
    (RabbitExchange.HeaderMatch.all, ["size": JSONValue.string("big")], true),
    (.all, ["size": .string("big"), "colour": .string("red")], true),
    (.all, ["colour": .string("red")], false), (.all, ["size": .string("small")], false),
    (.any, ["size": .string("small")], false), (.any, ["size": .string("big")], true),
  ])
  func `of kind headers looks at them`(
    match: RabbitExchange.HeaderMatch, headers: [String: JSONValue], matches: Bool
  ) {
    var binding = RabbitExchange.Binding(to: 0)
    binding.headers = [("size", .string("big")), ("x-other", .string("never looked at"))]
    binding.match = match
    let exchange = RabbitExchange(.headers, bindings: [binding])
    let members = headers.map { (key: $0.key, value: $0.value) }
    #expect((exchange.queues(routingKey: "", headers: .object(members)) == [0]) == matches)
  }
}

@Suite struct `The deaths of a message` {
  @Test func `show a circle that goes on by itself, and not one with a rejection in it`() {
    var deaths = RabbitDeaths()
    deaths.note(.expired, in: 3)
    #expect(deaths.isCycle(to: 3))
    #expect(!deaths.isCycle(to: 2))
    deaths.note(.rejected, in: 2)
    #expect(!deaths.isCycle(to: 3))
    #expect(!deaths.isCycle(to: 2))
    deaths.note(.maxlen, in: 1)
    #expect(deaths.isCycle(to: 1))
    #expect(deaths.count == 3)
  }
}

@Suite struct `Clients of ActiveMQ` {
  @Test(arguments: [(0, 10), (10, 10), (11, 30), (1_000, 1_270), (60_000, 70_950)])
  func `connect at their first attempt after a broker is back`(outage: Int, connected: Int) {
    #expect(
      FailoverTransport.reconnection(after: .milliseconds(outage), longest: .seconds(30))
        == .milliseconds(connected))
  }
}
