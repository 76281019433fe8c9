import Foundation
import Testing

@Suite struct `The run command` {
  @Test func `leaves its files where the scenario belongs`() throws {
    let faultline = try Faultline()
    let folder = faultline.folder.appendingPathComponent("Scenarios/shop")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try faultline.write(Scenarios.twoOrders, to: "Scenarios/shop/two.json5")
    let first = try faultline.run("run", "Scenarios/shop/two.json5", "--charts", "none")
    #expect(first.errors == "wrote Reports/shop/two: metrics.csv, summary.csv, report.html\n")
    _ = try faultline.run("run", "Scenarios/shop/two.json5", "--variant", "no outage", "--messages")
    #expect(
      faultline.files == [
        "Reports/shop/two/metrics.csv", "Reports/shop/two/no-outage/messages.csv",
        "Reports/shop/two/no-outage/metrics.csv", "Reports/shop/two/no-outage/report.html",
        "Reports/shop/two/no-outage/summary.csv", "Reports/shop/two/report.html",
        "Reports/shop/two/summary.csv", "Scenarios/shop/two.json5",
      ])
  }

  @Test func `leaves the page out when asked to`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.run("run", "shop.json5", "--output", "out", "--no-html")
    #expect(ending.errors == "wrote out: metrics.csv, summary.csv\n")
    #expect(faultline.files == ["out/metrics.csv", "out/summary.csv", "shop.json5"])
  }

  @Test(arguments: [[], ["--replications", "5"]])
  func `does all of it twice when asked to`(options: [String]) throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let arguments = (["run", "shop.json5", "--no-files"] + options).joined(separator: " ")
    let once = try faultline.shell("$faultline \(arguments)")
    let twice = try faultline.shell("$faultline \(arguments) --check-determinism")
    #expect(twice == once)
    #expect(twice.code == 0)
  }

  @Test func `says the same every time, in every form`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    for format in ["text", "json", "csv"] {
      let runs = try (0..<2).map { _ in
        try faultline.run("run", "shop.json5", "--no-files", "--format", format)
      }
      #expect(runs[0] == runs[1])
      #expect(runs[0].code == 0)
      #expect(runs[0].errors == "")
    }
    #expect(faultline.files == ["shop.json5"])
  }

  @Test func `prints JSON that says what the text says`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.run("run", "shop.json5", "--no-files", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "faultline-run")
    #expect((document["messages"] as? [String: Int])?["stuck"] == 1)
    #expect((document["expectations"] as? [[String: Any]])?.first?["result"] as? String == "pass")
    let components = document["components"] as? [[String: Any]]
    #expect(
      components?.compactMap { $0["name"] as? String } == [
        "orders", "parked", "serve", "payments", "guests",
      ])
  }

  @Test func `prints the summary as a table`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.run(
      "run", "shop.json5", "--output", "out", "--format", "csv", "--quiet")
    #expect(ending.output == "")
    let printed = try faultline.run("run", "shop.json5", "--no-files", "--format", "csv")
    #expect(printed.output == faultline.text(of: "out/summary.csv"))
  }

  @Test func `takes the seed, duration and period from the command line, and says so`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.run(
      "run", "shop.json5", "--no-files", "--charts", "none", "--seed", "9", "--duration", "90s",
      "--period", "30s", "--variant", "no outage")
    let lines = ending.output.split(separator: "\n")
    #expect(lines[1] == "1 min 30 s in periods of 30 s, seed 9, account concurrency 1,000")
    let command =
      "faultline run shop.json5 --variant 'no outage' --duration 1m30s --period 30s --seed 9"
    #expect(lines.last?.hasSuffix(command) == true)
    // The last line does what it says.
    let again = try faultline.shell(
      command.replacing("faultline", with: "\"$faultline\"", maxReplacements: 1)
        + " --no-files --charts none")
    #expect(again.output == ending.output)
  }

  @Test
  func `uses plain characters where there is no Unicode, and colours nowhere but on a terminal`()
    throws
  {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let plain = try faultline.run(
      "run", "shop.json5", "--no-files", environment: ["LANG": "C", "LC_ALL": "C"])
    #expect(plain.output.utf8.allSatisfy { $0 < 128 })
    #expect(!plain.output.contains("\u{1B}"))
  }
}

@Suite struct `The starter scenario` {
  @Test func `has no mistakes, keeps its expectations, and so does its variant's file`() throws {
    let faultline = try Faultline()
    #expect(
      try faultline.run("init")
        == Faultline.Ending(
          code: 0, output: "",
          errors: "wrote scenario.json5; next: faultline check scenario.json5 finds mistakes, "
            + "faultline run scenario.json5 simulates it\n")
    )
    #expect(
      try faultline.run("check", "scenario.json5")
        == Faultline.Ending(code: 0, output: "scenario.json5: no mistakes\n", errors: ""))
    let ending = try faultline.run("run", "scenario.json5", "--no-files", "--charts", "none")
    #expect(ending.code == 0)
    #expect(ending.output.contains("Expectations: 4 of 4 hold\n"))
    // The dead-letter queue and the redrive have something to do in it.
    #expect(ending.output.contains("orders      1,547     1,643    1,517      30"))
    let other = try faultline.run(
      "run", "scenario.json5", "--no-files", "--quiet", "--variant", "no dead-letter queue")
    #expect(other.code == 0)
  }
}

@Suite struct `The catalogue` {
  @Test func `tells all of a topic and of a name`() throws {
    let faultline = try Faultline()
    let overview = try faultline.run("catalog")
    for name in ["sqs-queue", "dependency.hang", "queue.redrive", "lognormal", "Duration", "call"] {
      #expect(overview.output.contains("\n  \(name) "))
      #expect(try faultline.run("catalog", name).output.hasPrefix(name + "\n"))
    }
    #expect(
      try faultline.run("catalog", "work").output == """
        work
          Works for a while without asking anybody.

          work (required)
              How long the work takes.
              a duration such as "80ms" or { lognormal: { p50: "80ms", p99: "400ms" } }

        """)
  }

  @Test func `is a document for programs too`() throws {
    let faultline = try Faultline()
    let ending = try faultline.run("catalog", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    let topics = [
      "scenario", "components", "steps", "faults", "actions", "distributions", "metrics",
      "prices", "lint",
    ]
    for topic in topics { #expect((document[topic] as? [Any])?.isEmpty == false) }
    #expect(document.keys.count == topics.count + 2)
  }
}
