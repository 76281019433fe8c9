import Experiment
import Testing

@Suite struct `Delta debugging` {
  @Test(arguments: [[], [3], [0, 7], [1, 2, 6], [0, 1, 2, 3, 4, 5, 6, 7]])
  func `leaves just what is needed`(needed: [Int]) {
    let minimised = DeltaDebugging.minimised(Array(0..<8)) { candidates in
      candidates.firstIndex { Set(needed).isSubset(of: $0) }
    }
    #expect(minimised == needed)
  }

  @Test func `keeps the order, and ends where nothing can be left out`() {
    // Fails when there are two neighbours: not monotone, so only minimal in itself.
    let minimised = DeltaDebugging.minimised([5, 1, 9, 2, 8]) { candidates in
      candidates.firstIndex { items in items.contains(1) && items.contains(2) }
    }
    #expect(minimised == [1, 2])
  }
}
