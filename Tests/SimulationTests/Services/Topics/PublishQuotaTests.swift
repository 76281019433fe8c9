import Simulation
import Testing

@Suite struct `The quota of publishes` {
  /// How many of so many publishes are taken within the first second, by groups in turn.
  private func taken(
    _ quota: PublishQuota, of publishes: Int, groups: UInt32 = 1, bytes: Int = 1_000
  ) -> Int {
    var quota = quota
    return (0..<publishes).count { publish in
      quota.takes(group: UInt32(publish) % groups, bytes: bytes, at: .start)
    }
  }

  @Test(arguments: [
    // One group gets no more than its own quota, whatever the scope.
    (PublishQuota.Scope.topic, 400, UInt32(1), 1_000, 300),
    (.messageGroup, 400, 1, 1_000, 300),
    // Many groups share the topic's quota, or the Region's.
    (.topic, 5_000, 100, 1_000, 3_000),
    (.messageGroup, 5_000, 100, 1_000, 5_000),
    (.messageGroup, 9_500, 100, 1_000, 9_000),
    // Large messages use up the topic's bytes first; the message group as the scope has no such quota.
    (.topic, 200, 100, 200_000, 100),
    (.messageGroup, 200, 100, 200_000, 200),
  ])
  func `of a FIFO topic goes by its scope`(
    scope: PublishQuota.Scope, publishes: Int, groups: UInt32, bytes: Int, expected: Int
  ) {
    let quota = PublishQuota(ofFIFOTopic: scope, perSecond: 9_000)
    #expect(taken(quota, of: publishes, groups: groups, bytes: bytes) == expected)
  }

  @Test func `of a standard topic knows no groups and no bytes`() {
    let quota = PublishQuota(perSecond: 9_000)
    #expect(taken(quota, of: 9_500, bytes: 200_000) == 9_000)
  }

  @Test func `is there again in the next second, and what was refused used up nothing`() {
    var quota = PublishQuota(ofFIFOTopic: .topic, perSecond: 30_000)
    let first = (0..<400).count { _ in quota.takes(group: 7, bytes: 1_000, at: .start) }
    let refused = quota.takes(group: 8, bytes: 30_000_000, at: .start)
    let next = (0..<400).count { _ in
      quota.takes(group: 7, bytes: 1_000, at: .start + .seconds(1))
    }
    #expect([first, next] == [300, 300])
    #expect(!refused)
  }
}
