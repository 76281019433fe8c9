import Simulation
import Testing

/// A group whose members have joined and share the partitions.
private func group(
  members: Int, partitions: Int, _ change: (inout ConsumerGroup.Settings) -> Void = { _ in }
) -> ConsumerGroup {
  var settings = ConsumerGroup.Settings()
  settings.members = members
  change(&settings)
  var group = ConsumerGroup(settings, partitions: partitions)
  for member in 0..<members { _ = group.poll(member, at: .start) }
  group.advance(to: joined)
  _ = group.takeCompletion()
  return group
}

private let joined = Instant.start + .seconds(3)

extension ConsumerGroup {
  fileprivate func readers(_ partitions: Int) -> [Int?] {
    (0..<partitions).map { reader(of: $0) }
  }
}

@Suite struct `A consumer group` {
  @Test func `is complete three seconds after its last member has joined`() {
    var settings = ConsumerGroup.Settings()
    settings.members = 2
    var group = ConsumerGroup(settings, partitions: 4)
    #expect(group.poll(0, at: .start) == .waits)
    #expect(group.poll(1, at: .start) == .waits)
    #expect(group.nextWakeUp == joined)
    #expect(group.readers(4) == [nil, nil, nil, nil])
    group.advance(to: joined)
    #expect(group.takeCompletion() == true)
    #expect(group.takeCompletion() == false)
    #expect(group.readers(4) == [0, 1, 0, 1])
  }

  @Test(arguments: [(1, [0, 0]), (2, [0, 1]), (3, [0, 1])])
  func `gives each partition to one member, and none to those too many`(
    members: Int, readers: [Int]
  ) {
    let group = group(members: members, partitions: 2)
    #expect(group.readers(2) == readers)
  }

  @Test func `puts a silent member out after its session, and shares its partitions`() {
    var group = group(members: 2, partitions: 2)
    group.fallSilent(1, at: joined)
    #expect(group.readers(2) == [0, nil])
    #expect(group.nextWakeUp == joined + .seconds(45))
    group.advance(to: joined + .seconds(45))
    #expect(group.isBeingRebalanced == true)
    // Nobody reads meanwhile.
    #expect(group.readers(2) == [nil, nil])
    group.advance(to: joined + .seconds(48))
    #expect(group.readers(2) == [0, 0])
    #expect(group.rebalances == 2)
  }

  @Test func `puts a member out that works for too long, whose commit comes too late`() {
    var group = group(members: 2, partitions: 2)
    group.handed(1, of: 1, at: joined)
    #expect(group.acceptsCommit(by: 1, of: 1) == true)
    group.advance(to: joined + .minutes(5))
    #expect(group.acceptsCommit(by: 1, of: 1) == false)
    group.advance(to: joined + .minutes(5) + .seconds(3))
    #expect(group.readers(2) == [0, 0])
    // It joins again when it polls.
    #expect(group.poll(1, at: joined + .minutes(6)) == .waits)
    group.advance(to: joined + .minutes(6) + .seconds(3))
    #expect(group.readers(2) == [0, 1])
  }

  @Test func `waits with a rebalance for members at work`() {
    var group = group(members: 2, partitions: 2)
    group.handed(0, of: 0, at: joined)
    group.leave(1, at: joined)
    #expect(group.nextWakeUp == joined + .minutes(5))
    #expect(group.poll(0, at: joined + .seconds(60)) == .waits)
    group.advance(to: joined + .seconds(63))
    #expect(group.readers(2) == [0, 0])
  }

  @Test func `lets a static member go on where it was`() {
    var group = group(members: 2, partitions: 2) { $0.isStatic = true }
    group.fallSilent(1, at: joined)
    #expect(group.poll(1, at: joined + .seconds(44)) == .reads)
    #expect(group.readers(2) == [0, 1])
    #expect(group.rebalances == 1)
  }

  @Test func `waits for the session of a member that restarts without being static`() {
    var group = group(members: 2, partitions: 2)
    group.fallSilent(1, at: joined)
    #expect(group.poll(1, at: joined + .seconds(10)) == .waits)
    group.advance(to: joined + .seconds(47))
    #expect(group.readers(2) == [nil, nil])
    group.advance(to: joined + .seconds(48))
    #expect(group.readers(2) == [0, 1])
    #expect(group.rebalances == 2)
  }

  @Test func `that cooperates reads on while it is rebalanced, and moves what must move`() {
    var group = group(members: 3, partitions: 6) { $0.assignor = .cooperative }
    let before = group.readers(6)
    #expect(before.count { $0 == 2 } == 2)
    group.leave(2, at: joined)
    #expect(group.readers(6) == before.map { $0 == 2 ? nil : $0 })
    group.advance(to: joined + .seconds(3))
    let after = group.readers(6)
    #expect(zip(before, after).allSatisfy { $0 == 2 || $0 == $1 })
    #expect(after.count { $0 == 0 } == 3)
    #expect(after.count { $0 == 1 } == 3)
  }

  @Test func `that cooperates leaves a partition with who works on it`() {
    var group = group(members: 2, partitions: 3) { $0.assignor = .cooperative }
    group.leave(1, at: joined)
    group.advance(to: joined + .seconds(3))
    #expect(group.readers(3) == [0, 0, 0])
    group.handed(0, of: 2, at: joined + .seconds(3))
    #expect(group.poll(1, at: joined + .seconds(4)) == .waits)
    #expect(group.poll(0, at: joined + .seconds(5)) == .reads)
    group.handed(0, of: 2, at: joined + .seconds(5))
    group.advance(to: joined + .seconds(8))
    #expect(group.owns(0, 2) == true)
    #expect((0..<3).filter { group.owns(1, $0) }.count == 1)
  }
}
