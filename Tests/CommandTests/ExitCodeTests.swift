import Testing

/// What the shell is told, whatever goes wrong.
@Suite struct `Exit codes` {
  @Test(arguments: [
    ("\"messages.lost\": \"== 0\"", 0 as Int32),
    ("\"messages.lost\": \"== 1\"", 1),
    ("\"serve.AsyncEventAge.p99\": \"< 1s\"", 2),
    ("\"messages.lost\": \"== 1\", \"serve.AsyncEventAge.p99\": \"< 1s\"", 1),
    ("", 0),
  ])
  func `of a run tell how the expectations fared`(expectation: String, code: Int32) throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders(expecting: expectation), to: "shop.json5")
    #expect(try faultline.run("run", "shop.json5", "--no-files", "--quiet").code == code)
  }

  @Test func `of a run of another variant are those of the variant`() throws {
    let faultline = try Faultline()
    try faultline.write(
      Scenarios.twoOrders(expecting: "\"messages.completed\": \"== 2\""), to: "shop.json5")
    #expect(try faultline.run("run", "shop.json5", "--no-files", "--quiet").code == 1)
    let other = try faultline.run(
      "run", "shop.json5", "--no-files", "--quiet", "--variant", "no outage")
    #expect(other == Faultline.Ending(code: 0, output: "", errors: ""))
  }

  @Test(arguments: [
    ([], "error: no command is given"),
    (["rnu"], "error: unknown command 'rnu'; did you mean 'run'?"),
    (["run"], "error: <scenario> is missing"),
    (
      ["run", "a", "b"], "error: unexpected argument 'b'; if its name has spaces, put it in quotes"
    ),
    (["run", "a", "--sed", "1"], "error: unknown option '--sed'; did you mean '--seed'?"),
    (
      ["run", "a", "--seed", "-1"],
      "error: '--seed' is '-1'; use a whole number from 0 to 18446744073709551615"
    ),
    (
      ["run", "a", "--format", "jsn"],
      "error: '--format' is 'jsn'; use text, json or csv; did you mean 'json'?"
    ),
    (
      ["run", "a", "--period", "0s"],
      "error: '--period' is '0s'; use a duration such as 90s or 1h30m from 1s to 1d"
    ),
    (
      ["run", "a", "--duration", "30"],
      "error: '--duration' is '30'; use a duration such as 90s or 1h30m"
    ),
    (["run", "a", "--width", "10"], "error: '--width' is '10'; use a whole number from 60 to 200"),
    (["catalog", "sqs"], "error: there is no 'sqs' in the catalogue"),
    (
      ["catalog", "sqs-quee"],
      "error: there is no 'sqs-quee' in the catalogue; did you mean 'sqs-queue'?"
    ),
    (["check"], "error: <scenario> is missing"),
    (["help", "chek"], "error: unknown command 'chek'; did you mean 'check'?"),
  ])
  func `of a mistaken command line are 64`(arguments: [String], sentence: String) throws {
    let faultline = try Faultline()
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    let ending = try faultline.shell("\"$faultline\" \(words)")
    #expect(ending.code == 64)
    #expect(ending.output == "")
    #expect(ending.errors.split(separator: "\n").first.map(String.init) == sentence)
  }

  @Test(arguments: [
    (
      ["--variant", "no-outage"],
      "error: the scenario has no variant 'no-outage'; did you mean 'no outage'?\n"
    ),
    (["--variant", "x"], "error: the scenario has no variant 'x'; use 'no outage'\n"),
    (
      ["--charts", "order"],
      "error: the scenario has no component 'order'; did you mean 'orders'?\n"
    ),
  ])
  func `of what the scenario does not have are 64`(options: [String], message: String) throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let words = options.map { "'\($0)'" }.joined(separator: " ")
    let ending = try faultline.shell("\"$faultline\" run shop.json5 \(words)")
    #expect(ending == Faultline.Ending(code: 64, output: "", errors: message))
    #expect(faultline.files == ["shop.json5"])
  }

  @Test func `of help and version are 0`() throws {
    let faultline = try Faultline()
    for arguments in ["--help", "-h", "help", "help run", "run --help", "catalog -h", "--version"] {
      let ending = try faultline.shell("\"$faultline\" \(arguments)")
      #expect(ending.code == 0, "\(arguments)")
      #expect(ending.errors == "")
      #expect(!ending.output.isEmpty)
    }
  }
}
