import Foundation
import Testing

@Suite struct `The sweep command` {
  private static let receives = "components.orders.redrivePolicy.maxReceiveCount=1,9"
  private static let outage = "faults.down.duration=1m..3m step 1m"

  private func shop() throws -> Faultline {
    let faultline = try Faultline()
    try faultline.write(`The compare command`.shop, to: "shop.json5")
    return faultline
  }

  @Test func `shows the points of a grid, and heat maps of two axes`() throws {
    let faultline = try shop()
    let ending = try faultline.run(
      "sweep", "shop.json5", "--set", Self.receives, "--set", Self.outage, "--replications", "3",
      "--measures", "messages.stuck,cost", "--output", "out", "--width", "80")
    #expect(ending.output.contains("6 points, 3 replications each, seed 7, 95% confidence"))
    #expect(
      ending.output.contains("\nstuck by maxReceiveCount and duration\n"), "\(ending.output)")
    #expect(ending.output.contains("\nmaxReceiveCount"))
    #expect(ending.output.contains("██"))
    #expect(ending.output.contains("\nWhat does not hold\n  ✗  messages.stuck > 0  fails at 9, 1m"))
    #expect(ending.errors.hasSuffix("wrote out: sweep.csv\n"))
    let table = try #require(faultline.text(of: "out/sweep.csv"))
    #expect(
      table.hasPrefix(
        "components.orders.redrivePolicy.maxReceiveCount,faults.down.duration,measure,unit,"))
    #expect(table.contains("\n9,3m,messages.stuck,Count,3,0,0,0,0,0,0,0\n"))
  }

  @Test func `shades nothing that may be chance`() throws {
    let ending = try shop().run(
      "sweep", "shop.json5", "--set", "seed=1,2", "--set", "period=30s,60s", "--replications", "3",
      "--measures", "cost", "--no-files", "--width", "120")
    #expect(
      ending.output.contains(
        "\ncost: no point surely differs from the lowest, so there is no map\n"), "\(ending.output)"
    )
    #expect(!ending.output.contains("█"))
  }

  @Test func `tells a measure that there is not before anything is run`() throws {
    let ending = try shop().run(
      "sweep", "shop.json5", "--set", "seed=1..50", "--replications", "100000", "--measures", "cst")
    #expect(ending.code == 64)
    // The warnings of the scenario are left out, so that the mistake is seen.
    #expect(ending.errors == "error: the scenario has no measure 'cst'; did you mean 'cost'?\n")
  }

  @Test func `is a table without heat map for one axis`() throws {
    let ending = try shop().run(
      "sweep", "shop.json5", "--set", Self.outage, "--replications", "2", "--no-files")
    #expect(ending.output.contains("\nduration  "))
    #expect(!ending.output.contains("░"))
    #expect(
      ending.output.hasSuffix(
        "faultline sweep shop.json5 --set 'faults.down.duration=1m..3m step 1m' "
          + "--replications 2 --seed 7\n"))
  }

  @Test(arguments: ["text", "json", "csv"])
  func `says the same on any number of threads`(format: String) throws {
    let faultline = try shop()
    let endings = try ["1", "3"].map { jobs in
      try faultline.run(
        "sweep", "shop.json5", "--set", Self.receives, "--replications", "2", "--no-files",
        "--format", format, "--jobs", jobs)
    }
    #expect(endings[0] == endings[1])
    if format == "json" {
      let document = try JSONSerialization.jsonObject(with: Data(endings[0].output.utf8))
      #expect((document as? [String: Any])?["schema"] as? String == "faultline-sweep")
    }
  }

  @Test(arguments: [
    ([], "error: nothing is varied; use --set path=values", 64 as Int32),
    (["--set", "seed"], "error: \"seed\" sets nothing; use path=values, such as", 64),
    (["--set", "faults.up.duration=1m"], "leads nowhere: the list has no element", 64),
    (["--set", "seed=1,2", "--set", "seed=3"], "error: \"seed\" is set twice", 64),
    (["--set", "seed=1,2", "--variant", "kep"], "did you mean", 64),
    (
      ["--set", "seed=1,2", "--measures", "cst"],
      "error: the scenario has no measure 'cst'; did you mean 'cost'?", 64
    ),
    (["--set", "duration=1m,-1m"], "error: 'duration'", 65),
  ])
  func `refuses what has no place`(options: [String], sentence: String, code: Int32) throws {
    let words = options.map { "'\($0)'" }.joined(separator: " ")
    let ending = try shop().shell("\"$faultline\" sweep shop.json5 --no-files \(words)")
    #expect(ending.code == code, "\(ending.errors)")
    #expect(ending.output == "")
    #expect(ending.errors.contains(sentence), "\(ending.errors)")
  }
}

@Suite struct `The selftest command` {
  @Test func `prints what was expected and measured`() throws {
    let ending = try Faultline().run("selftest", "--only", "R8,T5", "--width", "140")
    #expect(ending.code == 0)
    #expect(ending.errors == "")
    #expect(ending.output.contains("AWS standard: retries after errors"))
    #expect(ending.output.hasSuffix("\n9 of 9 checks hold\n"))
    #expect(try Faultline().run("selftest", "--only", "R8", "--quiet").output == "")
    #expect(try Faultline().run("selftest", "--only", "Z").code == 64)
  }
}
