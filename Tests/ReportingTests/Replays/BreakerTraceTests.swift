import Reporting
import Simulation
import Testing

/// What resilience4j does, call by call.
@Suite struct `A trace of calls through a breaker` {
  private static let settings = """
    "slidingWindowSize": 4, "minimumNumberOfCalls": 4, "failureRateThreshold": 50, \
    "permittedNumberOfCallsInHalfOpenState": 2, "waitDurationInOpenState": 10
    """

  /// What becomes of calls `at+duration`, with a minus for a failure.
  private func observed(_ calls: String, settings: String = Self.settings) throws -> [String] {
    let ops = calls.split(separator: " ").map { call in
      let parts = call.drop { $0 == "-" }.split(separator: "+")
      let result = call.hasPrefix("-") ? "failure" : "success"
      return
        "{\"at\": \(parts[0]), \"result\": \"\(result)\", \"duration\": \(parts.dropFirst().first ?? "0")}"
    }
    let document = try JSONReader.read(
      "{\"config\": {\(settings)}, \"ops\": [\(ops.joined(separator: ","))]}")
    return try BreakerTrace(document).lines().split(separator: "\n").map { line in
      let value = try JSONReader.read(String(line))
      let figures = ["failureRate", "bufferedCalls", "failedCalls", "slowCalls"].map {
        value[$0]?.description ?? ""
      }
      guard case .string(let state)? = value["state"] else { return "" }
      return (value["permitted"] == .bool(true) ? "" : "refused ") + state + " "
        + figures.joined(separator: " ")
    }
  }

  @Test func `opens at the threshold once enough calls are known`() throws {
    #expect(
      try observed("0 -1 2 -3 4") == [
        "CLOSED -1 1 0 0", "CLOSED -1 2 1 0", "CLOSED -1 3 1 0", "OPEN 50 4 2 0",
        "refused OPEN 50 4 2 0",
      ])
  }

  @Test func `refuses up to the very end of the wait, and opens again on its probes`() throws {
    #expect(
      try observed("-0 -0 -0 -0 10 10.000000001 -11 12 20.999 21.1").suffix(6) == [
        "refused OPEN 100 4 4 0", "HALF_OPEN -1 1 0 0", "OPEN 50 2 1 0", "refused OPEN 50 2 1 0",
        "refused OPEN 50 2 1 0", "HALF_OPEN -1 1 0 0",
      ])
  }

  @Test func `lets so many probes through at a time, and closes after the last`() throws {
    #expect(
      try observed("-0 -0 -0 -0 11+5 12+1 12.5 13.5 16 17").suffix(6) == [
        "CLOSED -1 0 0 0", "HALF_OPEN -1 1 0 0", "refused HALF_OPEN -1 0 0 0",
        "refused HALF_OPEN -1 1 0 0", "CLOSED -1 1 0 0", "CLOSED -1 2 0 0",
      ])
  }

  @Test func `counts a call in the state in which it ends`() throws {
    // The first call ends while the breaker is open, the second while it is half-open.
    #expect(
      try observed("0+5 -0+20 -1 -1 -1 -1 12+1 30") == [
        "OPEN 75 4 3 0", "OPEN 50 2 1 0", "CLOSED -1 1 1 0", "CLOSED -1 2 2 0", "CLOSED -1 3 3 0",
        "OPEN 100 4 4 0", "HALF_OPEN -1 1 0 0", "refused OPEN 50 2 1 0",
      ])
  }

  @Test func `opens on slow calls`() throws {
    let settings =
      Self.settings + ", \"slowCallDurationThreshold\": 2, \"slowCallRateThreshold\": 75"
    #expect(
      try observed("0+2 0+2.1 0+3 0+4 10", settings: settings) == [
        "CLOSED -1 1 0 0", "CLOSED -1 2 0 1", "CLOSED -1 3 0 2", "OPEN 0 4 0 3",
        "refused OPEN 0 4 0 3",
      ])
  }

  @Test func `forgets by the second in a window of time`() throws {
    let settings = """
      "slidingWindowType": "TIME_BASED", "slidingWindowSize": 3, "minimumNumberOfCalls": 3, \
      "failureRateThreshold": 60
      """
    #expect(
      try observed("-0.9 -2.9 3.0 5 -5 -5", settings: settings) == [
        "CLOSED -1 1 1 0", "CLOSED -1 2 2 0", "CLOSED -1 2 1 0", "CLOSED -1 2 0 0",
        "CLOSED 33.333332 3 1 0", "CLOSED 50 4 2 0",
      ])
  }
}
