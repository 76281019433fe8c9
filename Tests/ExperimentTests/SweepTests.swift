import Experiment
import Scenario
import Simulation
import Testing

@Suite struct `An axis of a sweep` {
  @Test(arguments: [
    ("a.b=5", ["5"]), ("a=1,2, 4", ["1", "2", "4"]), ("a=1..4", ["1", "2", "3", "4"]),
    ("a=1s..20s step 5s", ["1s", "6s", "11s", "16s"]),
    ("a=1..10s step 3", ["1s", "4s", "7s", "10s"]),
    ("a=0.1..0.3 step 0.1", ["0.1", "0.2", "0.3"]),
    ("a=5%..15% step 2.5%", ["5%", "7.5%", "10%", "12.5%", "15%"]),
    ("a=10/s..30/s step 10/s", ["10/s", "20/s", "30/s"]),
    ("a=90s..3m step 30s", ["1m30s", "2m", "2m30s", "3m"]),
    ("a=1m30s..2m30s step 30s", ["1m30s", "2m", "2m30s"]), ("a=3..1", ["3", "2", "1"]),
    ("a=1..2,10", ["1", "2", "10"]), ("a=null,true", ["null", "true"]),
    ("a={x: 1, y: [2, 3]},\"p,q\"", ["{x: 1, y: [2, 3]}", "\"p,q\""]), ("a=b..c", ["b..c"]),
    ("a=5..5", ["5"]), ("a=-2..1", ["-2", "-1", "0", "1"]),
  ])
  func `is read from lists and ranges`(text: String, values: [String]) throws {
    #expect(try SweepAxis(reading: text).values == values)
  }

  @Test(arguments: [
    ("a", SweepMistake.noValues("a")), ("=1", .noValues("=1")), ("a=", .noValues("a=")),
    ("a=1,,2", .noValues("a=1,,2")), ("a=1s..5MB", .badRange("1s..5MB")),
    ("a=1..", .badRange("1..")), ("a=1s..2m", .badRange("1s..2m")),
    ("a=1..5 step 0", .badStep("1..5 step 0")), ("a=1..5 step x", .badRange("1..5 step x")),
    ("a=1..1001", .tooManyValues(path: "a", limit: 1_000)),
    ("a=0..9223372036854775807", .tooManyValues(path: "a", limit: 1_000)),
  ])
  func `says what is wrong with it`(text: String, mistake: SweepMistake) {
    #expect(throws: mistake) { try SweepAxis(reading: text) }
  }

  @Test func `has up to a thousand values`() throws {
    #expect(try SweepAxis(reading: "a=1..1000").values.count == 1_000)
  }
}

@Suite struct `A sweep` {
  @Test func `visits every point, the last axis fastest`() throws {
    let sweep = try Sweep(reading: ["a=1,2", "b=x,y,z"])
    #expect(
      sweep.points == [
        ["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"], ["2", "y"], ["2", "z"],
      ])
  }

  @Test func `has limits`() {
    #expect(throws: SweepMistake.tooManyPoints(100_000, limit: 10_000)) {
      try Sweep(reading: ["a=1..100", "b=1..1000"])
    }
    #expect(throws: SweepMistake.repeatedPath("a")) { try Sweep(reading: ["a=1", "a=2"]) }
  }

  @Test func `runs the scenario at every point`() throws {
    let sweep = try Sweep(reading: [
      "components.orders.redrivePolicy.maxReceiveCount=1,3", "faults.payments-down.duration=1m,2m",
    ])
    let source = SourceText(name: "shop.json5", text: CoffeeShop.text(minutes: 6))
    let (variants, mistakes) = try sweep.variants(of: source, variant: "dead-letter queue") { _ in
      .unreadable(reason: "none")
    }
    #expect(mistakes.filter { $0.severity == .error } == [])
    let points = try #require(variants)
    #expect(
      points.first?.name
        == "components.orders.redrivePolicy.maxReceiveCount=1, faults.payments-down.duration=1m")
    #expect(
      points.map { $0.blueprint.faults.map(\.duration) } == [
        [.minutes(1)], [.minutes(2)], [.minutes(1)], [.minutes(2)],
      ])
    var replications = Replications(.fixed(3))
    replications.keepsPeriods = false
    let result = SweepResult(sweep, try replications.run(points))
    #expect(result.result.variants.allSatisfy { $0.first == nil })
    let stuck = try #require(
      result.result.criteria.firstIndex { $0.name == "messages.stuck" })
    let map = result.heatMap(of: stuck).map { $0.map { $0 ?? -1 } }
    // The longer the outage and the less patience, the more orders are stuck.
    #expect(map.count == 2 && map[0].count == 2)
    #expect(map[0][0] < map[0][1])
    #expect(map[1][1] < map[0][1])
  }

  @Test(arguments: [
    ("components.ordrs.type=sqs-queue", nil), ("faults[3].at=1m", "has no element '3'"),
    ("faults.nobody.at=1m", "has no element 'nobody'"),
    ("duration.x=1", "'duration' has no parts"), ("a..b=1", "is no path"), ("[0]x=1", "is no path"),
  ])
  func `says when a path leads nowhere`(setting: String, words: String?) throws {
    let sweep = try Sweep(reading: [setting])
    let source = SourceText(name: "shop.json5", text: CoffeeShop.text(minutes: 6))
    do throws(SettingMistake) {
      let (_, mistakes) = try sweep.variants(of: source) { _ in .unreadable(reason: "none") }
      #expect(words == nil)
      #expect(!mistakes.containErrors)
    } catch {
      #expect(error.description.contains(try #require(words)))
    }
  }

  @Test func `reports a value that the scenario refuses`() throws {
    let sweep = try Sweep(reading: ["components.orders.visibilityTimeout=1,2s"])
    let source = SourceText(name: "shop.json5", text: CoffeeShop.text(minutes: 6))
    let (variants, mistakes) = try sweep.variants(of: source) { _ in .unreadable(reason: "none") }
    #expect(variants == nil)
    #expect(
      mistakes.filter { $0.severity == .error }.map(\.variant) == [
        "components.orders.visibilityTimeout=1"
      ])
  }
}
