import FaultlineKit
import Testing

@Suite struct `A search through the library` {
  private static let text = """
    {
      duration: "4m", period: "10s",
      components: {
        store: { type: "lambda-function", timeout: "5s", handler: [{ put: "first", effect: "order" }] },
        first: { type: "dynamodb-table" },
      },
      producers: { guests: { target: "store", arrivals: { constant: "0.5/s" }, timeout: "10s" } },
      search: { actions: ["table.unavailable"], invariants: ["nothingLost"] },
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
