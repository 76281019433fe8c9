import Simulation
import Testing

@Suite struct `Capacity units` {
  @Test(arguments: [
    (0, 1, 2, 4), (1, 1, 2, 4), (4_096, 1, 2, 4), (4_097, 2, 4, 8), (409_600, 100, 200, 400),
  ])
  func `of a read go by 4 KB, in halves`(
    bytes: Int, eventual: Int, strong: Int, transactional: Int
  ) {
    #expect(CapacityUnits.read(bytes: bytes, .eventual).halves == eventual)
    #expect(CapacityUnits.read(bytes: bytes, .strong).halves == strong)
    #expect(CapacityUnits.read(bytes: bytes, .transactional).halves == transactional)
  }

  @Test(arguments: [(0, 1.0), (1_024, 1.0), (1_025, 2.0), (409_600, 400.0)])
  func `of a write go by 1 KB, twice in a transaction`(bytes: Int, units: Double) {
    #expect(CapacityUnits.write(bytes: bytes).count == units)
    #expect(CapacityUnits.write(bytes: bytes, isTransactional: true).count == 2 * units)
  }
}

@Suite struct `A table` {
  @Test(arguments: [
    (Table.Condition.always, false, true), (.always, true, true), (.absent, false, true),
    (.absent, true, false), (.present, false, false), (.present, true, true),
  ])
  func `writes if the condition is true of the item, and takes the units in any case`(
    condition: Table.Condition, exists: Bool, isWritten: Bool
  ) {
    var table = Table(.provisioned(write: 1, read: 1))
    let units = CapacityUnits(halves: 4)
    let answer = table.write(
      bytes: 1_025, key: 1, condition: condition, exists: exists, at: .start)
    #expect(answer == (isWritten ? .accepted(units) : .conditionFailed(units)))
    var answers = 0
    while table.write(bytes: 1, key: 1, at: .start) != .throttled(.writeProvisioned) {
      answers += 1
    }
    #expect(answers == 298)
  }

  @Test func `refuses an item of more than 400 KB`() {
    var table = Table()
    #expect(table.write(bytes: 409_601, key: 1, at: .start) == .tooLarge)
    #expect(table.read(bytes: 409_601, key: 1, at: .start) == .tooLarge)
    #expect(table.write(bytes: 409_600, key: 1, at: .start) == .accepted(.init(halves: 800)))
  }

  @Test func `with provisioned capacity saves up five minutes of it`() {
    var table = Table(.provisioned(write: 2, read: 3))
    #expect(table.partitionCount == 1)
    #expect(writes(&table, key: 1, at: .start) == 600)
    #expect(writes(&table, key: 1, at: .start + .seconds(10)) == 20)
    #expect(writes(&table, key: 1, at: .start + .hours(1)) == 600)
    #expect(reads(&table, .strong, key: 1, at: .start) == 900)
    #expect(reads(&table, .eventual, key: 1, at: .start + .seconds(10)) == 60)
  }

  @Test func `on demand holds a hot key to what one partition can do`() {
    var table = Table()
    #expect(table.partitionCount == 4)
    #expect(writes(&table, key: 7, at: .start) == 1_000)
    #expect(table.write(bytes: 1, key: 7, at: .start) == .throttled(.writeKeyRange))
    #expect(writes(&table, key: 8, at: .start) == 1_000)
    #expect(writes(&table, key: 7, at: .start + .milliseconds(100)) == 100)
    #expect(reads(&table, .strong, key: 7, at: .start) == 3_000)
    #expect(reads(&table, .eventual, key: 8, at: .start) == 6_000)
    #expect(table.read(bytes: 1, key: 7, at: .start) == .throttled(.readKeyRange))
  }

  @Test func `on demand admits at first 4,000 writes a second, then twice its peak`() {
    var table = Table()
    var accepted: [Int] = []
    var limits: [Int] = []
    for second in 0..<(32 * 60) {
      accepted.append(spread(10_000, over: &table, second: second))
      limits.append(table.writeLimit)
    }
    // The first second has the burst of a second on top.
    #expect((7_990...8_000).contains(accepted[0]))
    #expect(accepted[2...59].allSatisfy { $0 == 4_000 })
    #expect(accepted[62..<(31 * 60)].allSatisfy { $0 == 8_000 })
    #expect(accepted[(31 * 60 + 1)...].allSatisfy { $0 == 10_000 })
    #expect(limits.firstIndex(of: 8_000) == 60 && limits.firstIndex(of: 16_000) == 31 * 60)
    #expect(table.partitionCount == 16)
  }

  @Test func `on demand grows no more than its traffic calls for`() {
    var table = Table()
    for second in 0..<121 { _ = spread(2_500, over: &table, second: second) }
    #expect(table.writeLimit == 5_000)
    #expect(table.partitionCount == 5)
    #expect(table.readLimit == 12_000)
  }

  /// How many writes of a unit are accepted before one is not.
  private func writes(_ table: inout Table, key: UInt64, at now: Instant) -> Int {
    var count = 0
    while case .accepted = table.write(bytes: 1, key: key, at: now) { count += 1 }
    return count
  }

  private func reads(
    _ table: inout Table, _ consistency: CapacityUnits.Consistency, key: UInt64, at now: Instant
  ) -> Int {
    var count = 0
    while case .accepted = table.read(bytes: 1, key: key, consistency, at: now) { count += 1 }
    return count
  }

  /// How many of so many writes are accepted that come at the same distance within a second, to
  /// partitions in turn.
  private func spread(_ count: Int, over table: inout Table, second: Int) -> Int {
    (0..<count).count { index in
      let now = Instant.start + .seconds(second) + .nanoseconds(index * 1_000_000_000 / count)
      if case .accepted = table.write(bytes: 1, key: UInt64(index), at: now) { return true }
      return false
    }
  }
}
