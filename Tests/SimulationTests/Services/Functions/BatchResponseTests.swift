import Simulation
import Testing

@Suite struct `Partial batch responses` {
  @Test(arguments: [
    ([], BatchOutcome.success),
    (["b"], .partial(failed: 1)),
    (["b", "b"], .partial(failed: 1)),
    (["a", "b", "c"], .partial(failed: 3)),
    (["d"], .failure),
    (["a", "d"], .failure),
    ([nil], .failure),
    (["a", nil], .failure),
  ] as [([String?], BatchOutcome)])
  func `list what stays in the queue`(failures: [String?], outcome: BatchOutcome) {
    #expect(BatchResponse.outcome(reporting: failures, of: ["a", "b", "c"]) == outcome)
  }
}
