import Simulation
import Testing

@Suite struct `Executions` {
  private static let charge = #""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#

  @Test func `record the history of a task by its resource`() throws {
    let cases: [(String, String, [String])] = [
      ("arn:aws:lambda:us-east-1:123456789012:function:f", "LambdaFunction", []),
      ("arn:aws:states:us-east-1:123456789012:activity:a", "Activity", []),
      ("arn:aws:states:::sqs:sendMessage", "Task", []),
      ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Task", ["TaskSubmitted"]),
      ("arn:aws:states:::states:startExecution.sync:2", "Task", ["TaskSubmitted"]),
    ]
    for (resource, prefix, extra) in cases {
      let run = try execute(
        only(#""Type": "Task", "Resource": "\#(resource)", "End": true"#),
        mocks: #"{"X": [{"Return": {"ok": true}}]}"#)
      let ends = ["ExecutionStarted", "TaskStateEntered", "TaskStateExited", "ExecutionSucceeded"]
      var types: [String] = Array(ends.prefix(2))
      types.append("\(prefix)Scheduled")
      types.append("\(prefix)Started")
      types.append(contentsOf: extra)
      types.append("\(prefix)Succeeded")
      types.append(contentsOf: ends.suffix(2))
      #expect(run.types == types)
      #expect(run.outcome.shown == #"{"ok":true}"#)
      #expect(run.execution.transitionCount == 1)
    }
  }

  @Test func `try again at growing intervals, and count the transitions`() throws {
    let definition = only(
      #"\#(Self.charge), "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "MaxAttempts": 3, "BackoffRate": 2, "MaxDelaySeconds": 7}], "End": true"#
    )
    let run = try execute(
      definition,
      mocks:
        #"{"X": [{"Throw": {"Error": "Busy", "Cause": "c"}}, {"Throw": {"Error": "Busy"}}, {"Throw": {"Error": "Busy"}}, {"Return": 1}]}"#
    )
    #expect(run.outcome.shown == "1")
    #expect(
      run.execution.events.filter { $0.type == "TaskScheduled" }.map(\.at.seconds) == [0, 3, 9, 16])
    #expect(run.execution.transitionCount == 4)
    let failing = try execute(
      definition, mocks: #"{"X": [{"Throw": {"Error": "Busy", "Cause": "c"}}]}"#)
    #expect(failing.outcome == .failed(error: "Busy", cause: "c"))
    #expect(failing.duration == .seconds(16))
    #expect(failing.types.suffix(2) == ["TaskFailed", "ExecutionFailed"])
  }

  /// The example of the specification, "Complex retry scenarios".
  @Test func `count each retrier by itself`() throws {
    let definition = """
      {"StartAt": "X", "States": {"X": {\(Self.charge), "Next": "Y",
        "Retry": [{"ErrorEquals": ["ErrorA", "ErrorB"], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 2},
                  {"ErrorEquals": ["ErrorC"], "IntervalSeconds": 5}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Z"}]},
        "Y": {"Type": "Pass", "End": true}, "Z": {"Type": "Pass", "End": true}}}
      """
    let run = try execute(
      definition,
      mocks:
        #"{"X": [{"Throw": {"Error": "ErrorA"}}, {"Throw": {"Error": "ErrorB"}}, {"Throw": {"Error": "ErrorC"}}, {"Throw": {"Error": "ErrorB", "Cause": "why"}}]}"#
    )
    #expect(
      run.execution.events.filter { $0.type == "TaskScheduled" }.map(\.at.seconds) == [0, 1, 3, 8])
    #expect(run.outcome.shown == #"{"Error":"ErrorB","Cause":"why"}"#)
    #expect(
      run.types.suffix(4) == [
        "TaskStateExited", "PassStateEntered", "PassStateExited", "ExecutionSucceeded",
      ])
  }

