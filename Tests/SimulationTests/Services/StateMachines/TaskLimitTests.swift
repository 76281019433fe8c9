import Simulation
import Testing

@Suite struct `Limits of tasks` {
  /// A time-out that is drawn at random is drawn once: the one that is recorded is the one that holds.
  @Test(arguments: UInt64(1)...5)
  func `are worked out once for each attempt`(seed: UInt64) throws {
    let run = try execute(
      only(
        #""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": "{% $floor($random() * 1000) + 1 %}", "End": true"#,
        language: "JSONata"), mocks: #"{"X": [{"Return": 1, "After": 5000}]}"#, seed: seed)
    let scheduled = try #require(run.execution.events.first { $0.type == "TaskScheduled" })
    let limit = scheduled.details.first { $0.key == "timeoutInSeconds" }?.value
    #expect(limit == .number(run.duration.seconds))
  }

  /// The execution's time is over before the retry begins, which then is no transition.
  @Test func `bill no retry that the end of the execution forestalls`() throws {
    let run = try execute(
      #"""
      {"StartAt": "X", "TimeoutSeconds": 10, "States": {"X": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60}]}}}
      """#, mocks: #"{"X": [{"Throw": {"Error": "Busy"}}]}"#)
    #expect(run.outcome == .timedOut)
    #expect(run.execution.transitionCount == 1)
  }
}
