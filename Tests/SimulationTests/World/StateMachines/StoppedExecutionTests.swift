import Simulation
import Testing

@Suite struct `Executions that are stopped by hand` {
  /// Orders for ten minutes whose parcels hang, so that all are charged and wait when they are stopped.
  private func town(stoppedAt minute: Int = 5) -> SagaTown {
    var town = SagaTown(
      #"""
      {"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:x:1:function:charge", "ResultPath": null,
          "Next": "Wait"},
        "Wait": {"Type": "Wait", "Seconds": 120, "Next": "Pack"},
        "Pack": {"Type": "Task", "Resource": "arn:aws:lambda:x:1:function:pack", "End": true}}}
      """#)
    var stop = ManualAction()
    stop.deed = .stopExecutions
    stop.target = "order"
    stop.at = .start + .minutes(minute)
    town.actions = [stop]
    return town
  }

  @Test func `count as aborted, and leave what is half done inconsistent`() throws {
    let result = try town().run()
    let aborted = result.count(.executionsAborted)
    #expect((100...140).contains(aborted), "those of two minutes")
    #expect(
      result.count(.executionsStarted)
        == result.count(.executionsAborted) + result.count(.executionsSucceeded))
    // All but those that had not been charged yet.
    let sagas = try #require(result.sagas).outcomes
    #expect(sagas.inconsistent + sagas.untouched == aborted)
    #expect(sagas.inconsistent >= aborted - 3)
    #expect(sagas.open == 0)
    #expect(result.notes.map(\.text) == ["workflow.stopExecutions order"])
  }

  /// Stopped executions are gone: nothing comes of their waits, answers and transitions.
  @Test func `do nothing any more`() throws {
    let result = try town(stoppedAt: 11).run()
    let started = result.count(.executionsStarted)
    let aborted = result.count(.executionsAborted)
    #expect(result.times("charge") == started)
    #expect(result.times("parcel") == started - aborted)
    #expect(aborted > 0)
  }

  /// A task that was asked is done, and nobody waits for it.
  @Test func `leave tasks under way to end by themselves`() throws {
    var slow = town()
    slow.payments.latency = .constant(30)
    let result = try slow.run()
    let aborted = result.count(.executionsAborted)
    #expect(result.times("charge") == result.count(.executionsStarted))
    #expect(result.sagas?.outcomes.inconsistent == aborted)
    #expect(result.books.unanswered == 0)
  }

  @Test func `may not have begun`() throws {
    var waiting = town()
    waiting.machine.transitionTime = .constant(600)
    let result = try waiting.run()
    let aborted = result.count(.executionsAborted)
    #expect(aborted > 250)
    #expect(result.sagas?.outcomes.untouched == aborted)
    #expect(result.sagas?.outcomes.inconsistent == 0)
  }

  @Test func `are none of an express workflow`() throws {
    var express = town()
    express.machine.workflowType = .express
    let result = try express.run()
    #expect(result.count(.executionsAborted) == 0)
    #expect(
      result.notes.map(\.text) == [
        "workflow.stopExecutions order: refused, the service stops no executions of express workflows"
      ])
  }
}

extension RunResult {
  /// How often a metric of the machine counted in the whole run.
  fileprivate func count(_ metric: Metric) -> Int { Int(total(metric, of: "order").sum) }
}
