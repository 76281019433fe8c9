import Simulation
import Testing

/// A service whose first tasks are up.
private func fleet(
  _ desired: Int, minimum: Int = 100, maximum: Int = 200
) -> TaskFleet {
  var settings = TaskFleet.Settings()
  settings.minimumHealthyPercent = minimum
  settings.maximumPercent = maximum
  var fleet = TaskFleet(settings, desired: desired)
  for case .start(let task) in fleet.actions() { fleet.started(task) }
  return fleet
}

extension TaskFleet {
  /// All that the scheduler does now.
  fileprivate mutating func actions() -> [Action] {
    var actions: [Action] = []
    while let action = nextAction() { actions.append(action) }
    return actions
  }
}

extension [TaskFleet.Action] {
  /// A word for each action and slot: `+2` starts, `-0` stops.
  fileprivate var words: [String] {
    map { action in
      switch action {
      case .start(let task): "+\(task.slot)"
      case .stop(let task): "-\(task.slot)"
      }
    }
  }
}

@Suite struct `The tasks of a service` {
  @Test func `are as many as are wanted`() {
    var fleet = fleet(3)
    #expect(fleet.running == [0, 1, 2])
    let nothing = fleet.actions()
    #expect(nothing == [])
  }

  @Test func `are replaced when they die`() throws {
    var fleet = fleet(3)
    let dead = try #require(fleet.task(in: 1))
    fleet.ended(dead)
    let actions = fleet.actions().words
    #expect(actions == ["+1"])
    #expect(fleet.state(of: dead) == nil)
    #expect(fleet.task(in: 1)?.epoch == dead.epoch + 1)
    #expect(fleet.count(.starting) == 1)
  }

  @Test func `cannot be replaced where there is no capacity, until there is`() throws {
    var fleet = fleet(2)
    fleet.ended(try #require(fleet.task(in: 0)))
    fleet.hasCapacity = false
    let without = fleet.actions()
    fleet.hasCapacity = true
    let with = fleet.actions().words
    #expect(without == [])
    #expect(with == ["+0"])
  }

  @Test func `are fewer at once when fewer are wanted, first those that still start`() {
    var fleet = fleet(2)
    fleet.setDesired(4)
    let out = fleet.actions().words
    fleet.setDesired(1)
    let back = fleet.actions().words
    #expect(out == ["+2", "+3"])
    #expect(back == ["-3", "-2", "-1"])
    #expect(fleet.running == [0])
  }

  @Test func `are rolled over to a new version, up first and down after`() throws {
    var fleet = fleet(2)
    fleet.deploy(version: 1)
    let first = fleet.actions().words
    #expect(first == ["+2", "+3"])
    #expect(fleet.isDeploying)
    fleet.started(try #require(fleet.task(in: 2)))
    let second = fleet.actions().words
    #expect(second == ["-1"])
    fleet.started(try #require(fleet.task(in: 3)))
    let third = fleet.actions().words
    #expect(third == ["-0"])
    #expect(fleet.running == [2, 3])
    #expect(!fleet.isDeploying)
  }

  @Test func `are rolled over down first where no more are allowed`() throws {
    var fleet = fleet(4, minimum: 50, maximum: 100)
    fleet.deploy(version: 1)
    let first = fleet.actions().words
    // Two must run: two of the old ones make room for two new ones.
    #expect(first == ["-3", "+4", "-2", "+5"])
  }

  /// Every setting of a deployment between 0 % and 100 %, and 100 % and 200 %, of one to five tasks.
  @Test func `stay within the bounds of a deployment, which ends`() {
    for desired in 1...5 {
      for minimum in stride(from: 0, through: 100, by: 25) {
        for maximum in stride(from: 100, through: 200, by: 25) {
          checkDeployment(desired, minimum, maximum)
        }
      }
    }
  }

  private func checkDeployment(_ desired: Int, _ minimum: Int, _ maximum: Int) {
    var fleet = fleet(desired, minimum: minimum, maximum: maximum)
    fleet.deploy(version: 1)
    let upper = max(desired, desired * maximum / 100)
    let lower = (desired * minimum + 99) / 100
    for _ in 0..<20 {
      while let action = fleet.nextAction() {
        if case .stop(let task) = action { fleet.ended(task) }
        let alive = fleet.count(.running) + fleet.count(.starting)
        #expect(alive <= upper && fleet.count(.running) >= lower)
      }
      guard
        let starting = (0..<fleet.capacity).compactMap({ fleet.task(in: $0) })
          .first(where: { fleet.state(of: $0) == .starting })
      else { break }
      fleet.started(starting)
    }
    // With no room above and none below nothing can move: as in the service.
    #expect(fleet.isDeploying == (upper == desired && lower == desired))
  }
}
