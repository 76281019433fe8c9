import Testing

/// Files that are no scenarios, and places that take no results.
@Suite struct `Bad input` {
  @Test(arguments: ["run", "check"])
  func `that is not there or no file is 66`(command: String) throws {
    let faultline = try Faultline()
    let table = [
      ("missing.json5", "error: cannot read 'missing.json5': there is no such file\n"),
      (".", "error: cannot read '.': it is a directory; name a file in it\n"),
      (
        "shop.json5/x",
        "error: cannot read 'shop.json5/x': a part of the path is a file, not a directory\n"
      ),
    ]
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    for (path, message) in table {
      let ending = try faultline.run(command, path)
      #expect(ending == Faultline.Ending(code: 66, output: "", errors: message))
    }
    #expect(faultline.files == ["shop.json5"])
  }

  @Test(arguments: [
    ("empty", [] as [UInt8], "the file is empty; 'faultline init' writes a scenario to start from"),
    ("binary", [0x7f, 0x45, 0x4c, 0x46, 0, 1], "the file is not text: there is a zero byte here"),
    ("utf-16", [0xff, 0xfe, 0x7b, 0], "the file is UTF-16; save it as UTF-8"),
    ("latin-1", [0x7b, 0xe9, 0x7d], "the byte 0xe9 is not UTF-8; save the file as UTF-8"),
    ("list", Array("[]".utf8), "a scenario begins with '{', not with '['"),
  ])
  func `that is no scenario is 65`(name: String, bytes: [UInt8], sentence: String) throws {
    let faultline = try Faultline()
    try faultline.write(bytes, to: name)
    let ending = try faultline.run("run", name)
    #expect(ending.code == 65)
    #expect(ending.output == "")
    #expect(ending.errors.contains("error: " + sentence + "\n"))
    #expect(faultline.files == [name])
  }

  @Test func `that nests too deeply or never ends is 65`() throws {
    let faultline = try Faultline()
    try faultline.write(String(repeating: "{a:[", count: 200_000), to: "deep")
    #expect(try faultline.run("run", "deep").code == 65)
    let huge = try faultline.run("run", "/dev/zero")
    #expect(huge.code == 65)
    #expect(huge.errors.contains("the file has 16,777,217 bytes"))
  }

  @Test func `has all its mistakes told, and nothing is simulated or written`() throws {
    let faultline = try Faultline()
    try faultline.write(
      Scenarios.twoOrders.replacing("\"sqs-queue\", vis", with: "\"sqs-queu\", vis")
        .replacing("duration: \"3m\"", with: "duration: \"-3m\""), to: "shop.json5")
    let ending = try faultline.run("run", "shop.json5")
    #expect(ending.code == 65)
    #expect(ending.output == "")
    #expect(ending.errors.contains("shop.json5:3:"))
    #expect(ending.errors.contains("did you mean \"sqs-queue\"?"))
    #expect(faultline.files == ["shop.json5"])
  }

  @Test func `does not keep check from the files after it`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    try faultline.write("{", to: "open.json5")
    let ending = try faultline.run("check", "missing.json5", "open.json5", "shop.json5")
    #expect(ending.code == 66)
    #expect(ending.errors == "error: cannot read 'missing.json5': there is no such file\n")
    #expect(ending.output.contains("\nopen.json5: 1 mistake\nshop.json5: no mistakes\n"))
  }
}

@Suite struct `Places that take no results` {
  @Test func `below a file are told before the run and are 73`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.run("run", "shop.json5", "--output", "shop.json5/out")
    #expect(
      ending
        == Faultline.Ending(
          code: 73, output: "",
          errors: "error: cannot create the directory 'shop.json5': a part of the path is a file, "
            + "not a directory; choose another place or move what is there\n"))
  }

  @Test func `with a limit on the size of files keep what stood there before`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    #expect(try faultline.run("run", "shop.json5", "--output", "out", "--quiet").code == 0)
    let before = ["out/metrics.csv", "out/summary.csv"].map(faultline.text)
    let ending = try faultline.shell(
      "ulimit -f 1; exec \"$faultline\" run shop.json5 --output out --period 30s --charts none")
    #expect(ending.code == 74)
    // The report is printed all the same.
    #expect(ending.output.hasPrefix("Two orders, one of them in an outage\n"))
    #expect(
      ending.errors.hasPrefix("error: cannot write 'out/metrics.csv': the file is larger than"))
    #expect(["out/metrics.csv", "out/summary.csv"].map(faultline.text) == before)
    #expect(
      faultline.files == ["out/metrics.csv", "out/report.html", "out/summary.csv", "shop.json5"])
  }

  @Test func `such as a full device are 74`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    for command in ["run shop.json5 --no-files", "catalog", "--help", "check shop.json5"] {
      let ending = try faultline.shell("\"$faultline\" \(command) > /dev/full")
      #expect(ending.code == 74, "\(command)")
      #expect(
        ending.errors
          == "error: cannot write 'standard output': no space is left on the device; free some "
          + "space or choose another directory; earlier results are intact\n")
    }
  }

  @Test func `such as a pipe that nobody reads are told to nobody`() throws {
    let faultline = try Faultline()
    let ending = try faultline.shell("\"$faultline\" catalog --format json | head -c 1")
    #expect(ending == Faultline.Ending(code: 0, output: "{", errors: ""))
  }

  @Test(arguments: ["catalog --format json", "run shop.json5 --no-files", "--help"])
  func `such as a pipe that nobody reads are 141`(command: String) throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.shell(
      "{ sleep 1; \"$faultline\" \(command); echo $? > code; } | true")
    #expect(ending.errors == "")
    #expect(faultline.text(of: "code") == "141\n")
  }

  @Test func `such as a scenario that init would replace are 73`() throws {
    let faultline = try Faultline()
    try faultline.write("mine", to: "scenario.json5")
    let refused = try faultline.run("init")
    #expect(refused.code == 73)
    #expect(
      refused.errors
        == "error: cannot create 'scenario.json5': it is there already; '--force' replaces it\n")
    #expect(faultline.text(of: "scenario.json5") == "mine")
    #expect(try faultline.run("init", "--force").code == 0)
    #expect(faultline.text(of: "scenario.json5")?.hasPrefix("// A coffee shop") == true)
    #expect(try faultline.run("init", "missing/scenario.json5").code == 73)
  }
}
