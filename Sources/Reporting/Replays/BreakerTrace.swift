package import Simulation

/// Calls through a circuit breaker, each with its time and its outcome, and the breaker's settings.
package struct BreakerTrace: Sendable {
  /// When the breaker opens, and how it closes again.
  package let policy: CircuitBreakerPolicy
  /// The calls, in the trace's order.
  package let calls: [CircuitBreakerDrill.Call]

  /// Reads a trace from its document.
  package init(_ document: JSONValue) throws(TraceMistake) {
    let trace = try TraceObject(document, at: "")
    guard let config = trace.value("config") else { throw TraceMistake("'config' is missing") }
    policy = try CircuitBreakerPolicy(reading: try TraceObject(config, at: "config"))
    var calls: [CircuitBreakerDrill.Call] = []
    for (number, value) in (try trace.elements("ops") ?? []).enumerated() {
      let object = try TraceObject(value, at: "ops[\(number)]")
      let at = try object.nanoseconds("at").map { Instant(nanoseconds: $0) }
      calls.append(
        CircuitBreakerDrill.Call(
          at: at ?? calls.last?.at ?? .start, outcome: try Self.outcome(of: object),
          duration: Interval(nanoseconds: try object.nanoseconds("duration") ?? 0)))
    }
    self.calls = calls
  }

  /// What becomes of the calls, a line of JSON for each.
  ///
  /// - Parameter id: The trace's own name, where there are several.
  package func lines(in id: JSONValue? = nil) -> String {
    CircuitBreakerDrill.observations(of: calls, with: policy).map { $0.line(in: id) }.joined()
  }

  private static func outcome(
    of call: TraceObject
  ) throws(TraceMistake) -> CircuitBreaker.Outcome {
    switch try call.text("result") {
    case "success": return .success
    case "failure": return .failure
    default: throw TraceMistake(at: call.place(of: "result"), "is neither success nor failure")
    }
  }
}

extension CircuitBreakerPolicy {
  /// Reads settings under resilience4j's names; what is missing has its defaults.
  fileprivate init(reading config: TraceObject) throws(TraceMistake) {
    var rule = RateRule()
    rule.window = try Self.window(of: config)
    rule.minimumNumberOfCalls = try config.count("minimumNumberOfCalls") ?? 100
    rule.failureRateThreshold = try config.percentage("failureRateThreshold") ?? 50
    rule.slowCallRateThreshold = try config.percentage("slowCallRateThreshold") ?? 100
    rule.slowCallDurationThreshold =
      try config.interval("slowCallDurationThreshold", atLeast: 1) ?? .seconds(60)
    let wait = try config.interval("waitDurationInOpenState", atLeast: 1_000_000) ?? .seconds(60)
    self.init(
      rule: .rates(rule), coolDown: wait.wholeMilliseconds,
      permittedNumberOfCallsInHalfOpenState:
        try config.count("permittedNumberOfCallsInHalfOpenState") ?? 10,
      automaticTransitionFromOpenToHalfOpen:
        try config.flag("automaticTransitionFromOpenToHalfOpenEnabled") ?? false,
      maxWaitDurationInHalfOpenState: (try config.interval(
        "maxWaitDurationInHalfOpenState", atLeast: 0) ?? .zero)
        .wholeMilliseconds)
  }

  private static func window(of config: TraceObject) throws(TraceMistake) -> SlidingWindow.Extent {
    let size = try config.count("slidingWindowSize") ?? 100
    switch try config.text("slidingWindowType") {
    case nil, "COUNT_BASED": return .calls(size)
    case "TIME_BASED": return .seconds(size)
    default:
      throw TraceMistake(
        at: config.place(of: "slidingWindowType"), "is neither COUNT_BASED nor TIME_BASED")
    }
  }
}

extension TraceObject {
  fileprivate func count(_ key: String) throws(TraceMistake) -> Int? {
    guard let count = integer(key) else { return nil }
    guard (1...1_000_000).contains(count) else {
      throw TraceMistake(at: place(of: key), "is no whole number from 1 to 1000000")
    }
    return count
  }

  fileprivate func percentage(_ key: String) throws(TraceMistake) -> Float? {
    guard let number = try number(key) else { return nil }
    guard number > 0, number <= 100 else {
      throw TraceMistake(at: place(of: key), "is no percentage above 0 and up to 100")
    }
    return Float(number)
  }

  fileprivate func interval(
    _ key: String, atLeast least: Int64
  ) throws(TraceMistake) -> Interval? {
    guard let nanoseconds = try nanoseconds(key) else { return nil }
    guard nanoseconds >= least else {
      throw TraceMistake(at: place(of: key), "is shorter than \(least) ns")
    }
    return Interval(nanoseconds: nanoseconds)
  }
}

extension Interval {
  /// The interval as resilience4j takes waits: in milliseconds, the rest cut off.
  fileprivate var wholeMilliseconds: Interval {
    Interval(nanoseconds: nanoseconds / 1_000_000 * 1_000_000)
  }
}

extension CircuitBreakerDrill.Observation {
  fileprivate func line(in id: JSONValue?) -> String {
    var json = JSONText()
    json.object(compact: true) { json in
      if let id {
        json.key("id")
        json.value(id)
      }
      json.member("permitted", isPermitted)
      json.member("state", state.name)
      // The digits of single precision, in which resilience4j computes.
      json.member("failureRate", Double(metrics.failureRate.description))
      json.member("bufferedCalls", metrics.bufferedCalls)
      json.member("failedCalls", metrics.failedCalls)
      json.member("slowCalls", metrics.slowCalls)
    }
    return json.text + "\n"
  }
}

extension CircuitBreaker.State {
  /// The name that resilience4j gives the state.
  fileprivate var name: String {
    switch self {
    case .closed: "CLOSED"
    case .open: "OPEN"
    case .halfOpen: "HALF_OPEN"
    }
  }
}
