import Simulation
import Testing

@Suite struct `Sagas` {
  /// Parcels fail now and then, refunds too, and answers get lost after the work was done.
  private static func troubled(_ seed: UInt64) -> SagaTown {
    var town = SagaTown()
    town.seed = seed
    town.payments.idempotency = .key
    town.warehouse.idempotency = .key
    town.faults = [
      .make(.dependencyErrors, "warehouse", at: .minutes(2), for: .minutes(6)) { $0.percentage = 0.5 },
      .make(.workflowTaskErrors, "order", at: .minutes(2), for: .minutes(6)) {
        $0.stateName = "Refund"
        $0.percentage = 0.5
      },
      .make(.workflowTaskErrors, "order", at: .minutes(2), for: .minutes(6)) {
        $0.stateName = "Charge"
        $0.errorMoment = .after
        $0.percentage = 0.2
      },
    ]
    return town
  }

  /// I10: charges less refunds are what was fulfilled; what could not be refunded is with a person.
  @Test(arguments: UInt64(1)...4)
  func `leave no charge without a parcel, but what waits for a person`(seed: UInt64) throws {
    let result = try Self.troubled(seed).run()
    let sagas = try #require(result.sagas)

    let standing = result.times("charge") - result.times("refund")
    #expect(standing == result.times("parcel") + sagas.outcomes.stuck)
    #expect(sagas.outcomes.inconsistent == 0)
    #expect(sagas.outcomes.open == 0)
    #expect(sagas.outcomes.compensated > 50)
    #expect(sagas.outcomes.stuck > 5)
    #expect(sagas.outcomes.committed == result.times("parcel"))
    #expect(sagas.outcomes.total == result.outcomes.offered)
    #expect(result.outcomes.stuck == sagas.outcomes.stuck)
    #expect(result.outcomes.compensated == sagas.outcomes.compensated)
    #expect(result.outcomes.lost == sagas.outcomes.untouched)
    let halfDone = sagas.steps.map { "\($0.name) \($0.value.standing) \($0.value.missing)" }
    #expect(halfDone == ["charge \(sagas.outcomes.stuck) 0", "parcel 0 \(sagas.outcomes.stuck)"])
  }

