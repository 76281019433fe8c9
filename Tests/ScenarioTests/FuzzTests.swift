import Scenario
import Simulation
import Testing

/// Breaks texts at random, always in the same way for the same seed.
private struct Mutator {
  var random: RandomStream

  init(seed: UInt64) {
    random = RandomStream(seed: seed, replication: 0, component: "fuzzer", purpose: "mutations")
  }

  private static let fragments = [
    "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "//", "/*", "*/", "\n", "\r", "\t", "\0",
    "\u{feff}",
    "1e999999999", "-99999999999999999999", "0x", "Infinity", "NaN", "null", "\\u", "\\ud800", "#",
    "\u{2028}", "é", "😀", "\"30\"", "30s", "\"-1s\"", "[[[[[[[[[[[[[[[[", "{a:{a:{a:{a:",
    "\u{1b}[2J",
    "\"999999999999999999999d\"", "\"5%\"", "->", "=", ";", "True", "\"orders\"", "\"payments\"",
    "\"process-order\"", "\"dependency.hang\"", "\"1ms\"", "components: {", "{ \"call\": ",
    "\u{202e}",
  ].map { Array($0.utf8) }

  /// The text with some random damage.
  mutating func mutated(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...random.below(4) { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    let end = min(place + random.below(40), bytes.count)
    switch random.below(7) {
    case 0: bytes.removeSubrange(place...)
    case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
    case 3: bytes.removeSubrange(place..<end)
    case 4:
      let bracket = Self.fragments[random.below(4)]
      let many = Array(repeating: bracket, count: random.below(400)).flatMap(\.self)
      bytes.insert(contentsOf: many, at: place)
    case 5: bytes.insert(UInt8(random.below(256)), at: place)
    default: bytes.insert(contentsOf: Self.fragments[random.below(Self.fragments.count)], at: place)
    }
  }
}

/// A text that uses every kind of key and every form of JSON5.
private let whole = #"""
  {
    // A queue with everything in it.
    visibilityTimeout: "1h30m", "retention": '14d', batchSize: 0xA, weight: .25, poison: "1%",
    rate: "60/m", memory: "256MB", encrypted: true, title: 'say \'hi\' \u00e9 \
  there', order: "fifo", /* and */ window: null,
    redrivePolicy: { deadLetterQueue: "orders-dlq", maxReceiveCount: +5, },
    latency: { mixture: [{ weight: 9, of: { lognormal: { p50: "80ms", p99: "400ms" } } },
                         { weight: 1, of: { empirical: [["1s", "50%"], ["2s", 2e-1]] } }] },
    messageSize: { gamma: { mean: "2KB", cv: 1.5 } }, tags: ["a", "b"],
    handler: [{ call: "payments", timeout: "1s" }, { put: "orders" }],
    body: { a: [1, -Infinity, { b: null }] }, after: "f", over: "orders -> payments", start: "5m",
    limits: { x: 1, "é": 2 },
  }
  """#

/// Whether a mistake points into the file, at most one past the end of a line.
private func liesIn(_ source: SourceText, _ mistake: Mistake) -> Bool {
  let place = mistake.range.start
  guard place.line >= 1, place.line <= source.lineCount, place.column >= 1 else { return false }
  return place.column <= source.line(place.line).unicodeScalars.count + 1
    && mistake.range.length >= 1
}

@Suite struct `Broken scenario files` {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `get messages that point into the file, and never a crash`(seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let original = Array(whole.utf8)
    for round in 0..<1_000 {
      let source = SourceText(name: "q.json5", bytes: mutator.mutated(original))
      let (root, syntaxMistakes) = Parser.parse(source)
      var reader = Reader()
      if let root {
        _ = reader.read(QueueFixture.self, from: root, at: .root)
        let patched = MergePatch(root).applied(to: root, at: .root)
        _ = reader.read(QueueFixture.self, from: patched.node, at: .root)
      }
      let mistakes = syntaxMistakes + reader.mistakes
      #expect(root != nil || !syntaxMistakes.isEmpty, "seed \(seed), round \(round)")
      #expect(mistakes.allSatisfy { liesIn(source, $0) }, "seed \(seed), round \(round)")
      #expect(mistakes.isEmpty == mistakes.rendered(in: source).isEmpty)
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `are read as scenarios with every check, and never a crash`(seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let original = Array(coffeeShop.utf8)
    for round in 0..<1_000 {
      let source = SourceText(name: "s.json5", bytes: mutator.mutated(original))
      let (document, mistakes) = ScenarioDocument.read(source, traces: noTraces)
      #expect(document == nil || !mistakes.containErrors, "seed \(seed), round \(round)")
      #expect(document != nil || mistakes.containErrors, "seed \(seed), round \(round)")
      #expect(mistakes.allSatisfy { liesIn(source, $0) }, "seed \(seed), round \(round)")
      let text = mistakes.rendered(in: source)
      #expect(!text.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0x202e })
      if let document { live(document.base.blueprint, "seed \(seed), round \(round)") }
    }
  }

  /// What is read without a mistake can be simulated: a stretch of it, so that it does not take long.
  private func live(_ blueprint: Blueprint, _ comment: String) {
    var blueprint = blueprint
    blueprint.duration = min(blueprint.duration, .minutes(2))
    var world = World(blueprint)
    do throws(RunError) {
      _ = try world.run { $0 < .start + .minutes(1) }
    } catch {
      Issue.record("\(comment): \(error)")
    }
  }

  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func `of recorded messages get a line, and never a crash`(seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let original = Array("time_s,size_bytes,group\n0.5,100,1\n\"1\",,2\n2e0,7,\n".utf8)
    for _ in 0..<1_000 {
      let bytes = mutator.mutated(original)
      guard case .success(let rows) = TraceReader.rows(in: "t.csv", bytes) else { continue }
      #expect(!rows.isEmpty)
      #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.at <= $1.at })
    }
  }

  @Test func `the text that is broken is right before`() {
    #expect(findings(whole) == "")
    #expect(reading(coffeeShop).document != nil)
  }
}
