import Testing

/// `faultline match`: its answers, in one and in bulk, and what it says of what it cannot read.
@Suite struct `The match command` {
  @Test(arguments: [
    ("{\"a\": [\"x\"]}", "{\"a\": \"x\"}", "match\n", 0 as Int32),
    ("{\"a\": [\"x\"]}", "{\"a\": \"y\"}", "no match\n", 1),
    ("{\"a\": \"x\"}", "{\"a\": \"x\"}", "invalid: \"a\" must be an object or an array\n", 65),
    (
      "{\"a\": [\"x\"]}", "{\"a\": ",
      "invalid: the event is no JSON: the end of the text instead of a value, in line 1, column 7\n",
      65
    ),
  ])
  func `tells of one event`(pattern: String, event: String, text: String, code: Int32) throws {
    let faultline = try Faultline()
    try faultline.write(pattern, to: "pattern.json")
    try faultline.write(event, to: "event.json")
    let ending = try faultline.run("match", "--pattern", "pattern.json", "--event", "event.json")
    #expect(ending == Faultline.Ending(code: code, output: text, errors: ""))
  }

  @Test(arguments: [
    ("{\"a\": \"x\"}", "MessageBody", "match\n", 0 as Int32),
    ("{\"a\": \"x\"}", "MessageAttributes", "no match\n", 1),
    ("not JSON", "MessageBody", "no match\n", 1),
    ("{\"body\": \"{\\\"a\\\": \\\"x\\\"}\"}", "MessageBody", "match\n", 0),
    ("{\"body\": {\"a\": \"x\"}}", "MessageBody", "match\n", 0),
    ("{\"body\": {\"a\": \"x\"}, \"a\": \"y\"}", "MessageBody", "no match\n", 1),
    (
      "{\"messageAttributes\": {\"a\": {\"DataType\": \"String\", \"StringValue\": \"x\"}}}",
      "MessageAttributes", "match\n", 0
    ),
    (
      "{\"messageAttributes\": {\"a\": {\"Type\": \"String\", \"Value\": \"x\"}}}",
      "MessageAttributes", "match\n", 0
    ),
    (
      "{\"messageAttributes\": {\"a\": \"x\"}}", "MessageAttributes",
      "invalid: 'messageAttributes' must be "
        + "{name: {\"DataType\": text, \"StringValue\": text}}\n", 65
    ),
  ])
  func `tells of one message`(message: String, scope: String, text: String, code: Int32) throws {
    let faultline = try Faultline()
    try faultline.write("{\"a\": [\"x\"]}", to: "policy.json")
    try faultline.write(message, to: "message.json")
    let ending = try faultline.run(
      "match", "--filter", "policy.json", "--message", "message.json", "--scope", scope)
    #expect(ending == Faultline.Ending(code: code, output: text, errors: ""))
  }

  @Test func `is about attributes unless told otherwise`() throws {
    let faultline = try Faultline()
    try faultline.write("{\"a\": {\"b\": [\"x\"]}}", to: "policy.json")
    let ending = try faultline.run("match", "--filter", "policy.json")
    let reason = "\"a\" is an object; message attributes are not nested"
    #expect(ending == Faultline.Ending(code: 65, output: "invalid: \(reason)\n", errors: ""))
  }

  @Test func `answers a line for each case, in their order`() throws {
    let faultline = try Faultline()
    try faultline.write(
      """
      {"id": "a", "pattern": {"a": [1.50]}, "event": {"a": 1.5}}
      {"id": 1.50, "pattern": {"a": [{"has": 1}]}, "event": {}}

      {"id": "\\u00e9\\n", "pattern": {"a": [1]}}
      {"pattern": {"a": [1]}, "event": [1]}
      {"id": 4, "policy": {"a": [1]}, "messageAttributes": {"a": {"DataType": "Number", "StringValue": "1"}}}
      {"id": 5, "policy": {"a": {"b": [1]}}, "scope": "MessageBody", "body": "{\\"a\\": {\\"b\\": 1}}"}
      {"id": 6, "policy": {"a": [1]}, "scope": "MessageBody", "messageAttributes": {}}
      {"id": 7, "policy": {"a": [1]}, "scope": "MessageAttributes", "messageAttributes": {}}
      {"id": 8, "policy": {"a": {"b": [1]}}, "scope": "MessageAttributes"}
      {"id": 9, "policyText": "{}", "body": null, "messageAttributes": null}
      """, to: "cases.jsonl")
    let ending = try faultline.run("match", "--cases", "cases.jsonl")
    let output = """
      {"id": "a", "result": true}
      {"id": 1.50, "result": "invalid"}
      {"id": "é\\n", "result": "valid"}
      {"id": null, "result": false}
      {"id": 4, "result": true}
      {"id": 5, "result": true}
      {"id": 6, "result": false}
      {"id": 7, "result": false}
      {"id": 8, "result": "invalid"}
      {"id": 9, "result": "valid"}

      """
    #expect(ending == Faultline.Ending(code: 0, output: output, errors: ""))
  }

  @Test(arguments: [
    ("{\"id\": 1, ", "no key in double quotes, in column 11"),
    ("[1]", "not a JSON object"),
    ("{\"id\": 1}", "no 'pattern', 'patternText', 'policy' or 'policyText'"),
    (
      "{\"pattern\": {}, \"policy\": {}}",
      "use one of 'pattern', 'patternText', 'policy' and 'policyText', each text a string"
    ),
    (
      "{\"patternText\": {}}",
      "use one of 'pattern', 'patternText', 'policy' and 'policyText', each text a string"
    ),
    (
      "{\"policy\": {}, \"scope\": \"Body\"}",
      "'scope' must be \"MessageAttributes\" or \"MessageBody\""
    ),
  ])
  func `tells of a line that is no case and goes on`(line: String, reason: String) throws {
    let faultline = try Faultline()
    let good = "{\"id\": 0, \"pattern\": {\"a\": [1]}, \"event\": {\"a\": 1}}"
    try faultline.write("\(good)\n\(line)\n\(good)\n", to: "cases.jsonl")
    let ending = try faultline.run("match", "--cases", "cases.jsonl")
    let output = "{\"id\": 0, \"result\": true}\n"
    #expect(
      ending
        == Faultline.Ending(
          code: 65, output: output + output, errors: "error: cases.jsonl:2: \(reason)\n"))
  }

  @Test(arguments: [
    ([], "error: use one of '--pattern', '--filter' and '--cases'"),
    (
      ["--pattern", "a", "--cases", "b"], "error: use one of '--pattern', '--filter' and '--cases'"
    ),
    (["--filter", "a", "--event", "b"], "error: '--event' goes with '--pattern'"),
    (["--pattern", "a", "--message", "b"], "error: '--message' goes with '--filter'"),
    (["--pattern", "a", "--scope", "MessageBody"], "error: '--scope' goes with '--filter'"),
    (
      ["--filter", "a", "--scope", "body"],
      "error: '--scope' is 'body'; use MessageAttributes or MessageBody"
    ),
  ])
  func `says what goes together`(arguments: [String], message: String) throws {
    let line = "$faultline match " + arguments.joined(separator: " ")
    let ending = try Faultline().shell(line)
    #expect(ending.code == 64)
    #expect(ending.errors.split(separator: "\n").first.map(String.init) == message)
  }

  @Test func `says which file is missing`() throws {
    let ending = try Faultline().run("match", "--cases", "none.jsonl")
    let message = "error: cannot read 'none.jsonl': there is no such file\n"
    #expect(ending == Faultline.Ending(code: 66, output: "", errors: message))
  }
}
