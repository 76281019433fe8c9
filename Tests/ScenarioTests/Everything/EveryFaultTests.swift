import Scenario
import Simulation
import Testing

extension FaultAction {
  /// What must happen besides for the fault to show: nobody misses new tasks who loses none, and
  /// scaling that has nothing to do stands still unseen.
  fileprivate var companion: FaultAction? {
    switch self {
    case .containerSlowStart, .containerNoCapacity: .consumerCrash
    default: nil
    }
  }

  /// Whether nothing can be seen of the fault here: scaling takes longer than these runs, a FIFO queue
  /// never delivers twice by itself (no scenario may ask for it), and a zone's partition passes by who is in two of them.
  fileprivate func isUnseen(on victim: Victim) -> Bool {
    switch self {
    case .containerScalingFrozen, .zonePartition: true
    case .queueDuplicateDelivery: victim.target == "fifo"
    default: false
    }
  }
}

@Suite struct `Every fault on everything it can strike` {
  @Test func `has a victim here`() {
    let types = Set(Victim.all.map(\.type))
    #expect(FaultAction.allCases.filter { !types.isSuperset(of: $0.targets) } == [])
  }

  @Test(arguments: Victim.all)
  func `shows, and the books balance`(victim: Victim) throws {
    for action in victim.actions {
      var blueprint = try victim.blueprint()
      if let companion = action.companion {
        blueprint.faults = [victim.fault(companion, from: 40, for: 20)]
      }
      let without = runInBalance(blueprint, "\(victim) without \(action.rawValue)")
      blueprint.faults.append(victim.fault(action, from: 30, for: 60))
      let with = runInBalance(blueprint, "\(victim) with \(action.rawValue)")
      let isSeen = try #require(with).fingerprint != #require(without).fingerprint
      #expect(isSeen != action.isUnseen(on: victim), "\(victim): \(action.rawValue)")
    }
  }

  /// Every pair, an action with itself too: the second begins while the first holds, and ends after it.
  @Test(arguments: Victim.all)
  func `may meet any other, and the books balance`(victim: Victim) throws {
    let healthy = try victim.blueprint()
    for (place, first) in victim.actions.enumerated() {
      for second in victim.actions[place...] {
        var blueprint = healthy
        blueprint.faults = [
          victim.fault(first, from: 30, for: 40), victim.fault(second, from: 50, for: 40),
        ]
        _ = runInBalance(blueprint, "\(first.rawValue) and \(second.rawValue) on \(victim)")
      }
    }
  }
}
