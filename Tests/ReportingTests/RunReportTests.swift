import Reporting
import Simulation
import Testing

@Suite struct `The report of a run` {
  @Test func `tells people what was asked for and what came of it`() throws {
    let text = try TwoOrders.report().text(charts: .none, in: TerminalStyle(width: 80))
    #expect(
      text.withoutFingerprint == """
        GOLDEN
        """)
  }
}
