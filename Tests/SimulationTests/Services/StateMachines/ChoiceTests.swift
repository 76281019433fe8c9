import Simulation
import Testing

@Suite struct `Choices` {
  private func isTaken(_ rule: String, input: String) throws -> String {
    let definition = """
      {"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": [{\(rule), "Next": "Yes"}], "Default": "No"},
        "Yes": {"Type": "Pass", "Result": true, "End": true}, "No": {"Type": "Pass", "Result": false, "End": true}}}
      """
    return try execute(definition, input: input).outcome.shown
  }

  @Test(arguments: [
    ("StringEquals", #""a""#, "\"a\"", true), ("StringEquals", #""a""#, "\"b\"", false),
    ("StringEquals", #""1""#, "1", false),
    ("StringLessThan", #""b""#, "\"a\"", true), ("StringLessThan", #""a""#, "\"B\"", true),
    ("StringGreaterThan", #""a""#, "\"b\"", true),
    ("StringLessThanEquals", #""a""#, "\"a\"", true),
    ("StringGreaterThanEquals", #""b""#, "\"a\"", false),
    ("NumericEquals", "1", "1.0", true), ("NumericEquals", "1", "\"1\"", false),
    ("NumericLessThan", "2", "1", true),
    ("NumericGreaterThan", "2", "2", false), ("NumericLessThanEquals", "2", "2", true),
    ("NumericGreaterThanEquals", "2", "1.9", false),
    ("BooleanEquals", "true", "true", true), ("BooleanEquals", "true", "false", false),
    ("BooleanEquals", "true", "\"true\"", false),
    ("TimestampEquals", #""2016-03-14T01:59:00Z""#, "\"2016-03-14T02:59:00+01:00\"", true),
    ("TimestampLessThan", #""2016-03-14T01:59:00Z""#, "\"2016-03-14T01:58:59.999Z\"", true),
    ("TimestampGreaterThan", #""2016-03-14T01:59:00Z""#, "\"2016-03-14T01:59:00Z\"", false),
    ("TimestampLessThanEquals", #""2016-03-14T01:59:00Z""#, "\"2016-03-14T01:59:00.000Z\"", true),
    ("TimestampGreaterThanEquals", #""2016-03-14T01:59:00Z""#, "\"yesterday\"", false),
  ])
  func `compare values with literals and with what a path finds`(
    name: String, operand: String, value: String, holds: Bool
  ) throws {
    let input = #"{"v": \#(value), "w": \#(operand)}"#
    #expect(try isTaken(#""Variable": "$.v", "\#(name)": \#(operand)"#, input: input) == "\(holds)")
    #expect(try isTaken(#""Variable": "$.v", "\#(name)Path": "$.w""#, input: input) == "\(holds)")
  }

  @Test(arguments: [
    ("IsNull", "null", true), ("IsNull", "0", false), ("IsNumeric", "1.5", true),
    ("IsNumeric", "\"1\"", false), ("IsString", "\"\"", true),
    ("IsString", "1", false), ("IsBoolean", "false", true), ("IsBoolean", "0", false),
    ("IsTimestamp", "\"2016-03-14T01:59:00Z\"", true),
    ("IsTimestamp", "\"2016-03-14 01:59:00\"", false),
    ("IsTimestamp", "\"2016-03-14t01:59:00z\"", false), ("IsPresent", "null", true),
  ])
  func `tell kinds of values`(name: String, value: String, holds: Bool) throws {
    let input = #"{"v": \#(value)}"#
    #expect(try isTaken(#""Variable": "$.v", "\#(name)": true"#, input: input) == "\(holds)")
    #expect(try isTaken(#""Variable": "$.v", "\#(name)": false"#, input: input) == "\(!holds)")
  }

  @Test func `know what is not there`() throws {
    #expect(try isTaken(#""Variable": "$.v", "IsPresent": false"#, input: "{}") == "true")
    #expect(try isTaken(#""Variable": "$.v", "IsPresent": true"#, input: "{}") == "false")
    for rule in [
      #""Variable": "$.v", "IsNull": true"#, #""Variable": "$.v", "StringEquals": "a""#,
      #""Variable": "$.v", "NumericEqualsPath": "$.v""#,
    ] {
      #expect(try isTaken(rule, input: "{}") == ErrorName.runtime)
    }
    let guarded =
      #""And": [{"Variable": "$.v", "IsPresent": true}, {"Variable": "$.v", "NumericEquals": 1}]"#
    #expect(try isTaken(guarded, input: "{}") == "false")
  }

  @Test(arguments: [
    ("foo*.log", "foo23.log", "true"), ("*.log", "zebra.log", "true"),
    ("foo*.*", "foobar.zebra", "true"), ("foo", "foobar", "false"),
    ("*", "", "true"), (#"a\\*b"#, "a*b", "true"), (#"a\\*b"#, "axb", "false"),
    (#"a\\\\b"#, #"a\\b"#, "true"), ("a*a", "a", "false"),
    ("?", "x", "false"), ("*a*b*", "xxaxxbxx", "true"), (#"a\\x"#, "ax", ErrorName.runtime),
    (#"a\\"#, "a", ErrorName.runtime),
  ])
  func `match patterns`(pattern: String, text: String, result: String) throws {
    #expect(
      try isTaken(
        #""Variable": "$.v", "StringMatches": "\#(pattern)""#, input: #"{"v": "\#(text)"}"#)
        == result)
  }

  @Test func `combine conditions`() throws {
    let one = #"{"Variable": "$.v", "NumericEquals": 1}"#
    let two = #"{"Variable": "$.v", "NumericEquals": 2}"#
    #expect(try isTaken(#""Or": [\#(one), \#(two)]"#, input: #"{"v": 2}"#) == "true")
    #expect(try isTaken(#""And": [\#(one), \#(two)]"#, input: #"{"v": 2}"#) == "false")
    #expect(try isTaken(#""Not": \#(one)"#, input: #"{"v": 2}"#) == "true")
    #expect(
      try isTaken(#""Not": {"Or": [\#(one), {"Not": \#(two)}]}"#, input: #"{"v": 2}"#) == "true")
  }

  @Test func `take the first rule that holds, and fail where none does`() throws {
    let definition = """
      {"StartAt": "C", "States": {
        "C": {"Type": "Choice", "InputPath": "$.in", "OutputPath": "$.out", "Choices": [
          {"Variable": "$.n", "NumericGreaterThan": 5, "Next": "A"}, {"Variable": "$.n", "NumericGreaterThan": 3, "Next": "B"}]},
        "A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "End": true}, "B": {"Type": "Succeed"}}}
      """
    #expect(
      try execute(definition, input: #"{"in": {"n": 6, "out": 1}}"#).outcome.shown == #"{"a":1}"#)
    #expect(try execute(definition, input: #"{"in": {"n": 5, "out": 1}}"#).outcome.shown == "1")
    let none = try execute(definition, input: #"{"in": {"n": 1}}"#)
    #expect(none.outcome.error == ErrorName.noChoiceMatched)
    #expect(none.types == ["ExecutionStarted", "ChoiceStateEntered", "ExecutionFailed"])
  }

  @Test func `work with expressions, variables and outputs`() throws {
    let definition = """
      {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": [
          {"Condition": "{% $states.input.n > 5 %}", "Assign": {"size": "big"}, "Output": {"n": "{% $states.input.n %}"}, "Next": "End"},
          {"Condition": false, "Next": "End"}], "Assign": {"size": "small"}, "Output": "none", "Default": "End"},
        "End": {"Type": "Pass", "Output": "{% [$size, $states.input] %}", "End": true}}}
      """
    #expect(try execute(definition, input: #"{"n": 6}"#).outcome.shown == #"["big",{"n":6}]"#)
    #expect(try execute(definition, input: #"{"n": 5}"#).outcome.shown == #"["small","none"]"#)
    let wrong = try execute(definition, input: #"{"n": "x"}"#).outcome
    #expect(wrong.error == ErrorName.queryEvaluationError)
  }
}
