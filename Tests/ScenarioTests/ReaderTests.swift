import Scenario
import Simulation
import Testing

@Suite struct `Described values` {
  @Test func `every kind of key is read`() {
    let queue = queue(
      """
      {
        visibilityTimeout: "1m", retention: "14d", batchSize: 5, weight: 0.25, poison: "1%",
        rate: "60/m", memory: "256MB", encrypted: true, title: "t", order: "fifo",
        redrivePolicy: { deadLetterQueue: "dlq", maxReceiveCount: 5 }, latency: "80ms",
        messageSize: "2KB", tags: ["a", "b"], handler: [{ call: "p", timeout: "1s" }, { put: "t" }],
        body: { a: [1] }, after: "f", over: "a->b", start: "5m", limits: { x: 1, a: 2 },
        window: "1s",
      }
      """)
    #expect(queue?.visibilityTimeout == .minutes(1))
    #expect(queue?.retention == .days(14))
    #expect(queue?.batchSize == 5)
    #expect(queue?.weight == 0.25)
    #expect(queue?.poison == 0.01)
    #expect(queue?.rate == 1)
    #expect(queue?.memory == 256 << 20)
    #expect(queue?.isEncrypted == true)
    #expect(queue?.title == "t")
    #expect(queue?.order == .fifo)
    #expect(queue?.redrivePolicy == RedriveFixture(deadLetterQueue: "dlq", maxReceiveCount: 5))
    #expect(queue?.latency == .constant(0.08))
    #expect(queue?.messageSize == .constant(2_048))
    #expect(queue?.tags == ["a", "b"])
    #expect(queue?.handler.first as? CallFixture == CallFixture(target: "p", timeout: .seconds(1)))
    #expect(queue?.handler.last as? PutFixture == PutFixture(table: "t"))
    #expect(queue?.body == .object([("a", .array([.number(1)]))]))
    #expect(queue?.after == "f")
    #expect(queue?.over == "a -> b")
    #expect(queue?.start == .start + .minutes(5))
    #expect(queue?.limits == [Named("x", 1), Named("a", 2)])
    #expect(queue?.window == .seconds(1))
  }

  @Test func `a key that is left out keeps its default`() {
    #expect(queue("{}")?.visibilityTimeout == .seconds(30))
    #expect(queue("{}")?.redrivePolicy == nil)
  }

  @Test func `null takes away what may be missing`() {
    #expect(queue("{redrivePolicy: null, window: null, start: null}")?.redrivePolicy == nil)
    #expect(queue("{batchSize: null}") == nil)
  }

  @Test func `a mistaken key keeps its default and the others are read`() {
    let (root, _) = Parser.parse(SourceText(name: "t", text: "{batchSize: 99, title: 'x'}"))
    var reader = Reader()
    let queue = root.map { reader.read(QueueFixture.self, from: $0, at: .root) }
    #expect(queue?.batchSize == 10)
    #expect(queue?.title == "x")
    #expect(reader.mistakes.count == 1)
  }

  @Test func `two descriptions can share an object's keys`() {
    let (root, _) = Parser.parse(SourceText(name: "t", text: "{call: 'p', put: 't', x: 1}"))
    var reader = Reader()
    guard let root, var object = reader.object(root, at: .root) else { return }
    let call = reader.read(CallFixture.self, from: &object)
    let put = reader.open(PutFixture.self, from: &object)
    reader.finish(object)
    #expect(call == CallFixture(target: "p"))
    #expect(put as? PutFixture == PutFixture(table: "t"))
    #expect(
      reader.mistakes.map(\.problem)
        == [.keys(.unknown("x", nearest: nil, known: ["call", "timeout", "put"]))])
  }

  @Test(arguments: [
    ("'5s'", "duration"), ("'never'", "text"), ("3", "integer"), ("true", "flag"), ("[1]", "list"),
    ("{call: 'x'}", "object"), ("{poisson: '2/s'}", "variant"),
  ])
  func `either of several kinds is told by shape`(text: String, expected: String) {
    let kind = ParameterKind.either([
      .flag, .integer(0...9), .duration(.zero ... .longest), .choice(["never"]),
      .list(.integer(0...9), count: 0...9), .keyed([("call", CallFixture.self)]),
      .variant([ParameterVariant("poisson", .rate(0...9), help: "h")]),
    ])
    let (root, _) = Parser.parse(SourceText(name: "t", text: text))
    var reader = Reader()
    let value = root.flatMap { reader.read(kind, from: $0, at: .root) }
    #expect(reader.mistakes == [])
    #expect(value?.kindName == expected)
  }
}

extension ParameterValue {
  /// Which case the value is.
  fileprivate var kindName: String {
    switch self {
    case .flag: "flag"
    case .integer: "integer"
    case .duration: "duration"
    case .text: "text"
    case .list: "list"
    case .object: "object"
    case .variant: "variant"
    default: "other"
    }
  }
}

@Suite struct `Distributions in a scenario` {
  @Test(
    arguments: [
      ("'80ms'", .constant(0.08)), ("{constant: '1s'}", .constant(1)),
      ("{uniform: {min: '1s', max: '3s'}}", .uniform(from: 1, to: 3)),
      ("{exponential: {mean: '2s'}}", .exponential(mean: 2)),
      ("{exponential: '2s'}", .exponential(mean: 2)),
      ("{normal: {mean: '2s', deviation: '1s'}}", .normal(mean: 2, deviation: 1)),
      ("{lognormal: {p50: '1s', p99: '4s'}}", .lognormal(p50: 1, p99: 4)),
      ("{lognormal: {mean: '1s', cv: 0.5}}", .lognormal(mean: 1, cv: 0.5)),
      ("{gamma: {mean: '1s', cv: 2}}", .gamma(mean: 1, cv: 2)),
      ("{pareto: {minimum: '1s', shape: 1.5}}", .pareto(minimum: 1, shape: 1.5)),
      ("{weibull: {scale: '1s', shape: 1.5}}", .weibull(scale: 1, shape: 1.5)),
      ("{empirical: [['1s', '90%'], ['2s', 0.1]]}", .empirical([(1, 0.9), (2, 0.1)])),
      (
        "{mixture: [{weight: 9, of: '1s'}, {weight: 1, of: {exponential: '2s'}}]}",
        .mixture([(9, .constant(1)), (1, .exponential(mean: 2))])
      ),
    ] as [(String, Distribution)])
  func `every family is read in seconds`(text: String, distribution: Distribution) {
    #expect(queue("{latency: \(text)}")?.latency == distribution)
  }

  @Test func `sizes are read in bytes`() {
    #expect(queue("{messageSize: {exponential: '2KB'}}")?.messageSize == .exponential(mean: 2_048))
  }

  @Test func `no two families share a name`() {
    let names = DistributionFamily.all.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
