import FaultlineKit
import Testing

/// The example of the guide "Running scenarios", line by line; the documentation's tests compare the
/// lines.
@Suite struct `The guide's example in Swift` {
  @Test func `reads a scenario, runs it twice and compares`() throws {
    let text = """
      {
        duration: "10m",
        components: { orders: { type: "sqs-queue" } },
        producers: { guests: { target: "orders", arrivals: { constant: "1/m" } } },
        variants: { patient: { components: { orders: { visibilityTimeout: "5m" } } } },
      }
      """
    let scenario = try FaultScenario(text: text)
    let plain = try scenario.run(seed: 7)
    let patient = try scenario.run(variant: "patient", seed: 7)
    print(plain.outcomes.lost, patient.outcomes.lost, plain.costInDollars, plain.expectationsHold)
    #expect(plain.outcomes == patient.outcomes)
    #expect(plain.outcomes.pending == 10)
  }
}
