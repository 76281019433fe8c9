import Foundation
import Testing

@Suite struct `The compare command` {
  /// Random orders of which some meet an outage, with and without a dead-letter queue.
  static let shop = """
    {
      title: "Orders in an outage", duration: "10m", seed: 7,
      components: {
        orders: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "parked", maxReceiveCount: 2 } },
        parked: { type: "sqs-queue", messageRetentionPeriod: "14d" },
        serve: {
          type: "lambda-function", timeout: "5s", eventSource: { queue: "orders", batchSize: 1 },
          handler: [{ call: "payments", effect: "charge" }],
        },
        payments: { type: "dependency" },
      },
      producers: { guests: { target: "orders", arrivals: { poisson: "1/s" }, until: "8m" } },
      faults: [
        { id: "down", action: "dependency.outage", target: "payments", at: "2m", duration: "3m" },
        { id: "slow", action: "dependency.latency", target: "payments", at: "6m", duration: "30s",
          addition: "1s" },
      ],
      expectations: {
        "messages.stuck": "> 0",
      },
      variants: {
        moved: {},
        kept: {
          components: { orders: { redrivePolicy: null } },
          expectations: { "messages.stuck": "== 0" },
        },
      },
    }
    """

  private func shop() throws -> Faultline {
    let faultline = try Faultline()
    try faultline.write(Self.shop, to: "shop.json5")
    return faultline
  }

  @Test func `gives its verdict first, and leaves its files`() throws {
    let faultline = try shop()
    let ending = try faultline.run(
      "compare", "shop.json5", "--replications", "10", "--output", "out")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(
      ending.output.hasPrefix(
        """
        Orders in an outage
        2 variants, 10 replications of 10 min each, seed 7, 95% confidence

        Verdict
          'kept' survives best: it leaves the fewest messages unserved (ahead of
            'moved')

        """), "\(ending.output)")
    #expect(ending.output.contains("\nAgainst 'moved'\n  'kept' leaves 0 instead of "))
    #expect(ending.output.contains("\nExpectations: 2 of 2 hold\n"))
    #expect(
      ending.errors.hasSuffix("wrote out: metrics.csv, summary.csv, comparison.csv, report.html\n"))
    #expect(
      faultline.files == [
        "out/comparison.csv", "out/metrics.csv", "out/report.html", "out/summary.csv",
        "shop.json5",
      ])
    let metrics = try #require(faultline.text(of: "out/metrics.csv"))
    #expect(metrics.hasPrefix("variant,replication,start_s,period_s,phase,namespace,"))
    #expect(metrics.contains("\nkept,0,"))
  }

  @Test(arguments: ["text", "json", "csv"])
  func `says the same on any number of threads`(format: String) throws {
    let faultline = try shop()
    let endings = try ["1", "2", "7"].map { jobs in
      try faultline.run(
        "compare", "shop.json5", "--replications", "8", "--no-files", "--format", format, "--jobs",
        jobs)
    }
    #expect(endings[0] == endings[1] && endings[0] == endings[2])
    #expect(faultline.files == ["shop.json5"])
  }

  @Test func `prints JSON that a program can read`() throws {
    let ending = try shop().run(
      "compare", "shop.json5", "--replications", "5", "--no-files", "--format", "json",
      "--baseline", "kept")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "faultline-comparison")
    #expect(document["baseline"] as? String == "kept")
    let parts = try #require(document["comparisons"] as? [[String: Any]])
    let verdict = try #require(parts.first?["verdict"] as? [String: Any])
    #expect(verdict["best"] as? [String] == ["kept"])
  }

  @Test func `compares under each fault alone`() throws {
    let ending = try shop().run(
      "compare", "shop.json5", "--replications", "5", "--no-files", "--each-fault")
    #expect(ending.code == 0)
    #expect(ending.output.contains("2 variants under each of 2 faults, 5 replications"))
    #expect(ending.output.contains("\nUnder 'down' alone\n"))
    #expect(ending.output.contains("\nUnder 'slow' alone\n"))
    #expect(!ending.output.contains("Expectations"))
    let one = try shop().run(
      "compare", "shop.json5", "--replications", "5", "--no-files", "--faults", "slow")
    #expect(one.output.contains("cannot be told apart") || one.output.contains("survive"))
  }

  @Test func `takes several files, each as it stands`() throws {
    let faultline = try shop()
    try faultline.write(
      Self.shop.replacing("maxReceiveCount: 2", with: "maxReceiveCount: 9"), to: "patient.json5")
    let ending = try faultline.run(
      "compare", "shop.json5", "patient.json5", "--replications", "3", "--no-files")
    #expect(ending.output.contains("\nAgainst 'shop'\n  'patient' "), "\(ending.output)")
    #expect(ending.code == 1, "nothing is stuck where there are nine receives")
  }

  @Test func `of a file with one variant holds it against the scenario as it stands`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.twoOrders, to: "shop.json5")
    let ending = try faultline.run(
      "compare", "shop.json5", "--replications", "2", "--no-files")
    #expect(ending.output.contains("\nAgainst 'as it stands'\n"))
    // Nothing is random but cold starts, so two runs tell it surely.
    #expect(ending.output.contains("'no outage' survives best"))
  }

  @Test func `tells the shell how the expectations of all variants fared`() throws {
    let table: [(String, Int32)] = [
      ("== 0", 1), ("> 0", 0), ("> 100000", 1),
      // The mean's interval straddles a bound that is a mean.
      ("MEAN", 2),
    ]
    let faultline = try shop()
    let csv = try faultline.run(
      "compare", "shop.json5", "--replications", "6", "--no-files", "--format", "csv"
    ).output
    let row = try #require(
      csv.split(separator: "\n").first { $0.hasPrefix("moved,messages.stuck,") })
    let mean = try #require(Double(row.split(separator: ",")[4]))
    for (bound, code) in table {
      let text = bound == "MEAN" ? "> \(Int(mean))" : bound
      try faultline.write(
        Self.shop.replacing("\"messages.stuck\": \"> 0\"", with: "\"messages.stuck\": \"\(text)\""),
        to: "other.json5")
      let ending = try faultline.run(
        "compare", "other.json5", "--replications", "6", "--no-files", "--quiet")
      #expect(ending.code == code, "\(text)")
    }
  }

  @Test(arguments: [
    (
      ["--variants", "kep"],
      "error: the scenario has no variant 'kep'; did you mean 'kept'?"
    ),
    (["--baseline", "mved"], "error: the scenario has no variant 'mved'; did you mean 'moved'?"),
    (["--faults", "dwn"], "error: the scenario has no fault 'dwn'; did you mean 'down'?"),
    (
      ["--replications", "0"],
      "error: '--replications' is '0'; use a whole number from 1 to 100000 or auto"
    ),
    (
      ["--confidence", "1"], "error: '--confidence' is '1'; use a number from 0.5 to 0.9999"
    ),
    (
      ["--annotations", "gitlab"],
      "error: '--annotations' is 'gitlab'; use none or github; did you mean 'github'?"
    ),
  ])
  func `refuses what it does not understand with 64`(
    options: [String], sentence: String
  ) throws {
    let words = options.map { "'\($0)'" }.joined(separator: " ")
    let ending = try shop().shell("\"$faultline\" compare shop.json5 \(words)")
    #expect(ending.code == 64)
    #expect(ending.output == "")
    #expect(ending.errors.contains(sentence), "\(ending.errors)")
  }

  @Test func `goes on until the intervals are narrow enough`() throws {
    let ending = try shop().run(
      "compare", "shop.json5", "--replications", "auto", "--no-files", "--format", "csv",
      "--quiet")
    #expect(ending.code == 0)
    #expect(
      try shop().run("compare", "shop.json5", "--replications", "auto", "--no-files").output
        .contains(" replications of 10 min each"))
  }

  @Test func `writes what is finished when it is interrupted`() throws {
    let faultline = try shop()
    let running = try faultline.start(
      "compare", "shop.json5", "--replications", "100000", "--output", "out")
    let directory = faultline.folder.appendingPathComponent("out").path
    let deadline = Date(timeIntervalSinceNow: 30)
    while !FileManager.default.fileExists(atPath: directory), running.isRunning, Date() < deadline {
      usleep(2_000)
    }
    usleep(500_000)
    running.signal(SIGINT)
    let ending = try running.ending()
    #expect(ending.code == 130)
    #expect(ending.output.contains("\ninterrupted: what follows rests on the replications that"))
    #expect(
      faultline.files == [
        "out/comparison.csv", "out/metrics.csv", "out/report.html", "out/summary.csv",
        "shop.json5",
      ])
  }
}

