import Scenario
import Simulation
import Testing

/// Runs a blueprint to its end and checks that all messages are accounted for.
func runInBalance(_ blueprint: Blueprint, _ comment: String) -> RunResult? {
  var world = World(blueprint)
  do throws(RunError) {
    let result = try world.run()
    let (outcomes, books) = (result.outcomes, result.books)
    #expect(
      outcomes.offered
        == outcomes.completed + outcomes.lost + outcomes.halfDone + outcomes.stuck
        + outcomes.pending, "\(comment)")
    #expect(
      books.sent + books.duplicated == books.held + books.fates.reduce(0) { $0 + $1.count },
      "\(comment)")
    return result
  } catch {
    Issue.record("\(comment): \(error)")
    return nil
  }
}

/// Every sender with every component: whom the reader lets it name, it can send to.
@Suite struct `Every sender` {
  /// What producers may do wrong, beside sending well.
  private static let troubles: [FaultAction] = [
    .producerDuplicateSend, .producerPoison, .producerMalformed, .producerHotKey, .producerSpike,
  ]

  @Test(arguments: Sender.all)
  func `reaches whomever it may name, and the books balance`(sender: Sender) {
    var reached = 0
    for target in Everything.names.values.joined().sorted() {
      guard let document = reading(sender.text(to: target)).document else { continue }
      reached += 1
      var blueprint = document.base.blueprint
      blueprint.faults = Self.troubles.map { action in
        var fault = Fault()
        (fault.action, fault.target) = (action, "guests")
        fault.at = .start + .seconds(30)
        fault.duration = .seconds(60)
        fault.percentage = 0.2
        fault.spikeFactor = 2
        return fault
      }
      let result = runInBalance(blueprint, "\(sender) to \(target)")
      #expect((result?.outcomes.offered ?? 0) > 300)
    }
    #expect(reached > 0)
  }
}
