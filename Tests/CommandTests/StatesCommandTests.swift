import Foundation
import Testing

@Suite struct `The states commands` {
  static let definition = """
    {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
    "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2}], "End": true}}}
    """

  @Test func `execute a definition and print one object`() throws {
    let faultline = try Faultline()
    try faultline.write(Self.definition, to: "d.asl.json")
    try faultline.write(
      #"{"T": [{"Throw": {"Error": "Busy"}}, {"Return": {"ok": true}}]}"#, to: "mocks.json")
    let ending = try faultline.run("states", "run", "d.asl.json", "--mocks", "mocks.json")
    #expect(ending.code == 0)
    #expect(ending.errors == "")
    let result = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect(
      Set(result.keys) == [
        "status", "output", "error", "cause", "duration", "transitions", "events",
      ])
    #expect(result["status"] as? String == "SUCCEEDED")
    #expect(result["duration"] as? Double == 2)
    #expect(result["transitions"] as? Int == 2)
    #expect(result["output"] as? [String: Bool] == ["ok": true])
    #expect(result["error"] is NSNull)
    let events = result["events"] as? [[String: Any]]
    #expect(events?.map { $0["at"] as? Double } == [0, 0, 0, 0, 0, 2, 2, 2, 2, 2])
    let long = try faultline.run(
      "states", "run", "d.asl.json", "--mocks", "mocks.json", "--history")
    #expect(long.output.contains(#""previousEventId":0,"details":{"input":{},"name":"T"}"#))
  }

  @Test func `name the map in the events of its items`() throws {
    let faultline = try Faultline()
    try faultline.write(
      #"""
      {"StartAt": "All", "States": {"All": {"Type": "Map", "ItemsPath": "$", "End": true,
        "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
      """#, to: "d.asl.json")
    try faultline.write("[1]", to: "input.json")
    let ending = try faultline.run("states", "run", "d.asl.json", "--input", "input.json")
    #expect(ending.output.contains(#"{"type":"MapIterationStarted","name":"All","at":0}"#))
    #expect(ending.output.contains(#"{"type":"PassStateEntered","name":"One","at":0}"#))
    #expect(ending.output.contains(#"{"type":"MapIterationSucceeded","name":"All","at":0}"#))
  }

  @Test(arguments: [
    ("", #"{"a.$": "$.ExecutionArn", "b.$": "$.StartDate"}"#),
    (".sync", #"{"a.$": "$.ExecutionArn", "b.$": "States.StringToJson($.Output)"}"#),
    (".sync:2", #"{"a.$": "$.Status", "b.$": "$.Output"}"#),
  ])
  func `hand on what the service says of an execution begun by another`(
    pattern: String, selector: String
  ) throws {
    let faultline = try Faultline()
    try faultline.write(
      #"""
      {
        duration: "1m",
        components: {
          parent: { type: "state-machine", definition: { StartAt: "Begin", States: { Begin: {
            Type: "Task", Resource: "arn:aws:states:::states:startExecution\#(pattern)",
            Parameters: {
              StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:child",
            },
            ResultSelector: \#(selector), End: true } } } },
          child: { type: "state-machine",
            definition: { StartAt: "A", States: { A: { Type: "Pass", End: true } } } },
        },
        producers: { guests: { target: "parent", arrivals: { constant: "1/s" }, until: "30s" } },
        expectations: {
          "parent.ExecutionsSucceeded.Sum": "== 30", "parent.ExecutionsFailed.Sum": "== 0",
        },
      }
      """#, to: "nested.json5")
    let ending = try faultline.run("run", "nested.json5", "--no-files", "--charts", "parent")
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("parent  ExecutionsSucceeded "))
  }

  @Test func `stop an execution by hand`() throws {
    let faultline = try Faultline()
    try faultline.write(Self.definition, to: "d.asl.json")
    try faultline.write(#"{"T": [{"Return": {}, "After": 10}]}"#, to: "mocks.json")
    func run(_ patience: String, as type: String = "standard") throws -> Faultline.Ending {
      try faultline.run(
        "states", "run", "d.asl.json", "--mocks", "mocks.json", "--stop-after", patience,
        "--type", type)
    }
    let stopped = try run("4s")
    #expect(stopped.code == 0)
    #expect(stopped.output.contains(#""status": "ABORTED""#))
    #expect(stopped.output.contains(#""duration": 4"#))
    #expect(stopped.output.contains(#"{"type":"ExecutionAborted","at":4}"#))
    // What ends in the moment in which it would be stopped has ended.
    #expect(try run("10s").output.contains(#""status": "SUCCEEDED""#))
    #expect(try run("4s", as: "express").code == 64)
  }

  @Test func `end with 0 whatever the status is, and with 65 where nothing can be executed`() throws
  {
    let faultline = try Faultline()
    try faultline.write(Self.definition, to: "d.asl.json")
    try faultline.write(#"{"T": [{"Throw": {"Error": "E", "Cause": "c"}}]}"#, to: "mocks.json")
    let failed = try faultline.run("states", "run", "d.asl.json", "--mocks", "mocks.json")
    #expect(failed.code == 0)
    #expect(failed.output.contains(#""status": "FAILED""#))
    let missing = try faultline.run("states", "run", "d.asl.json")
    #expect(missing.code == 65)
    #expect(missing.errors.hasPrefix("error: the task of the state 'T' has no mock"))
    try faultline.write("{\"T\": [}", to: "broken.json")
    let broken = try faultline.run("states", "run", "d.asl.json", "--mocks", "broken.json")
    #expect(broken.code == 65)
    #expect(broken.errors.hasPrefix("error: broken.json:1:8: there is "))
    try faultline.write("{}", to: "empty.json")
    let refused = try faultline.run("states", "run", "empty.json")
    #expect(refused.code == 65)
    #expect(
      refused.errors
        == "empty.json: /: error: SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt, States]\n"
    )
    #expect(try faultline.run("states", "run", "nothing.json").code == 66)
    #expect(try faultline.run("states", "run", "d.asl.json", "--test-case", "x").code == 64)
    #expect(try faultline.run("states", "run", "d.asl.json", "--type", "fast").code == 64)
    #expect(try faultline.run("states").code == 64)
    #expect(try faultline.run("states", "walk").code == 64)
  }

  @Test func `take test cases of Step Functions Local`() throws {
    let faultline = try Faultline()
    try faultline.write(Self.definition, to: "d.asl.json")
    try faultline.write(
      #"{"StateMachines": {"d": {"TestCases": {"Slow": {"T": "R"}}}}, "MockedResponses": {"R": {"0-1": {"Throw": {"Error": "Busy", "Cause": ""}}, "2": {"Return": 5}}}}"#,
      to: "MockConfigFile.json")
    let ending = try faultline.run(
      "states", "run", "d.asl.json", "--mocks", "MockConfigFile.json", "--test-case", "Slow")
    #expect(ending.code == 0)
    #expect(ending.output.contains("\"output\": 5,"))
    #expect(ending.output.contains("\"duration\": 6,"))
    #expect(
      try faultline.run(
        "states", "run", "d.asl.json", "--mocks", "MockConfigFile.json", "--test-case", "None"
      ).code == 65)
  }

  @Test func `validate every file that is named`() throws {
    let faultline = try Faultline()
    try faultline.write(Self.definition, to: "good.json")
    try faultline.write(#"{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}"#, to: "bad.json")
    let ending = try faultline.run("states", "validate", "bad.json", "good.json", "none.json")
    #expect(ending.code == 65)
    #expect(
      ending.output.contains(
        "bad.json: /States/A: error: SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End]\n"
      ))
    #expect(ending.output.hasSuffix("good.json: no mistakes\n"))
    #expect(ending.errors == "error: cannot read 'none.json': there is no such file\n")
    let express = try faultline.run(
      "states", "validate", "good.json", "--type", "express", "--quiet")
    #expect(express == Faultline.Ending(code: 0, output: "", errors: ""))
  }
}
