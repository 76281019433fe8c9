import Simulation
import Testing

@Suite struct `The redelivery policy of ActiveMQ` {
  /// The pauses until a message is given up.
  private func pauses(_ change: (inout JMSRedelivery) -> Void = { _ in }) -> [Double] {
    var policy = JMSRedelivery()
    change(&policy)
    var pauses: [Interval] = []
    while case .redeliver(let pause) = policy.decision(
      afterFailures: pauses.count + 1, previous: pauses.last, draw: 1)
    {
      pauses.append(pause)
      if pauses.count == 10 { break }
    }
    return pauses.map(\.seconds)
  }

  @Test func `makes seven deliveries a second apart`() {
    #expect(pauses() == [1, 1, 1, 1, 1, 1])
  }

  @Test func `grows five times each, if it is told to`() {
    #expect(pauses { $0.usesExponentialBackOff = true } == [1, 5, 25, 125, 625, 3_125])
  }

  @Test func `grows no longer than its longest pause`() {
    #expect(
      pauses {
        $0.usesExponentialBackOff = true
        $0.maximumRedeliveryDelay = .seconds(60)
      } == [1, 5, 25, 60, 60, 60])
  }

  @Test(arguments: [(0, 0), (1, 1), (-1, 10)])
  func `ends after its redeliveries, or never`(most: Int, count: Int) {
    #expect(pauses { $0.maximumRedeliveries = most }.count == count)
  }

  @Test func `is spread to both sides`() {
    var policy = JMSRedelivery()
    policy.collisionAvoidance = 0.15
    let pauses = [0.0, 0.5, 1.0].map {
      policy.decision(afterFailures: 1, previous: nil, draw: $0)
    }
    #expect(
      pauses == [
        .redeliver(after: .milliseconds(850)), .redeliver(after: .seconds(1)),
        .redeliver(after: .milliseconds(1_150)),
      ])
  }
}

@Suite struct `A deployment of ActiveMQ` {
  @Test func `of a pair serves again when the standby has taken over`() {
    var pair = BrokerPair(.activeStandby)
    #expect(pair.alive == 2)
    pair.activeFails(takeOver: .seconds(60), at: .start)
    #expect(!pair.isServing(at: .start + .seconds(59)))
    #expect(pair.isServing(at: .start + .seconds(60)))
    #expect(pair.servesFrom == .start + .seconds(60))
    pair.comesBack(start: .seconds(30), at: .start + .minutes(2))
    #expect(pair.alive == 2)
  }

  @Test func `of a pair is down when both have failed`() {
    var pair = BrokerPair(.activeStandby)
    pair.activeFails(takeOver: .seconds(60), at: .start)
    pair.activeFails(takeOver: .seconds(60), at: .start + .minutes(2))
    #expect(!pair.isServing(at: .start + .hours(1)))
    pair.comesBack(start: .seconds(30), at: .start + .hours(1))
    #expect(pair.isServing(at: .start + .hours(1) + .seconds(30)))
    #expect(pair.alive == 1)
  }

  @Test func `of a single broker serves when it is started again`() {
    var single = BrokerPair(.singleInstance)
    single.activeFails(takeOver: .seconds(60), at: .start)
    #expect(!single.isServing(at: .start + .hours(1)))
    #expect(single.servesFrom == nil)
    single.comesBack(start: .seconds(90), at: .start + .hours(1))
    #expect(single.isServing(at: .start + .hours(1) + .seconds(90)))
  }
}
