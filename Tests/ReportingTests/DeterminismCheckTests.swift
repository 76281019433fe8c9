import Reporting
import Testing

@Suite struct `The check of determinism` {
  @Test func `finds nothing in two runs of one seed`() throws {
    let reports = try [TwoOrders.report(), TwoOrders.report()]
    try DeterminismCheck.compare(reports[0], reports[1])
  }

  @Test func `tells of two runs that differ, as a mistake of the program`() throws {
    var otherwise = RunChoice()
    otherwise.variant = "no outage"
    let reports = try [TwoOrders.report(), TwoOrders.report(otherwise)]
    let failure = try #require(throws: DeterminismCheck.Failure.self) {
      try DeterminismCheck.compare(reports[0], reports[1])
    }
    #expect(failure.exitCode == .internalError)
    #expect(failure.message?.contains("two runs of the same scenario and seed differ") == true)
  }
}
