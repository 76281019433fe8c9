import Simulation
import Testing

@Suite struct `The quota of a FIFO queue` {
  /// How many of so many requests in one second are taken, the groups by turns.
  private func taken(
    _ quota: inout FIFOThroughput, _ requests: Int, groups: UInt32 = 1, second: Int
  ) -> Int {
    (0..<requests).count { request in
      quota.takes(
        .send, group: UInt32(request) % groups,
        at: .start + .seconds(second) + .microseconds(request))
    }
  }

  @Test(arguments: around(300))
  func `is 300 requests a second`(requests: Int) {
    var quota = FIFOThroughput(.perQueue)
    #expect(taken(&quota, requests, groups: 50, second: 0) == min(requests, 300))
    #expect(taken(&quota, requests, second: 1) == min(requests, 300))
  }

  @Test func `holds for each action by itself`() {
    var quota = FIFOThroughput(.perQueue)
    #expect(taken(&quota, 1_000, second: 0) == 300)
    #expect(quota.takes(.receive, group: 0, at: .start))
    #expect(quota.takes(.delete, group: 0, at: .start))
    #expect(!quota.takes(.send, group: 0, at: .start))
  }

  @Test func `stays as it is for a whole queue, however busy`() {
    var quota = FIFOThroughput(.perQueue)
    for second in 0..<200 { #expect(taken(&quota, 600, groups: 99, second: second) == 300) }
  }

  @Test func `grows by partitions when it is per group and a minute was busy`() {
    var quota = FIFOThroughput(.perMessageGroupId)
    for second in 0..<60 { #expect(taken(&quota, 600, groups: 99, second: second) == 300) }
    _ = taken(&quota, 1, second: 60)
    #expect(quota.partitions == 2)
    #expect(taken(&quota, 600, groups: 99, second: 61) > 500)
  }

  @Test func `is that of one partition for a single group`() {
    var quota = FIFOThroughput(.perMessageGroupId)
    for second in 0..<200 { #expect(taken(&quota, 600, second: second) == 300) }
    #expect(quota.partitions > 2)
  }
}
