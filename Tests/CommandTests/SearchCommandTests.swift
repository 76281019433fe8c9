import Foundation
import Testing

@Suite struct `The search command` {
  private static let shop = """
    {
      seed: 5, duration: "8m", period: "1m",
      components: {
        orders: { type: "sqs-queue", visibilityTimeout: "5s", messageRetentionPeriod: "1m" },
        store: {
          type: "lambda-function", timeout: "5s",
          eventSource: { queue: "orders", batchSize: 1, backOff: false },
          handler: [
            { put: "first", effect: "order", onFailure: [{ put: "second", effect: "order" }] },
          ],
        },
        first: { type: "dynamodb-table" },
        second: { type: "dynamodb-table" },
      },
      producers: { guests: { target: "orders", arrivals: { constant: "0.2/s" } } },
      expectations: { "messages.lost": "== 0" },
      search: { actions: ["table.unavailable"], longest: "4m", invariants: [] },
      variants: { safe: { search: { actions: ["table.latency"] } } },
    }
    """

  private func shop() throws -> Faultline {
    let faultline = try Faultline()
    try faultline.write(Self.shop, to: "shop.json5")
    return faultline
  }

  @Test func `finds a counterexample that run repeats`() throws {
    let faultline = try shop()
    let ending = try faultline.run(
      "search", "shop.json5", "--runs", "64", "--output", "out", "--width", "80")
    #expect(ending.code == 4, "\(ending)")
    #expect(ending.output.contains("Found: 1 broken rule"))
    #expect(
      ending.output.contains(#/runs? to look, \d+ to make smaller what was found, 51 to measure/#))
    #expect(ending.output.contains("table.unavailable first at"))
    #expect(ending.output.contains("table.unavailable second at"))
    #expect(ending.errors.hasSuffix("wrote out/counterexample.json5\n"))
    #expect(faultline.files.contains("out/counterexample.json5"))
    let again = try faultline.run("run", "out/counterexample.json5", "--no-files")
    #expect(again.code == 1, "\(again)")
    #expect(again.output.contains("messages.lost == 0"))
  }

  @Test func `ends well where nothing is found`() throws {
    let ending = try shop().run(
      "search", "shop.json5", "--variant", "safe", "--runs", "20", "--no-files")
    #expect(ending.code == 0, "\(ending)")
    #expect(ending.output.contains("no faults were found that break anything"))
  }

  @Test(arguments: ["text", "json", "csv"])
  func `says the same on any number of threads`(format: String) throws {
    let faultline = try shop()
    let endings = try ["1", "2", "8"].map { jobs in
      try faultline.run(
        "search", "shop.json5", "--runs", "48", "--no-files", "--format", format, "--jobs", jobs)
    }
    #expect(endings[0] == endings[1] && endings[1] == endings[2])
    if format == "json" {
      let document = try JSONSerialization.jsonObject(with: Data(endings[0].output.utf8))
      #expect((document as? [String: Any])?["schema"] as? String == "faultline-search")
    }
  }
}

@Suite struct `The explain command` {
  @Test func `tells the story and the journey of a message`() throws {
    let faultline = try Faultline()
    try faultline.write(`The compare command`.shop, to: "shop.json5")
    let story = try faultline.run("explain", "shop.json5", "--replications", "3", "--width", "80")
    #expect(story.code == 0, "\(story)")
    #expect(story.output.contains("\nTrigger\n"))
    #expect(story.output.contains("\nWhat kept it going\n"))
    #expect(story.output.contains("without faults"))
    let journey = try faultline.run("explain", "shop.json5", "--message", "guests#0")
    #expect(journey.code == 0, "\(journey)")
    #expect(journey.output.hasPrefix("The journey of guests#0\n"))
    let nobody = try faultline.run("explain", "shop.json5", "--message", "nobody#0")
    #expect(nobody.code == 64)
  }
}

@Suite struct `A trace` {
  @Test func `is a document that viewers read`() throws {
    let faultline = try Faultline()
    try faultline.write(`The compare command`.shop, to: "shop.json5")
    let plain = try faultline.run("run", "shop.json5", "--no-files")
    let ending = try faultline.run(
      "run", "shop.json5", "--no-files", "--trace", "trace.json")
    #expect(ending.output == plain.output)
    let text = try #require(faultline.text(of: "trace.json"))
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let events = try #require(document?["traceEvents"] as? [[String: Any]])
    let phases = Set(events.compactMap { $0["ph"] as? String })
    #expect(phases == ["M", "X", "C", "s", "t", "f"])
    // Every flow begins once and ends once.
    func flows(_ phase: String) -> [Int] {
      events.filter { $0["ph"] as? String == phase }.compactMap { $0["id"] as? Int }.sorted()
    }
    #expect(flows("s") == flows("f"))
    #expect(Set(flows("s")).count == flows("s").count)
  }
}
