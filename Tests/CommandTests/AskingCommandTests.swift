import Testing

/// The commands that ask a service by hand.
@Suite struct `Asking by hand` {
  private static let trace = """
    {"id": 7, "queues": {"q": {}}, "ops": [{"at": 1, "op": "PurgeQueue", "queue": "q"}]}
    """

  @Test func `replays one trace without its name`() throws {
    let faultline = try Faultline()
    try faultline.write(Self.trace, to: "trace.json")
    let ending = try faultline.run("replay", "trace.json")
    #expect(ending == Faultline.Ending(code: 0, output: "{\"op\": 0, \"ok\": true}\n", errors: ""))
  }

  @Test func `replays many, in spite of one that is mistaken`() throws {
    let faultline = try Faultline()
    let mistaken = "{\"id\": \"b\", \"queues\": {\"q\": {\"DelaySeconds\": 901}}}"
    try faultline.write("\(Self.trace)\n\n\(mistaken)\n{\n\(Self.trace)", to: "t.jsonl")
    let ending = try faultline.run("replay", "--traces", "t.jsonl")
    let line = "{\"id\": 7, \"op\": 0, \"ok\": true}\n"
    #expect(ending.code == 65)
    #expect(
      ending.output == line + "{\"id\": \"b\", \"error\": \"InvalidAttributeValue\"}\n"
        + "{\"id\": null, \"error\": \"InvalidTrace\"}\n" + line)
    #expect(
      ending.errors == """
        error: t.jsonl:3: queues.q.DelaySeconds: the service takes a number from 0 to 900
        error: t.jsonl:4:2: no key in double quotes

        """)
  }

  @Test func `drives breakers, one or many`() throws {
    let faultline = try Faultline()
    let trace =
      "{\"id\": \"b\", \"config\": {}, \"ops\": [{\"at\": 0, \"result\": \"failure\", \"duration\": 61}]}"
    try faultline.write(trace, to: "trace.json")
    let line =
      "\"permitted\": true, \"state\": \"CLOSED\", \"failureRate\": -1, \"bufferedCalls\": 1, "
      + "\"failedCalls\": 1, \"slowCalls\": 1}\n"
    #expect(try faultline.run("breaker", "trace.json").output == "{" + line)
    #expect(
      try faultline.run("breaker", "--traces", "trace.json").output == "{\"id\": \"b\", " + line)
  }

  @Test(arguments: ["replay", "breaker"])
  func `says what is wrong with a call`(command: String) throws {
    let faultline = try Faultline()
    try faultline.write("[1", to: "broken.json")
    #expect(try faultline.run(command).code == 64)
    #expect(try faultline.run(command, "a", "--traces", "b").code == 64)
    #expect(try faultline.run(command, "none.json").code == 66)
    let broken = try faultline.run(command, "broken.json")
    #expect(broken.code == 65)
    #expect(broken.output == "")
    #expect(broken.errors.hasPrefix("error: broken.json:1:3: "))
  }
}
