import Simulation
import Testing

/// A policy that keeps 100 messages for each of one to twenty tasks.
private func policy(
  _ change: (inout TargetTracking.Settings) -> Void = { _ in }
) -> TargetTracking {
  var settings = TargetTracking.Settings()
  settings.maximum = 20
  change(&settings)
  return TargetTracking(settings)
}

private func minute(_ minute: Int) -> Instant { .start + .minutes(minute) }

extension TargetTracking {
  /// What the policy wants at each minute of a metric, over tasks that come up at once.
  fileprivate mutating func wishes(for metric: [Double], tasks: Int) -> [Int?] {
    var tasks = tasks
    return metric.enumerated().map { index, value in
      let wish = note(value, running: tasks, desired: tasks, at: minute(index))
      tasks = wish ?? tasks
      return wish
    }
  }
}

@Suite struct `Target tracking` {
  @Test func `scales out in proportion after three minutes above the target`() {
    var policy = policy()
    let wishes = policy.wishes(for: [250, 250, 250, 250], tasks: 2)
    #expect(wishes == [nil, nil, 5, 13])
  }

  @Test func `starts to count anew when the metric has been below in between`() {
    var policy = policy()
    let wishes = policy.wishes(for: [250, 250, 99, 250, 250, 250], tasks: 2)
    #expect(wishes == [nil, nil, nil, nil, nil, 5])
  }

  @Test func `goes no further than the most and the fewest tasks`() {
    var policy = policy { $0.minimum = 2 }
    let out = policy.wishes(for: [1e6, 1e6, 1e6, 1e6], tasks: 2)
    #expect(out == [nil, nil, 20, nil])
    var other = TargetTracking(.init())
    let back = other.wishes(for: Array(repeating: 0, count: 16), tasks: 5)
    #expect(back == Array(repeating: nil, count: 14) + [1, nil])
  }

  @Test func `does not scale in between nine tenths of the target and the target`() {
    var policy = policy()
    let wishes = policy.wishes(for: Array(repeating: 91, count: 40), tasks: 10)
    #expect(wishes.allSatisfy { $0 == nil })
  }

  @Test func `scales in again only after it has cooled down`() {
    var policy = policy { $0.scaleInPeriods = 1 }
    let wishes = policy.wishes(for: Array(repeating: 50, count: 7), tasks: 8)
    #expect(wishes == [4, nil, nil, nil, nil, 2, nil])
  }

  @Test func `does not scale in during a deployment`() {
    var policy = policy { $0.scaleInPeriods = 1 }
    let during = policy.note(10, running: 5, desired: 5, mayScaleIn: false, at: minute(0))
    let after = policy.note(10, running: 5, desired: 5, at: minute(1))
    #expect(during == nil)
    #expect(after == 1)
  }

  /// Two tasks with 250 messages each want five; the three more take their time to start.
  @Test(arguments: [(4, nil), (5, 13)])
  func `takes tasks that start for granted only while it cools down`(
    minutesLater: Int, wish: Int?
  ) {
    var policy = policy { $0.scaleOutPeriods = 1 }
    let first = policy.note(250, running: 2, desired: 2, at: minute(0))
    let second = policy.note(250, running: 2, desired: 5, at: minute(minutesLater))
    #expect(first == 5)
    #expect(second == wish)
  }
}