  @Test func `that nobody compensates are inconsistent`() throws {
    var town = SagaTown(
      SagaTown.definition.replacing(#""Next": "Refund""#, with: #""Next": "Refused""#)
        .replacing(#""Refund": {"#, with: #""Refund": {"Comment": "nobody comes here","#))
    // A machine with a state that nothing leads to is refused.
    #expect(town.machine.machine == nil)
    town = SagaTown(
      #"""
      {"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:charge", "Next": "Pack"},
        "Pack": {"Type": "Task", "Resource": "arn:pack", "End": true}}}
      """#)
    town.faults = [
      .make(.dependencyErrors, "warehouse", at: .minutes(2), for: .minutes(6)) { $0.percentage = 0.5 }
    ]
    let result = try town.run()
    let sagas = try #require(result.sagas)
    #expect(sagas.outcomes.inconsistent > 50)
    #expect(sagas.outcomes.committed + sagas.outcomes.inconsistent == result.outcomes.offered)
    #expect(result.outcomes.halfDone == sagas.outcomes.inconsistent)
  }

  /// A definition that seems to look at the context has each of its executions go alone.
  @Test(arguments: UInt64(1)...3)
  func `run the same whether executions share their ways or go alone`(seed: UInt64) throws {
    let shared = Self.troubled(seed)
    var alone = shared
    alone.machine.machine = DefinitionReader.read(
      SagaTown.definition.replacing("{\"StartAt\"", with: "{\"Comment\": \"$$\", \"StartAt\"")
    ).machine
    let (first, second) = (try shared.run(), try alone.run())

    #expect(first.fingerprint == second.fingerprint)
    #expect(first.sagas?.outcomes == second.sagas?.outcomes)
    #expect(first.cost == second.cost)
    #expect(
      first.total(.executionTime, of: "order").sum == second.total(.executionTime, of: "order").sum)
  }

  @Test func `with jitter go alone, each with pauses of its own`() throws {
    var town = SagaTown(
      SagaTown.definition.replacing(
        #""IntervalSeconds": 1, "MaxAttempts": 1"#,
        with: #""IntervalSeconds": 60, "MaxAttempts": 1, "JitterStrategy": "FULL""#))
    town.faults = [.make(.dependencyOutage, "warehouse", at: .minutes(0), for: .minutes(30))]
    let times = try town.run().total(.executionTime, of: "order")
    #expect(times.maximum - times.minimum > 30_000_000_000)
  }
}

@Suite struct `The ledger of transactions` {
  private static let refunds: Compensations = {
    var table = Compensations()
    table.add(2, undoing: 0)
    return table
  }()

  /// What was done to a transaction whose steps are effects 0 and 1, and what that comes to.
  @Test(arguments: [
    ([], "untouched"), ([0, 1], "committed"), ([0], "inconsistent"), ([0, 2], "compensated"),
    ([0, 2, 0, 1], "committed"), ([0, 0, 1], "inconsistent"), ([1], "inconsistent"),
    ([0, 1, 2], "inconsistent"), ([0, 0, 2, 1], "committed"),
  ])
  func `looks at what stands in the end`(done: [UInt8], end: String) {
    var message = Message(
      number: 0, intendedAt: .start, kind: 0, size: 1, group: 0, required: 0b11)
    for effect in done { message.effects.count(effect) }
    var ledger = SagaLedger(areTransactions: [true], compensations: Self.refunds)
    ledger.noteEnd(of: message)

    let outcomes = ledger.outcomes
    let counts = [
      ("committed", outcomes.committed), ("compensated", outcomes.compensated),
      ("untouched", outcomes.untouched), ("inconsistent", outcomes.inconsistent),
    ]
    #expect(counts.filter { $0.1 == 1 }.map(\.0) == [end])
  }

  @Test func `tells parked transactions from those under way`() {
    var message = Message(
      number: 0, intendedAt: .start, kind: 0, size: 1, group: 0, required: 0b11)
    var ledger = SagaLedger(areTransactions: [true], compensations: Self.refunds)
    message.effects.count(0)
    ledger.noteOpen(message, isStuck: true)
    ledger.noteOpen(message, isStuck: false)
    message.effects.count(2)
    ledger.noteOpen(message, isStuck: true)
    ledger.noteOpen(message, isStuck: false)
    message.effects.count(0)
    message.effects.count(1)
    ledger.noteOpen(message, isStuck: true)

    #expect(ledger.outcomes.stuck == 1)
    #expect(ledger.outcomes.open == 2)
    #expect(ledger.outcomes.compensated == 1)
    #expect(ledger.outcomes.committed == 1)
    #expect(ledger.steps[0].standing == 1)
    #expect(ledger.steps[1].missing == 1)
  }

  @Test func `knows nothing of messages that are no transactions`() {
    var ledger = SagaLedger(areTransactions: [true, false])
    ledger.noteEnd(
      of: Message(number: 0, intendedAt: .start, kind: 1, size: 1, group: 0, required: 1))
    ledger.noteEnd(
      of: Message(number: 0, intendedAt: .start, kind: 0, size: 1, group: 0, required: 0))
    #expect(ledger.outcomes == SagaLedger.Outcomes())
    #expect(!SagaLedger(areTransactions: [false]).isKept)
  }

  @Test func `takes back nothing that is not there`() {
    var store = MessageStore()
    store.compensations = Self.refunds
    let message = store.make(
      Message(number: 0, intendedAt: .start, kind: 0, size: 1, group: 0, required: 0b11))
    for effect: UInt8 in [2, 0, 2, 2, 0, 1] { store.perform(effect, for: message, at: .start) }

    #expect(store[message].effects[2] == 1)
    #expect(store.standing(0, of: message) == 1)
    #expect(store[message].isComplete)
  }
}
