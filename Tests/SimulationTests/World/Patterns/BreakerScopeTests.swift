import Simulation
import Testing

@Suite struct `A breaker that stops the poller` {
  private func outage(_ change: (inout BreakerSettings) -> Void) throws -> RunResult {
    var shop = Shop()
    var breaker = BreakerSettings()
    breaker.preset = .classic
    breaker.consecutiveFailures = 3
    change(&breaker)
    shop.breaker = breaker
    shop.charge.guards.timeout = .seconds(1)
    shop.charge.guards.circuitBreaker = "breaker"
    shop.faults = [.of("payments", .dependencyHang, from: 60, to: 360)]
    return try shop.run()
  }

  @Test func `burns receives while it only refuses`() throws {
    let result = try outage { _ in }
    #expect(result.sum(.deadLettered, of: "orders") > 100)
  }

  @Test func `keeps the messages in the queue while it is open`() throws {
    let result = try outage {
      $0.stopsPolling = "shop"
      $0.waitDurationInOpenState = .seconds(200)
    }
    #expect(result.sum(.deadLettered, of: "orders") == 0)
    #expect(result.outcomes.completed == 600)
    #expect(result.sum(.breakerOpened, of: "breaker") == 2)
    // Two probes fail; whoever was in flight or in a long poll when it opened is refused.
    #expect(result.sum(.breakerRefused, of: "breaker") <= 10)
  }

  @Test func `is too late by the time that switching takes`() throws {
    let received = try [Interval.zero, .seconds(20)].map { time in
      try outage {
        $0.stopsPolling = "shop"
        $0.switchTime = time
      }.sum(.breakerRefused, of: "breaker")
    }
    #expect(received[0] < received[1])
  }
}

@Suite struct `A breaker in an environment's memory` {
  private func result(_ scope: BreakerSettings.Scope) throws -> RunResult {
    var shop = Shop()
    shop.guests.arrivals = .constant(rate: 10)
    shop.payments.latency = .constant(0.5)
    var breaker = BreakerSettings()
    breaker.preset = .talk
    breaker.scope = scope
    shop.breaker = breaker
    shop.charge.guards.timeout = .seconds(2)
    shop.charge.guards.circuitBreaker = "breaker"
    shop.charge.guards.onFailure = .proceed
    shop.faults = [.of("payments", .dependencyHang, from: 60, to: 600)]
    return try shop.run()
  }

  @Test func `has to learn in every environment what a shared one learns once`() throws {
    let (shared, own) = (try result(.shared), try result(.environment))
    #expect(shared.sum(.breakerOpened, of: "breaker") == 1)
    #expect(own.sum(.breakerOpened, of: "breaker") >= 5)
    #expect(own.sum(.calls, of: "payments") >= shared.sum(.calls, of: "payments"))
    #expect(own.sum(.breakerRefused, of: "breaker") > 1_000)
  }
}
