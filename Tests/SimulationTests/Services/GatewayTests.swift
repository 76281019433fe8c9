import Simulation
import Testing

@Suite struct `An API gateway` {
  @Test func `lets its burst in at once and then its rate`() {
    var gateway = Gateway()
    let first = (0..<5_001).map { _ in gateway.admit(bytes: 100, at: .start) }
    let until = Gateway.Admission.integrate(until: .start + .seconds(29))
    #expect(first == Array(repeating: until, count: 5_000) + [.refuse(.tooManyRequests)])
    let now = Instant.start + .microseconds(100)
    let next = (0..<2).map { _ in gateway.admit(bytes: 100, at: now) }
    #expect(next == [.integrate(until: now + .seconds(29)), .refuse(.tooManyRequests)])
  }

  @Test func `refuses a payload of more than 10 MB after the throttle has let it in`() {
    var gateway = Gateway(.init(rateLimit: 1, burstLimit: 2))
    let answers = [10_485_760, 10_485_761, 1].map { gateway.admit(bytes: $0, at: .start) }
    #expect(
      answers == [
        .integrate(until: .start + .seconds(29)), .refuse(.payloadTooLarge),
        .refuse(.tooManyRequests),
      ])
  }

  @Test func `waits as long as its kind or its settings say`() {
    var http = Gateway(.init(kind: .http))
    var quick = Gateway(.init(timeout: .milliseconds(50)))
    let answers = [http.admit(bytes: 0, at: .start), quick.admit(bytes: 0, at: .start)]
    #expect(
      answers == [
        .integrate(until: .start + .seconds(30)), .integrate(until: .start + .milliseconds(50)),
      ])
    #expect(Gateway.Kind.rest.timeouts == .milliseconds(50) ... .seconds(29))
  }

  @Test(arguments: [
    (Gateway.IntegrationResult.accepted, 200, false, false, false),
    (.invalid, 400, true, false, false), (.throttled, 429, true, false, true),
    (.failed, 500, false, true, true), (.malformed, 502, false, true, true),
    (.unavailable, 503, false, true, true), (.timedOut, 504, false, true, true),
  ])
  func `gives each result of the integration its status`(
    result: Gateway.IntegrationResult, code: Int, isClientError: Bool, isServerError: Bool,
    isRetryable: Bool
  ) {
    let status = Gateway.Status(result)
    #expect(status.rawValue == code)
    #expect(status.isClientError == isClientError)
    #expect(status.isServerError == isServerError)
    #expect(status.isRetryable == isRetryable)
  }
}
