import Experiment
import Simulation
import Testing

/// The statistics engine held against what it claims (T1 and T3).
@Suite struct `Intervals and truncation` {
  /// How many of so many experiments have an interval that covers the mean wait.
  private func coverage(of interval: (Int) -> ConfidenceInterval?, theory: Double) -> Int {
    (0..<1_000).count { interval($0)?.contains(theory) ?? false }
  }

  @Test func `of replications cover the truth as often as they say`() {
    let covered = coverage(
      of: { experiment in
        var means = Moments()
        for replication in 0..<20 {
          var queue = SingleServerWaits(
            utilisation: 0.5, experiment: experiment, replication: replication, isSteady: true)
          var waits = Moments()
          for _ in 0..<500 { waits.add(queue.next()) }
          means.add(waits.mean)
        }
        return means.interval(confidence: 0.95)
      }, theory: 1)
    #expect((920...980).contains(covered))
  }

  @Test func `of batch means cover the truth as often as they say`() {
    var dependent = 0
    let covered = coverage(
      of: { experiment in
        var queue = SingleServerWaits(
          utilisation: 0.5, experiment: experiment, replication: 0, isSteady: true)
        guard let batches = BatchMeans(queue.next(15_000)) else { return nil }
        if !batches.areIndependent { dependent += 1 }
        return batches.interval(confidence: 0.95)
      }, theory: 1)
    #expect((920...980).contains(covered))
    // Long batches fail the check of their independence about as rarely as it allows: one in twenty.
    #expect(dependent < 100)
  }

  @Test func `of short batches of a busy queue are found out`() throws {
    let found = try (0..<100).count { experiment in
      var queue = SingleServerWaits(
        utilisation: 0.9, experiment: experiment, replication: 0, isSteady: true)
      return !(try #require(BatchMeans(queue.next(1_500)))).areIndependent
    }
    #expect(found > 80)
  }

  /// What is left of the bias of an empty start when MSER-5 has cut the average of some runs.
  private func bias(runs: Int, length: Int, experiments: Int) throws -> (
    whole: Double, rest: Double
  ) {
    var (whole, rest) = (Moments(), Moments())
    for experiment in 0..<experiments {
      let waits = (0..<runs).map { replication in
        var queue = SingleServerWaits(
          utilisation: 0.9, experiment: experiment, replication: replication, isSteady: false)
        return queue.next(length)
      }
      let truncation = try #require(Truncation(averaging: waits))
      whole.add(Moments(waits.joined()).mean)
      rest.add(truncation.mean)
      #expect(truncation.cut <= length / 2 + Truncation.batchSize)
      #expect(truncation.isSettled || truncation.cut == 0)
    }
    return (whole.mean - 9, rest.mean - 9)
  }

  @Test func `by MSER-5 lessen the bias of an empty start`() throws {
    let bias = try bias(runs: 20, length: 2_000, experiments: 200)
    // About −0.45 without a cut.
    #expect(bias.whole < -0.3)
    #expect(bias.rest.magnitude < 0.75 * bias.whole.magnitude, "\(bias)")
  }

  /// The warning in the documentation of `Truncation`, held against the facts.
  @Test func `by MSER-5 of a single long run make it worse`() throws {
    let bias = try bias(runs: 1, length: 4_000, experiments: 2_000)
    #expect(bias.rest.magnitude > bias.whole.magnitude, "\(bias)")
  }
}

@Suite struct `Truncation of the beginning` {
  @Test func `leaves out what lies apart`() throws {
    let values = Array(repeating: 100.0, count: 20) + (0..<180).map { Double($0 % 5) }
    let truncation = try #require(Truncation(values))
    #expect(truncation.cut == 20)
    #expect(abs(truncation.mean - 2) < 1e-12)
    #expect(truncation.isSettled)
  }

  @Test func `leaves a run alone that is settled from the start`() throws {
    let truncation = try #require(Truncation((0..<200).map { Double($0 % 5) }))
    #expect(truncation.cut == 0)
    #expect(truncation.isSettled)
  }

  @Test func `says so when a run settles down too late or never`() throws {
    let values = Array(repeating: 100.0, count: 120) + (0..<80).map { Double($0 % 5) }
    let truncation = try #require(Truncation(values))
    #expect(!truncation.isSettled)
    #expect(truncation.cut == 0)
    #expect(truncation.mean == Moments(values).mean)
    // The first half is 100, the second 20 × 100 and 80 × 2.
    #expect(abs(truncation.drift - (21.6 - 100) / 60.8) < 1e-12)
  }

  @Test func `needs two batches`() {
    #expect(Truncation([1, 2, 3, 4, 5, 6, 7, 8, 9]) == nil)
    #expect(Truncation([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])?.cut == 0)
  }
}

@Suite struct `Batch means` {
  @Test func `leave out the surplus at the start`() throws {
    let batches = try #require(BatchMeans([9, 1, 3, 5, 7, 2, 4], batches: 3))
    #expect(batches.means == [2, 6, 3])
  }

  @Test func `need a value for each batch`() {
    #expect(BatchMeans([1, 2], batches: 3) == nil)
    #expect(BatchMeans([1, 2], batches: 1) == nil)
  }

  @Test func `know how each depends on the one before`() throws {
    let rising = try #require(BatchMeans((0..<30).map(Double.init)))
    #expect(rising.lagOneCorrelation > 0.8)
    #expect(!rising.areIndependent)
    let alternating = try #require(BatchMeans((0..<30).map { Double($0 % 2) }))
    #expect(alternating.lagOneCorrelation < -0.9)
    #expect(alternating.areIndependent)
    #expect(try #require(BatchMeans(Array(repeating: 1, count: 30))).lagOneCorrelation == 0)
  }
}
