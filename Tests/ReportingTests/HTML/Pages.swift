import Experiment
import Reporting
import Scenario
import Simulation

/// Pages to look at.
enum Pages {
  /// The page of the run of two orders, one of which meets an outage.
  static func run() throws -> ReportPage { ReportPage(try TwoOrders.report()) }

  /// A shop through a whole day, with an outage and six ways to meet it.
  static func day() throws -> ReportPage {
    page(of: try variants(of: shop), replications: 1)
  }

  /// Two variants of the shop, three replications each.
  static func comparison() throws -> ReportPage {
    let short = shop.replacing("\"24h\"", with: "\"20m\"").replacing("\"6h\"", with: "\"5m\"")
    return page(of: Array(try variants(of: short)[0...1]), replications: 3)
  }

  /// Two orders with texts that would rather be markup wherever a scenario can have any; the names of
  /// components and effects are plain words.
  static func hostile() throws -> ReportPage {
    let text = TwoOrders.text
      .replacing("Two orders, one of them in an outage", with: attack)
      .replacing("id: \"down\"", with: "id: \"\(attack)\"")
      .replacing("\"no outage\": { faults: [] }", with: "\"\(attack)\": {}")
    let variants = try variants(of: text)
    let comparison = Comparison(try result(of: variants + variants, replications: 2))
    return ReportPage(
      ComparisonReport(
        scenarios: [attack],
        [ComparisonPart(comparison, fault: attack), ComparisonPart(comparison, fault: "both")]))
  }

  /// What ends a script, opens a comment, closes an attribute and runs if it can.
  static let attack =
    "</script><script>document.title='owned'</script><!--'><img src=x onerror=alert(1)>&lt;"

  static func variants(of text: String) throws -> [ScenarioDocument.Variant] {
    let source = SourceText(name: "shop.json5", text: text)
    let (document, mistakes) = ScenarioDocument.read(source) { _ in .unreadable(reason: "") }
    guard let document, mistakes.isEmpty || !document.variants.isEmpty else {
      throw TwoOrders.IsMistaken(mistakes: mistakes)
    }
    return document.variants
  }

  private static func result(
    of variants: [ScenarioDocument.Variant], replications: Int
  ) throws -> ExperimentResult {
    try Replications(.fixed(replications)).run(variants)
  }

  private static func page(
    of variants: [ScenarioDocument.Variant], replications: Int
  ) -> ReportPage {
    do {
      let comparison = Comparison(try result(of: variants, replications: replications))
      return ReportPage(
        ComparisonReport(scenarios: ["shop.json5"], [ComparisonPart(comparison)]))
    } catch {
      preconditionFailure("the shop does not run: \(error)")
    }
  }

  private static let shop = """
    {
      title: "A day in the shop", duration: "24h", period: "1m",
      components: {
        api: { type: "api-gateway", integration: "orders" },
        orders: {
          type: "sqs-queue", redrivePolicy: { deadLetterQueue: "parked", maxReceiveCount: 3 },
        },
        parked: { type: "sqs-queue", messageRetentionPeriod: "14d" },
        serve: {
          type: "lambda-function", timeout: "30s", eventSource: { queue: "orders", batchSize: 1 },
          handler: [{ call: "payments", effect: "charge", timeout: "5s" }],
        },
        payments: { type: "dependency", latency: { lognormal: { p50: "80ms", p99: "400ms" } } },
        breaker: { type: "circuit-breaker" },
      },
      producers: { guests: { target: "api", arrivals: { poisson: "12/m" } } },
      faults: [
        { id: "down", action: "dependency.hang", target: "payments", at: "6h", duration: "5m" },
      ],
      expectations: { "messages.lost": "== 0" },
      variants: {
        "dead-letter queue": {},
        "no dead-letter queue": { components: { orders: { redrivePolicy: null }, parked: null } },
        "three": { components: { serve: { timeout: "10s" } } },
        "four": { components: { serve: { timeout: "15s" } } },
        "five": { components: { serve: { timeout: "20s" } } },
        "six": { components: { serve: { timeout: "25s" } } },
      },
    }
    """
}
