/// How much of the beginning of a steady-state run to leave out: MSER-5.
///
/// The run is cut where the standard error of the mean of the rest is least, in batches of five
/// (White, *Simulation* 69, 1997; White, Cobb and Spratt, WSC 2000). It is for runs that settle down;
/// a run with a fault in it is a terminating experiment, of which nothing is left out.
///
/// It wants the average of several replications. In a single run of a busy queue it is drawn to cut
/// off whatever burst chance has put first, and makes the bias worse (measured in the tests).
package struct Truncation: Hashable, Sendable {
  /// How many values make a batch.
  package static let batchSize = 5

  /// How many of the first values to leave out; zero when no cut was found.
  package let cut: Int
  /// The mean of the rest.
  package let mean: Double
  /// The mean of the second half of the run less that of the first, as a share of the whole's.
  package let drift: Double
  /// Whether the best cut lies in the first half; if not, the run is too short to tell when it has
  /// settled down, and nothing is left out.
  package let isSettled: Bool

  /// Finds the cut of the average of some runs, which are added in their order.
  ///
  /// Values beyond the end of the shortest run are left aside; `nil` for fewer than two batches.
  package init?(averaging runs: [[Double]]) {
    let length = runs.map(\.count).min() ?? 0
    self.init((0..<length).map { place in Moments(runs.lazy.map { $0[place] }).mean })
  }

  /// Finds the cut of a run; `nil` for fewer than two batches.
  package init?(_ values: [Double]) {
    let batches = values.count / Self.batchSize
    guard batches >= 2 else { return nil }
    let means = (0..<batches).map { batch in
      let start = batch * Self.batchSize
      return Moments(values[start..<(start + Self.batchSize)]).mean
    }
    let best = Self.bestCut(of: means)
    isSettled = best <= batches / 2
    cut = isSettled ? best * Self.batchSize : 0
    mean = Moments(values[cut...]).mean
    let half = values.count / 2
    let (first, second) = (Moments(values[..<half]).mean, Moments(values[half...]).mean)
    let whole = Moments(values).mean
    drift = whole == 0 ? 0 : (second - first) / whole.magnitude
  }

  /// The number of batches to leave out, of those that leave at least five.
  ///
  /// The last few batches are no rest to speak of: by chance they may be nearly alike.
  private static func bestCut(of means: [Double]) -> Int {
    var rest = Moments()
    var best = (cut: 0, error: Double.infinity)
    for cut in means.indices.reversed() {
      rest.add(means[cut])
      guard rest.count >= min(5, means.count) else { continue }
      // From the end on, so that of equal errors the one with the shorter cut wins.
      let error = rest.variance * Double(rest.count - 1) / Double(rest.count * rest.count)
      if error <= best.error { best = (cut, error) }
    }
    return best.cut
  }
}