@Suite struct `Replications of a run` {
  @Test func `are reported with intervals and without a verdict`() throws {
    let faultline = try Faultline()
    try faultline.write(`The compare command`.shop, to: "shop.json5")
    let ending = try faultline.run(
      "run", "shop.json5", "--replications", "5", "--output", "out", "--variant", "kept")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("1 variant, 5 replications of 10 min each, seed 7"))
    #expect(!ending.output.contains("Verdict"))
    #expect(ending.errors.hasSuffix("wrote out: metrics.csv, summary.csv, report.html\n"))
    #expect(
      ending.output.hasSuffix(
        "faultline run shop.json5 --variant kept --replications 5 --seed 7\n"))
  }
}

@Suite struct `What a build is left` {
  @Test(arguments: ["run", "compare"])
  func `is a file in JUnit's form, and marks for GitHub`(command: String) throws {
    let faultline = try Faultline()
    try faultline.write(
      Scenarios.twoOrders(expecting: "\"messages.lost\": \"== 1\""), to: "shop.json5")
    let ending = try faultline.run(
      command, "shop.json5", "--no-files", "--quiet", "--junit", "junit.xml", "--annotations",
      "github")
    #expect(ending.code == 1)
    #expect(
      ending.errors.contains(
        "::error file=shop.json5,line=23,col=19,title=expectation does not hold::"),
      "\(ending.errors)")
    let junit = try #require(faultline.text(of: "junit.xml"))
    #expect(junit.contains("name=\"messages.lost == 1\" file=\"shop.json5\" line=\"23\">"))
    let parser = XMLText(junit)
    #expect(parser.isWellFormed)
    #expect(parser.elements.filter { $0 == "failure" }.count == (command == "run" ? 1 : 2))
  }
}

/// A text that may be XML, taken apart by hand: Foundation's parser is a library of its own here.
private struct XMLText {
  private(set) var elements: [String] = []
  private(set) var isWellFormed = true

  init(_ text: String) {
    var open: [String] = []
    for tag in text.matches(of: /<([^>]*)>/).map({ String($0.1) }) where !tag.hasPrefix("?") {
      let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter })
      if tag.hasPrefix("/") {
        isWellFormed = isWellFormed && open.popLast() == name
      } else {
        elements.append(name)
        if !tag.hasSuffix("/") { open.append(name) }
      }
    }
    isWellFormed = isWellFormed && open.isEmpty
  }
}
