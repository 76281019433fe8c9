import Simulation
import Testing

@Suite struct `A timing` {
  @Test(arguments: [Distribution.exponential(mean: 0.2), .uniform(from: 0, to: 3), .constant(0.5)])
  func `takes as long, time and again, as single draws say`(distribution: Distribution) {
    let stream = RandomStream(key: RandomKey(bits: 7))
    var timing = Timing(distribution, draws: stream)
    var draws = stream

    // More than are drawn at a time, and no multiple of it.
    let lengths = (0..<37).map { _ in timing.next() }

    #expect(lengths == (0..<37).map { _ in distribution.interval(using: &draws) })
  }
}
