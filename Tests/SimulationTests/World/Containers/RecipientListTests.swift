import Simulation
import Testing

@Suite struct `A sender that picks its receivers` {
  /// One order in four is large: to the manager, too, and to nobody else.
  private func run(
    struck: String? = nil, _ change: (inout SendStep) -> Void = { _ in }
  ) throws -> RunResult {
    var town = ContainerTown()
    town.source.queue = "orders"
    town.shop.target = "desk"
    town.shop.messages = [0.75, 0.25].map { weight in
      var kind = ProducerSettings.MessageTemplate()
      kind.weight = weight
      kind.attributes = .object([(key: "total", value: .number(weight == 0.25 ? 80 : 5))])
      return kind
    }
    var all = SendStep()
    all.target = "orders"
    var large = SendStep()
    large.target = "large"
    change(&large)
    var desk = ContainerServiceSettings()
    desk.handler = [large, all]
    town.blueprint.components = [
      .init(name: "orders", settings: town.parcels), .init(name: "large", settings: town.parcels),
      .init(name: "desk", settings: desk),
    ]
    if let struck {
      town.blueprint.faults = [.make(.queueUnavailable, struck, at: .minutes(3), for: .minutes(1))]
    }
    return try town.run()
  }

  @Test func `sends to all where it says nothing`() throws {
    let result = try run()
    #expect(result.outcomes.completed == 6_000)
    #expect(result.sum(.messagesSent, of: "orders") == 6_000)
    #expect(result.sum(.messagesSent, of: "large") == 6_000)
  }

  @Test func `sends what a filter policy picks, and goes on with the rest`() throws {
    let result = try run {
      $0.when = try? JSONReader.read("{\"total\":[{\"numeric\":[\">=\",50]}]}")
    }
    #expect(result.outcomes.completed == 6_000)
    #expect(result.sum(.messagesSent, of: "orders") == 6_000)
    #expect((1_400...1_600).contains(result.sum(.messagesSent, of: "large")))
  }

  /// The list is gone through from the front: one receiver that is down holds up those behind it.
  @Test func `fails as a whole when one of its receivers is down`() throws {
    let result = try run(struck: "large")
    #expect(result.outcomes.lost == 600)
    #expect(result.sum(.messagesSent, of: "orders") == 5_400)
  }
}
