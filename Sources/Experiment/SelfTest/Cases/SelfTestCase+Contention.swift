internal import Simulation

/// A mean with the half-width of its 95 % interval, as the table gives them.
private struct Published: Sendable {
  let mean: Double
  let halfWidth: Double
  init(_ mean: Double, _ halfWidth: Double) { (self.mean, self.halfWidth) = (mean, halfWidth) }
}

/// The table of "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015): sixty runs each.
extension SelfTestCase {
  static let contention: [SelfTestCase] = table.map { clients, waiting, calls, time in
    let name = waiting.map(\.rawValue) ?? "no back-off"
    return SelfTestCase("B", "\(clients) clients contend, \(name == "none" ? "exponential" : name)")
    {
      let backoff =
        waiting.map {
          Backoff(base: .milliseconds(5), cap: .milliseconds(2_000), jitter: $0)
        } ?? Backoff(base: .zero, cap: .zero, jitter: .none)
      var (writes, milliseconds) = (Moments(), Moments())
      for replication in 0..<80 {
        var contention = Contention(
          clients: clients, backoff: backoff, replication: replication)
        let run = contention.run()
        writes.add(run.calls)
        milliseconds.add(run.milliseconds)
      }
      return [
        agreement("writes", calls, with: writes),
        agreement("time, ms", time, with: milliseconds),
      ]
    }
  }

  /// Two means with intervals agree if the intervals touch; the published ones are whole numbers.
  private static func agreement(
    _ subject: String, _ published: Published, with measured: Moments
  ) -> SelfTestFinding {
    let own = measured.interval(confidence: 0.95)?.halfWidth ?? 0
    return .near(
      subject, published.mean, is: measured.mean, within: own + published.halfWidth + 1)
  }

  /// Clients, jitter (`nil` for no waiting at all), writes, milliseconds.
  private static let table: [(Int, Backoff.Jitter?, Published, Published)] = [
    (10, Backoff.Jitter.none, .init(50, 1), .init(3_252, 363)),
    (10, .decorrelated, .init(38, 1), .init(437, 25)),
    (10, .equal, .init(42, 1), .init(703, 46)),
    (10, .full, .init(39, 1), .init(482, 31)),
    (10, nil, .init(51, 1), .init(376, 9)),
    (50, Backoff.Jitter.none, .init(623, 7), .init(36_146, 840)),
    (50, .decorrelated, .init(375, 3), .init(2_259, 137)),
    (50, .equal, .init(348, 2), .init(4_182, 141)),
    (50, .full, .init(333, 1), .init(3_017, 164)),
    (50, nil, .init(692, 4), .init(1_146, 10)),
    (100, Backoff.Jitter.none, .init(1_860, 15), .init(63_447, 1_057)),
    (100, .decorrelated, .init(1_005, 7), .init(4_640, 146)),
    (100, .equal, .init(812, 2), .init(6_673, 178)),
    (100, .full, .init(796, 2), .init(4_879, 142)),
    (100, nil, .init(2_418, 8), .init(2_032, 10)),
    (190, Backoff.Jitter.none, .init(5_174, 29), .init(101_630, 1_059)),
    (190, .decorrelated, .init(2_443, 17), .init(7_816, 236)),
    (190, .equal, .init(1_759, 3), .init(9_410, 163)),
    (190, .full, .init(1_771, 4), .init(7_466, 162)),
    (190, nil, .init(7_997, 16), .init(3_531, 10)),
  ]
}
