import FaultlineKit
import Testing

@Suite struct `A search through the library` {
  private static let text = """
    {
      duration: "8m", period: "1m",
      components: {
        orders: { type: "sqs-queue", visibilityTimeout: "5s", messageRetentionPeriod: "1m" },
        store: {
          type: "lambda-function", timeout: "5s",
          eventSource: { queue: "orders", batchSize: 1, backOff: false },
          handler: [{ put: "first", effect: "order" }],
        },
        first: { type: "dynamodb-table" },
      },
      producers: { guests: { target: "orders", arrivals: { constant: "0.2/s" } } },
      search: {
        actions: ["table.unavailable"], longest: "4m", shortest: "2m", invariants: ["nothingLost"],
      },
      variants: { safe: { search: { actions: ["table.latency"] } } },
    }
    """

  @Test func `hands over a scenario that shows what was found`() throws {
    let scenario = try FaultScenario(text: Self.text)
    let search = try scenario.search(runs: 16)
    let finding = try #require(search.findings.first)
    #expect(finding.rule == "nothing is lost")
    #expect(finding.faults.count == 1)
    #expect(finding.failures > 0 && finding.trials == 50)
    let again = try FaultScenario(text: finding.scenario)
    #expect(try !again.run().expectationsHold)
    #expect(try scenario.search(runs: 16).findings == search.findings)
  }

  @Test func `finds nothing where nothing is wrong, and no variant of another name`() throws {
    let scenario = try FaultScenario(text: Self.text)
    let search = try scenario.search(runs: 16, variant: "safe")
    #expect(search.findings.isEmpty && search.unbroken == ["nothing is lost"])
    #expect(throws: RunFailure.self) { try scenario.search(runs: 1, variant: "other") }
  }
}
