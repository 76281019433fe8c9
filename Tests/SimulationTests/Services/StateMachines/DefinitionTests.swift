import Simulation
import Testing

@Suite struct `Definitions` {
  /// What is found of a definition: code and place of each finding.
  private func findings(_ definition: String, kind: StateMachine.Kind = .standard) -> [String] {
    DefinitionReader.read(definition, kind: kind).findings.map { "\($0.place) \($0.code.rawValue)" }
  }

  private static let wholes: [(String, [String])] = [
    ("", ["line 1, column 1 INVALID_JSON_DESCRIPTION"]), ("[]", ["/ SCHEMA_VALIDATION_FAILED"]),
    ("{}", ["/ SCHEMA_VALIDATION_FAILED"]),
    (#"{"StartAt": "A", "StartAt": "A"}"#, ["line 1, column 18 INVALID_JSON_DESCRIPTION"]),
    (#"{"States": {"A": {"Type": "Succeed"}}}"#, ["/ SCHEMA_VALIDATION_FAILED"]),
    (
      #"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}"#,
      ["/StartAt MISSING_TRANSITION_TARGET"]
    ),
    (
      #"{"StartAt": "A", "States": {}}"#,
      ["/States SCHEMA_VALIDATION_FAILED", "/StartAt MISSING_TRANSITION_TARGET"]
    ),
    (
      #"{"StartAt": "A", "Version": "2.0", "startAt": 1, "States": {"A": {"Type": "Succeed"}}}"#,
      ["/ SCHEMA_VALIDATION_FAILED", "/Version SCHEMA_VALIDATION_FAILED"]
    ),
    (
      #"{"StartAt": "A", "TimeoutSeconds": 0, "States": {"A": {"Type": "Succeed"}}}"#,
      ["/TimeoutSeconds SCHEMA_VALIDATION_FAILED"]
    ),
    (
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#,
      ["/States MISSING_END_STATE"]
    ),
    (
      #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Pass", "Next": "B"}}}"#,
      ["/States/B MISSING_TRANSITION_TARGET", "/States/C MISSING_TRANSITION_TARGET"]
    ),
    (
      #"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}, {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}], "End": true}}}"#,
      ["/States/P/Branches[1]/States/A DUPLICATE_STATE_NAME"]
    ),
    (
      #"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Q"}}}], "Next": "Q"}, "Q": {"Type": "Succeed"}}}"#,
      [
        "/States/P/Branches[0]/States/A/Next MISSING_TRANSITION_TARGET",
        "/States/P/Branches[0]/States MISSING_END_STATE",
      ]
    ),
  ]

  @Test(arguments: wholes.indices)
  func `are refused where their states do not fit together`(number: Int) {
    let (definition, found) = Self.wholes[number]
    #expect(findings(definition) == found)
  }

  /// The fields of one state that is named X, and the places of what is wrong with it.
  private static let states: [(String, [String])] = [
    (#""Type": "Pass", "End": true"#, []), (#""Type": "Pass""#, [""]),
    (#""Type": "Pass", "End": true, "Next": "X""#, [""]),
    (#""Type": "Pass", "End": "true""#, ["/End", ""]), (#""Type": "pass", "End": true"#, ["/Type"]),
    (#""End": true"#, [""]),
    (#""Type": "Succeed", "End": true"#, [""]),
    (#""Type": "Succeed", "InputPath": "$.a", "OutputPath": null"#, []),
    (#""Type": "Fail", "InputPath": "$""#, [""]),
    (#""Type": "Fail", "Error": "E", "ErrorPath": "$.e""#, [""]),
    (#""Type": "Fail", "Cause": 5"#, ["/Cause"]),
    (#""Type": "Fail", "CausePath": "cause""#, ["/CausePath"]),
    (#""Type": "Fail", "ErrorPath": "States.UUID()""#, []),
    (#""Type": "Pass", "Comment": "c", "Retry": [], "End": true"#, [""]),
    (#""Type": "Pass", "Result": {"a.$": "$.b"}, "End": true"#, ["/Result"]),
    (#""Type": "Pass", "InputPath": "a", "End": true"#, ["/InputPath"]),
    (#""Type": "Pass", "InputPath": 5, "End": true"#, ["/InputPath"]),
    (#""Type": "Pass", "InputPath": "$.a[*]", "OutputPath": "$$.Execution.Id", "End": true"#, []),
    (#""Type": "Pass", "ResultPath": null, "End": true"#, []),
    (#""Type": "Pass", "ResultPath": "$.a[*]", "End": true"#, ["/ResultPath"]),
    (#""Type": "Pass", "ResultPath": "$$.a", "End": true"#, ["/ResultPath"]),
    (#""Type": "Pass", "ResultPath": "$v.a", "End": true"#, ["/ResultPath"]),
    (#""Type": "Pass", "ResultPath": "$..a", "End": true"#, ["/ResultPath"]),
    (#""Type": "Pass", "Parameters": {"a.$": "b"}, "End": true"#, ["/Parameters/a.$"]),
    (#""Type": "Pass", "Parameters": {"a.$": 5}, "End": true"#, ["/Parameters/a.$"]),
    (
      #""Type": "Pass", "Parameters": {"a.$": "States.Nothing()"}, "End": true"#,
      ["/Parameters/a.$"]
    ),
    (#""Type": "Pass", "Parameters": {"a.$": "$.x", "a": 1}, "End": true"#, ["/Parameters"]),
    (#""Type": "Pass", "Parameters": {"a": "$.x"}, "End": true"#, ["/Parameters/a"]),
    (#""Type": "Pass", "Arguments": 1, "End": true"#, ["", "/Arguments"]),
    (#""Type": "Pass", "Output": 1, "End": true"#, ["/Output"]),
    (
      #""Type": "Pass", "Assign": {"states": 1, "a-b": 1, "1a": 2, "ok_1": 3}, "End": true"#,
      ["/Assign/states", "/Assign/a-b", "/Assign/1a"]
    ),
    (#""Type": "Pass", "QueryLanguage": "SQL", "End": true"#, ["/QueryLanguage"]),
    (#""Type": "Task", "End": true"#, [""]),
    (#""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true"#, []),
    (#""Type": "Task", "Resource": "f", "End": true"#, ["/Resource"]),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.sync", "End": true"#,
      ["/Resource"]
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true"#,
      []
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem.waitForTaskToken", "End": true"#,
      ["/Resource"]
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true"#,
      []
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 5, "TimeoutSecondsPath": "$.t", "End": true"#,
      [""]
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 5, "HeartbeatSeconds": 5, "End": true"#,
      ["/HeartbeatSeconds"]
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 0, "HeartbeatSeconds": 1.5, "End": true"#,
      ["/TimeoutSeconds", "/HeartbeatSeconds"]
    ),
    (
      #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {}, "End": true"#,
      ["/Credentials"]
    ),
    (#""Type": "Wait", "End": true"#, [""]),
    (#""Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "End": true"#, [""]),
    (#""Type": "Wait", "Seconds": -1, "End": true"#, ["/Seconds"]),
    (#""Type": "Wait", "Seconds": 100000000, "End": true"#, ["/Seconds"]),
    (#""Type": "Wait", "Timestamp": "2016-03-14 01:59:00Z", "End": true"#, ["/Timestamp"]),
    (#""Type": "Wait", "TimestampPath": "$.a[*]", "End": true"#, ["/TimestampPath"]),
    (#""Type": "Map", "End": true"#, [""]), (#""Type": "Parallel", "End": true"#, [""]),
    (#""Type": "Parallel", "Branches": [], "End": true"#, ["/Branches"]),
  ]

  @Test(arguments: states.indices)
  func `are refused for the mistakes of a state`(number: Int) {
    let (fields, places) = Self.states[number]
    let definition =
      #"{"StartAt": "X", "States": {"X": {\#(fields)}, "Y": {"Type": "Pass", "Next": "X"}}}"#
    let found = DefinitionReader.read(definition).findings.map(\.place)
    // The second state only sees to it that the first is not refused for anything else.
    let expected = places.map { "/States/X" + $0 }
    let others = found.filter { !$0.hasPrefix("/States/X") && $0 != "/States/Y" && $0 != "/States" }
    #expect(found.filter { $0.hasPrefix("/States/X") } == expected, "\(fields)")
    #expect(others == [])
  }

  private static let rules: [(String, [String])] = [
    (#"{"Variable": "$.a", "StringEquals": "x", "Next": "Y"}"#, []),
    (#"{"Variable": "$.a", "StringEquals": "x"}"#, [""]),
    (#"{"Variable": "a", "StringEquals": "x", "Next": "Y"}"#, ["/Variable"]),
    (#"{"StringEquals": "x", "Next": "Y"}"#, [""]),
    (#"{"Variable": "$.a", "Next": "Y"}"#, [""]),
    (#"{"Variable": "$.a", "StringEquals": "x", "IsNull": true, "Next": "Y"}"#, [""]),
    (#"{"Variable": "$.a", "StringEquals": 1, "Next": "Y"}"#, ["/StringEquals"]),
    (#"{"Variable": "$.a", "NumericEquals": "1", "Next": "Y"}"#, ["/NumericEquals"]),
    (#"{"Variable": "$.a", "BooleanEquals": "true", "Next": "Y"}"#, ["/BooleanEquals"]),
    (#"{"Variable": "$.a", "TimestampEquals": "now", "Next": "Y"}"#, ["/TimestampEquals"]),
    (#"{"Variable": "$.a", "StringEqualsPath": "b", "Next": "Y"}"#, ["/StringEqualsPath"]),
    (#"{"Variable": "$.a", "BooleanLessThan": true, "Next": "Y"}"#, ["", ""]),
    (#"{"And": [], "Next": "Y"}"#, ["/And"]),
    (#"{"Not": {"Variable": "$.a", "IsNull": true, "Next": "Y"}, "Next": "Y"}"#, ["/Not"]),
    (
      #"{"Or": [{"Variable": "$.a", "IsNull": true}], "Variable": "$.a", "IsNull": true, "Next": "Y"}"#,
      [""]
    ),
    (#"{"Variable": "$.a", "IsNull": true, "Next": "Z"}"#, ["/Next"]),
    (#"{"Condition": "{% true %}", "Next": "Y"}"#, [""]),
  ]

  @Test(arguments: rules.indices)
  func `are refused for the mistakes of a choice`(number: Int) {
    let (rule, places) = Self.rules[number]
    let definition =
      #"{"StartAt": "X", "States": {"X": {"Type": "Choice", "Choices": [\#(rule)], "Default": "Y"}, "Y": {"Type": "Succeed"}}}"#
    #expect(
      DefinitionReader.read(definition).findings.map(\.place)
        == places.map { "/States/X/Choices[0]" + $0 }, "\(rule)")
  }

  private static let handlers: [(String, [String])] = [
    (
      #""Retry": [{"ErrorEquals": ["A"], "IntervalSeconds": 0, "MaxAttempts": 0, "BackoffRate": 1, "MaxDelaySeconds": 1, "JitterStrategy": "NONE"}]"#,
      []
    ),
    (#""Retry": [{}]"#, ["/Retry[0]"]),
    (#""Retry": [{"ErrorEquals": []}]"#, ["/Retry[0]/ErrorEquals"]), (#""Retry": {}"#, ["/Retry"]),
    (#""Retry": [{"ErrorEquals": ["A", 1]}]"#, ["/Retry[0]/ErrorEquals[1]"]),
    (
      #""Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["A"]}]"#,
      ["/Retry[0]/ErrorEquals"]
    ),
    (
      #""Retry": [{"ErrorEquals": ["A"], "MaxAttempts": -1, "BackoffRate": 0.9, "IntervalSeconds": 1.5}]"#,
      ["/Retry[0]/IntervalSeconds", "/Retry[0]/MaxAttempts", "/Retry[0]/BackoffRate"]
    ),
    (
      #""Retry": [{"ErrorEquals": ["A"], "MaxDelaySeconds": 0, "JitterStrategy": "SOME"}]"#,
      ["/Retry[0]/MaxDelaySeconds", "/Retry[0]/JitterStrategy"]
    ),
    (#""Retry": [{"ErrorEquals": ["A"], "Foo": 1}]"#, ["/Retry[0]"]),
    (#""Catch": [{"ErrorEquals": ["A"]}]"#, ["/Catch[0]"]),
    (#""Catch": [{"ErrorEquals": ["States.ALL", "A"], "Next": "X"}]"#, ["/Catch[0]/ErrorEquals"]),
    (#""Catch": [{"ErrorEquals": ["A"], "Next": "Z"}]"#, ["/Catch[0]/Next"]),
    (
      #""Catch": [{"ErrorEquals": ["A"], "Next": "X", "ResultPath": "$.a[*]"}]"#,
      ["/Catch[0]/ResultPath"]
    ), (#""Catch": [{"ErrorEquals": ["A"], "Next": "X", "Output": 1}]"#, ["/Catch[0]"]),
  ]

  @Test(arguments: handlers.indices)
  func `are refused for the mistakes of what handles errors`(number: Int) {
    let (field, places) = Self.handlers[number]
    let definition = only(
      #""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", \#(field), "End": true"#)
    #expect(
      DefinitionReader.read(definition).findings.map(\.place) == places.map { "/States/X" + $0 },
      "\(field)")
  }

  @Test func `are refused where the languages are mixed up`() {
    let jsonata = only(
      #""Type": "Pass", "InputPath": "$.a", "OutputPath": "$.b", "ResultPath": "$.c", "End": true"#,
      language: "JSONata")
    #expect(
      findings(jsonata)
        == ["/States/X/InputPath", "/States/X/OutputPath", "/States/X/ResultPath"].map {
          $0 + " SCHEMA_VALIDATION_FAILED"
        })
    #expect(
      findings(
        only(#""Type": "Pass", "QueryLanguage": "JSONPath", "End": true"#, language: "JSONata"))
        == ["/States/X SCHEMA_VALIDATION_FAILED"])
    #expect(
      findings(
        only(#""Type": "Pass", "Output": "{% $states.input", "End": true"#, language: "JSONata"))
        == ["/States/X/Output SCHEMA_VALIDATION_FAILED"])
    #expect(
      findings(only(#""Type": "Pass", "Output": "{% 1 + %}", "End": true"#, language: "JSONata"))
        == ["/States/X/Output SCHEMA_VALIDATION_FAILED"])
    #expect(
      findings(
        only(#""Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 %}", "End": true"#))
        == [])
  }

  @Test func `of express workflows know no tokens, jobs and activities`() {
    for resource in [
      "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "arn:aws:states:::states:startExecution.sync",
      "arn:aws:states:us-east-1:123456789012:activity:a",
    ] {
      let definition = only(#""Type": "Task", "Resource": "\#(resource)", "End": true"#)
      #expect(
        findings(definition, kind: .express) == ["/States/X/Resource SCHEMA_VALIDATION_FAILED"])
      #expect(findings(definition) == [])
    }
  }

  @Test(arguments: [(80, 0), (81, 1)])
  func `have names of at most eighty characters`(length: Int, count: Int) {
    let name = String(repeating: "é", count: length)
    #expect(
      DefinitionReader.read(
        #"{"StartAt": "\#(name)", "States": {"\#(name)": {"Type": "Succeed"}}}"#
      ).findings.count == count)
  }

  @Test func `of any kind never end the program`() {
    let whole = """
      {"StartAt":"P","QueryLanguage":"JSONPath","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass",
      "Parameters":{"a.$":"States.Format('{}',$.x[?(@.y)])"},"End":true}}}],"Retry":[{"ErrorEquals":["States.ALL"]}],"Next":"M"},"M":{"Type":"Map",
      "ItemProcessor":{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"End":true}}},"End":true}}}
      """
    let bytes = Array(whole.utf8)
    let marks = Array("{}[]\":,.$%()'\\0x".utf8)
    var random = RandomStream(seed: 3, replication: 0, component: "definitions", purpose: "fuzz")
    for _ in 0..<3_000 {
      var changed = bytes
      for _ in 0...random.below(4) {
        let place = random.below(changed.count)
        switch random.below(3) {
        case 0: changed[place] = marks[random.below(marks.count)]
        case 1: changed.remove(at: place)
        default: changed.removeSubrange(place..<min(changed.count, place + random.below(30)))
        }
      }
      _ = DefinitionReader.read(changed)
    }
    _ = DefinitionReader.read(String(repeating: #"{"States":{"A":"#, count: 5_000))
  }
}

@Suite struct `Mocks of tasks` {
  @Test func `answer by the number of the attempt, and the last one repeats`() throws {
    let mocks = try TaskMocks(
      try document(
        #"{"A": [{"Return": 1}, {"Throw": {"Error": "E"}}, {"Return": 3, "After": 1.5}], "B": {"Return": 9}}"#
      ))
    let answers = (0..<5).map { mocks.response(of: "A", attempt: $0)?.answer }
    #expect(
      answers == [
        .result(.number(1)), .failure(error: "E", cause: nil), .result(.number(3)),
        .result(.number(3)), .result(.number(3)),
      ])
    #expect(mocks.response(of: "A", attempt: 2)?.duration == .milliseconds(1_500))
    #expect(mocks.response(of: "B", attempt: 7)?.answer == .result(.number(9)))
    #expect(mocks.response(of: "C", attempt: 0) == nil)
  }

  static let configuration = """
    {"StateMachines": {"Shop": {"TestCases": {"Retried": {"A": "Slow"}, "Happy": {}}}, "Other": {"TestCases": {"Happy": {"A": "Fast"}}}},
     "MockedResponses": {"Slow": {"0": {"Throw": {"Error": "E", "Cause": "c"}}, "1-2": {"Throw": {"Error": "F"}}, "3": {"Return": {"x": 1}}}, "Fast": {"0": {"Return": 1}}}}
    """

  @Test func `come from a configuration of Step Functions Local, too`() throws {
    let mocks = try TaskMocks(configuration: try document(Self.configuration), testCase: "Retried")
    let answers = (0..<5).map { mocks.response(of: "A", attempt: $0)?.answer }
    let result = TaskMocks.Answer.result(try document(#"{"x": 1}"#))
    #expect(
      answers == [
        .failure(error: "E", cause: "c"), .failure(error: "F", cause: nil),
        .failure(error: "F", cause: nil), result, result,
      ])
    #expect(
      try TaskMocks(configuration: try document(Self.configuration), testCase: "Other#Happy")
        .response(of: "A", attempt: 0)?.answer == .result(.number(1)))
    for name in ["Happy", "Nothing", "Shop#Nothing"] {
      #expect(throws: TaskMocks.Mistake.self) {
        try TaskMocks(configuration: try document(Self.configuration), testCase: name)
      }
    }
  }

  @Test(arguments: [
    "[]", #"{"A": []}"#, #"{"A": [{}]}"#, #"{"A": [{"Return": 1, "Throw": {"Error": "E"}}]}"#,
    #"{"A": [{"Throw": {}}]}"#, #"{"A": [1]}"#, #"{"A": [{"Return": 1, "After": -1}]}"#,
    #"{"A": {"1": {"Return": 1}}}"#, #"{"A": {"x": {"Return": 1}}}"#,
  ])
  func `are refused where they cannot be understood`(text: String) {
    #expect(throws: TaskMocks.Mistake.self) { try TaskMocks(try document(text)) }
  }
}