  @Test(arguments: [
    (#"["States.ALL"]"#, "Any", true), (#"["States.TaskFailed"]"#, "Any", true),
    (#"["Other", "Any"]"#, "Any", true),
    (#"["any"]"#, "Any", false), (#"["States.TaskFailed"]"#, "States.Timeout", false),
    (#"["States.Timeout"]"#, "States.HeartbeatTimeout", true),
    (#"["States.ALL"]"#, "States.Timeout", true), (#"["States.ALL"]"#, "States.Runtime", false),
    (#"["States.Runtime"]"#, "States.Runtime", false),
    (#"["States.ALL"]"#, "States.DataLimitExceeded", false),
    (#"["States.DataLimitExceeded"]"#, "States.DataLimitExceeded", true),
    (#"["States.ALL"]"#, "States.Permissions", true),
    (#"["States.TaskFailed"]"#, "Lambda.Unknown", true),
  ])
  func `catch what a name stands for`(names: String, error: String, isCaught: Bool) throws {
    let definition = """
      {"StartAt": "X", "States": {"X": {\(Self.charge), "Catch": [{"ErrorEquals": \(names), "ResultPath": "$.e", "Next": "Y"}], "End": true},
      "Y": {"Type": "Succeed"}}}
      """
    let outcome = try execute(
      definition, input: #"{"i": 1}"#,
      mocks: #"{"X": [{"Throw": {"Error": "\#(error)", "Cause": "c"}}]}"#
    ).outcome
    #expect(outcome.shown == (isCaught ? #"{"i":1,"e":{"Error":"\#(error)","Cause":"c"}}"# : error))
  }

  @Test func `draw full jitter from the seed`() throws {
    let definition = only(
      #"\#(Self.charge), "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "JitterStrategy": "FULL", "MaxAttempts": 2}], "End": true"#
    )
    let mocks = #"{"X": [{"Throw": {"Error": "E"}}, {"Throw": {"Error": "E"}}, {"Return": 1}]}"#
    let durations = try [1, 1, 2].map { try execute(definition, mocks: mocks, seed: $0).duration }
    #expect(durations[0] == durations[1])
    #expect(durations[0] != durations[2])
    #expect(durations.allSatisfy { $0 > .zero && $0 < .seconds(30) })
  }

  @Test func `time out tasks, heartbeats and themselves`() throws {
    let slow = #"{"X": [{"Return": 1, "After": 30}]}"#
    let task = try execute(only(#"\#(Self.charge), "TimeoutSeconds": 5, "End": true"#), mocks: slow)
    #expect(task.outcome == .failed(error: ErrorName.timeout, cause: nil))
    #expect(task.duration == .seconds(5))
    #expect(task.types.suffix(2) == ["TaskTimedOut", "ExecutionFailed"])
    let token =
      #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 3, "TimeoutSeconds": 5, "End": true"#
    #expect(try execute(only(token), mocks: slow).outcome.error == ErrorName.heartbeatTimeout)
    let path = only(#"\#(Self.charge), "TimeoutSecondsPath": "$.t", "End": true"#)
    #expect(try execute(path, input: #"{"t": 7}"#, mocks: slow).duration == .seconds(7))
    #expect(
      try execute(path, input: #"{"t": "x"}"#, mocks: slow).outcome.error == ErrorName.runtime)
    let whole = try execute(
      #"{"StartAt": "W", "TimeoutSeconds": 3, "States": {"W": {"Type": "Wait", "Seconds": 25, "End": true}}}"#
    )
    #expect(whole.outcome == .timedOut)
    #expect(whole.types == ["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"])
    #expect(whole.execution.events.map(\.previousID) == [0, 0, 0])
    #expect(whole.duration == .seconds(3))
    let express = only(#""Type": "Wait", "Seconds": 301, "End": true"#)
    #expect(try execute(express, kind: .express).outcome == .timedOut)
  }

  private static let waits: [(String, Double)] = [
    (#""Seconds": 10"#, 10), (#""SecondsPath": "$.s""#, 4),
    (#""Timestamp": "2025-12-01T00:01:00Z""#, 60), (#""TimestampPath": "$.t""#, 90.5),
    (#""Timestamp": "2016-03-14T01:59:00Z""#, 0), (#""Seconds": 0"#, 0),
  ]

  @Test(arguments: waits)
  func `wait`(field: String, seconds: Double) throws {
    let run = try execute(
      only(#""Type": "Wait", \#(field), "End": true"#),
      input: #"{"s": 4, "t": "2025-12-01T01:01:30.500+01:00"}"#)
    #expect(run.duration.seconds == seconds)
    #expect(
      run.types == [
        "ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded",
      ])
  }

  @Test(arguments: [
    #""SecondsPath": "$.x""#, #""SecondsPath": "$.text""#, #""SecondsPath": "$.less""#,
    #""TimestampPath": "$.text""#,
  ])
  func `cannot wait for what is no time`(field: String) throws {
    let outcome = try execute(
      only(#""Type": "Wait", \#(field), "End": true"#), input: #"{"text": "soon", "less": -1}"#
    ).outcome
    #expect(outcome.error == ErrorName.runtime)
  }

  @Test(arguments: [
    (#""Error": "E", "Cause": "C""#, "E: C"), (#""Comment": "nothing""#, "none: none"),
    (#""ErrorPath": "$.e", "CausePath": "States.Format('no {}', $.e)""#, "Oh: no Oh"),
  ])
  func `fail on purpose`(fields: String, told: String) throws {
    let run = try execute(only(#""Type": "Fail", \#(fields)"#), input: #"{"e": "Oh"}"#)
    #expect("\(run.outcome.error ?? "none"): \(run.outcome.cause ?? "none")" == told)
    #expect(run.types == ["ExecutionStarted", "FailStateEntered", "ExecutionFailed"])
  }

  @Test func `end with the last event that a history has room for`() throws {
    let run = try execute(
      #"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}], "Default": "A"}, "B": {"Type": "Succeed"}}}"#
    )
    #expect(run.execution.events.count == 25_000)
    #expect(run.execution.events.last?.id == 25_000)
    #expect(
      run.outcome
        == .failed(
          error: ErrorName.runtime,
          cause: "The execution reached the maximum number of history events (25000)."))
  }

  @Test func `refuse documents that are too large`() throws {
    let text = String(repeating: "x", count: 262_142)
    let definition = """
      {"StartAt": "X", "States": {"X": {\(Self.charge), "End": true,
        "Catch": [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "Y"}]},
        "Y": {"Type": "Pass", "Result": "caught", "End": true}}}
      """
    let fitting = try execute(definition, mocks: #"{"X": [{"Return": "\#(text)"}]}"#).outcome
    #expect(fitting.shown.utf8.count == 262_144)
    let larger = try execute(definition, mocks: #"{"X": [{"Return": "\#(text)x"}]}"#).outcome
    #expect(larger.shown.prefix(20) == "\"caught\"")
    let input = try execute(only(#""Type": "Pass", "End": true"#), input: "\"\(text)x\"").outcome
    #expect(input.error == ErrorName.dataLimitExceeded)
  }

  @Test func `keep variables, and those of branches to themselves`() throws {
    let definition = """
      {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"x.$": "$.n", "y": 1}, "Next": "P"},
        "P": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {
          "B": {"Type": "Pass", "Assign": {"x.$": "States.MathAdd($x, 1)"}, "Next": "C"},
          "C": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y"}, "End": true}}}],
          "Assign": {"z.$": "$[0].x"}, "Next": "D"},
        "D": {"Type": "Pass", "Parameters": {"x.$": "$x", "z.$": "$z", "first.$": "$[0]"}, "End": true}}}
      """
    #expect(
      try execute(definition, input: #"{"n": 5}"#).outcome.shown
        == #"{"x":5,"z":6,"first":{"x":6,"y":1}}"#)
  }

  @Test func `can be driven by hand`() throws {
    let machine = try #require(
      DefinitionReader.read(
        only(
          #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 10, "End": true"#
        )
      ).machine)
    var random = RandomStream(seed: 1, replication: 0, component: "x", purpose: "y")
    var execution = StateMachineExecution(of: machine)
    execution.start(input: .object([]), at: .start, drawing: &random)
    guard case .invoke(let invocation)? = execution.nextEffect() else {
      Issue.record("nothing is asked")
      return
    }
    #expect(invocation.tokenText != nil)
    #expect(execution.nextDeadline == .start + .seconds(10))
    let isAwaited = execution.heartbeat(invocation.token, at: .start + .seconds(9))
    #expect(isAwaited)
    #expect(execution.nextDeadline == .start + .seconds(19))
    var stopped = execution
    stopped.abort(error: "Stop", cause: nil, at: .start + .seconds(12))
    #expect(stopped.outcome == .aborted(error: "Stop", cause: nil))
    #expect(stopped.events.last?.type == "ExecutionAborted")
    let later = Instant.start + .seconds(15)
    let answers = (0..<2).map { _ in
      execution.taskSucceeded(
        invocation.token, result: .number(1), at: later, drawing: &random)
    }
    #expect(answers == [true, false])
    #expect(execution.outcome == .succeeded(output: .number(1)))
  }
}

@Suite struct `Branches and items` {
  @Test func `go on from where the state stands, and back to it`() throws {
    let run = try execute(
      """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [
        {"StartAt": "A1", "States": {"A1": {"Type": "Pass", "Next": "A2"}, "A2": {"Type": "Pass", "End": true}}},
        {"StartAt": "B1", "States": {"B1": {"Type": "Pass", "Next": "B2"}, "B2": {"Type": "Pass", "End": true}}}], "Next": "After"},
        "After": {"Type": "Pass", "End": true}}}
      """, input: #"{"x": "a"}"#)
    #expect(run.outcome.shown == #"[{"x":"a"},{"x":"a"}]"#)
    #expect(
      run.types.prefix(3) == ["ExecutionStarted", "ParallelStateEntered", "ParallelStateStarted"])
    #expect(
      run.types.suffix(5) == [
        "ParallelStateSucceeded", "ParallelStateExited", "PassStateEntered", "PassStateExited",
        "ExecutionSucceeded",
      ])
    #expect(
      run.execution.events.map(\.previousID) == [
        0, 0, 2, 3, 4, 3, 6, 5, 8, 7, 10, 11, 11, 13, 14, 15,
      ])
    #expect(run.execution.transitionCount == 6)
  }

  /// A state, the events that follow its own two first ones, and what each follows from, as measured on
  /// the service.
  private struct Trail: Sendable {
    let state: String
    let types: [String]
    let previous: [Int]

    init(_ state: String, _ types: [String], _ previous: [Int]) {
      self.state = state
      self.types = types
      self.previous = previous
    }
  }

  private static let trails: [Trail] = [
    Trail(
      #""Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "Parameters": {"m.$": "$.nope"}, "End": true}}}], "End": true"#,
      ["PassStateEntered", "ExecutionFailed"], [3, 4]
    ),
    Trail(
      #""Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Fail", "Error": "E"}}}], "End": true"#,
      ["FailStateEntered", "ParallelStateFailed", "ExecutionFailed"], [3, 4, 5]
    ),
    Trail(
      #""Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Fail", "Error": "E"}}}], "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 0}], "End": true"#,
      [
        "FailStateEntered", "ParallelStateStarted", "FailStateEntered", "ParallelStateFailed",
        "ExecutionFailed",
      ], [3, 4, 5, 6, 7]
    ),
    Trail(
      #""Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}], "ResultSelector": {"m.$": "$.nope"}, "End": true"#,
      ["PassStateEntered", "PassStateExited", "ParallelStateSucceeded", "ExecutionFailed"],
      [3, 4, 5, 6]
    ),
    Trail(
      #""Type": "Parallel", "Branches": [{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Y"}], "End": true"#,
      [
        "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed", "TaskStateAborted",
        "ParallelStateFailed", "ParallelStateExited", "PassStateEntered", "PassStateExited",
        "ExecutionSucceeded",
      ],
      [3, 4, 5, 6, 7, 7, 9, 10, 11, 12]
    ),
    Trail(
      #""Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "ItemsPath": "$.none", "End": true"#,
      ["MapStateSucceeded", "MapStateExited", "ExecutionSucceeded"], [3, 3, 5]
    ),
    Trail(
      #""Type": "Map", "ItemsPath": "$.two", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true"#,
      [
        "MapRunStarted", "MapRunSucceeded", "MapStateSucceeded", "MapStateExited",
        "ExecutionSucceeded",
      ], [3, 4, 5, 4, 7]
    ),
    Trail(
      #""Type": "Map", "ItemsPath": "$.two", "MaxConcurrency": 1, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Fail", "Error": "E"}}}, "End": true"#,
      [
        "MapIterationStarted", "FailStateEntered", "MapIterationFailed", "MapStateFailed",
        "ExecutionFailed",
      ], [3, 4, 5, 5, 7]
    ),
    Trail(
      #""Type": "Map", "ItemsPath": "$.two", "MaxConcurrency": 1, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true"#,
      [
        "MapIterationStarted", "PassStateEntered", "PassStateExited", "MapIterationSucceeded",
        "MapIterationStarted", "PassStateEntered", "PassStateExited", "MapIterationSucceeded",
        "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded",
      ],
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 13]
    ),
  ]

  @Test(arguments: trails.indices)
  func `leave the events that the service leaves`(number: Int) throws {
    let (state, types) = (Self.trails[number].state, Self.trails[number].types)
    let previous = Self.trails[number].previous
    let caught = state.contains("Catch") ? #", "Y": {"Type": "Pass", "End": true}"# : ""
    let run = try execute(
      #"{"StartAt": "X", "States": {"X": {\#(state)}\#(caught)}}"#,
      input: #"{"none": [], "two": [1, 2]}"#,
      mocks: #"{"T": [{"Throw": {"Error": "E", "Cause": "c"}}]}"#)
    #expect(Array(run.types.dropFirst(3)) == types)
    if !state.contains("MaxConcurrency") || state.contains("Fail") {
      #expect(Array(run.execution.events.map(\.previousID).dropFirst(3)) == previous)
    }
  }

  @Test func `time out together as the service records it`() throws {
    let run = try execute(
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.i", "ItemProcessor": {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 5, "End": true}}}, "End": true}}}
      """, input: #"{"i": [1, 2]}"#, mocks: #"{"T": [{"Return": 1, "After": 60}]}"#)
    #expect(
      run.types == [
        "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapIterationStarted",
        "MapIterationStarted", "TaskStateEntered", "TaskScheduled",
        "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskStarted", "TaskTimedOut",
        "MapIterationFailed", "TaskStateAborted",
        "MapIterationAborted", "TaskStateAborted", "MapStateFailed", "ExecutionFailed",
      ])
    #expect(run.outcome == .failed(error: ErrorName.timeout, cause: nil))
  }

  @Test func `end the others when one fails`() throws {
    let run = try execute(
      """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100, "End": true}}},
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}],
        "Catch": [{"ErrorEquals": ["States.BranchFailed"], "Next": "Y"}], "End": true}, "Y": {"Type": "Succeed"}}}
      """, mocks: #"{"T": [{"Throw": {"Error": "Refused", "Cause": "c"}, "After": 2}]}"#)
    #expect(run.outcome.shown == #"{"Error":"Refused","Cause":"c"}"#)
    #expect(run.duration == .seconds(2))
    #expect(run.types.contains("WaitStateAborted"))
  }

  @Test(arguments: [
    (#""ToleratedFailureCount": 1"#, #"[1,{"Error":"Odd","Cause":""},2]"#),
    (#""ToleratedFailurePercentage": 33"#, ErrorName.exceedToleratedFailureThreshold),
    (#""ToleratedFailurePercentage": 34"#, #"[1,{"Error":"Odd","Cause":""},2]"#),
    (#""ToleratedFailureCount": 0"#, ErrorName.exceedToleratedFailureThreshold),
    (#""Comment": "none""#, "Odd"),
    (
      #""ToleratedFailureCount": 5, "ToleratedFailurePercentage": 10"#,
      ErrorName.exceedToleratedFailureThreshold
    ),
  ])
  func `tolerate as many failures as they may`(field: String, result: String) throws {
    let run = try execute(
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.i", "MaxConcurrency": 1, \(field), "ItemProcessor": {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}, "End": true}}}
      """, input: #"{"i": [1, 2, 3]}"#,
      mocks: #"{"T": [{"Return": 1}, {"Throw": {"Error": "Odd"}}, {"Return": 2}]}"#)
    #expect(run.outcome.shown == result)
  }

  @Test func `work on a few items at once`() throws {
    let cases: [(String, Int)] = [
      ("\"MaxConcurrency\": 2", 30), ("\"MaxConcurrency\": 0", 10),
      ("\"MaxConcurrencyPath\": \"$.c\"", 20),
    ]
    for (field, seconds) in cases {
      let run = try execute(
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.i", \(field), "Iterator": {"StartAt": "W", "States": {
          "W": {"Type": "Wait", "Seconds": 10, "End": true}}}, "End": true}}}
        """, input: #"{"i": [1, 2, 3, 4, 5], "c": 3}"#)
      #expect(run.duration == .seconds(seconds))
      #expect(run.outcome.shown == "[1,2,3,4,5]")
    }
  }

  @Test func `see their item and what the selector makes of it`() throws {
    let definition = """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "InputPath": "$.in", "ItemsPath": "$.list",
        "ItemSelector": {"n.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "all.$": "$.who"}, "ResultPath": "$.out",
        "ResultSelector": {"first.$": "$[0]"}, "ItemProcessor": {"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Parameters": {"got.$": "$", "again.$": "$$.Map.Item.Index"}, "End": true}}}, "End": true}}}
      """
    #expect(
      try execute(definition, input: #"{"in": {"list": ["a"], "who": "w"}}"#).outcome.shown
        == #"{"in":{"list":["a"],"who":"w"},"out":{"first":{"got":{"n":0,"v":"a","all":"w"},"again":0}}}"#
    )
    #expect(
      try execute(definition, input: #"{"in": {"list": {}, "who": 1}}"#).outcome.error
        == ErrorName.runtime)
  }

  @Test func `work with expressions`() throws {
    let definition = """
      {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Items": "{% $states.input.list %}",
        "ItemSelector": {"v": "{% $states.context.Map.Item.Value * 2 %}"}, "MaxConcurrency": "{% 1 + 1 %}",
        "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "Output": "{% $states.input.v %}", "End": true}}},
        "Output": {"sum": "{% $sum($states.result) %}"}, "End": true}}}
      """
    #expect(try execute(definition, input: #"{"list": [1, 2, 3]}"#).outcome.shown == #"{"sum":12}"#)
    let failed = try execute(definition, input: #"{"x": 1}"#)
    #expect(
      failed.types == [
        "ExecutionStarted", "MapStateEntered", "EvaluationFailed", "MapStateFailed",
        "ExecutionFailed",
      ])
    #expect(
      failed.outcome.cause?.contains(
        "specified for the field 'Items' returned nothing (undefined).") == true)
  }

  @Test func `of JSONata tasks take arguments, outputs and errors`() throws {
    let definition = """
      {"QueryLanguage": "JSONata", "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": "f", "Payload": "{% $states.input.p %}"}, "Assign": {"got": "{% $states.result.Payload %}"},
        "Output": "{% $states.result.Payload.id %}", "Retry": [{"ErrorEquals": ["Again"], "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"got": "{% $states.errorOutput.Error %}"}, "Output": {"in": "{% $states.input %}"}, "Next": "D"}], "Next": "D"},
        "D": {"Type": "Pass", "Output": "{% [$got, $states.input] %}", "End": true}}}
      """
    #expect(
      try execute(
        definition, input: #"{"p": 1}"#,
        mocks: #"{"T": [{"Throw": {"Error": "Again"}}, {"Return": {"Payload": {"id": 7}}}]}"#
      ).outcome.shown
        == #"[{"id":7},7]"#)
    #expect(
      try execute(
        definition, input: #"{"p": 1}"#,
        mocks: #"{"T": [{"Throw": {"Error": "No", "Cause": "c"}}]}"#
      ).outcome.shown
        == #"["No",{"in":{"p":1}}]"#)
    let undefined = try execute(definition, input: "{}")
    #expect(undefined.types.contains("EvaluationFailed"))
    #expect(undefined.outcome.shown == #"["States.QueryEvaluationError",{"in":{}}]"#)
  }
}
