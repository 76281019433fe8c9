import Simulation
import Testing

/// What is lost and what is repeated when members of a group die, by the way in which they commit.
@Suite struct `A group whose members die` {
  /// Orders that a group makes invoices of, which the warehouse's group handles.
  private static func town(
    _ commit: KafkaConsumerSettings.Commit, isolation: KafkaConsumerSettings.Isolation
  ) -> KafkaTown {
    var town = KafkaTown()
    town.duration = .minutes(6)
    town.shops.until = .start + .minutes(3)
    var invoicing = town.packers
    invoicing.topic = "orders"
    invoicing.commit = commit
    invoicing.offsetReset = .earliest
    invoicing.group.sessionTimeout = .seconds(10)
    var work = WorkStep()
    work.time = .constant(0.04)
    var send = SendStep()
    send.target = "invoices"
    invoicing.handler = [work, send]
    var invoices = town.orders
    invoices.cluster = "cluster"
    town.blueprint.components = [
      .init(name: "invoices", settings: invoices), .init(name: "invoicing", settings: invoicing),
    ]
    town.packers.topic = "invoices"
    town.packers.isolation = isolation
    town.packers.offsetReset = .earliest
    town.packers.handler = []
    for minute in 1...2 {
      town.blueprint.faults.append(
        .make(.consumerCrash, "invoicing", at: .minutes(minute), for: .seconds(20)) {
          $0.count = 2
        })
    }
    return town
  }

  @Test(arguments: [
    (KafkaConsumerSettings.Commit.before, KafkaConsumerSettings.Isolation.readUncommitted),
    (.after, .readUncommitted), (.transaction, .readCommitted), (.transaction, .readUncommitted),
  ])
  func `loses, repeats, or neither`(
    commit: KafkaConsumerSettings.Commit, isolation: KafkaConsumerSettings.Isolation
  ) throws {
    let result = try Self.town(commit, isolation: isolation).run()
    let repeats = commit == .after || commit == .transaction && isolation == .readUncommitted
    #expect((result.outcomes.lost > 0) == (commit == .before))
    #expect((result.duplicates(of: "packed") > 0) == repeats)
    #expect(result.outcomes.pending == 0)
    if commit == .transaction {
      #expect(result.sum(.transactionsCommitted, of: "invoicing") > 100)
      #expect(result.sum(.transactionsAborted, of: "invoicing") > 0)
      #expect(result.sum(.recordsAborted, of: "invoices") > 0)
    }
  }

  @Test func `aborts and begins anew when its handler fails`() throws {
    var town = Self.town(.transaction, isolation: .readCommitted)
    town.blueprint.faults = [
      .make(.dependencyOutage, "printer", at: .minutes(1), for: .seconds(5))
    ]
    var call = CallStep()
    call.target = "printer"
    var invoicing = try #require(
      town.blueprint.components[1].settings as? KafkaConsumerSettings)
    invoicing.handler.append(call)
    town.blueprint.components[1].settings = invoicing
    var printer = DependencySettings()
    printer.latency = .constant(0.001)
    town.blueprint.components.append(.init(name: "printer", settings: printer))
    let result = try town.run()
    #expect(result.sum(.recordsAborted, of: "invoices") > 0)
    #expect(result.outcomes.completed == 9_000)
    #expect(result.duplicates(of: "packed") == 0)
  }
}
